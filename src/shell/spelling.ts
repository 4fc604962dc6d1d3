/**
 * The plain way to write a command: what a tool takes in several spellings gets one, so that a rule about
 * `rm -rf` is about `rm --recursive --force`, too. Which spellings there are is data, in `spellings.ts`.
 */
import { type Letters, startOf, textOf } from "./letters.ts";
import { pathIn, plainPath } from "./plain-path.ts";
import { type Spelling, spellings } from "./spellings.ts";

/** The words of a command or of a pattern, the name first. */
type Words<Other> = readonly Letters<Other>[];

/** Of a pattern: the same words, not a copy of them, where there is nothing to change. */
export function plainSpelling<Other>(words: Words<Other>): Words<Other> {
  return withPlainPaths(words, walk(words)?.words ?? words);
}

/**
 * Of a command: all that it does in one, each by itself, such as `systemctl stop a` and `systemctl stop b` for
 * `systemctl stop a b`; what it copies into a directory, to the path that it gets there. The words themselves
 * where there is nothing to change.
 */
export function plainSpellings<Other>(words: Words<Other>): readonly Words<Other>[] {
  const walked = walk(words);
  const all = walked ? oneByOne(walked) : [words];
  return all.map((form) => withPlainPaths(words, form));
}

function withPlainPaths<Other>(words: Words<Other>, spelt: Words<Other>): Words<Other> {
  const plain = spelt.map(plainPath);
  const isSame = plain.length === words.length && plain.every((one, at) => one === words[at]);
  return isSame ? words : plain;
}

function oneByOne<Other>({ words, spelling, operands }: Walked<Other>): Words<Other>[] {
  if (!spelling.list) return [words];
  const { after, isIntoLast } = spelling.list;
  const items = operands.slice(after, isIntoLast ? -1 : undefined);
  const [first] = items;
  if (first === undefined) return [words];
  const listed = new Set(items);
  const before = words.slice(0, first);
  const behind = words.flatMap((word, at) => (at > first && !listed.has(at) ? [word] : []));
  const target = words[operands.at(-1) ?? 0] ?? "";
  const isInto = isIntoLast && (items.length > 1 || namesDirectory(target));
  return items.map((item) => {
    const word = words[item] ?? "";
    if (!isInto) return [...before, word, ...behind];
    return [...before, word, ...behind.map((one) => (one === target ? pathIn(one, word) : one))];
  });
}

/** Whether it can be nothing else. */
function namesDirectory<Other>(path: Letters<Other>): boolean {
  const text = textOf(path);
  return text === null ? path.at(-1) === "/" : /(^|\/)\.{0,2}$/.test(text);
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
      if (below) operands = [];
      else operands.push(words.length - 1);
      spelling = below ?? spelling;
    }
  }
  if (target === null) return { words, spelling, operands };
  const directory = [...target, "/"];
  return { words: [...words, directory], spelling, operands: [...operands, words.length] };
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
