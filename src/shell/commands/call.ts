/** A command with its words taken apart: what a table of commands looks at to tell its effects. */

export interface Arg {
  /** Without its quotes; null where it is known only when it runs: an expansion, a placeholder, a glob. */
  readonly text: string | null;
  /** As it stands in the code. */
  readonly written: string;
  /** Its text, with a character for each thing that is not known: whoever has read the code can take it apart. */
  readonly value?: string;
  /** Whether any number of words may come of it: `$files`, not in quotes. */
  readonly isSplit?: boolean;
}

export interface Call {
  /** Without its directory. */
  readonly name: string;
  /** All words after the name. */
  readonly args: readonly Arg[];
  /** Those that are neither options nor values of options. */
  readonly operands: readonly Arg[];
  readonly options: readonly Option[];
  /** Whether one of these options is there, also in a cluster (`-rf`) or with a value (`--since=1h`). */
  readonly has: (this: Options, ...options: readonly string[]) => boolean;
  /** The value of the first of these options that is there; null without one. */
  readonly value: (this: Options, ...options: readonly string[]) => Arg | null;
  /** The values of all of these options that are there, in order: `-f a -f b`. */
  readonly values: (this: Options, ...options: readonly string[]) => readonly Arg[];
  /**
   * Text that it is given on standard input, by a here-document, a here-string or a literal before a pipe,
   * where that is known. What stands for something that is not known is there as it is written.
   */
  readonly input: string | null;
  /** Whether its standard input comes from a pipe, a file or the code, whether that is known or not. */
  readonly isFed: boolean;
  /** The names of the commands whose output it is given, through a pipe or in its words. */
  readonly sources: readonly string[];
  /** Takes all options that a judge asks for, and whether it asks for values; null where nobody wants to know. */
  readonly asked: Map<string, boolean> | null;
}

interface Option {
  readonly name: string;
  readonly value: Arg | null;
}

type Options = Pick<Call, "options" | "asked">;

/** What of a call stands around its words. */
export type Surroundings = Pick<Call, "isFed" | "sources"> & Partial<Pick<Call, "asked">>;

/** `valued` are the options that take a value, as their row in the table says, blanks between. */
export function callOf(
  name: string,
  args: readonly Arg[],
  valued: string,
  input: string | null = null,
  { isFed, sources, asked = null }: Surroundings = { isFed: input !== null, sources: [] },
): Call {
  const takesValue = optionsOf(valued);
  const options: OpenOption[] = [];
  const operands: Arg[] = [];
  let ended = false;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] as Arg;
    const text = arg.text ?? arg.written;
    if (ended || !/^-./.test(text)) operands.push(arg);
    else if (text === "--") ended = true;
    else {
      addOptions(options, text, takesValue, arg.text !== null);
      const last = options.at(-1);
      const next = args[at + 1];
      if (last && next && last.value === null && takesValue.has(last.name)) {
        last.value = next;
        at += 1;
      }
    }
  }
  return { name, args, operands, options, has, value, values, input, isFed, sources, asked };
}

function has(this: Options, ...names: readonly string[]): boolean {
  if (this.asked) ask(this.asked, names, false);
  return this.options.some(({ name }) => names.includes(name));
}

function value(this: Options, ...names: readonly string[]): Arg | null {
  if (this.asked) ask(this.asked, names, true);
  return this.options.find((option) => option.value && names.includes(option.name))?.value ?? null;
}

function values(this: Options, ...names: readonly string[]): Arg[] {
  if (this.asked) ask(this.asked, names, true);
  return this.options.flatMap((option) =>
    option.value && names.includes(option.name) ? [option.value] : [],
  );
}

function ask(asked: Map<string, boolean>, names: readonly string[], isValued: boolean): void {
  for (const name of names) asked.set(name, isValued || asked.get(name) === true);
}

/** The options of a row, taken apart once. */
const optionsByRow = new Map<string, ReadonlySet<string>>();

function optionsOf(valued: string): ReadonlySet<string> {
  const known = optionsByRow.get(valued);
  if (known) return known;
  const made = new Set(valued.split(/\s+/));
  optionsByRow.set(valued, made);
  return made;
}

/** Its value may be the next word. */
interface OpenOption extends Option {
  value: Arg | null;
}

/** `--since=1h` is one option with its value, `-rf` are two, and `-n2` is one where `-n` takes a value. */
function addOptions(
  options: OpenOption[],
  word: string,
  takesValue: ReadonlySet<string>,
  isKnown: boolean,
): void {
  const equals = word.indexOf("=");
  if (equals > 0 && !takesValue.has(word) && /^--?[\w-]{2,}=/.test(word)) {
    const value = part(word.slice(equals + 1), isKnown);
    options.push({ name: word.slice(0, equals), value });
    return;
  }
  options.push({ name: word, value: null });
  if (word.length === 2 || word.startsWith("--") || takesValue.has(word)) return;
  for (let at = 1; at < word.length; at += 1) {
    const name = `-${word[at]}`;
    const rest = word.slice(at + 1);
    if (rest !== "" && takesValue.has(name)) {
      options.push({ name, value: part(rest, isKnown) });
      return;
    }
    options.push({ name, value: null });
  }
}

/** What a word ends in is known where all of the word is. */
function part(written: string, isKnown: boolean): Arg {
  return { text: isKnown ? written : null, written };
}
