/**
 * The file `allowed_signers`, in which a reviewer says whose key counts (ssh-keygen(1), ALLOWED SIGNERS).
 * Lines with other key types, certificate authorities or options nobody knows are skipped: they never
 * make a signature count that `ssh-keygen -Y verify` would not take.
 */
import { blobOfLine } from "./ssh-wire.ts";

export interface AllowedSigner {
  /** Patterns with `*` and `?`; a leading `!` excludes. */
  readonly principals: readonly string[];
  readonly publicBlob: Buffer;
  /** Null when any namespace will do. */
  readonly namespaces: readonly string[] | null;
  /** Milliseconds since 1970; null when not limited. */
  readonly validAfterMs: number | null;
  readonly validBeforeMs: number | null;
}

export function parseAllowedSigners(text: string): readonly AllowedSigner[] {
  return text.split("\n").flatMap((line) => parseLine(line.trim()) ?? []);
}

export interface Claim {
  readonly principal: string;
  readonly publicBlob: Buffer;
  readonly namespace: string;
  /** When it was signed, as ISO 8601. */
  readonly at: string;
}

/** Null when one of `signers` may have signed this, else why not, in words. */
export function objectionTo(claim: Claim, signers: readonly AllowedSigner[]): string | null {
  const sameKey = signers.filter((signer) => signer.publicBlob.equals(claim.publicBlob));
  if (sameKey.length === 0) return "the key is not among the allowed signers";
  const samePerson = sameKey.filter((signer) => matchesList(claim.principal, signer.principals));
  if (samePerson.length === 0) return otherName(claim.principal, sameKey);
  const samePurpose = samePerson.filter(
    ({ namespaces }) => namespaces === null || matchesList(claim.namespace, namespaces),
  );
  if (samePurpose.length === 0) return `the key is not allowed for ${claim.namespace}`;
  const atMs = Date.parse(claim.at);
  const inTime = samePurpose.some(
    ({ validAfterMs, validBeforeMs }) =>
      (validAfterMs === null || atMs >= validAfterMs) &&
      (validBeforeMs === null || atMs <= validBeforeMs),
  );
  return inTime ? null : `the key was not valid at ${claim.at}`;
}

/** The key is known, and by another name than the operator went by. */
function otherName(principal: string, signers: readonly AllowedSigner[]): string {
  const names = [...new Set(signers.flatMap(({ principals }) => principals))];
  const plainName = names.find((name) => !/[*?!]/.test(name));
  const rename =
    plainName === undefined ? "" : `set FIREBREAK_OPERATOR=${plainName} for later sessions, or `;
  return (
    `the list has this key for ${names.join(", ")} and not for ${principal}; ` +
    `${rename}add ${principal} to that line of the list`
  );
}

function parseLine(line: string): AllowedSigner | null {
  if (line === "" || line.startsWith("#")) return null;
  const [principals, ...fields] = fieldsOf(line);
  const typeAt = fields.findIndex((field) => /^(sk-)?(ssh|ecdsa)-[a-z0-9@.-]+$/.test(field));
  if (principals === undefined || typeAt < 0 || typeAt > 1) return null;
  const publicBlob = blobOfLine(`${fields[typeAt]} ${fields[typeAt + 1] ?? ""}`);
  const options = typeAt === 1 ? parseOptions(fields[0] ?? "") : noOptions;
  if (publicBlob === null || options === null) return null;
  return { principals: splitList(unquoted(principals)), publicBlob, ...options };
}

/** Fields are parted by blanks; quotes hold one together. */
function fieldsOf(line: string): string[] {
  return line.match(/(?:[^\s"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
}

type Options = Pick<AllowedSigner, "namespaces" | "validAfterMs" | "validBeforeMs">;

const noOptions: Options = { namespaces: null, validAfterMs: null, validBeforeMs: null };

function parseOptions(field: string): Options | null {
  let options = noOptions;
  for (const option of field.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []) {
    const [name, value] = partOnce(option, "=");
    const more = parseOption(name.toLowerCase(), unquoted(value));
    if (more === null) return null;
    options = { ...options, ...more };
  }
  return options;
}

function parseOption(name: string, value: string): Partial<Options> | null {
  if (name === "namespaces") return { namespaces: splitList(value) };
  const timeMs = parseTime(value);
  if (timeMs === null) return null;
  if (name === "valid-after") return { validAfterMs: timeMs };
  return name === "valid-before" ? { validBeforeMs: timeMs } : null;
}

/** `YYYYMMDD` or `YYYYMMDDHHMM[SS]`, in local time unless a `Z` follows. */
function parseTime(text: string): number | null {
  const found = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z?)$/.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", zone = ""] = found;
  const timeMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(timeMs) ? null : timeMs;
}

function matchesList(text: string, patterns: readonly string[]): boolean {
  const excluded = patterns.some((one) => one.startsWith("!") && matches(text, one.slice(1)));
  return !excluded && patterns.some((one) => !one.startsWith("!") && matches(text, one));
}

function matches(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}/-]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function splitList(text: string): string[] {
  return text.split(",").filter((part) => part !== "");
}

function partOnce(text: string, by: string): [before: string, after: string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + by.length)];
}
