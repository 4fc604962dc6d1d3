/** Characters that a reader cannot see or take apart from others, and that change what a command does. */

export interface Invisible {
  readonly offset: number;
  readonly length: number;
  /** For example `U+00A0 no-break space`. */
  readonly name: string;
}

/** Control and format characters, all spaces but the plain one, halves of pairs, and blank letters. */
const invisible = new RegExp(
  [
    "(?![\\t\\n ])",
    // A joiner or a variation selector after an emoji belongs to it and is seen.
    "(?!(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D)",
    "(?!(?<=\\p{Extended_Pictographic})[\\uFE0E\\uFE0F]|\\uFE0F\\u20E3)",
    "(?:\\p{Cc}|\\p{Cf}|\\p{Z}|\\p{Cs}|\\p{Variation_Selector}",
    "|\\u034F|\\u115F|\\u1160|\\u17B4|\\u17B5|\\u3164|\\uFFA0|\\u2800)",
  ].join(""),
  "gu",
);

/** All of them in `text`, in order. Tabs and line feeds are not among them. */
export function findInvisible(text: string): Invisible[] {
  return [...text.matchAll(invisible)].map(({ index, 0: character }) => ({
    offset: index,
    length: character.length,
    name: nameOf(character),
  }));
}

/** The text with each of them written out, so that a terminal shows it and does not obey it. */
export function showInvisible(text: string): string {
  return text.replace(invisible, (character) => `<${codeOf(character)}>`);
}

const names: Readonly<Record<string, string>> = {
  "\u0000": "NUL",
  "\u000D": "carriage return",
  "\u001B": "escape",
  "\u00A0": "no-break space",
  "\u00AD": "soft hyphen",
  "\u200B": "zero-width space",
  "\u200C": "zero-width non-joiner",
  "\u200D": "zero-width joiner",
  "\u2028": "line separator",
  "\u202F": "narrow no-break space",
  "\u202E": "right-to-left override",
  "\u3000": "ideographic space",
  "\uFEFF": "byte order mark",
};

function nameOf(character: string): string {
  const name = names[character];
  return name === undefined ? codeOf(character) : `${codeOf(character)} ${name}`;
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
