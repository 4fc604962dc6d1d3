/** What a command prints, where that can be read off its words: `echo`, `printf`, `cat` of a here-document. */
import type { Command, Redirection, Script, SyntaxNode } from "unbash";
import { echoed } from "./echo.ts";
import { bodyText, expand, type Scene, textOf } from "./words.ts";

/** Perhaps with holes; null where nobody knows. */
export function printedBy(script: Script | undefined, scene: Scene): string | null {
  const [statement, ...others] = script?.commands ?? [];
  if (!script || !statement || others.length > 0 || statement.background) return null;
  const text = script.source;
  const frame = text === undefined ? scene.frame : { ...scene.frame, text };
  return onlyOf(printedByCommand(statement.command, { ...scene, frame }, nothing));
}

/** Texts of which any may be it, perhaps with holes; none where nobody knows. */
export type Texts = readonly string[];

export const nothing: Texts = [];

export function onlyOf([text, ...others]: Texts): string | null {
  return text === undefined || others.length > 0 ? null : text;
}

/** `input` is what it has on its standard input. */
export function printedByCommand(node: SyntaxNode, scene: Scene, input: Texts): Texts {
  if (node.type !== "Command" || node.prefix.length > 0 || !node.name) return nothing;
  const { shell } = scene;
  const name = node.name.value;
  if (
    !/^(echo|printf|cat|mktemp)$/.test(name) ||
    shell.functions.has(name) ||
    shell.aliases.has(name)
  ) {
    return nothing;
  }
  if (!node.redirects.every(isPassive)) return nothing;
  const words = node.args.flatMap((arg) => expand(arg, scene)).map(({ value }) => value);
  if (words.reduce((sum, word) => sum + word.length, 0) > longest) return nothing;
  if (name === "echo") return echoed(words, scene.frame.reader, scene.holes);
  if (name === "printf") return known(formatted(words));
  if (name === "mktemp") return known(madeUp(words, scene));
  if (!words.every((word) => word === "-")) return nothing;
  const given = givenInput(node, scene);
  return given ? [given.text] : input;
}

function known(text: string | null): Texts {
  return text === null ? nothing : [text];
}

/** Characters: in a nest, `echo $(…){a,b}` prints twice as much each time. */
const longest = 20_000;

/** It leaves standard output where it is. */
function isPassive(redirect: Redirection): boolean {
  if (redirect.type !== "Redirect") return true;
  const { descriptor, operator } = redirect;
  return (
    operator.startsWith(">") && descriptor?.type === "FileDescriptor" && descriptor.value === 2
  );
}

/** What the last here-document or here-string gives a command to read; null without one. */
export function givenInput({ redirects }: Pick<Command, "redirects">, scene: Scene) {
  const given = redirects.findLast(
    ({ type, descriptor }) =>
      type !== "Redirect" &&
      (!descriptor || (descriptor.type === "FileDescriptor" && descriptor.value === 0)),
  );
  if (given?.type === "HereString" && given.target) {
    return { text: `${textOf(given.target, scene)}\n`, at: given.target };
  }
  if (given?.type !== "HereDoc") return null;
  const { body, delimiter, operator } = given;
  const raw = operator === "<<-" ? body.text.replace(/^\t+/gm, "") : body.text;
  const isPlain = delimiter?.quoted || operator === "<<-";
  const text =
    isPlain && (delimiter?.quoted || !/[$`\\]/.test(raw))
      ? raw
      : bodyText(body.parts, body.text, scene);
  return { text, at: body };
}

/** The template of the name that `mktemp` makes up: below `/tmp`, as long as the code says nothing else. */
function madeUp(words: readonly string[], { holes }: Scene): string | null {
  const templates: string[] = [];
  let directory: string | null = null;
  let suffix = "";
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const [, option, joined] = valuedOption.exec(word) ?? [];
    if (option !== undefined) {
      if (joined === undefined) at += 1;
      const value = joined?.replace(/^=/, "") ?? words[at] ?? "";
      if (option === "--suffix") suffix = value;
      else directory = value;
    } else if (/^(-[dqu]*t[dqut]*|--tmpdir)$/.test(word)) directory ??= "/tmp";
    else if (/^-./.test(word) && !/^(-[dqu]+|--directory|--quiet|--dry-run)$/.test(word))
      return null;
    else templates.push(...(word.startsWith("-") ? [] : [word]));
  }
  const [template = "tmp.XXXXXXXXXX", ...others] = templates;
  const isTemplate = /X{3}[^/]*$/.test(template);
  if (!isTemplate || others.length > 0 || holes.code.includes("TMPDIR")) return null;
  if (templates.length > 0 && directory === null) return `${template}${suffix}\n`;
  return `${directory || "/tmp"}/${template}${suffix}\n`;
}

/** Those of `mktemp` with a value, and that, where it stands in the same word. */
const valuedOption = /^(--suffix(?=$|=)|--tmpdir(?==)|-[dqu]*p)(.+)?$/s;

/** What `printf` makes of its words; null where nobody knows. */
export function formatted([format = "", ...values]: readonly string[]): string | null {
  const plain = format.replace(/\\n/g, "\n").replace(/\\t/g, "\t");
  if (/\\|^-/.test(plain)) return null;
  const places = plain.split("%s");
  if (places.some((piece) => piece.includes("%"))) return null;
  const [before = "", ...rest] = places;
  if (rest.length === 0) return plain;
  let text = "";
  for (let at = 0; at === 0 || at < values.length; at += rest.length) {
    text += before + rest.map((piece, index) => `${values[at + index] ?? ""}${piece}`).join("");
  }
  return text;
}
