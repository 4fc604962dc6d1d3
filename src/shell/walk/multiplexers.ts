/** Terminals in a terminal: what runs in their windows, and what is typed there. */
import { type CommandLine, commandLineOf } from "../command-line.ts";
import type { FileRedirection } from "../invocations.ts";
import { type Inner, optionsOf, type Program, plain, plainInner, type Value } from "../program.ts";
import { hexKeyOf, keyOf, stuffed, typedBy, unknownKey } from "../typed-keys.ts";
import { givenBy } from "./given.ts";
import { dig, type Holes, hasHole, hidesCode } from "./holes.ts";
import type { Open } from "./loose-words.ts";
import { argOf } from "./walk.ts";
import { made, type ShellWord } from "./words.ts";
import { codeIn, type Run, type SeenThrough, type Sight } from "./wrappers.ts";

type Options = Partial<Record<Value, string>>;

interface Command {
  readonly names: RegExp;
  readonly options: Options;
  /**
   * `command`: it is run, by a shell where it is one word · `code`: a shell reads the first word, in which the
   * multiplexer fills in what `#` says · `keys`: they are typed.
   */
  readonly takes: "command" | "code" | "keys";
}

const windows = "-e -F -f -l -n -p -s -t -x -y";

const commands: readonly Command[] = [
  {
    names: /^new(-s.*)?$/,
    options: { directory: "-c", plain: windows, flag: "-A -D -d -E -P -X" },
    takes: "command",
  },
  {
    names: /^(neww|new-w.*|splitw|split-w.*|respawn(p|w|-[pw].*))$/,
    options: { directory: "-c", plain: windows, flag: "-a -b -d -f -h -I -k -P -S -v -Z" },
    takes: "command",
  },
  {
    names: /^(popup|display-po.*)$/,
    options: {
      directory: "-d",
      plain: "-b -c -e -h -S -s -T -t -w -x -y",
      flag: "-B -C -E -k -N",
    },
    takes: "command",
  },
  {
    names: /^run(-s.*)?$/,
    options: { directory: "-c", plain: "-d -t", flag: "-b -E" },
    takes: "code",
  },
  { names: /^(pipep|pipe-.*)$/, options: { plain: "-t", flag: "-I -O -o" }, takes: "code" },
  { names: /^send(-k.*)?$/, options: { plain: "-c -N -t", flag: "-F -H -l -R" }, takes: "keys" },
];

const globalOptions = optionsOf({
  line: "-c",
  plain: "-f -L -S -T",
  flag: "-2 -C -D -d -l -N -q -u -U -v -V",
});

/** `tmux new-session -d code`, `tmux send-keys -t x text Enter`; of several commands, each. */
export function tmux(words: readonly ShellWord[], { holes }: Sight): SeenThrough | null {
  const program: Program = { ...plain, hasAllOptions: true, inner: plainInner };
  const line = commandLineOf(words, 1, { ...program, options: globalOptions });
  const told = line.values.flatMap(({ is, at }) => (is === "line" ? (words[at] ?? []) : []));
  const own = words.slice(0, line.end);
  const parts = partsOf(words.slice(line.end)).map((part) => [part, partBy(part, holes)] as const);
  if (told.length === 0 && parts.every(([, seen]) => seen === null)) return null;
  const runs = parts.flatMap(([part, seen]) => seen?.runs ?? [alone(own, part)]);
  const isConfigured = line.values.some((value) => value.option === "-f" && isConfiguration(value));
  const kept = parts.flatMap(([part, seen]) => {
    const stays = seen?.keeps ?? (seen && isConfigured ? part : null);
    return stays ? [stays] : [];
  });
  return {
    keeps: kept.length > 0 ? [...own, ...joinedBy(kept)] : null,
    assigned: parts.flatMap(([, seen]) => seen?.assigned ?? []),
    open: parts.flatMap(([, seen]) => seen?.open ?? []),
    runs: [...told.map((word) => codeIn([word])), ...runs],
  };
}

/** A file of commands, any of which may run something. */
function isConfiguration({ text }: CommandLine["values"][number]): boolean {
  return text !== "/dev/null";
}

/** A command that runs nothing, beside others that do. */
function alone(own: readonly ShellWord[], part: readonly ShellWord[]): Run {
  return { kind: "words", words: [...own, ...part], isOwn: false };
}

/** A `;` at the end of a word ends a command. */
function partsOf(words: readonly ShellWord[]): readonly (readonly ShellWord[])[] {
  const parts: ShellWord[][] = [[]];
  for (const word of words) {
    const [, before = "", slash] = /^(.*?)(\\?);$/s.exec(word.value) ?? [];
    if (slash === undefined) parts.at(-1)?.push(word);
    else if (slash !== "") parts.at(-1)?.push(made(`${before};`, word.written, word));
    else {
      if (before !== "") parts.at(-1)?.push(made(before, word.written, word));
      parts.push([]);
    }
  }
  return parts.filter((part) => part.length > 0);
}

function joinedBy(parts: readonly (readonly ShellWord[])[]): readonly ShellWord[] {
  return parts.flatMap((part, at) => {
    const [first] = part;
    return at > 0 && first ? [made(";", ";", first), ...part] : part;
  });
}

/** `A=1 command` is one word of code, and what stands alone no variable of the command behind it. */
const code: Inner = { ...plainInner, rereads: true };

/** Null for a command that runs nothing, or of which it is not known what. */
function partBy(words: readonly ShellWord[], holes: Holes): SeenThrough | null {
  const command = commands.find(({ names }) => names.test(words[0]?.value ?? ""));
  if (!command) return null;
  const options = optionsOf(command.options);
  const program: Program = { ...plain, options, hasAllOptions: true, inner: code };
  const line = commandLineOf(words, 1, program);
  const rest = words.slice(line.end);
  const [first] = rest;
  if (!first || line.doubts.length > 0) return null;
  const directory = line.values.findLast(({ is }) => is === "directory")?.text;
  const begins =
    directory === undefined ? {} : { begins: { isAway: false, path: formatted(directory, holes) } };
  const assigned = givenBy(words.slice(0, line.end), line);
  const open = formatsIn(words, line);
  const filling = open.flatMap(({ word }) => fillingOf(word));
  if (command.takes === "command") {
    const run: Run =
      rest.length === 1 ? codeIn(rest) : { kind: "words", words: rest, isOwn: false };
    // What runs there is ended before.
    const ends = line.flags.includes("-k");
    return {
      keeps: ends ? words : null,
      assigned,
      open,
      runs: [...filling, { ...run, ...begins }],
    };
  }
  if (command.takes === "code") {
    const text = formatted(first.value, holes);
    const run: Run = { ...codeIn([first], { text }), ...begins };
    return { keeps: null, open, runs: [...filling, run] };
  }
  const keys = pressed(rest, line.flags, holes);
  const isAgain = line.values.some(({ option }) => option === "-N");
  const { runs, keeps } = typing(
    rest,
    isAgain && !/[\n\r]$/.test(keys) ? `${keys}${unknownKey}\n` : keys,
  );
  // It ends what runs there.
  const ends = rest.some(({ value }) => /^(c-|\^)c$/i.test(value));
  return runs.length === 0 ? null : { keeps: ends ? words : keeps, runs };
}

/** Values of options in which `#(command)` is run: of all but a target, and the environment. */
function formatsIn(words: readonly ShellWord[], { values }: CommandLine): readonly Open[] {
  return values.flatMap(({ option, at }) => {
    const word = words[at];
    return word && !/^-[et]$/.test(option) ? [{ word, as: "format" } as const] : [];
  });
}

/** What is run to fill in a format: where it ends, tmux alone can tell. */
function fillingOf(word: ShellWord): readonly Run[] {
  return word.value.includes("#(") ? [codeIn([word], { text: null })] : [];
}

/** What stands for a `#{format}` or a `#(command)` is not known. */
function formatted(text: string, holes: Holes): string {
  return text.replace(/#(\([^)]*\)?|\{[^}]*\}?|[A-Za-z[])/g, (format) => dig(holes, format, true));
}

function pressed(words: readonly ShellWord[], flags: readonly string[], holes: Holes): string {
  return words
    .map(({ value }) => {
      if (flags.includes("-H")) return hexKeyOf(value);
      if (flags.includes("-l")) return value;
      // What is not known in a word may make it the name of a key.
      const mayBeKey = hasHole(value) && !value.includes(" ") && !hidesCode(holes, value);
      return mayBeKey ? value + unknownKey : keyOf(value);
    })
    .join("");
}

function typing(words: readonly ShellWord[], keys: string): Pick<SeenThrough, "keeps" | "runs"> {
  const { code, isOpen } = typedBy(keys);
  const known = code === "" ? [] : [codeIn(words, { text: code })];
  const unknown = isOpen ? [codeIn(words, { text: null })] : [];
  return { keeps: null, runs: [...known, ...unknown] };
}

const screenOptions = optionsOf({ plain: "-S -c -e -h -p -s -t -T -r -x -Logfile" });

/** `screen -dm command…`, `screen -X stuff text` */
export function screen(words: readonly ShellWord[]): SeenThrough | null {
  const program: Program = { ...plain, options: screenOptions, inner: plainInner };
  const line = commandLineOf(words, 1, program);
  const [own, rest] = [words.slice(0, line.end), words.slice(line.end)];
  if (!own.some(({ value }) => value === "-X")) {
    if (rest.length === 0) return null;
    const isConfigured = line.values.some(
      (value) => value.option === "-c" && isConfiguration(value),
    );
    return {
      keeps: isConfigured ? own : null,
      writes: loggedBy(own, line),
      runs: [{ kind: "words", words: rest, isOwn: false }],
    };
  }
  const [verb, ...texts] = rest;
  if (verb?.value !== "stuff" || texts.length === 0) return null;
  const seen = typing(texts, texts.map(({ value }) => stuffed(value)).join(" "));
  return seen.runs.length > 0 ? seen : null;
}

/** `screen -L -Logfile file`: what is shown in its windows is added to that. */
function loggedBy(own: readonly ShellWord[], { values }: CommandLine): readonly FileRedirection[] {
  if (!own.some(({ value }) => /^-(?!Logfile$)[a-zA-Z]*L/.test(value))) return [];
  const named = values.findLast(({ option }) => option === "-Logfile");
  const text = named?.text ?? "screenlog.0";
  const target = argOf(text, own[named?.at ?? -1]?.written ?? text);
  return [{ operator: ">>", target }];
}
