/** Lists in braces, as bash takes them apart: `{a,b}` and `{1..3}`. */

/**
 * What stands between the commas of `{a,"b c",{d,e}}`, still quoted, or the numbers of `{1..3}`; null for what is no
 * list, or one of more than `most`, or with lists in it deeper than anybody writes.
 */
export function itemsOf(text: string, most: number): readonly string[] | null {
  const items = numbersOf(text, most) ?? betweenCommas(text.slice(1, -1));
  return items.length > 1 && items.length <= most ? items : null;
}

function numbersOf(text: string, most: number): string[] | null {
  const [, from, to] = /^\{(-?[1-9]\d{0,8}|0)\.\.(-?[1-9]\d{0,8}|0)\}$/.exec(text) ?? [];
  if (from === undefined || to === undefined) return null;
  const [first, last] = [Number(from), Number(to)];
  const length = Math.abs(last - first) + 1;
  if (length > most) return [];
  return Array.from({ length }, (_, at) => String(first < last ? first + at : first - at));
}

function betweenCommas(text: string): string[] {
  const items = [""];
  let depth = 0;
  for (const [piece] of text.matchAll(pieces)) {
    if (piece === "{" || piece === "(") depth += 1;
    if (depth > deepest) return [];
    if (piece === "}" || piece === ")") depth -= 1;
    if (piece === "," && depth === 0) items.push("");
    else items.push((items.pop() ?? "") + piece);
  }
  return items;
}

/** Each level is read by itself, on the stack of calls, and all that is in it again. */
const deepest = 30;

/** What is quoted or escaped is one of them, and so is each other character. */
const pieces = /\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|`[^`]*`|[\s\S]/g;
