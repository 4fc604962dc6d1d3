/** Makes text fit a number of columns, whatever it holds. */
import stringWidth from "string-width";
import { fold } from "../fold.ts";

/** Lines of at most `width` columns (2 at least), broken at spaces, and inside words that are longer. */
export function foldHard(text: string, width: number): string[] {
  return fold(text, width).flatMap((line) => cut(line, width));
}

/** The text in one line of at most `width` columns, the last an ellipsis where something was left out. */
export function fitted(text: string, width: number): string {
  const [first = "", second] = cut(text, width);
  if (second === undefined) return first;
  return `${(cut(text, width - 1)[0] ?? "").trimEnd()}…`;
}

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

function cut(text: string, width: number): string[] {
  if (stringWidth(text) <= width) return [text];
  const pieces: string[] = [];
  let piece = "";
  let used = 0;
  for (const { segment } of characters.segment(text)) {
    const own = stringWidth(segment);
    if (piece !== "" && used + own > width) {
      pieces.push(piece);
      [piece, used] = ["", 0];
    }
    piece += segment;
    used += own;
  }
  return [...pieces, piece];
}
