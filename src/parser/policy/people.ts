/** Reads the machines and the people that a policy names, and where its secrets are kept. */
import type { Person, Policy, Target } from "../../model/policy.ts";
import { error, type Span } from "../finding.ts";
import type { Entry } from "../value.ts";
import {
  type Desk,
  takeKnown,
  takeMapping,
  takeNamed,
  takeText,
  takeTexts,
  wrong,
} from "./take.ts";

export const targetKeys = ["address", "environment"] as const;

export function takeTargets(entry: Entry | undefined, desk: Desk): Target[] {
  return takeNamed(entry, "targets", desk).map((one) => {
    const given = takeMapping(one, targetKeys, desk);
    const address = given.get("address");
    const environment = takeKnown(given.get("environment"), "environment", desk.environments, desk);
    if (!address) desk.findings.push(error("bad-value", one.keySpan, missing(one, "address")));
    return {
      name: one.key,
      address: takeText(address, targetAddress, desk) ?? "",
      environment: environment?.[0] ?? null,
    };
  });
}

/** The forms that `on` has. */
export const targetAddress = {
  shape: /^(local|ssh:(?:[^\s@:]+@)?[^\s@]+|(?:lxc|incus|docker):\S+|kubectl:[^\s/]+\/\S+)$/,
  expected: "such as `local`, `ssh:user@host`, `incus:name` or `kubectl:namespace/pod`",
};

export function takeGroups(
  entry: Entry | undefined,
  targets: readonly Target[],
  desk: Desk,
): Policy["groups"] {
  const known = targets.map(({ name }) => name);
  return takeNamed(entry, "groups", desk).map((one) => ({
    name: one.key,
    targets: takeKnown(one, "target", known, desk) ?? [],
  }));
}

export const personKeys = ["keys", "roles"] as const;

export function takePeople(entry: Entry | undefined, desk: Desk): Person[] {
  const owners = new Map<string, string>();
  return takeNamed(entry, "people", desk).map((one) => {
    const given = takeMapping(one, personKeys, desk);
    if (!given.has("keys")) {
      desk.findings.push(error("bad-value", one.keySpan, missing(one, "keys"), key));
    }
    const keys = takeTexts(given.get("keys"), key, desk);
    for (const each of keys) takeOwner(each, one.key, owners, desk);
    const roles = takeTexts(given.get("roles"), role, desk);
    return {
      principal: one.key,
      keys: keys.map(({ text }) => text),
      roles: roles.map(({ text }) => text),
    };
  });
}

/** The roles that a second person may have; null where none are named. */
export function takeApprovers(entry: Entry | undefined, desk: Pick<Desk, "findings">) {
  return entry === undefined ? null : takeTexts(entry, role, desk).map(({ text }) => text);
}

/** A key proves who somebody is, so it is one person's: who holds it could say yes as both. */
function takeOwner(
  { text, span }: { readonly text: string; readonly span: Span },
  person: string,
  owners: Map<string, string>,
  desk: Desk,
): void {
  const name = desk.nameOfKey(text);
  const owner = owners.get(name);
  owners.set(name, owner ?? person);
  if (owner === undefined) return;
  const [message, hint] =
    owner === person
      ? [`\`${person}\` has this key already`, "take it out here"]
      : [`this key is \`${owner}\`'s already`, `give \`${person}\` a key of their own`];
  desk.findings.push(error("bad-value", span, message, { hint }));
}

/** `ssh-ed25519 AAAA…`: two lines with the same key may have different comments. */
export function withoutComment(key: string): string {
  return key.split(" ", 2).join(" ");
}

export const key = {
  shape: new RegExp(
    "^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-[a-z0-9-]+@openssh\\.com) " +
      "[A-Za-z0-9+/]{16,}={0,2}( .*)?$|^SHA256:[A-Za-z0-9+/]{43}$",
  ),
  expected: "an SSH public key (`ssh-ed25519 AAAA…`) or a fingerprint (`SHA256:…`)",
};

export const role = { shape: /^[A-Za-z0-9][\w.-]{0,63}$/, expected: "names of roles" };

export function takeSecrets(entry: Entry | undefined, desk: Desk): Policy["secrets"] {
  return takeNamed(entry, "secrets", desk).map((one) => {
    const kind = takeText(takeMapping(one, ["kind"], desk).get("kind"), secretKind, desk);
    if (kind === null && one.value.kind === "mapping" && one.value.entries.length === 0) {
      desk.findings.push(wrong(one, "a mapping with kind"));
    }
    return { name: one.key, kind: kind ?? "" };
  });
}

export const secretKind = { shape: /^[a-z][a-z0-9-]{0,63}$/, expected: "a word, such as `vault`" };

function missing({ key: name }: Entry, what: string): string {
  return `\`${name}\` has no ${what}`;
}
