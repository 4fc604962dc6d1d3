/** What each input type allows. A value of any type may have to stand in a command, so none is loose. */
import type { InputSpec, InputType } from "../model/input-spec.ts";
import { readDuration } from "./duration.ts";
import { findInvisible } from "./invisible.ts";

/** Null when `value` is fine for `spec`, otherwise what is wrong with it, in words. */
export function checkValue(spec: InputSpec, value: string): string | null {
  if (value.length > longest) return `longer than ${longest} characters`;
  const found = findInvisible(value).find(({ name }) => spec.type !== "text" || !isShown(name));
  if (found || /[\t\n]/.test(value)) {
    return `not free of characters that cannot be seen: ${found?.name ?? "a tab or a line break"}`;
  }
  if (!rules[spec.type].allows(value)) return `not ${rules[spec.type].words}`;
  if (spec.choices.length > 0 && !spec.choices.includes(value)) {
    return `not one of ${spec.choices.join(", ")}`;
  }
  return null;
}

/** What a type allows, in words that complete "must be …". */
export function typeInWords(type: InputType): string {
  return rules[type].words;
}

/** UTF-16 units; longer values do not fit on a command line that a person can check. */
const longest = 4096;

interface Rule {
  readonly words: string;
  readonly allows: (value: string) => boolean;
}

const rules: Readonly<Record<InputType, Rule>> = {
  name: {
    words: "a name (letters, digits, `.`, `_` and `-`, the first a letter or digit)",
    allows: (value) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(value),
  },
  hostname: {
    words: "a host name (RFC 1123: labels of letters, digits and inner `-`, joined by dots)",
    allows: isHostname,
  },
  ip: { words: "an IPv4 or IPv6 address", allows: (value) => isIpv4(value) || isIpv6(value) },
  port: {
    words: "a port number from 1 to 65535",
    allows: (value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65535,
  },
  path: {
    words: "an absolute path without `..` parts",
    allows: (value) => value.startsWith("/") && !/\/\.\.(\/|$)/.test(value),
  },
  int: {
    words: "a whole number of at most 15 digits",
    allows: (value) => /^(0|-?[1-9]\d{0,14})$/.test(value),
  },
  enum: { words: "one of its choices", allows: () => true },
  uuid: {
    words: "a UUID (8-4-4-4-12 hexadecimal digits)",
    allows: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  },
  duration: {
    words: "a duration such as `90s`, `5m` or `1h30m`",
    allows: (value) => readDuration(value) !== null,
  },
  text: { words: "a single line of text", allows: () => true },
};

/** Joiners and variation selectors belong to written languages and emoji; they may stand in a text. */
function isShown(name: string): boolean {
  return /^U\+(200C|200D|FE0[0-9A-F]|3000|00A0)\b/.test(name);
}

function isHostname(value: string): boolean {
  const labels = value.split(".");
  return (
    value.length <= 253 &&
    labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label))
  );
}

/** No leading zeros: some programs read them as octal. */
function isIpv4(value: string): boolean {
  const parts = value.split(".");
  return (
    parts.length === 4 &&
    parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}

/** RFC 4291: eight groups, one run of zeros as `::`, the last two groups perhaps as IPv4. No zone. */
function isIpv6(value: string): boolean {
  const last = value.slice(value.lastIndexOf(":") + 1);
  if (last.includes(".")) {
    return isIpv4(last) && isIpv6(`${value.slice(0, value.length - last.length)}0:0`);
  }
  const halves = value.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const isFull = halves.length === 2 ? groups.length <= 7 : groups.length === 8;
  return isFull && groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group));
}
