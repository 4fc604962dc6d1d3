/** Reads the environments of a policy: what is seen on their machines, and what values they give. */
import { addressBlockSchema, type Environment, type Probe } from "../../model/policy.ts";
import { error, type Span } from "../finding.ts";
import { checkName } from "../names.ts";
import type { Entry, Value } from "../value.ts";
import { type Desk, takeBoolean, takeKeys, takeMapping, takeNamed, textOf, wrong } from "./take.ts";

export function takeEnvironments(entry: Entry | undefined, desk: Desk): Environment[] {
  return takeNamed(entry, "environments", desk).map((one) => takeEnvironment(one, desk));
}

export const environmentKeys = ["production", "probes", "values"] as const;

function takeEnvironment(entry: Entry, desk: Desk): Environment {
  const { key: name, keySpan } = entry;
  const given = takeMapping(entry, environmentKeys, desk);
  const production = takeBoolean(given.get("production"), desk);
  const probes = given.get("probes");
  const items = probes?.value.kind === "list" ? probes.value.items : [];
  if (items.length === 0) {
    desk.findings.push(
      error("bad-value", probes?.value.span ?? keySpan, `\`${name}\` has no probes`, {
        expected: `a list with at least one of ${probeKinds.join(", ")}`,
        hint: "an environment is recognised by what is seen on the target, never by its name",
      }),
    );
  }
  return {
    name,
    production,
    probes: items.flatMap((item) => takeProbe(item, keySpan, desk)),
    values: takeValues(given.get("values"), desk),
  };
}

const probeKinds = ["hostname", "address", "file", "command"] as const;

function takeProbe(value: Value, keySpan: Span, desk: Desk): Probe[] {
  const entries = value.kind === "mapping" ? value.entries : [];
  const given = takeKeys(entries, "a probe", [...probeKinds, "expect"], desk);
  const kinds = probeKinds.filter((kind) => given.has(kind));
  const [kind] = kinds;
  const entry = given.get(kind ?? "");
  const expect = given.get("expect");
  const refuse = (at: Span, message: string, expected: string): Probe[] => {
    desk.findings.push(error("bad-value", at, message, { expected }));
    return [];
  };
  const span = value.span.end > value.span.start ? value.span : keySpan;
  if (given.size < entries.length) return [];
  if (!entry || kind === undefined || kinds.length > 1) {
    return refuse(span, "a probe looks at one thing", `one of ${probeKinds.join(", ")}`);
  }
  const text = textOf(entry.value);
  if (text === null) return refuse(entry.value.span, `\`${kind}\` has no readable text`, "a text");
  if (expect && kind !== "command") {
    return refuse(expect.keySpan, "`expect` belongs to a command", "`command` and `expect`");
  }
  switch (kind) {
    case "hostname":
      return [{ kind, glob: text }];
    case "address":
      if (addressBlockSchema.safeParse(text).success) return [{ kind, block: text }];
      return refuse(entry.value.span, `\`${text}\` is no address`, "such as `192.0.2.0/24`");
    case "file":
      if (text.startsWith("/")) return [{ kind, path: text }];
      return refuse(entry.value.span, `\`${text}\` is no absolute path`, "an absolute path");
    case "command": {
      const expected = expect ? textOf(expect.value) : null;
      if (!expect || expected !== null) return [{ kind, command: text, expect: expected }];
      return refuse(expect.value.span, "`expect` is empty", "a text");
    }
  }
}

/** They stand where inputs stand, so their names are such. */
function takeValues(entry: Entry | undefined, { findings }: Desk): Record<string, string> {
  if (entry === undefined) return {};
  if (entry.value.kind !== "mapping") {
    findings.push(wrong(entry, "a mapping from names to texts"));
    return {};
  }
  return Object.fromEntries(
    entry.value.entries.flatMap((one) => {
      const badName = checkName(one.key, one.keySpan);
      const text = textOf(one.value);
      if (badName) findings.push(badName);
      if (text === null) findings.push(wrong(one, "a text"));
      return badName || text === null ? [] : [[one.key, text] as const];
    }),
  );
}
