/** Fills placeholders into a text that no shell reads: a path or the address of a target. */
import { findPlaceholders, replacePlaceholders } from "./placeholder.ts";
import { findValue, type Values } from "./value.ts";

export type Filled =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly FillProblem[] };

interface FillProblem {
  /** The placeholder's name. */
  readonly name: string;
  /** One sentence, no trailing full stop. */
  readonly text: string;
}

/**
 * Replaces each `{{name}}` by its value as it is. An empty value is refused, for it would make another
 * path or address out of what is left.
 */
export function fillText(template: string, values: Values): Filled {
  const problems = findPlaceholders(template).flatMap(({ name }) => {
    const found = findValue(name, values);
    if (!found.ok) return [{ name, text: found.text }];
    if (found.value !== "") return [];
    return [{ name, text: `the value of \`{{${name}}}\` is empty, and \`${template}\` needs it` }];
  });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, text: replacePlaceholders(template, ({ name }) => values[name] ?? "") };
}
