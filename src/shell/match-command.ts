/**
 * Holds a command against a pattern. What is not known before it runs may be anything that fits: such a
 * match is `possible`, and not `certain`.
 */
import type {
  CommandPattern,
  PatternForm,
  Token,
  ValuedOption,
  WordPattern,
} from "./command-pattern.ts";
import { type Gap, type SeenWord, seenLetters } from "./partly-known.ts";

/** A command as patterns look at it: what would be run, whatever wraps it. */
export interface SeenCommand {
  /** As it is written, and every other way to say it that a pattern may be about. */
  readonly forms: readonly CommandForm[];
}

export interface CommandForm {
  /** Its name, with its directory where one is written, and all words after it; empty for none. */
  readonly words: readonly SeenWord[];
  /** Whether only patterns that name a user, as in `root@web-1`, are about its words. */
  readonly namesUser: boolean;
  /** Whether an option of several letters may be several options. */
  readonly hasClusters: boolean;
  /** Those that are values of options for sure, by where they stand. */
  readonly values: ReadonlySet<number>;
  /** Assigned in front of it, or handed to what it runs. */
  readonly assignments: readonly { readonly name: string; readonly value: SeenWord }[];
}

export type Match = "certain" | "possible";

/** Null where it does not match, whatever becomes of what is not known, or is less than what is asked for. */
export function matchCommand(
  pattern: CommandPattern,
  command: SeenCommand,
  least: Match = "possible",
): Match | null {
  let found: Match | null = null;
  for (const form of command.forms) {
    for (const wanted of pattern.forms) {
      const match = matchForm(wanted, form, found === null ? least : "certain");
      if (match === "certain") return match;
      found ??= match;
    }
  }
  return found;
}

function matchForm(pattern: PatternForm, command: CommandForm, least: Match): Match | null {
  if (!mayBeNamed(pattern, command) || (command.namesUser && !pattern.namesUser)) return null;
  const known = whatIsKnown(command);
  if (known.isAll && !known.hasAll(pattern)) return null;
  if (fitsAs(pattern, command, "certain")) return "certain";
  const mayBe = least === "possible" && !known.isAll && fitsAs(pattern, command, least);
  return mayBe ? "possible" : null;
}

interface Known {
  /** Whether nothing about the command is open, so that what is not certain is not possible. */
  readonly isAll: boolean;
  /** Whether what is plain in the words of a pattern is all in those of the command. */
  readonly hasAll: (pattern: PatternForm) => boolean;
}

const open: Known = { isAll: false, hasAll: () => true };

/** A command is held against hundreds of patterns: this is found out once. */
const knownOf = new WeakMap<CommandForm, Known>();

function whatIsKnown(command: CommandForm): Known {
  const before = knownOf.get(command);
  if (before) return before;
  const words = command.words.flatMap((word) => [word, ...word.paths]);
  const all = [...words, ...command.assignments.map(({ value }) => value)];
  const isAll = all.every(({ text, others }) => text !== null && others.length === 0);
  const known = isAll ? { isAll, hasAll: whetherAllAreIn(words) } : open;
  knownOf.set(command, known);
  return known;
}

function whetherAllAreIn(words: readonly SeenWord[]): Known["hasAll"] {
  const texts = new Set(words.map(({ text }) => text));
  // In no text is there a character that no process can be given.
  const joined = [...texts].join("\0");
  return ({ plainWords, parts }) =>
    plainWords.every((word) => texts.has(word)) && parts.every((part) => joined.includes(part));
}

/** Nearly all commands are others: that is seen at their names. */
function mayBeNamed(pattern: PatternForm, command: CommandForm): boolean {
  const [wanted] = pattern.words;
  const [name] = command.words;
  if (pattern.assignments.length > command.assignments.length) return false;
  if (wanted === undefined) return true;
  if (name === undefined) return false;
  if (wanted === "words" || wanted.literal === null || name.text === null) return true;
  return name.text.endsWith(wanted.literal);
}

function fitsAs(pattern: PatternForm, command: CommandForm, how: Match): boolean {
  const assigned = pattern.assignments.every(({ name, value }) =>
    command.assignments.some((one) => one.name === name && wordFits(value, one.value, how)),
  );
  if (!assigned) return false;
  if (pattern.words.length === 0) return true;
  return wordsFit(pattern.words, command, how) && optionsFit(pattern, command, how);
}

/**
 * Whether the first words of the command are those of the pattern, options left out. What follows an option
 * may be its value, so that it may be left out, too. Goes through pairs of places, each once.
 */
function wordsFit(wanted: PatternForm["words"], form: CommandForm, how: Match): boolean {
  const { words, values } = form;
  const width = words.length + 1;
  const end = endOfOptions(form);
  // What is not known may be `sudo`, and what it runs comes behind it.
  const mayWrap = how === "possible" && words[0]?.text === null;
  const isOptionAt = (spot: number) => {
    const { pieces } = words[spot] ?? nothing;
    return spot > 0 && spot < end && pieces.length > 1 && pieces[0] === "-";
  };
  // What may be none may stand between an option and its value.
  const isBehindOption = (spot: number) => {
    let before = spot - 1;
    while (how === "possible" && words[before]?.isOpen) before -= 1;
    return isOptionAt(before);
  };
  const seen = new Uint8Array((wanted.length + 1) * width);
  const open: [number, number][] = [[0, 0]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [at, spot] = pair;
    const pattern = wanted[at];
    const word = words[spot];
    if (pattern === undefined) return true;
    if (seen[at * width + spot] === 1) continue;
    seen[at * width + spot] = 1;
    if (pattern === "words") open.push([at + 1, spot]);
    if (word === undefined) continue;
    const isNone = spot === end || isOptionAt(spot) || values.has(spot);
    const isPassedOver = pattern === "words" || isNone;
    const mayBeGone = how === "possible" && word.isOpen;
    const comesLater = at === 0 && mayWrap;
    if (isPassedOver || mayBeGone || comesLater || isBehindOption(spot)) open.push([at, spot + 1]);
    if (isPassedOver) continue;
    const fits = at === 0 ? nameFits(pattern, word, how) : operandFits(pattern, word, how);
    if (!fits) continue;
    if (mayBeGone) open.push([at + 1, spot]);
    open.push([at + 1, spot + 1]);
  }
  return false;
}

const nothing = seenLetters("");

/** Where the `--` stands behind which a dash means nothing. */
function endOfOptions({ words, values }: CommandForm): number {
  const at = words.findIndex(({ text }, index) => index > 0 && text === "--" && !values.has(index));
  return at < 0 ? words.length : at;
}

/** A name without a directory is the same command in any; one with a directory is just that one. */
function nameFits(pattern: WordPattern, word: SeenWord, how: Match): boolean {
  if (wordFits(pattern, word, how)) return true;
  const all = how === "possible" ? [word, ...word.others] : [word];
  return all.some((one) => {
    const slash = one.pieces.lastIndexOf("/");
    return slash >= 0 && wordFits(pattern, partOf(one, slash + 1, one.pieces.length), how);
  });
}

function partOf({ pieces }: SeenWord, start: number, end: number): SeenWord {
  return seenLetters(pieces.slice(start, end));
}

/** As it stands there, or as the path that it may name. */
function operandFits(pattern: WordPattern, word: SeenWord, how: Match): boolean {
  return wordFits(pattern, word, how) || word.paths.some((path) => wordFits(pattern, path, how));
}

function optionsFit({ options, valued }: PatternForm, form: CommandForm, how: Match): boolean {
  if (options.length === 0 && valued.length === 0) return true;
  const from = form.words[0]?.isOpen ? 0 : 1;
  const before = form.words.slice(from, endOfOptions(form));
  const apart = before.filter((_, at) => !form.values.has(at + from));
  return (
    options.every((option) => hasOption(option, apart, form.hasClusters, how)) &&
    valued.every((option) => hasValued(option, before, (at) => form.values.has(at + from), how))
  );
}

/** Behind its option, or in one word with it. */
function hasValued(
  { option, value, joined }: ValuedOption,
  words: readonly SeenWord[],
  isValue: (at: number) => boolean,
  how: Match,
) {
  return words.some((word, at) => {
    if (isValue(at)) return false;
    if (wordFits(joined, word, how)) return true;
    const next = nextWords(words, at, how);
    if (wordFits(option, word, how) && next.some((one) => operandFits(value, one, how)))
      return true;
    // It may turn out to be both.
    return how === "possible" && word.isOpen && wordFits(option, word, how);
  });
}

/** The one behind it, and what comes next where that may turn out to be none. */
function nextWords(words: readonly SeenWord[], at: number, how: Match): readonly SeenWord[] {
  const behind = words.slice(at + 1);
  const last = how === "possible" ? behind.findIndex(({ isOpen }) => !isOpen) : 0;
  return last < 0 ? behind : behind.slice(0, last + 1);
}

function hasOption(
  option: WordPattern,
  words: readonly SeenWord[],
  hasClusters: boolean,
  how: Match,
): boolean {
  if (words.some((word) => wordFits(option, withoutValue(word), how))) return true;
  if (words.some((word) => wordFits(option, word, how))) return true;
  const [dash, ...letters] = option.tokens;
  const isCluster = letters.every(isLetterOrSet);
  if (typeof dash !== "string" || letters.length === 0 || !isCluster) return false;
  const several = hasClusters ? /^-([A-Za-z0-9]+)/ : /^-([A-Za-z0-9])$/;
  const given = words.flatMap(({ text }) => [...(several.exec(text ?? "")?.[1] ?? "")]);
  return letters.every((token) => given.some((letter) => accepts(token, letter)));
}

function isLetterOrSet(token: Token): boolean {
  return typeof token === "string" ? /[A-Za-z0-9]/.test(token) : token.kind === "set";
}

/** `--force=yes` is the option `--force`. */
function withoutValue(word: SeenWord): SeenWord {
  const at = word.pieces.indexOf("=");
  return at < 0 || word.pieces[0] !== "-" ? word : partOf(word, 0, at);
}

function wordFits(pattern: WordPattern, word: SeenWord, how: Match): boolean {
  if (readsAs(pattern, word, how)) return true;
  return how === "possible" && word.others.some((one) => readsAs(pattern, one, how));
}

function readsAs({ tokens, literal, part }: WordPattern, word: SeenWord, how: Match): boolean {
  if (word.isRelative && tokens[0] === "/") return false;
  if (word.text !== null && literal !== null) return word.text === literal;
  // Nearly all words are others: most of them lack a part that has to be there.
  if (word.text !== null && !word.text.includes(part)) return false;
  if (word.text === null && how === "certain") {
    // Whatever it turns out to be, this fits.
    const [token, ...others] = tokens;
    const isAny = typeof token === "object" && token.kind === "anything" && others.length === 0;
    return isAny && !word.isOpen;
  }
  return meet(tokens, word.pieces);
}

/** Whether some text fits both. Goes through pairs of places, each once. */
function meet(tokens: readonly Token[], pieces: SeenWord["pieces"]): boolean {
  const width = pieces.length + 1;
  const seen = new Uint8Array((tokens.length + 1) * width);
  const open: [number, number][] = [[0, 0]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [at, spot] = pair;
    if (at > tokens.length || spot > pieces.length || seen[at * width + spot] === 1) continue;
    seen[at * width + spot] = 1;
    const token = tokens[at];
    const piece = pieces[spot];
    if (token === undefined && piece === undefined) return true;
    const repeats = typeof token === "object" && token.kind !== "set";
    const isGap = typeof piece === "object";
    if (repeats) open.push([at + 1, spot]);
    if (isGap) open.push([at, spot + 1]);
    if (isGap && token !== undefined && !repeats && mayHold(piece, token, at))
      open.push([at + 1, spot]);
    if (isGap || token === undefined || piece === undefined || !accepts(token, piece)) continue;
    open.push(repeats ? [at, spot + 1] : [at + 1, spot + 1]);
  }
  return false;
}

function mayHold({ mayHaveSlash, isName }: Gap, token: Token, at: number): boolean {
  if (isName && at === 0 && token === "-") return false;
  return mayHaveSlash || token !== "/";
}

function accepts(token: Token, character: string): boolean {
  if (typeof token === "string") return token === character;
  switch (token.kind) {
    case "set":
      return token.isIn(character);
    case "name":
      return character !== "/";
    case "anything":
      return true;
  }
}
