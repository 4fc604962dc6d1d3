/** What `echo` prints: some shells make a line break of `\n` by themselves, some with `-e`, which others print. */
import type { Reader } from "./dialect.ts";
import { type Holes, hasHole } from "./holes.ts";

/** All that it may print, one for each shell that may run it; none where nobody knows. */
export function echoed(
  words: readonly string[],
  reader: Reader,
  { code }: Holes,
): readonly string[] {
  const isKnown = reader !== "any" && !/xpg_?echo|bsd_?echo/i.test(code);
  const all = (isKnown ? [reader] : readers).map((one) => printed[one](words));
  const known = all.filter((one) => one !== null);
  return known.length < all.length ? [] : [...new Set(known)];
}

/** Of dash it is never certain that it is there. */
const readers = ["bash", "dash", "zsh"] as const;

type Print = (words: readonly string[]) => string | null;

const printed: Readonly<Record<(typeof readers)[number], Print>> = {
  bash: (words) => {
    const { options, rest } = apart(words);
    const expands = /e[^eE]*$/.test(options);
    return ended(rest.join(" "), expands, options.includes("n"));
  },
  dash: (words) => {
    const isBare = words[0] === "-n";
    return ended(words.slice(isBare ? 1 : 0).join(" "), true, isBare);
  },
  zsh: (words) => {
    const { options, rest } = apart(words);
    const text = rest.slice(rest[0] === "-" ? 1 : 0).join(" ");
    const expands = options.includes("e") || !options.includes("E");
    return ended(text, expands, options.includes("n"));
  },
};

function apart(words: readonly string[]) {
  const first = words.findIndex((word) => !/^-[neE]+$/.test(word));
  const from = first < 0 ? words.length : first;
  return { options: words.slice(0, from).join(""), rest: words.slice(from) };
}

function ended(text: string, expands: boolean, isBare: boolean): string | null {
  const end = isBare ? "" : "\n";
  if (!expands || !text.includes("\\")) return text + end;
  let made = "";
  for (const { 0: piece, 1: sign, index } of text.matchAll(/\\(0[0-7]{0,3}|.)|[^\\]+|\\$/gs)) {
    if (sign === "c") return made;
    const next = text.charAt(index + piece.length);
    const shown = sign === undefined ? piece : shownFor(sign, next);
    if (shown === null) return null;
    made += shown;
  }
  return made + end;
}

/** Null for what not all have, or not with the same meaning, and for what is not known. */
function shownFor(sign: string, next: string): string | null {
  if (sign.startsWith("0")) {
    const code = Number.parseInt(sign, 8);
    const isOpen = sign.length < 4 && hasHole(next);
    return code === 0 || code > 0x7f || isOpen ? null : String.fromCharCode(code);
  }
  if (/[xuUeEMC1-9]/.test(sign) || hasHole(sign)) return null;
  return letters[sign] ?? `\\${sign}`;
}

const letters: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};
