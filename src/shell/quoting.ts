/** Writes values so that bash takes them as they are. */

/**
 * Code that stands for a value, and code of the same length and the same quotes that stands for a
 * harmless one: whatever the first is parsed to, the second must be too.
 */
export interface Quoted {
  readonly code: string;
  readonly harmless: string;
}

/** For a place outside of quotes. With `bare` the value may stay without quotes if nothing in it needs them. */
export function quoteWord(value: string, bare: boolean): Quoted {
  if (bare && /^[A-Za-z0-9_./:@%+-]+$/.test(value) && !reserved.has(value)) {
    return asItIs(value);
  }
  // Not `'\''`: bash 5.2 misreads a backslash in an array that stands in a command substitution.
  const join = (pieces: string[]) => `'${pieces.join("'\"'\"'")}'`;
  const pieces = value.split("'");
  return { code: join(pieces), harmless: join(pieces.map(mask)) };
}

/** For a place inside of double quotes. */
export function quoteInDoubleQuotes(value: string): Quoted {
  const code = value.replace(/[\\"$`]/g, "\\$&");
  return { code, harmless: mask(code) };
}

/** For a place that takes only values which need no quotes. */
export function asItIs(value: string): Quoted {
  return { code: value, harmless: mask(value) };
}

/** Digits stand in for digits, for where only numbers make sense; a name never begins with one. */
function mask(text: string): string {
  return /^\d+$/.test(text) ? "1".repeat(text.length) : "x".repeat(text.length);
}

const reserved: ReadonlySet<string> = new Set(
  "if then elif else fi case esac for select while until do done in function time coproc".split(
    " ",
  ),
);

/** The first thing in a value that keeps it from standing without quotes, in words; null when none does. */
export function unsafeIn(value: string): string | null {
  if (value === "") return "the value is empty";
  if (value.startsWith("-")) return "the value begins with a dash";
  // zsh puts the path of the command there.
  if (/(^|:)=/.test(value)) return "the value has an equals sign at its start or after a colon";
  const character = /[^A-Za-z0-9_./:@%+=,-]/u.exec(value)?.[0];
  return character === undefined ? null : `the value has ${characterWords(character)}`;
}

/** What else keeps it out of braces, which would make several words of it. */
export function unsafeInBraces(value: string): string | null {
  if (value.includes("..")) return "the value has two dots in a row";
  const character = /[,=]/.exec(value)?.[0];
  return character === undefined ? null : `the value has ${characterWords(character)}`;
}

function characterWords(character: string): string {
  const named = { " ": "a space", "\n": "a line break", "\t": "a tab", "`": "a backtick" };
  if (Object.hasOwn(named, character)) return named[character as keyof typeof named];
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `the character ${character}` : `U+${code}`;
}
