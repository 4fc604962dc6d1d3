/** Every simple command of shell code as it would be run, at any depth, with its wrappers seen through. */
import type { Arg } from "./commands/call.ts";
import type { Letters } from "./letters.ts";
import { beginWalk } from "./walk/begin.ts";
import type { Assigned } from "./walk/shell.ts";

export interface Invocation {
  /**
   * Without its directory; null where it is not known before it runs, and for code that nobody can read
   * here. Empty for assignments and redirections without a command.
   */
  readonly name: string | null;
  /** The name first, with its directory. */
  readonly words: readonly Arg[];
  /** Variables it is given: in front of it, by `env`, or exported before. */
  readonly assignments: readonly Assigned[];
  /** How it gets to where it runs, outermost first: `as root`, `on host db-1`, `in container web`. */
  readonly via: readonly string[];
  /** The commands that run it, outermost first: `sudo`, `ssh`, `docker exec`. */
  readonly wrappers: readonly WrapperCall[];
  /** Files that it is redirected from and to. */
  readonly redirections: readonly FileRedirection[];
  /**
   * The directories in which it may run, as far as `cd` says: none where it is the one in which the code begins.
   */
  readonly directories: readonly Arg[];
  /** Takes the `value` of a word apart. */
  readonly lettersOf: LettersOf;
  /** What a here-document, a here-string or a literal before a pipe gives it to read; null without. */
  readonly input: Arg | null;
  /** Whether its standard input comes from a pipe, a file or the code. */
  readonly isFed: boolean;
  /** Whether its output goes into a pipe, or into a word. */
  readonly isRead: boolean;
  /** The names of the commands whose output it is given, through a pipe or in its words. */
  readonly sources: readonly string[];
  /**
   * Looks for the words whose text comes from outside the code, and that may be options for all that is known; null
   * where there are none.
   */
  readonly outside: (() => readonly OutsideWord[]) | null;
  /** In words, what happens there that nobody sees by the command; null without. */
  readonly remark: string | null;
  /**
   * Offsets in the outermost code, in UTF-16 units. In nested code these are the command's own where its
   * text stands there letter by letter, and else those of what is around it.
   */
  readonly start: number;
  readonly end: number;
}

/** A command that runs others: its words with all of theirs, and what it is given by itself. */
export type WrapperCall = Pick<Invocation, "words" | "assignments" | "directories">;

export type LettersOf = (value: string) => Letters<Unknown>;

/** What stands in a text for what is not known of it. */
export interface Unknown {
  readonly written: string;
  /** Whether it is part of a name: it has no slash. */
  readonly isName: boolean;
  /** Of what commands print, whose words are known in part: whether none has a slash, and none is an option. */
  readonly words: { readonly areNames: boolean; readonly areOperands: boolean } | null;
}

export interface OutsideWord {
  /** Its index. */
  readonly at: number;
  /** Whether it has quotes: then it is believed more. */
  readonly isQuoted: boolean;
  /** Whether any number of words may come of it. */
  readonly isLoose: boolean;
  /** Whether it may begin with a dash; what stands behind one may only be a value: `--config="$x"`. */
  readonly isOption: boolean;
  /** Whether it is the name of a file that a pattern of the code has found. */
  readonly isFound: boolean;
}

export interface FileRedirection {
  readonly operator: string;
  readonly target: Arg;
}

/**
 * In the order in which they run. `code` is bash, perhaps with `{{placeholders}}`. It errs on the side of
 * more: both branches of a condition are in it, the body of a function once a call (and once if it is
 * never called), and what an alias may stand for beside the command of that name.
 */
export function invocationsOf(code: string): Invocation[] {
  return beginWalk(code);
}
