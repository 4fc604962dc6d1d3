/** Patterns of words that are expansions and nothing else. */

/**
 * Any number of `ones` and of commands that are substituted, behind `start`. From the first `$(` to the last `)` is
 * taken as one: each of a row by itself could be told in as many ways as there are to group them.
 */
export function expansionsOf(ones: RegExp, start: string): RegExp {
  const one = `(?:${ones.source}|\`(?:\\\\.|[^\`\\\\])*\`)*`;
  return new RegExp(`^${start}${one}(?:\\$\\(.*\\)${one})?$`, "s");
}
