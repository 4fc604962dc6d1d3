/** What a tilde at the beginning of a path stands for. */
import { anywhere, dig, setsHome, setsPlace } from "./holes.ts";
import type { Place } from "./place.ts";
import { variableValue } from "./shell.ts";
import type { Scene } from "./words.ts";

/**
 * The path without `~+`, `~-` and `~1`, and without `~` where the code says what is home; any other path as it is.
 * `written` is with its quotes.
 */
export function fromTilde(value: string, written: string, scene: Scene): string {
  const [tilde, sign] = /^~([+-]?\d*)(?=\/|$)/.exec(written) ?? [];
  if (tilde === undefined || sign === undefined || !value.startsWith(tilde)) return value;
  const start = sign === "" ? homeIn(scene) : stackedIn(scene, sign);
  return start + value.slice(tilde.length);
}

/** What a tilde is in the value of a variable, which is the same wherever the shell stands later. */
export function ofTilde(tilde: string, { shell, holes }: Scene): string {
  const written = tilde === "~" ? "$HOME" : tilde;
  const home = tilde === "~" ? variableValue(shell, "HOME") : null;
  const of = { type: "SimpleExpansion", text: written, pos: 0, end: 0 } as const;
  return home ?? dig(holes, written, true, 1, of);
}

/** Whether it is a path that begins where the shell stands, as that is called in variables and by `pwd`. */
export function beginsHere(written: string, { shell, holes }: Scene): boolean {
  return here.test(written) && !setsPlace(holes) && !shell.functions.has("pwd");
}

const here = /^"?\$(PWD|\{PWD\}|\(pwd\))"?(\/|"?$)/;

/** The directory that is home; `~` where the code does not say which. */
export function homeIn({ shell, holes }: Pick<Scene, "shell" | "holes">): string {
  return variableValue(shell, "HOME") ?? (setsHome(holes) ? anywhere : "~");
}

function stackedIn({ shell, holes }: Scene, sign: string): string {
  return setsPlace(holes) ? anywhere : stacked(sign, shell.place);
}

/** From the directories of `pushd`. */
function stacked(sign: string, { before, stack }: Place): string {
  if (/^\+?0?$/.test(sign)) return ".";
  const at = /^\+?\d+$/.test(sign) ? Number(sign) : 0;
  const all = sign === "-" ? before : (stack?.[at - 1] ?? []);
  const [only = anywhere, ...others] = all;
  // From where the code began, and the shell may stand elsewhere.
  const isRelative = !/^[/~]/.test(only);
  return others.length > 0 || isRelative ? anywhere : only;
}
