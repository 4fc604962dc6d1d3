/** Alternatives in a pattern: `*-{80,443}` is `*-80` or `*-443`, as in a shell. */

/** The pattern itself where it has none. In quotes, behind a backslash and without a comma, a brace is plain. */
export function alternativesIn(pattern: string): readonly string[] {
  let all = [""];
  for (const [part, list] of partsOf(pattern)) {
    const ends = list ?? [part];
    if (all.length * ends.length > most) return [pattern];
    all = all.flatMap((start) => ends.map((end) => start + end));
  }
  return all;
}

/** More than anybody writes. */
const most = 1000;

function partsOf(pattern: string): [part: string, list: readonly string[] | null][] {
  return [...pattern.matchAll(piece)].map(([part, list]) => [part, list?.split(",") ?? null]);
}

const piece = /'[^']*'?|"[^"]*"?|\\.?|\{([^\s{}'"\\]*,[^\s{}'"\\]*)\}|[^'"\\{]+|\{/gs;
