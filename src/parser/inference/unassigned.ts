/** Finds the shell variables that a document uses and gives no value to. */
import { type Variables, type VariableUse, variablesOf } from "../../shell/variables.ts";
import { isGiven } from "./environment.ts";
import { namesSecret } from "./secret.ts";
import { isIntricate } from "./slots.ts";

/**
 * For each of `codes`, the steps' code in order, the first use of each variable that has a value nowhere:
 * not in any code, not in the rest of `source`. What comes from a secret's name stays in the environment.
 */
export function findUnassigned(codes: readonly string[], source: string): VariableUse[][] {
  const all = codes.map((code) => (isIntricate(code) ? none : variablesOf(code)));
  const set = new Set(all.flatMap((variables) => [...variables.set]));
  const written = assignedIn(source);
  let hasLoaded = false;
  return all.map(({ uses, loads }) => {
    // What is read in from elsewhere may set anything, here and in the steps after.
    hasLoaded ||= loads;
    if (hasLoaded) return [];
    const seen = new Set<string>();
    return uses.filter(({ name }) => {
      const isMissing = !set.has(name) && !written.has(name) && !isGiven(name) && name.length > 1;
      if (!isMissing || seen.has(name) || namesSecret(name)) return false;
      seen.add(name);
      return true;
    });
  });
}

const none: Variables = { uses: [], set: new Set(), loads: false };

/** Also in blocks that are no steps, after a prompt, and in the text: the reader is told the value there. */
function assignedIn(source: string): Set<string> {
  // What a comment sets has no value.
  const said = source.replace(/^[ \t>]*#[^\n]*/gm, "");
  const names = [...said.matchAll(assignment)].map(([, name]) => name ?? "");
  const lists = [...said.matchAll(setters)].flatMap(([, list]) => list?.split(/\s+/) ?? []);
  return new Set([...names, ...lists]);
}

const assignment =
  /(?:^|[\s;&|(`>]|\}\})(?:(?:export|readonly|declare|local|typeset|set)\s+(?:-\w+\s+)*)?([A-Za-z_]\w*)\+?=/gm;

const setters =
  /\b(?:export|read(?:array)?|mapfile|getopts|for|select|unset)((?:\s+-\w+)*(?:[ \t]+[A-Za-z_]\w*)+)/g;
