/** Alternatives in a pattern, as in a shell: `*-{80,443}` is `*-80` or `*-443`, `{a,b{c,d}}` is `a`, `bc` or `bd`. */

/**
 * The pattern itself where it has none; why it cannot be read, else. In quotes, behind a backslash and without a
 * comma, braces are plain.
 */
export function alternativesIn(pattern: string): readonly string[] | string {
  const done: string[] = [];
  const open = [pattern];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const list = firstList(one);
    if (list === "open") return "has a `{` without its `}`";
    if (list === null) done.push(one);
    else for (const item of list.items.toReversed()) open.push(list.before + item + list.behind);
    if (done.length + open.length > most) return `has more than ${most} alternatives`;
  }
  return done;
}

/** More than anybody writes. */
const most = 1000;

interface List {
  readonly before: string;
  readonly items: readonly string[];
  readonly behind: string;
}

/** The outermost list that comes first; `open` where one is not closed. */
function firstList(pattern: string): List | "open" | null {
  let from = 0;
  let depth = 0;
  let commas: number[] = [];
  for (const { index, 0: piece } of pattern.matchAll(pieces)) {
    if (piece === "{") {
      if (depth === 0) [from, commas] = [index, []];
      depth += 1;
    } else if (piece === "," && depth === 1) commas.push(index);
    else if (piece === "}" && depth > 0) {
      depth -= 1;
      if (depth > 0 || commas.length === 0) continue;
      const cuts = [from, ...commas, index];
      const items = cuts.slice(1).map((end, at) => pattern.slice((cuts[at] ?? 0) + 1, end));
      return { before: pattern.slice(0, from), items, behind: pattern.slice(index + 1) };
    }
  }
  return depth > 0 && commas.length > 0 ? "open" : null;
}

const pieces = /'[^']*'?|"[^"]*"?|\\.?|[{},]/gs;
