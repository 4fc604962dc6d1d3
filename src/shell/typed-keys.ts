/**
 * What `tmux send-keys` and the `stuff` of `screen` type at a prompt. In what is typed, a line break is the key Enter,
 * and a character that nobody can see stands for a key of which it is not known what it does to the line.
 */

export const unknownKey = "\0";

/** One argument of `tmux send-keys`: the name of a key, or text letter by letter. */
export function keyOf(argument: string): string {
  const named = keys.find(([name]) => name.test(argument));
  if (named) return named[1];
  return otherKey.test(argument) ? unknownKey : argument;
}

/** One argument of `tmux send-keys -H`. */
export function hexKeyOf(argument: string): string {
  const code = /^(0x)?[\da-f]{1,6}$/i.test(argument) ? Number.parseInt(argument, 16) : 0;
  return code > 0x10ffff ? unknownKey : String.fromCodePoint(code);
}

/** A text for `screen -X stuff`. */
export function stuffed(text: string): string {
  return text.replace(/\^(.)|\\([0-7]{1,3}|.)/gs, (_, control?: string, slash = "") => {
    if (control !== undefined) return /[jm]/i.test(control) ? "\n" : unknownKey;
    if (/^[0-7]/.test(slash)) return String.fromCharCode(Number.parseInt(slash, 8));
    if (/[nr]/.test(slash)) return "\n";
    return /[\\"'^]/.test(slash) ? slash : unknownKey;
  });
}

export interface Typed {
  /** What a shell reads, as far as that can be told; empty where it reads nothing new. */
  readonly code: string;
  /** Whether it may be told something else as well. */
  readonly isOpen: boolean;
}

export function typedBy(keys: string): Typed {
  const all = keys.replaceAll("\r", "\n");
  const code = all.replace(unseen, "").trim();
  const isOpen = all.search(unseen) >= 0 && (code !== "" || all.includes("\n"));
  return { code, isOpen: isOpen || ofHistory.test(code) };
}

/** Tab completes what stands before it, and others change it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the keys.
const unseen = /[\0-\x09\x0b-\x1f\x7f]/g;
/** What stands in its place was told before. */
const ofHistory = /(?<!\\)![^\s=("]/;

/** With `C-c` and `C-u`, another line begins. */
const keys: readonly (readonly [name: RegExp, typed: string])[] = [
  [/^(enter|kpenter|(c-|\^)[jmcu]|0x0?[ad]|\[(lf|cr)\])$/i, "\n"],
  [/^space$/i, " "],
  // It draws the line again.
  [/^(c-|\^)l$/i, ""],
];

const otherNames =
  "space|enter|f\\d\\d?|ic|insert|dc|delete|home|end|npage|pagedown|pgdn|ppage|pageup|pgup|tab|btab|bspace|escape|" +
  "up|down|left|right|kp.|kpenter|any|user\\d+|(mouse|wheel|second|double|triple)[a-z]\\w*|focus(in|out)|" +
  "paste(start|end)|\\[[a-z]{2,3}\\d?\\]|0x[\\da-f]+";

const otherKey = new RegExp(`^((\\^|([cms]-)+)(.|${otherNames})|${otherNames})$`, "is");
