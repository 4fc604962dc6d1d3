/** Finds `{{name}}` in a text. Other double braces (Go templates, Jinja filters) are left as they are. */

export interface Placeholder {
  readonly name: string;
  /** Offset of the first brace, in UTF-16 units. */
  readonly start: number;
  /** Offset right after the last brace. */
  readonly end: number;
}

const pattern = /\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*\}\}/g;

/** Words that stand alone in the braces of a Go template and mean something there. */
const goKeywords = new Set(["end", "else", "break", "continue"]);

/** All placeholders in order. A name is a letter or `_`, then letters, digits and `_`. */
export function findPlaceholders(text: string): Placeholder[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const name = match[1] ?? "";
    if (isKeyword(name, text)) return [];
    return [{ name, start: match.index, end: match.index + match[0].length }];
  });
}

/** The text with each placeholder replaced; `replace` also hears which one it is, counted from 0. */
export function replacePlaceholders(
  text: string,
  replace: (placeholder: Placeholder, index: number) => string,
): string {
  let index = 0;
  return text.replace(pattern, (whole, name: string, start: number) => {
    if (isKeyword(name, text)) return whole;
    const replaced = replace({ name, start, end: start + whole.length }, index);
    index += 1;
    return replaced;
  });
}

function isKeyword(name: string, text: string): boolean {
  return goKeywords.has(name) && /\{\{-?[ \t]*(if|range|with|block|define)\s/.test(text);
}
