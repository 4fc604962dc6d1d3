/**
 * The plain way to write a command: what a tool takes in several spellings gets one, so that a rule about
 * `rm -rf` is about `rm --recursive --force`, too. Which spellings there are is data, in `spellings.ts`.
 */
import { type Letters, startOf, textOf } from "./letters.ts";
import { pathIn, plainPath } from "./plain-path.ts";
import { type Spelling, spellings } from "./spellings.ts";

/** The words of a command or of a pattern, the name first. */
type Words<Other> = readonly Letters<Other>[];

/** The same words, not a copy of them, where there is nothing to change. */
export function plainSpelling<Other>(words: Words<Other>): Words<Other> {
  const spelt = (walk(words)?.words ?? words).map(plainPath);
  const isSame = spelt.length === words.length && spelt.every((one, at) => one === words[at]);
  return isSame ? words : spelt;
}

/**
 * One command for each of a list of operands: `systemctl stop a b` stops `a`, and `b`. Where they go into the last
 * of them, that may be a directory: `cp a b dir` may be `cp a dir/a`, and `cp b dir/b`. Of words in their plain
 * spelling; just these words for all other commands.
 */
export function oneByOne<Other>(words: Words<Other>): readonly Words<Other>[] {
  const { spelling, operands } = walk(words) ?? {};
  if (!spelling?.list || !operands) return [words];
  const { after, isIntoLast } = spelling.list;
  const target = isIntoLast ? operands.at(-1) : undefined;
  const items = operands.slice(after).filter((at) => at !== target);
  if (items.length === 0) return [words];
  return items.flatMap((item) => {
    const ways = target === undefined ? [words] : [words, intoDirectory(words, item, target)];
    const isOther = (at: number) => at !== item && items.includes(at);
    return items.length === 1 ? ways : ways.map((way) => way.filter((_, at) => !isOther(at)));
  });
}

function intoDirectory<Other>(words: Words<Other>, item: number, target: number): Words<Other> {
  return words.with(target, pathIn(words[target] ?? "", words[item] ?? ""));
}

interface Walked<Other> {
  readonly words: Words<Other>;
  /** What holds behind the verb, or for the name. */
  readonly spelling: Spelling;
  /** Where the operands stand behind it. */
  readonly operands: readonly number[];
}

/** Goes through the words from left to right; what holds for them changes behind a verb. */
function walk<Other>(written: Words<Other>): Walked<Other> | null {
  const name = textOf(written[0] ?? "") ?? "";
  const known = spellings.get(name.slice(name.lastIndexOf("/") + 1));
  if (known === undefined) return null;
  if (known.instead) return walk([...known.instead, ...written.slice(1)]);
  let spelling = known;
  const words = written.slice(0, 1);
  let operands: number[] = [];
  let target: Letters<Other> | null = null;
  let hasEnded = false;
  for (let at = 1; at < written.length; at += 1) {
    const word = written[at] as Letters<Other>;
    if (!hasEnded && /^-./.test(startOf(word))) {
      hasEnded = textOf(word) === "--";
      const { taken, usesNext } = takeOption(word, written[at + 1], spelling);
      const [option, value] = taken.slice(-2);
      const isTarget = spelling.into !== null && option === spelling.into && value !== undefined;
      if (isTarget) target = value;
      words.push(...(isTarget ? taken.slice(0, -2) : taken));
      if (usesNext) at += 1;
      continue;
    }
    const [plain, used] = verbsAt(written, at, spelling);
    at += used - 1;
    for (const one of plain) {
      const { under }: Spelling = spelling;
      const below = under.get(textOf(one) ?? "") ?? under.get("*");
      const taken = below ? [one] : takeOperand(one, spelling);
      words.push(...taken);
      operands = below ? [] : [...operands, words.length - 1];
      spelling = below ?? spelling;
    }
  }
  if (target === null) return { words, spelling, operands };
  return { words: [...words, target], spelling, operands: [...operands, words.length] };
}

interface TakenOption<Other> {
  /** The option, or those of a cluster, and the value behind it. */
  readonly taken: Words<Other>;
  readonly usesNext: boolean;
}

function takeOption<Other>(
  word: Letters<Other>,
  next: Letters<Other> | undefined,
  { options }: Spelling,
): TakenOption<Other> {
  const start = startOf(word);
  if (start.startsWith("--")) {
    const equals = start.indexOf("=");
    const isWhole = equals >= 0 || start.length === word.length;
    const option = isWhole
      ? longOption(equals < 0 ? start : start.slice(0, equals), options)
      : null;
    if (!option) return { taken: [word], usesNext: false };
    if (option.takes !== "value") return { taken: [option.plain], usesNext: false };
    if (equals >= 0) return { taken: [option.plain, word.slice(equals + 1)], usesNext: false };
    return { taken: next === undefined ? [option.plain] : [option.plain, next], usesNext: true };
  }
  const taken: Letters<Other>[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const letter = word[at];
    const isPlain = typeof letter === "string" && /[A-Za-z0-9]/.test(letter);
    // What is not known in a cluster may be any of its letters.
    if (!isPlain) return { taken: at === 1 ? [word] : [...taken, word], usesNext: false };
    const option = options.get(`-${letter}`);
    taken.push(option?.plain ?? `-${letter}`);
    if (option?.takes === "suffix") break;
    if (option?.takes !== "value") continue;
    if (at + 1 < word.length) return { taken: [...taken, word.slice(at + 1)], usesNext: false };
    return { taken: next === undefined ? taken : [...taken, next], usesNext: true };
  }
  return { taken, usesNext: false };
}

/** By its name, or the beginning of just one. */
function longOption(name: string, options: Spelling["options"]) {
  const exact = options.get(name);
  if (exact) return exact;
  const longer = [...options].filter(([one]) => name.length > 2 && one.startsWith(name));
  return new Set(longer.map(([, { plain }]) => plain)).size === 1 ? longer[0]?.[1] : undefined;
}

/** What the words from here on are in plain, and how many of them that takes. */
function verbsAt<Other>(
  words: Words<Other>,
  at: number,
  { verbs }: Spelling,
): [plain: Words<Other>, used: number] {
  for (let used = verbs.size === 0 ? 0 : mostVerbs; used > 0; used -= 1) {
    const texts = words.slice(at, at + used).map((word) => textOf(word) ?? "");
    const plain = verbs.get(texts.join(" "));
    if (plain) return [plain, texts.length];
  }
  return [words.slice(at, at + 1), 1];
}

/** Words of the longest verb: `config device rm`. */
const mostVerbs = 3;

function takeOperand<Other>(
  word: Letters<Other>,
  { marks, ending, isSplitAtSlash, verbs }: Spelling,
): Words<Other> {
  const text = textOf(word);
  const option = marks.get(String(word[0]));
  if (option !== undefined) return [option, word.slice(1)];
  if (text === null) return [word];
  if (ending !== null && text.endsWith(ending)) return [text.slice(0, -ending.length)];
  const [, kind, name] = (isSplitAtSlash && /^([a-z]+)\/([^/]+)$/.exec(text)) || [];
  return kind === undefined || name === undefined ? [word] : [...(verbs.get(kind) ?? [kind]), name];
}
