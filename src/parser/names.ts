/** Names of inputs and captures: identifiers that a condition can use too. */
import { error, type Finding, type Span } from "./finding.ts";

/** Null when `name` may be used, otherwise what is wrong with it. */
export function checkName(name: string, span: Span): Finding | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) {
    const hint = `write \`${identifierFor(name)}\``;
    return error("bad-name", span, `\`${name}\` cannot be a name`, { expected, hint });
  }
  if (!reserved.has(name)) return null;
  const hint = `write \`${name}_name\``;
  return error("bad-name", span, `\`${name}\` means something else in a condition`, { hint });
}

const expected = "a letter or `_`, then letters, digits and `_`, 64 at most";

function identifierFor(name: string): string {
  const word = name.replace(/[^A-Za-z0-9_]+/g, "_").slice(0, 64);
  return /^[A-Za-z_]/.test(word) ? word : `_${word}`.slice(0, 64);
}

/** CEL's own words and types, what JavaScript objects carry by themselves, and `env`. */
const reserved = new Set(
  `env as break const continue else false for function if import in let loop map namespace null
  package return true type var void while bool bytes cel double google int list null_type optional
  string uint __proto__ constructor prototype toString valueOf hasOwnProperty`.split(/\s+/),
);
