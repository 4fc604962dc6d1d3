/**
 * Variables in which bash keeps what a name stands for: `BASH_CMDS[name]=path` does as `hash -p path name`, and
 * `BASH_ALIASES[name]=text` as `alias name=text`.
 */
import type { Assignment, Command } from "unbash";
import { declaring } from "../known-commands.ts";
import { isTable } from "../known-variables.ts";
import { changeShell } from "./builtins.ts";
import { type Range, rangeOf, written } from "./frame.ts";
import { type Around, note, type Walk } from "./walk.ts";
import { made, type ShellWord, textOf } from "./words.ts";

/** What a command puts into these variables that declares them. */
export function fillTables(walk: Walk, { name, suffix }: Command, around: Around): void {
  if (!name || !declaring.has(name.value)) return;
  for (const part of suffix) if (part.type === "Assignment") fillTable(walk, part, around);
}

/** What an assignment without a command puts into them. */
export function fillTable(walk: Walk, node: Assignment, around: Around): void {
  const { name, index, value } = node;
  if (!isTable.test(name)) return;
  const at = rangeOf(around.frame, node);
  if (value.type === "Word") {
    if (index) enter(walk, node, textOf(index, around), textOf(value, around), at, around);
    else note(walk, { words: [], at }, around);
    return;
  }
  for (const element of value.elements) {
    const [, key, text] = /^\[([^\]]*)\]=(.*)$/s.exec(textOf(element, around)) ?? [];
    if (key === undefined || text === undefined) note(walk, { words: [], at }, around);
    else enter(walk, node, key, text, at, around);
  }
}

function enter(
  walk: Walk,
  node: Assignment,
  key: string,
  text: string,
  at: Range,
  around: Around,
): void {
  const shown = written(around.frame, node, around.holes);
  const word = (value: string): ShellWord => made(value, shown, at);
  const isAlias = node.name === "BASH_ALIASES";
  const words = isAlias
    ? [word("alias"), word(`${key}=${text}`)]
    : [word("hash"), word("-p"), word(text), word(key)];
  changeShell(walk, isAlias ? "alias" : "hash", { words, at }, around);
}
