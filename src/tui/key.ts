/** What a person pressed, apart from how a terminal sends it. */
import type { Key as InkKey } from "ink";
import { charactersOf } from "./line.ts";

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
  if (input === "" || key.meta) return null;
  const control = controlOf(input);
  return control ?? { kind: "text", text: input };
}

/** The keys of a text that came in one piece; null for everything else, one character too. */
export function keysOfBurst(key: Key): Key[] | null {
  if (key.kind !== "text") return null;
  const parts = key.text.match(burstParts) ?? [];
  if (parts.length < 2 && charactersOf(key.text).length < 2) return null;
  return parts.map((text) => controlOf(text) ?? { kind: "text", text });
}

/** What is typed, and between it line ends and control characters one by one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are the keys looked for
const burstParts = /[^\u0000-\u001f\u007f]|\r\n|[\u0000-\u001f\u007f]/gu;

function controlOf(text: string): Key | null {
  if (text === "\r" || text === "\n" || text === "\r\n") return { kind: "press", name: "enter" };
  if (text === "\t") return { kind: "press", name: "tab" };
  if (text === "\u007f" || text === "\b") return { kind: "press", name: "backspace" };
  const code = text.charCodeAt(0);
  // Ctrl with a letter is sent as that letter's place in the alphabet.
  if (text.length !== 1 || code < 1 || code > 26) return null;
  return { kind: "ctrl", letter: String.fromCharCode(code + 96) };
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
