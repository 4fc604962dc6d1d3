/**
 * The plain way to write a command: what a tool takes in several spellings gets one, so that a rule about
 * `rm -rf` is about `rm --recursive --force`, too. Which spellings there are is data, in `spellings.ts`.
 */
import { commandInKinds, mostBehind, patternInKinds, plainKind } from "./cluster-kinds.ts";
import { endsWith, type Letters, startOf, textOf } from "./letters.ts";
import { valuesByTable } from "./option-values.ts";
import { nameOf, pathIn, plainPath } from "./plain-path.ts";
import type { Spelling } from "./spelling-rows.ts";
import { spellings } from "./spellings.ts";
import { asNumber, takeOption } from "./spelt-options.ts";
import { operand, type SpeltWord } from "./spelt-word.ts";
import {
  isNegative,
  isOption,
  mayHaveHost,
  turned,
  withDash,
  withoutUser,
  withoutVersion,
} from "./word-order.ts";

/** The words of a command or of a pattern, the name first. */
type Words<Other> = readonly Letters<Other>[];

/** The ways in which a pattern may be meant; null for a tool of which nothing is known. */
export function plainPatterns<Other>(
  written: Words<Other>,
): readonly (readonly SpeltWord<Other>[])[] | null {
  const walked = walk(written, false);
  if (walked === null) return null;
  const { words, spelling } = walked;
  const all = spelling.isSplitAtSlash ? patternInKinds(words) : [words, ...meaning(walked)];
  return all.map((one) => one.map(withPlainPath));
}

/** `terraform destroy` is `terraform apply -destroy`: of a command that says less, `$x` may be that option. */
function meaning<Other>({ words, spelling }: Walked<Other>): readonly SpeltWord<Other>[][] {
  return [...spelling.meant].flatMap(([said, meant]) => {
    const [verb = "", option = ""] = said.split(" ");
    const at = words.findIndex(
      ({ letters, role }) => role === "operand" && textOf(letters) === meant,
    );
    return at < 0 ? [] : [[...words.with(at, operand(verb)), { letters: option, role: "flag" }]];
  });
}

export interface SpeltCommand<Other> {
  /** Whether users stand in the words as they are written, which only patterns with a user are about. */
  readonly namesUser: boolean;
  /** Whether an option of several letters may be several options. */
  readonly hasClusters: boolean;
  /** Its words as they are written: but for the values of options, all are operands. */
  readonly asWritten: () => readonly SpeltWord<Other>[];
  /**
   * All that it does in one, each by itself, such as `systemctl stop a` and `systemctl stop b` for
   * `systemctl stop a b`; what it copies into a directory, to the path that it gets there. None for a tool
   * of which no spellings are known.
   */
  readonly plain: readonly (readonly SpeltWord<Other>[])[];
}

/** Of a command. Paths are as they are written. */
export function spellCommand<Other>(words: Words<Other>): SpeltCommand<Other> {
  const whole = walk(words, true);
  if (whole === null) {
    const asWritten = () => withValues(words, valuesByTable(words));
    return { asWritten, plain: [], namesUser: false, hasClusters: true };
  }
  const walked = whole.spelling.isSplitAtSlash ? commandInKinds(whole) : [whole];
  return {
    asWritten: () => withValues(words, whole.values),
    plain: walked.flatMap((one) => [one.words, ...oneByOne(one), ...meantBy(one)]),
    namesUser: whole.spelling.hasUser === "host",
    hasClusters: !whole.spelling.takesSignals,
  };
}

function withValues<Other>(words: Words<Other>, values: ReadonlySet<number>): SpeltWord<Other>[] {
  return words.map((letters, at) => ({ letters, role: values.has(at) ? "value" : "operand" }));
}

function withPlainPath<Other>({ letters, role }: SpeltWord<Other>): SpeltWord<Other> {
  return { letters: plainPath(letters), role };
}

type Behind<Other> = Pick<Walked<Other>, "words" | "spelling" | "operands">;

function oneByOne<Other>(walked: Behind<Other>): readonly SpeltWord<Other>[][] {
  const { words, spelling, operands } = walked;
  if (!spelling.list) return [];
  const { after, isIntoLast } = spelling.list;
  const items = operands.slice(after, isIntoLast ? -1 : undefined);
  const [first] = items;
  if (first === undefined) return [];
  const listed = new Set(items);
  const before = words.slice(0, first);
  const others = [...words.keys()].filter((at) => at > first && !listed.has(at)).slice(-mostBehind);
  const target = isIntoLast ? words[operands.at(-1) ?? 0] : undefined;
  const isFile = words.some(({ letters, role }) => role === "flag" && textOf(letters) === "-T");
  if (items.length === 1 && (!target || isFile)) return [];
  const targets = target && !isFile ? [target.letters, target.names ?? []] : [[]];
  return targets
    .filter((one, at) => at === 0 || one.length > 0)
    .flatMap((into) =>
      items.flatMap((item) => {
        const word = words[item];
        if (!word) return [];
        const found = into.length > 0 && copied(word.letters, into, items.length > 1);
        const behind = others.flatMap(
          (at) => (found && words[at] === target ? found : words[at]) ?? [],
        );
        // In their order: what stands behind `--` stays there.
        const between = others.findIndex((at) => at > item);
        const end = between < 0 ? others.length : between;
        return [[...before, ...behind.slice(0, end), word, ...behind.slice(end)]];
      }),
    );
}

/** `terraform apply -destroy` is `terraform destroy`. */
function meantBy<Other>({ words, spelling }: Behind<Other>): readonly SpeltWord<Other>[][] {
  if (spelling.meant.size === 0) return [];
  return [...spelling.meant].flatMap(([said, verb]) => {
    const at = said
      .split(" ")
      .map((one) => words.findIndex(({ letters }) => textOf(letters) === one));
    if (at.includes(-1)) return [];
    const spelt = words.map((word, index) => (index === at[0] ? operand<Other>(verb) : word));
    return [spelt.filter((_, index) => index !== at[1])];
  });
}

/** Where a copy ends up: in the target, if that is a directory. */
export function copied<Other>(
  source: Letters<Other>,
  target: Letters<Other>,
  isOneOfMany: boolean,
): SpeltWord<Other> {
  const within = pathIn(target, source);
  if (isOneOfMany || namesDirectory(target)) return operand(within);
  return isBeside(source, target) ? operand(target) : { ...operand(target), within };
}

/** Whether it can be nothing else. */
function namesDirectory<Other>(path: Letters<Other>): boolean {
  const text = textOf(path);
  return text === null ? path.at(-1) === "/" : /(^|\/)\.{0,2}$/.test(text);
}

/** A copy of a file under a longer name, such as `app.conf.bak`, is no directory. */
function isBeside<Other>(source: Letters<Other>, target: Letters<Other>): boolean {
  const [name, longer] = [nameOf(source), nameOf(target)];
  const isLonger = [...name].every((letter, at) => letter === longer[at]);
  const rest = startOf(longer.slice(name.length));
  return name.length > 0 && isLonger && /^[._~-]/.test(rest) && !endsWith(longer, ".d");
}

interface Walked<Other> {
  readonly words: readonly SpeltWord<Other>[];
  /** What holds behind the verb, or for the name. */
  readonly spelling: Spelling;
  /** Where the operands stand behind it. */
  readonly operands: readonly number[];
  /** Where values of options stand among the words as they are written. */
  readonly values: ReadonlySet<number>;
}

function spellingOf<Other>([first]: Words<Other>): Spelling | undefined {
  const name = textOf(first ?? "") ?? "";
  return spellings.get(name.slice(name.lastIndexOf("/") + 1));
}

/** Whether the tool reads `web*` in its operands by itself, whatever quotes stand around it. */
export function readsPatterns<Other>(words: Words<Other>): boolean {
  return spellingOf(words)?.readsPatterns ?? false;
}

/** Goes through the words from left to right; what holds for them changes behind a verb. */
function walk<Other>(written: Words<Other>, isCommand: boolean): Walked<Other> | null {
  const known = spellingOf(written);
  if (known === undefined) return null;
  if (known.instead) {
    const words = known.isTurned ? turned(written, isCommand) : written;
    return words && walkInstead(known.instead, words, isCommand);
  }
  if (known.isUnordered) return unordered(written, known, isCommand);
  let spelling = known;
  const words: SpeltWord<Other>[] = [{ letters: written[0] ?? "", role: "operand" }];
  let operands: number[] = [];
  const values = new Set<number>();
  let target: SpeltWord<Other> | null = null;
  let hasEnded = false;
  for (let at = 1; at < written.length; at += 1) {
    const given = written[at] as Letters<Other>;
    const word = at === 1 && known.beginsWithOptions ? withDash(given) : given;
    if (!hasEnded && spelling.takesNegatives && isNegative(word) && words.some(isGiven)) {
      words.push({ letters: "--", role: "flag" });
      hasEnded = true;
    }
    if (!hasEnded && isOption(word)) {
      hasEnded = textOf(word) === "--";
      const { taken, usesNext } = takeOption(word, written[at + 1], spelling, isCommand);
      const value = taken.at(-1);
      const isTarget = value?.role === "value" && taken.at(-2)?.letters === spelling.into;
      if (isTarget) target = { ...value, role: "operand" };
      words.push(...(isTarget ? taken.slice(0, -2) : taken));
      if (usesNext) values.add(++at);
      continue;
    }
    const [plain, used] = verbsAt(written, at, spelling);
    at += used - 1;
    for (const one of plain) {
      const { under }: Spelling = spelling;
      const below = under.get(textOf(one) ?? "") ?? under.get("*");
      const isFirst = operands.length === 0;
      const first = isFirst && spelling.first === "kind" ? plainKind(one) : one;
      const taken = below ? [operand(one)] : takeOperand(first, spelling, isFirst, isCommand);
      // Those that marks stand for are options also behind `--`.
      const flags = taken.filter(({ role }) => role === "flag");
      words.splice(1, 0, ...flags);
      words.push(...taken.filter((word) => !flags.includes(word)));
      if (flags.length > 0) operands = operands.map((index) => index + flags.length);
      if (below) operands = [];
      else operands.push(words.length - 1);
      spelling = below ?? spelling;
    }
  }
  if (target === null) return { words, spelling, operands, values };
  const directory = { ...target, letters: [...target.letters, "/"] };
  return { words: [...words, directory], spelling, operands: [...operands, words.length], values };
}

function isGiven<Other>({ role }: SpeltWord<Other>): boolean {
  return role !== "operand";
}

/**
 * Operands in any order are like options, those of the kind `of=file` like options with their values; there is
 * nothing that `--` would end.
 */
function unordered<Other>(
  written: Words<Other>,
  spelling: Spelling,
  isCommand: boolean,
): Walked<Other> {
  const [name = "", ...rest] = written;
  const role = isCommand ? "operand" : "flag";
  const others = rest.filter((word) => textOf(word) !== "--");
  const words = [operand(name), ...others.flatMap((letters) => valuedOr(role, letters))];
  return { words, spelling, operands: [], values: new Set() };
}

function valuedOr<Other>(
  role: "operand" | "flag",
  letters: Letters<Other>,
): readonly SpeltWord<Other>[] {
  const equals = letters.indexOf("=");
  if (equals <= 0) return [{ letters, role }];
  return [
    { letters: letters.slice(0, equals), role: "valued" },
    { letters: letters.slice(equals + 1), role: "value" },
  ];
}

function walkInstead<Other>(
  instead: readonly string[],
  written: Words<Other>,
  isCommand: boolean,
): Walked<Other> | null {
  const walked = walk([...instead, ...written.slice(1)], isCommand);
  const more = instead.length - 1;
  return walked && { ...walked, values: new Set([...walked.values].map((at) => at - more)) };
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
  // `docker container "$verb"` may be any verb that is moved there.
  const next = words[at + 1];
  const noun = `${textOf(words[at] ?? "")} `;
  const isOpen = next !== undefined && textOf(next) === null && typeof next[0] !== "string";
  if (isOpen && verbs.keys().some((verb) => verb.startsWith(noun))) return [[next], 2];
  return [words.slice(at, at + 1), 1];
}

/** Words of the longest verb: `config device rm`. */
const mostVerbs = 3;

/** In a pattern, a wildcard before an ending, or a user before a host, says more than what is left without. */
function takeOperand<Other>(
  word: Letters<Other>,
  spelling: Spelling,
  isFirst: boolean,
  isCommand: boolean,
): SpeltWord<Other>[] {
  const { marks, ending, hasUser, hasVersion } = spelling;
  const isNumber = spelling.takesNegatives || (spelling.first === "mode" && isFirst);
  if (isNumber) return [asNumber(operand(word), isCommand)];
  const text = textOf(word);
  const option = marks.get(String(word[0]));
  if (option !== undefined) return [{ letters: option, role: "flag" }, operand(word.slice(1))];
  if (isCommand && marks.size > 0 && typeof word[0] !== "string") {
    // It may begin with any of them.
    return [{ letters: word, role: "flag" }, operand(word)];
  }
  if (ending !== null && (isCommand || text !== null) && endsWith(word, ending)) {
    return [operand(word.slice(0, -ending.length))];
  }
  if (hasUser === "host" && isCommand) return [operand(withoutUser(word))];
  if (hasUser === "path" && isCommand && mayHaveHost(word)) {
    return [{ ...operand(word), names: withoutUser(word) }];
  }
  if (hasVersion && isCommand) return [{ ...operand(word), names: withoutVersion(word) }];
  return [operand(word)];
}
