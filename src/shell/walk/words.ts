/** What the words of a command are once they are expanded: their text with holes, quotes undone. */
import type { CommandArgument, SyntaxNode, Word, WordPart } from "unbash";
import type { CommandWord } from "../command-line.ts";
import { type Frame, type Range, rangeOf, written } from "./frame.ts";
import { dig, filled, type Holes, hasHole } from "./holes.ts";
import { printedBy } from "./printed.ts";
import { type Shell, staysWhole, variableValue } from "./shell.ts";

/** `value` has holes where it is not known, and is `literal` without any. */
export interface ShellWord extends CommandWord, Range {
  /** As it stands in the code. */
  readonly written: string;
  /** What the process substitution that it is prints; null where that is not known. */
  readonly prints: string | null;
}

/** What words are expanded with. */
export interface Scene {
  readonly shell: Shell;
  readonly frame: Frame;
  readonly holes: Holes;
}

/** None or several, where a variable whose value is known stands for them. */
export function expand(word: CommandArgument, scene: Scene): ShellWord[] {
  const range = rangeOf(scene.frame, word);
  if (word.type === "Assignment") {
    const value = word.value.type === "Word" ? textOf(word.value, scene) : hole(word.value, scene);
    const text = `${word.text.slice(0, word.value.pos - word.pos)}${value}`;
    return [made(text, written(scene.frame, word, scene.holes), range)];
  }
  const shown = written(scene.frame, word, scene.holes);
  const values = severalFrom(word, scene) ?? [textOf(word, scene)];
  const prints = printedFor(word, scene);
  return values.map((value) => ({ ...made(value, shown, range), prints }));
}

export function made(value: string, shown: string, { start, end }: Range): ShellWord {
  return { value, literal: !hasHole(value), written: shown, start, end, prints: null };
}

/** The text of a word that is not split: a value, the target of a redirection, a here-string. */
export function textOf(word: Word, scene: Scene): string {
  if (word.parts === undefined) return word.value;
  return word.parts.map((part) => partText(part, scene, false)).join("");
}

/** The body of a here-document whose delimiter is not quoted. */
export function bodyText(
  parts: readonly WordPart[] | undefined,
  text: string,
  scene: Scene,
): string {
  if (parts === undefined) return text.replace(/\\([\\$`])|\\\n/g, "$1");
  return parts.map((part) => partText(part, scene, true)).join("");
}

/** Words for `"$@"`, and for an expansion by itself whose value has blanks in it. */
function severalFrom({ parts }: Word, scene: Scene): readonly string[] | null {
  const [part, ...others] = parts ?? [];
  if (part === undefined || others.length > 0) return null;
  const inner = part.type === "DoubleQuoted" && part.parts.length === 1 ? part.parts[0] : part;
  if (inner === undefined) return null;
  if (/^\$(@|\{@\})$/.test("text" in inner ? inner.text : "")) {
    return scene.shell.parameters?.slice(1) ?? null;
  }
  if (inner !== part) return null;
  const value = expansionValue(inner, scene);
  return value === null || hasHole(value) || /[*?[\]\\]/.test(value)
    ? null
    : value.split(/[ \t\n]+/).filter((piece) => piece !== "");
}

function partText(part: WordPart, scene: Scene, isQuoted: boolean): string {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "DoubleQuoted":
    case "LocaleString":
      return part.parts.map((inner) => partText(inner, scene, true)).join("");
    default: {
      const value = expansionValue(part, scene);
      return value !== null && (isQuoted || staysWhole(value)) ? value : hole(part, scene);
    }
  }
}

/** What an expansion gives, where that is certain. */
function expansionValue(part: WordPart, scene: Scene): string | null {
  switch (part.type) {
    case "SimpleExpansion":
      return variableValue(scene.shell, part.text.slice(1));
    case "ParameterExpansion": {
      const isPlain = !part.operation && !part.index && !part.prefix;
      return isPlain ? variableValue(scene.shell, part.parameter) : null;
    }
    case "CommandExpansion":
      return printedBy(part.script, scene)?.replace(/\n+$/, "") ?? null;
    default:
      return null;
  }
}

/** Patterns give names of files and arithmetic gives a number; all else may bring up anything. */
function hole(part: SyntaxNode, { frame, holes }: Scene): string {
  const shown = frame.text.slice(part.pos, part.end);
  const isPattern = ["Glob", "ExtendedGlob", "BraceExpansion"].includes(part.type);
  const isHarmless =
    part.type === "ArithmeticExpansion" ||
    part.type === "ProcessSubstitution" ||
    /^\$[?#$!]$/.test(shown) ||
    (isPattern && !/[$`]/.test(shown));
  return dig(holes, filled(holes, shown), !isHarmless);
}

function printedFor({ parts }: Word, scene: Scene): string | null {
  const part = parts?.length === 1 ? parts[0] : undefined;
  const isRead = part?.type === "ProcessSubstitution" && part.operator === "<";
  return isRead ? printedBy(part.script, scene) : null;
}
