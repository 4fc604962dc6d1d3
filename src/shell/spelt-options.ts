/** The options of a command or of a pattern, each by its one plain name, and with its value behind it. */
import { type Letters, startOf, textOf } from "./letters.ts";
import { longOption } from "./long-option.ts";
import type { Option, Spelling } from "./spelling-rows.ts";
import type { SpeltWord } from "./spelt-word.ts";
import { withoutZeros } from "./word-order.ts";

export interface TakenOption<Other> {
  /** The option, or those of a cluster, and the value behind it. */
  readonly taken: readonly SpeltWord<Other>[];
  readonly usesNext: boolean;
}

export function takeOption<Other>(
  word: Letters<Other>,
  next: Letters<Other> | undefined,
  spelling: Spelling,
  isCommand: boolean,
): TakenOption<Other> {
  if (textOf(word) === "--") return { taken: [{ letters: word, role: "flag" }], usesNext: false };
  const signal = spelling.takesSignals ? signalIn(word, spelling, isCommand) : null;
  if (signal) return { taken: [signal], usesNext: false };
  const isLong = startOf(word).startsWith("--") || isWhole(word, spelling);
  return isLong
    ? takeLong(word, next, spelling, isCommand)
    : takeCluster(word, next, spelling, isCommand);
}

/** A number or the beginning of a name behind a dash, which is no cluster: `-15`, `-SIG$name`. */
function signalIn<Other>(
  word: Letters<Other>,
  { options }: Spelling,
  isCommand: boolean,
): SpeltWord<Other> | null {
  const text = textOf(word);
  if (text !== null) return /^-\d+$/.test(text) ? namedBy(text.slice(1), options) : null;
  if (!isCommand) return /^-[\dA-Z]/.test(startOf(word)) ? { letters: word, role: "option" } : null;
  return /^-(\d|[A-Z]{2})/.test(startOf(word)) ? anyOption(word) : null;
}

/** The option of this name. */
function namedBy<Other>(name: string, options: Spelling["options"]): SpeltWord<Other> {
  const plain = `-${textOf(withoutZeros(name, true))}`;
  return { letters: options.get(plain.toUpperCase())?.plain ?? plain, role: "flag" };
}

/** Whatever stands for the first thing in the word that is not known. */
function anyOption<Other>(word: Letters<Other>): SpeltWord<Other> {
  const at = startOf(word).length;
  return { letters: ["-", ...word.slice(at, at + 1)], role: "option" };
}

/** Whether it is one option with one dash, and no cluster: `-auto-approve`, `-KILL`. */
function isWhole<Other>(word: Letters<Other>, { options }: Spelling): boolean {
  const [name = ""] = startOf(word).split("=");
  return name.length > 2 && (options.has(name) || options.has(name.toUpperCase()));
}

function takeLong<Other>(
  word: Letters<Other>,
  next: Letters<Other> | undefined,
  { options }: Spelling,
  isCommand: boolean,
): TakenOption<Other> {
  const start = startOf(word);
  const equals = start.indexOf("=");
  const isWhole = equals >= 0 || start.length === word.length;
  if (!isWhole) {
    // It may be any that begins so; only what is not known stands for that.
    const rest = word.slice(start.length, start.length + 1);
    return {
      taken: [
        { letters: word, role: "option" },
        { letters: rest, role: "option" },
      ],
      usesNext: false,
    };
  }
  const name = equals < 0 ? start : start.slice(0, equals);
  const [, option] = longOption(name, options, (_, { plain }) => plain) ?? [
    name,
    options.get(name.toUpperCase()),
  ];
  if (!option) return { taken: [{ letters: word, role: "option" }], usesNext: false };
  if (!takesValue(option)) {
    return { taken: [{ letters: option.plain, role: "flag" }], usesNext: false };
  }
  const value = equals < 0 ? next : word.slice(equals + 1);
  return { taken: withValue(option, value, options, isCommand), usesNext: equals < 0 };
}

function takeCluster<Other>(
  word: Letters<Other>,
  next: Letters<Other> | undefined,
  { options }: Spelling,
  isCommand: boolean,
): TakenOption<Other> {
  const taken: SpeltWord<Other>[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const letter = word[at];
    const isPlain = typeof letter === "string" && /[A-Za-z0-9]/.test(letter);
    if (!isPlain) return { taken: [...taken, ...notPlain(word, at, isCommand)], usesNext: false };
    const option = options.get(`-${letter}`);
    if (option && takesValue(option)) {
      const isLast = at + 1 === word.length;
      const value = isLast ? next : word.slice(at + 1);
      return {
        taken: [...taken, ...withValue(option, value, options, isCommand)],
        usesNext: isLast,
      };
    }
    taken.push({ letters: option?.plain ?? `-${letter}`, role: option ? "flag" : "option" });
    if (option?.takes === "suffix") break;
  }
  return { taken, usesNext: false };
}

/** What is not known in a cluster may be any of its letters, those behind it, and more than one of them. */
function notPlain<Other>(word: Letters<Other>, at: number, isCommand: boolean): SpeltWord<Other>[] {
  if (!isCommand || typeof word[at] === "string") return [{ letters: word, role: "option" }];
  const any = anyOption(word);
  if (at + 1 === word.length) return [any];
  return [any, { letters: ["-", ...word.slice(at)], role: "option" }];
}

function takesValue({ takes }: Option): boolean {
  return takes === "value" || takes === "mode" || takes === "option";
}

function withValue<Other>(
  { plain, takes }: Option,
  value: Letters<Other> | undefined,
  options: Spelling["options"],
  isCommand: boolean,
): SpeltWord<Other>[] {
  const valued = { letters: plain, role: "valued" } as const;
  if (value === undefined) return [valued];
  if (takes === "option") {
    const name = textOf(value);
    if (name !== null) return [namedBy(name, options)];
    if (isCommand) return [anyOption(value)];
  }
  const word = { letters: value, role: "value" } as const;
  return [valued, takes === "mode" ? asNumber(word, isCommand) : word];
}

/** The same with zeros in front and without: a pattern has none, unless it has wildcards behind them. */
export function asNumber<Other>(word: SpeltWord<Other>, isCommand: boolean): SpeltWord<Other> {
  const letters = withoutZeros(word.letters, isCommand);
  if (letters === word.letters) return word;
  return isCommand ? { ...word, names: letters } : { ...word, letters };
}
