/** What a person pressed, apart from how a terminal sends it. */
import type { Key as InkKey } from "ink";

export type Key =
  /** What was typed. More than one character at once was typed ahead, or pasted into an old terminal. */
  | { readonly kind: "text"; readonly text: string }
  /** Text for a field, and never a key, however short. */
  | { readonly kind: "paste"; readonly text: string }
  | { readonly kind: "press"; readonly name: Name }
  | { readonly kind: "ctrl"; readonly letter: string };

export type Name =
  | "enter"
  | "escape"
  | "tab"
  | "backtab"
  | "backspace"
  | "delete"
  | "up"
  | "down"
  | "left"
  | "right"
  | "pageup"
  | "pagedown"
  | "home"
  | "end";

/** Null for what means nothing here: function keys, Alt with a letter. */
export function keyOf(input: string, key: InkKey): Key | null {
  if (key.eventType === "release") return null;
  const name = nameOf(key);
  if (name !== null) return { kind: "press", name };
  if (key.ctrl) return input.length === 1 ? { kind: "ctrl", letter: input } : null;
  return input === "" || key.meta ? null : { kind: "text", text: input };
}

function nameOf(key: InkKey): Name | null {
  if (key.tab) return key.shift ? "backtab" : "tab";
  const pressed = names.find(([flag]) => key[flag]);
  return pressed?.[1] ?? null;
}

const names = [
  ["return", "enter"],
  ["escape", "escape"],
  ["backspace", "backspace"],
  ["delete", "delete"],
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "pageup"],
  ["pageDown", "pagedown"],
  ["home", "home"],
  ["end", "end"],
] as const;

export function isPress(key: Key, name: Name): boolean {
  return key.kind === "press" && key.name === name;
}

/** Only a letter that came alone is a key; letters that come together are text. Caps Lock may be on. */
export function isLetter(key: Key, letter: string): boolean {
  return key.kind === "text" && key.text.toLowerCase() === letter;
}
