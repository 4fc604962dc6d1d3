/** Finds words that ask for their replacement: `YOUR_BUCKET`, `your-name`, `REPLACE_ME`. */
import type { Slot } from "./slot.ts";

/** In order. Names of variables and of options are left out. */
export function findMarkers(code: string): Slot[] {
  const matches = [...code.matchAll(form)];
  if (matches.length > most) return [];
  return matches.flatMap(({ index: start, 0: written }) => {
    const end = start + written.length;
    if (/(\$\{?|--|\\|<|\{\{[ \t]*)$/.test(code.slice(Math.max(0, start - 20), start))) return [];
    if (isAssigned(code, start, end) || /^(>|[ \t]*\}\})/.test(code.slice(end, end + 20)))
      return [];
    return [{ start, end, written, text: written }];
  });
}

/** In one step: each is looked at together with all of the code. */
const most = 200;

/** Whether it only says that something goes there, not what. */
export function saysNothing(text: string): boolean {
  return /^(replace|change|fill|edit|insert|put|enter)[-_]?(me|this|it|in)$|^to[-_]be/i.test(text);
}

const things = [
  "app|bucket|cluster|company|database|domain|email|host|hostname|name|namespace",
  "org|password|project|registry|server|token|user|username",
].join("|");

/** The end of a domain belongs to what is to be replaced. */
const domain = "(?:domain|host|server|site|company)(?:\\.(?:com|org|net|io|tld|example|local))+";

const form = new RegExp(
  [
    `(?<!\\w)your[-_]?${domain}(?!\\w)`,
    `|(?<![\\w.])(?:`,
    `your(?:[-_][A-Za-z0-9]+)+`,
    `|your(?:${things})`,
    `|YOUR[-_]?[A-Z0-9]{2,}(?:[-_][A-Z0-9]+)*`,
    `|(?:REPLACE|CHANGE|FILL|EDIT|INSERT|PUT|ENTER)[-_]?(?:ME|THIS|IT|IN)`,
    `|(?:REPLACE|INSERT|PUT|ENTER)(?:[-_][A-Z0-9]+)+[-_]HERE`,
    `|REPLACE[-_]WITH(?:[-_][A-Z0-9]+)+`,
    `|TO[-_]BE[-_](?:REPLACED|DEFINED|FILLED|SET)|replace[-_]me|change[-_]me`,
    `)(?![\\w])`,
  ].join(""),
  "g",
);

function isAssigned(code: string, start: number, end: number): boolean {
  return /^(\+?=|\[)/.test(code.slice(end, end + 2)) && /(^|[\s;&|(])$/.test(code.slice(0, start));
}
