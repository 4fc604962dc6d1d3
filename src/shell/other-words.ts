/** Commands in the words of another tool: scripts of services, and copies from and to an address. */
import type { Arg } from "./commands/call.ts";
import { scriptDirectory, serviceOf } from "./commands/services.ts";

/** Null for any other command. */
export function otherWords([first, ...others]: readonly Arg[]): readonly Arg[] | null {
  const service = first ? serviceIn(first) : null;
  if (service !== null) return [nameArg("service"), service, ...others];
  const isCopy =
    first?.text === "scp" && others.some(({ value, text }) => isAddress(value ?? text));
  return isCopy ? [first, ...others.map(withoutAddress)] : null;
}

/** What a script of services is for, also where that is not known: `/etc/init.d/$name`. */
function serviceIn(script: Arg): Arg | null {
  const { text, written, value } = script;
  if (text !== null) {
    const name = text.startsWith("/") ? serviceOf(text) : null;
    return name === null ? null : nameArg(name);
  }
  const [directory = null] = scriptDirectory.exec(value ?? written.replace(/^"/, "")) ?? [];
  if (directory === null) return null;
  const rest = written.replace(directory, "");
  return value === undefined
    ? { text, written: rest }
    : { text, written: rest, value: value.slice(directory.length) };
}

function isAddress(text: string | null): boolean {
  return text?.startsWith("scp://") ?? false;
}

/** `scp://box//opt/a` is `box:/opt/a`. */
function withoutAddress(word: Arg): Arg {
  const value = word.value ?? word.text;
  if (value === null || !isAddress(value)) return word;
  const plain = value.replace(/^scp:\/\/([^/:]+)(?::[^/]*)?\/?(.*)$/s, "$1:$2");
  return { ...word, value: plain, text: word.text === null ? null : plain };
}

export function nameArg(text: string): Arg {
  return { text, written: text };
}
