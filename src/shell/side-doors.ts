/**
 * Ways in which bash runs code, or comes to run another program, that no command of the code shows. They are looked
 * for in the text alone, so that one too many is found rather than one too few.
 */
import { choosesProgram } from "./known-variables.ts";

export interface SideDoor {
  /** In words, in the third person. */
  readonly does: string;
  readonly start: number;
  readonly end: number;
}

export function sideDoorsIn(code: string): SideDoor[] {
  return [...hiddenAssignments(code), ...codeInSubscripts(code)];
}

/** A variable that chooses programs, set by something else than an assignment. */
function hiddenAssignments(code: string): SideDoor[] {
  return [...code.matchAll(setsByName)].flatMap((found) => {
    const name = found.slice(1).find((one) => one !== undefined) ?? "";
    if (!choosesProgram(name)) return [];
    const does = `sets ${name}, which chooses what runs`;
    return [{ does, start: found.index, end: found.index + found[0].length }];
  });
}

const setsByName = new RegExp(
  [
    String.raw`\b(?:for|select)\s+(\w+)`,
    String.raw`\b(?:read|mapfile|readarray|getopts|printf\s+-v)\b[^\n;|&]*?\b([A-Z_]+[A-Z0-9]*)\b`,
    // Names given to a reference: `declare -n r=PATH`.
    String.raw`\b(?:declare|typeset|local)\s+-\w*n\w*\s+\w+=["']?(\w+)`,
    String.raw`\$\{(\w+):?=`,
  ].join("|"),
  "g",
);

/**
 * `x='a[$(reboot)]'; echo $((x))`: where bash computes with a variable, or takes a text for the name of one, it runs
 * what stands in the brackets.
 */
function codeInSubscripts(code: string): SideDoor[] {
  const hidden = /'[^'\n]*\w\[[^'\]\n]*(?:\$\(|`)/.exec(code) ?? /\w\[[^\]\n]*\\[$`]/.exec(code);
  if (hidden === null || !readsSubscripts.test(code)) return [];
  const does = "may run code that stands in the brackets of a value";
  return [{ does, start: hidden.index, end: hidden.index + hidden[0].length }];
}

const readsSubscripts =
  /\(\(|\blet\b|-(?:eq|ne|lt|le|gt|ge|v)\b|\b(?:unset|declare|typeset|local|read)\b|\$\{(?:!|\w+[[:])/;
