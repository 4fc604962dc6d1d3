/** What the code itself has in a part of a word, without quotes and without what may turn out to be empty. */

export function knownText(text: string): string {
  const known = text.replace(mayBeEmpty, "");
  // One that has not been seen to its end may be all that follows.
  return known.replace(/(\$[({]|`).*/s, "").replace(quotes, "");
}

/** Expansions, one in the other once, and lists in braces. With quotes in one, its end is not looked for. */
const mayBeEmpty = new RegExp(
  [
    /\$\((?:[^()"'\\]|\([^()"'\\]*\))*\)/,
    /`[^`]*`/,
    /\$\{(?:[^{}"'\\]|\{[^{}"'\\]*\})*\}/,
    /\$(?:\w+|[@*#?$!-])/,
    /\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

const quotes = /\$(?=["'])|["'\\]/g;
