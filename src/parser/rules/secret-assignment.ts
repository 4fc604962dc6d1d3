/** Values that are given to something called a password, token or key, and look like one. */
import type { Secret } from "./secret-shape.ts";
import { entropy, isStandIn, plainOf } from "./stand-in.ts";

export function assignedSecrets(text: string): Secret[] {
  return [...text.matchAll(assignment), ...text.matchAll(option)].flatMap((match): Secret[] => {
    const { name = "", value = "" } = match.groups ?? {};
    const [start, end] = match.indices?.groups?.["value"] ?? [0, 0];
    if (!isRandom(value) || isStandIn(plainOf(value)) || isReference(name, value)) return [];
    if (isCall(text, end) || isBadge(text, start)) return [];
    return [{ what: `the value of \`${name}\``, span: { start, end } }];
  });
}

const words =
  "(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)";

/** `name: value`, `NAME=value`, `"name" = "value"`; the name ends in one of the words. */
const assignment = new RegExp(
  `(?<![\\w.$-])(?<name>[\\w.-]{0,60}?${words})` +
    `["']?[ \\t]{0,4}(?::=|[:=])[ \\t]{0,4}["']?(?<value>[^\\s"'\`,;(){}<>&|]{8,400})`,
  "dgi",
);

/** `--password value`. */
const option = new RegExp(
  `(?<=\\s)(?<name>--[\\w-]{0,40}?${words})[ \\t]+["']?(?<value>[^\\s"'\`,;(){}<>&|-][^\\s"'\`,;(){}<>&|]{7,400})`,
  "dgi",
);

/** Letters and digits mixed as words and names are not. */
function isRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (entropy(value) < 2.9) return false;
  // Words with hyphens and a number are names, and so are versions and dates.
  const parts = value.split(/[-_.:/@]/);
  const named = parts.every((part) => /^(?:[A-Za-z]{2,}\d{0,4}|v?\d{1,8}|)$/.test(part));
  return !named || parts.length === 1;
}

/** Paths, addresses, expansions and names of other things; a UUID names, it does not open. */
function isReference(name: string, value: string): boolean {
  if (/hash|digest|sha\d*|checksum|public/i.test(name)) return true;
  if (
    /^[~./$%]|:\/\/|^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+$|\.(?:txt|ya?ml|json|pem|key|env)$/.test(
      value,
    )
  )
    return true;
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return true;
  return /^(?:sha\d+|md5)[:-]/i.test(value) || value.includes("$");
}

function isCall(text: string, end: number): boolean {
  return text[end] === "(" || text[end] === "[";
}

/** The address of an image has a token of its own, which everybody may have. */
function isBadge(text: string, start: number): boolean {
  const line = text.slice(Math.max(0, text.lastIndexOf("\n", start - 1) + 1, start - 500), start);
  return /!\[[^\]]*\]\([^)\s]*$/.test(line);
}
