/** One line of text being typed: a value with a cursor in it. */
import type { Key } from "./key.ts";
import { charactersOf } from "./line.ts";

export interface Editor {
  /** Characters as people see them, so that one press of backspace takes one away. */
  readonly characters: readonly string[];
  /** Characters before the cursor. */
  readonly cursor: number;
}

export function editorWith(text: string): Editor {
  const characters = charactersOf(text);
  return { characters, cursor: characters.length };
}

export const emptyEditor: Editor = editorWith("");

export function textOf(editor: Editor): string {
  return editor.characters.join("");
}

/** Null when this key edits nothing. */
export function edit(editor: Editor, key: Key): Editor | null {
  const { characters, cursor } = editor;
  if (key.kind === "text" || key.kind === "paste") return insert(editor, key.text);
  if (key.kind === "ctrl") return control(editor, key.letter);
  switch (key.name) {
    case "backspace":
      return cursor === 0 ? editor : without(editor, cursor - 1);
    case "delete":
      return cursor === characters.length ? editor : without(editor, cursor);
    case "left":
      return { characters, cursor: Math.max(0, cursor - 1) };
    case "right":
      return { characters, cursor: Math.min(characters.length, cursor + 1) };
    case "home":
      return { characters, cursor: 0 };
    case "end":
      return { characters, cursor: characters.length };
    default:
      return null;
  }
}

/** Line ends in pasted text are not presses of Enter: they become spaces, or nothing at the ends. */
function insert({ characters, cursor }: Editor, text: string): Editor {
  const before = characters.slice(0, cursor).join("");
  const added = before + oneLine(text);
  const after = characters.slice(cursor).join("");
  // Joined before it is split again: an accent that is typed belongs to the letter before it.
  return { characters: charactersOf(added + after), cursor: charactersOf(added).length };
}

function oneLine(text: string): string {
  const trimmed = text.replace(/^[\r\n]+|[\r\n]+$/g, "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get in
  return trimmed.replace(/[\r\n\t]+/g, " ").replace(/[\u0000-\u001f\u007f-\u009f]/g, "");
}

function without({ characters }: Editor, index: number): Editor {
  return { characters: characters.toSpliced(index, 1), cursor: index };
}

function control({ characters, cursor }: Editor, letter: string): Editor | null {
  switch (letter) {
    case "a":
      return { characters, cursor: 0 };
    case "e":
      return { characters, cursor: characters.length };
    case "u":
      return { characters: characters.slice(cursor), cursor: 0 };
    case "k":
      return { characters: characters.slice(0, cursor), cursor };
    case "w":
      return withoutWord(characters, cursor);
    default:
      return null;
  }
}

function withoutWord(characters: readonly string[], cursor: number): Editor {
  let start = cursor;
  while (start > 0 && characters[start - 1] === " ") start -= 1;
  while (start > 0 && characters[start - 1] !== " ") start -= 1;
  return { characters: characters.toSpliced(start, cursor - start), cursor: start };
}
