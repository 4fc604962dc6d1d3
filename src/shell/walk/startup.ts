/** What a shell runs because of its environment, before and between what it is told to run. */
import { isHarmless } from "../doubt.ts";
import { frameIn } from "./frame.ts";
import { hasHole } from "./holes.ts";
import { noteSetting } from "./outside-text.ts";
import { type Assigned, environmentOf, freshShell } from "./shell.ts";
import { walkText } from "./tree.ts";
import { type Around, type Noted, note, type Walk } from "./walk.ts";
import { made, type ShellWord } from "./words.ts";

/** `noted` calls a shell, with the variables that it is given. */
export function noteStartup(walk: Walk, noted: Noted, around: Around): void {
  const { words, at, assigned = [] } = noted;
  const options = words.slice(1).map(({ value }) => value);
  const asks = options.some((one) => /^-[a-zA-Z]*i/.test(one));
  const code = options.findIndex((one) => /^-[a-zA-Z]*c/.test(one));
  if (asks && code >= 0) noteOwnFile(walk, words.slice(0, code + 1), around);
  const readsProfile = asks || options.some((one) => /^(-[a-zA-Z]*l|--login)/.test(one));
  for (const one of [...environmentOf(around.shell), ...assigned]) {
    const counts = asks ? /^(BASH_ENV|ENV|HOME|PROMPT_COMMAND|PS[0-2])$/ : /^BASH_ENV$/;
    const isRead = counts.test(one.name) || (readsProfile && one.name === "HOME");
    if (!isRead || runsNothing(one)) continue;
    const { name, text } = one;
    if (name !== "PROMPT_COMMAND" || text === null || hasHole(text)) {
      noteSetting(walk, around, at, name);
      continue;
    }
    const within = { ...around, stdin: null, shell: freshShell(null, around.shell) };
    walkText(walk, frameIn(walk.code, text, at, "bash"), within);
  }
}

/** What is asked of `bash -ic` is mostly an alias or a function of that file. */
function noteOwnFile(walk: Walk, before: readonly ShellWord[], around: Around): void {
  const [shell] = before;
  const isZsh = /(^|\/)zsh$/.test(shell?.value ?? "");
  const others = isZsh ? /^-f$/ : /^--(norc|rcfile|init-file)$/;
  if (!shell || before.some(({ value }) => others.test(value))) return;
  const file = isZsh ? "~/.zshrc" : "~/.bashrc";
  note(walk, { words: [made(".", ".", shell), made(file, file, shell)], at: shell }, around, ".");
}

/** A prompt is shown, and only what is substituted in it runs. */
function runsNothing(assigned: Assigned): boolean {
  const { name, text } = assigned;
  if (!name.startsWith("PS")) return isHarmless(assigned);
  return text !== null && !hasHole(text) && !/\$[({]|`/.test(text);
}
