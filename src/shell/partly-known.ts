/**
 * What is known of a word before it runs: its characters, and gaps where an expansion, a placeholder or a
 * glob stands.
 */
import type { Arg } from "./commands/call.ts";
import { namesOptions } from "./commands/options.ts";
import type { LettersOf, Unknown } from "./invocations.ts";
import { type Letters, textOf } from "./letters.ts";

/**
 * What any text may stand for, also none: a narrow one has no slash, an open one may be several words. The
 * beginning of a name is believed to be neither an option nor a mark.
 */
export interface Gap {
  readonly mayHaveSlash: boolean;
  readonly isOpen: boolean;
  readonly isName?: boolean;
}

const gap: Gap = { mayHaveSlash: true, isOpen: false };
const narrowGap: Gap = { ...gap, mayHaveSlash: false };
const openGap: Gap = { ...gap, isOpen: true };
/** What is printed, of which several words may come without quotes. */
const printedNarrow: Gap = { ...narrowGap };

const named = new Map<Gap, Gap>(
  [gap, narrowGap, printedNarrow].map((one) => [one, { ...one, isName: true }]),
);
/** A gap that is told from others by what it is alone. */
const asName = (one: Gap) => named.get(one) ?? one;
/** Believed to be one word, or a part of one, also without quotes. */
const areOne: readonly Gap[] = [narrowGap, asName(narrowGap)];

export interface SeenWord {
  /** Of a word that is known, its text. */
  readonly pieces: Letters<Gap>;
  /** Its text, where all of it is known. */
  readonly text: string | null;
  /** Whether it may turn out to be several words, or none: `$files` without quotes, `"$@"`. */
  readonly isOpen: boolean;
  /** Whether it is a path that does not begin at the root, although its beginning is not known. */
  readonly isRelative: boolean;
  /** The paths that it may name from where the command runs, where that is said and it does not say so. */
  readonly paths: readonly SeenWord[];
  /** What else it may be taken for once it is known: another path than it reads like. */
  readonly others: readonly SeenWord[];
}

/** Without `lettersOf`, as it is written. */
export function seenWord(word: Arg, lettersOf: LettersOf | null = null): SeenWord {
  const { text, written, value } = word;
  if (text !== null) return seenLetters(text);
  if (lists.test(written)) return seenLetters([openGap]);
  const isRead = lettersOf !== null && value !== undefined;
  const pieces = isRead ? [...lettersOf(value)].map(standingFor) : piecesOf(written);
  const isSplit = isRead ? word.isSplit === true : isBare(written);
  if (isSplit && mayFallApart(pieces)) return seenLetters([openedGap(pieces)]);
  const [first] = pieces;
  const isName = /^["']/.test(written) && !namesOptions.test(written);
  if (!isName || typeof first !== "object") return seenLetters(pieces);
  return seenLetters([asName(first), ...pieces.slice(1)]);
}

/** What stands in the middle of a word is no option. */
export function asOperand(letters: Letters<Gap>): Letters<Gap> {
  const [first] = letters;
  if (typeof letters === "string" || typeof first !== "object") return letters;
  return [asName(first), ...letters.slice(1)];
}

function standingFor(one: string | Unknown): string | Gap {
  if (typeof one === "string") return one;
  const { words } = one;
  const narrow = one.isName || isName(one.written) ? narrowGap : null;
  const found = narrow ?? (words?.areNames ? printedNarrow : gap);
  return words?.areOperands ? asName(found) : found;
}

/** One that is part of a word is believed not to bring others, and so is what is one name as a rule. */
function mayFallApart(pieces: readonly (string | Gap)[]): boolean {
  return (
    pieces.every((piece) => typeof piece === "object" && !areOne.includes(piece)) ||
    pieces.some((piece) => piece === " ")
  );
}

/** Each of the words that it is, and that it may be none. */
function openedGap(pieces: readonly (string | Gap)[]): Gap {
  const gaps = pieces.filter((piece) => typeof piece === "object");
  if (gaps.length < pieces.length) return openGap;
  const mayHaveSlash = gaps.some((one) => one.mayHaveSlash);
  return { ...openGap, mayHaveSlash, isName: gaps.every((one) => one.isName === true) };
}

/** What is any number of words between quotes, too: `"$@"`, `"${list[@]}"`, `"${!prefix@}"`. */
const lists = /\$@|\$\{(@|!?\w+\[@\]|!\w+@\})/;

/** Of a text that the tool takes for a pattern, quotes or none. */
export function openedPattern(letters: Letters<Gap>): Letters<Gap> {
  if (typeof letters !== "string" || !/[*?[]/.test(letters)) return letters;
  return [...letters.replace(/\[[^\]]+\]|[*?]+/g, "*")].map((one) => (one === "*" ? gap : one));
}

export function seenLetters(
  letters: Letters<Gap>,
  paths: readonly SeenWord[] = none,
  others: readonly SeenWord[] = none,
): SeenWord {
  const text = textOf(letters);
  const [first] = letters;
  const isOpen = letters.length === 1 && typeof first === "object" && first.isOpen;
  return { pieces: text ?? letters, text, isOpen, isRelative: false, paths, others };
}

export function seenRelative(letters: Letters<Gap>): SeenWord {
  return { ...seenLetters(letters), isRelative: true };
}

const none: readonly SeenWord[] = [];

/** An expansion without quotes around it; a placeholder is one word, whatever its value. */
function isBare(written: string): boolean {
  return !/^["']|^\{\{/.test(written);
}

/** What expands, first; then what quotes and escapes make plain. */
const expansions = [
  /^\{\{[^{}]*\}\}/,
  /^\$\{[^}]*\}?/,
  /^\$[A-Za-z_]\w*|^\$[\d@*#?$!-]/,
  /^[*?]+/,
  /^\[[^\]]*\]?/,
  /^\{[^}]*\}?/,
];

function piecesOf(written: string): (string | Gap)[] {
  const pieces: (string | Gap)[] = [];
  const add = (piece: string | Gap) => {
    if (typeof piece === "string" || pieces.at(-1) !== piece) pieces.push(piece);
  };
  let inQuotes = false;
  for (let at = 0; at < written.length; ) {
    plainRun.lastIndex = at;
    for (const one of plainRun.exec(written)?.[0] ?? "") {
      add(one);
      at += one.length;
    }
    if (at === written.length) break;
    const character = written[at] ?? "";
    const rest = written.slice(at);
    const single = inQuotes ? null : /^'([^']*)'?/.exec(rest);
    const substituted = inQuotes && !/^[$`]/.test(rest) ? 0 : substitutionLength(rest);
    const length = Math.max(substituted, expansionIn(rest, inQuotes));
    if (single) {
      for (const one of single[1] ?? "") add(one);
      at += single[0].length;
    } else if (character === '"') {
      inQuotes = !inQuotes;
      at += 1;
    } else if (character === "\\") {
      add(written[at + 1] ?? "\\");
      at += 2;
    } else if (length > 0) {
      add(isName(rest.slice(0, length)) ? narrowGap : gap);
      at += length;
    } else {
      add(character);
      at += 1;
    }
  }
  return pieces.length > 0 ? pieces : [gap];
}

/** Characters that mean nothing to a shell, wherever they stand; behind others, as in `@(a)`, something may follow. */
const plainRun = /[\w./:=%,-]*/y;

/** Whether it has no slash: a date, as copies have it in their names, the name of the machine, or the end of a path. */
function isName(expansion: string): boolean {
  return (
    /^(\$\(|`)(date( -u)?( ['"]?\+[^/$`()D]*)['"]?|hostname( -[sf])?|whoami|id -u?n?)[)`]$/.test(
      expansion,
    ) ||
    /^\$\{\w+##\*\/\}$/.test(expansion) ||
    /^(\?|\*)$/.test(expansion)
  );
}

function expansionIn(rest: string, inQuotes: boolean): number {
  // Within double quotes only the first three expand.
  const found = expansions.slice(0, inQuotes ? 3 : undefined).map((one) => one.exec(rest)?.[0]);
  return Math.max(0, ...found.map((text) => text?.length ?? 0));
}

/** Of `$(…)`, `$((…))`, `!(…)` or backticks, to where their brackets are closed. */
function substitutionLength(rest: string): number {
  if (rest.startsWith("`")) {
    const end = rest.indexOf("`", 1);
    return end < 0 ? rest.length : end + 1;
  }
  if (!/^[$<>?*+@!]\(/.test(rest)) return 0;
  let depth = 0;
  for (let at = 1; at < rest.length; at += 1) {
    if (rest[at] === "(") depth += 1;
    if (rest[at] === ")") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return rest.length;
}
