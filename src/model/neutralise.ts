/**
 * Makes text from outside harmless to show. A terminal obeys control sequences, and bidirectional controls
 * make text read in another order than it runs: all of them are shown instead, as visible signs.
 */

/**
 * The text with every control character but newline and tab, and every invisible or direction-changing
 * character, replaced by a sign: `␛` for escape, `\u202e` for what has no sign of its own.
 */
export function neutralise(text: string): string {
  return text.replace(dangerous, signOf);
}

const dangerous = new RegExp(
  `[${[
    // C0 but \n and \t, DEL and C1.
    "\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f",
    // Marks, embeddings, overrides and isolates of direction; line and paragraph separators.
    "\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f",
    // Nothing to see: soft hyphen, fillers, zero-width characters that join nothing, annotations, tags.
    "\\xad\\u115f\\u1160\\u180e\\u200b\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}",
    // Halves of surrogate pairs.
    "\\p{Cs}",
  ].join("")}]`,
  "gu",
);

function signOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(controlPictures + code);
  if (code === 0x7f) return "␡";
  const hex = code.toString(16);
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

/** `␀`, the first of the signs that Unicode has for C0. */
const controlPictures = 0x2400;
