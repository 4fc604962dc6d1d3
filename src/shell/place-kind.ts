/** The kinds of places in shell code where a value may stand, and how strict each is. */

/**
 * Where a value stands. The first four quote it; arithmetic and its like take digits; the names that
 * stand for what runs take nothing; all others take a safe alphabet only, braces not all of that.
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
  /** One of the choices in braces, of which each becomes a word. */
  | "braces"
  /** A glob, a `case` pattern, the right side of `==` or `=~` in `[[ ]]`. */
  | "pattern"
  /** The variable that takes it is used without quotes, so it is split into words. */
  | "unquotedLater"
  /** Standard input of a command that makes words of it, as `xargs` does. */
  | "splitInput"
  /** A place without a kind of its own. */
  | "unknown"
  /** Code that computes with variables: bash runs what it finds in brackets in a value that gets there. */
  | "nearArithmetic"
  /** `*(…)` and its like; zsh takes what is in there for orders of its own. */
  | "extendedPattern"
  | "arithmetic"
  /** A file descriptor. */
  | "descriptor"
  /** The name of a command, a function or a variable that is set: it selects what runs. */
  | "command"
  /** The name of a variable that is read. */
  | "variableName"
  /** In code that bash cannot parse: other shells read it each in a way of its own. */
  | "unreadable"
  /** The left side of a test after `||` in `[[ ]]`: it is data to bash, and a command to `sh`. */
  | "afterOr";

export type Strictness = "quote" | "safe" | "part" | "digits" | "never";

export function strictnessOf(kind: PlaceKind): Strictness {
  switch (kind) {
    case "word":
    case "doubleQuoted":
    case "assignment":
    case "redirection":
      return "quote";
    case "braces":
      return "part";
    case "extendedPattern":
    case "arithmetic":
    case "descriptor":
      return "digits";
    case "command":
    case "variableName":
    case "unreadable":
    case "afterOr":
      return "never";
    default:
      return "safe";
  }
}

const scale: readonly Strictness[] = ["quote", "safe", "part", "digits", "never"];

/** The stricter of two; of two that are equally strict nested code, and else the first. */
export function stricter(one: PlaceKind, other: PlaceKind): PlaceKind {
  return rank(other) > rank(one) ? other : one;
}

function rank(kind: PlaceKind): number {
  return scale.indexOf(strictnessOf(kind)) + (kind === "nestedCode" ? 0.5 : 0);
}
