/** Matches a whole name against a pattern of `*` (any characters) and `?` (one), in linear steps back. */

/** Upper and lower case are the same, as in host names. */
export function matchesGlob(name: string, glob: string): boolean {
  const [text, pattern] = [name.toLowerCase(), glob.toLowerCase()];
  let [at, spot] = [0, 0];
  /** The last `*` and how far the text had come then: where to go on when the rest does not fit. */
  let star: { pattern: number; text: number } | null = null;
  while (at < text.length) {
    if (pattern[spot] === "*") {
      star = { pattern: spot, text: at };
      spot += 1;
    } else if (pattern[spot] === "?" || pattern[spot] === text[at]) {
      at += 1;
      spot += 1;
    } else if (star !== null) {
      star.text += 1;
      at = star.text;
      spot = star.pattern + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(spot));
}
