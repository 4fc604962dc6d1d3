/** The options of a command or of a pattern, each by its one plain name, and with its value behind it. */
import { type Letters, startOf, textOf } from "./letters.ts";
import { longOption } from "./long-option.ts";
import type { Option, Spelling } from "./spelling-rows.ts";

export interface SpeltWord<Other> {
  readonly letters: Letters<Other>;
  /**
   * `flag`: an option that takes no value · `valued`: one whose value comes next · `option`: one that is not known ·
   * `value`: what comes after a valued one · `operand`: all else, the name and verbs among it.
   */
  readonly role: "flag" | "valued" | "option" | "value" | "operand";
  /** The path that it stands for if it names a directory: what is copied gets there. */
  readonly within?: Letters<Other>;
  /** What it names, without what else is said of that: `nginx` of `nginx=1.2`. */
  readonly names?: Letters<Other>;
}

export interface TakenOption<Other> {
  /** The option, or those of a cluster, and the value behind it. */
  readonly taken: readonly SpeltWord<Other>[];
  readonly usesNext: boolean;
}

export function takeOption<Other>(
  word: Letters<Other>,
  next: Letters<Other> | undefined,
  spelling: Spelling,
): TakenOption<Other> {
  if (textOf(word) === "--") return { taken: [{ letters: word, role: "flag" }], usesNext: false };
  const isLong = startOf(word).startsWith("--") || isWhole(word, spelling);
  return isLong ? takeLong(word, next, spelling) : takeCluster(word, next, spelling);
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
  if (option.takes !== "value" && option.takes !== "option") {
    return { taken: [{ letters: option.plain, role: "flag" }], usesNext: false };
  }
  return withValue(option, equals < 0 ? next : word.slice(equals + 1), equals < 0, options);
}

function takeCluster<Other>(
  word: Letters<Other>,
  next: Letters<Other> | undefined,
  { options }: Spelling,
): TakenOption<Other> {
  const taken: SpeltWord<Other>[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const letter = word[at];
    const isPlain = typeof letter === "string" && /[A-Za-z0-9]/.test(letter);
    // What is not known in a cluster may be any of its letters.
    if (!isPlain) return { taken: [...taken, { letters: word, role: "option" }], usesNext: false };
    const option = options.get(`-${letter}`);
    if (option?.takes === "value" || option?.takes === "option") {
      const isLast = at + 1 === word.length;
      const value = isLast ? next : word.slice(at + 1);
      const { taken: last } = withValue(option, value, isLast, options);
      return { taken: [...taken, ...last], usesNext: isLast };
    }
    taken.push({ letters: option?.plain ?? `-${letter}`, role: option ? "flag" : "option" });
    if (option?.takes === "suffix") break;
  }
  return { taken, usesNext: false };
}

function withValue<Other>(
  { plain, takes }: Option,
  value: Letters<Other> | undefined,
  usesNext: boolean,
  options: Spelling["options"],
): TakenOption<Other> {
  const named =
    takes === "option" ? options.get(`-${textOf(value ?? "")?.toUpperCase()}`) : undefined;
  if (named) return { taken: [{ letters: named.plain, role: "flag" }], usesNext };
  const valued = { letters: plain, role: "valued" } as const;
  if (value === undefined) return { taken: [valued], usesNext };
  return { taken: [valued, { letters: value, role: "value" }], usesNext };
}
