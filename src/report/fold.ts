/** Breaks a thought at spaces into lines that fit. */
import stringWidth from "string-width";

/** Lines of at most `width` columns. A word that is longer stays whole, for it may be copied. */
export function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  // Two spaces between a name and what follows are meant; other runs of white space are not.
  for (const piece of text.match(/\s*\S+/g) ?? []) {
    const word = piece.trim();
    const between = /^ {2}$/.test(piece.slice(0, -word.length)) ? "  " : " ";
    const longer = line === "" ? word : `${line}${between}${word}`;
    if (line !== "" && stringWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Within 80 columns, `indent` of them empty; what goes on stands two further in. */
export function hanging(text: string, indent: number): string[] {
  const lines = fold(text, 77 - indent);
  return lines.map((line, index) => `${" ".repeat(index === 0 ? indent : indent + 2)}${line}`);
}
