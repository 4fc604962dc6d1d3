/** The kinds of places in shell code where a value may stand, and how strict each is. */

/**
 * Where a value stands. The first four quote it; `arithmetic` takes digits; the names that stand for
 * what runs take nothing; all others take a safe alphabet only.
 */
export type PlaceKind =
  /** A part of a word, outside of quotes. */
  | "word"
  | "doubleQuoted"
  /** The value of a variable, outside of quotes. */
  | "assignment"
  /** The file of a redirection, outside of quotes. */
  | "redirection"
  | "singleQuoted"
  /** `$'…'` or `$"…"` */
  | "otherQuotes"
  | "heredoc"
  /** A heredoc whose delimiter is quoted: nothing is expanded in it. */
  | "heredocQuoted"
  | "comment"
  /** Something else than this shell reads it as code. */
  | "nestedCode"
  | "backticks"
  /** Inside `${…}`, after the name. */
  | "parameter"
  /** A glob, a brace list, a `case` pattern, the right side of `==` or `=~` in `[[ ]]`. */
  | "pattern"
  /** A file descriptor. */
  | "descriptor"
  /** The variable that takes it is used without quotes, so it is split into words. */
  | "unquotedLater"
  /** Standard input of a command that makes words of it, as `xargs` does. */
  | "splitInput"
  /** Code that could not be parsed, or a place without a kind of its own. */
  | "unknown"
  | "arithmetic"
  /** The name of a command, a function or a variable that is set: it selects what runs. */
  | "command"
  /** The name of a variable that is read. */
  | "variableName";

export type Strictness = "quote" | "safe" | "digits" | "never";

export function strictnessOf(kind: PlaceKind): Strictness {
  switch (kind) {
    case "word":
    case "doubleQuoted":
    case "assignment":
    case "redirection":
      return "quote";
    case "arithmetic":
      return "digits";
    case "command":
    case "variableName":
      return "never";
    default:
      return "safe";
  }
}

const scale: readonly Strictness[] = ["quote", "safe", "digits", "never"];

/** The stricter of two; of two that are equally strict nested code, and else the first. */
export function stricter(one: PlaceKind, other: PlaceKind): PlaceKind {
  return rank(other) > rank(one) ? other : one;
}

function rank(kind: PlaceKind): number {
  return scale.indexOf(strictnessOf(kind)) + (kind === "nestedCode" ? 0.5 : 0);
}
