/** What only says what it would do. */
import type { Call } from "./call.ts";
import { maybeOption } from "./options.ts";
import { isUnknown, type Judge, looks } from "./row.ts";

/**
 * `judge`, unless one of `options` (blanks between) is there, so that nothing is done. Of an option that
 * saves nothing is guessed: a word that may stand for others leaves it open.
 */
export function unlessDry(options: string, judge: Judge): Judge {
  return (call) => {
    if (isDry(call, options)) return looks(call);
    return call.args.some(maybeOption) ? atLeastUnknown(judge)(call) : judge(call);
  };
}

/**
 * `instead` where one of these options is there, blanks between: `-s` of apt-get only tries. What `judge`
 * does not know stays unknown.
 */
export function softenedBy(options: string, instead: Judge, judge: Judge): Judge {
  return (call) => {
    const told = judge(call);
    const isOpen = told.some(({ kind }) => kind === "unknown");
    return !isOpen && isDry(call, options) ? instead(call) : told;
  };
}

/**
 * Whether one of these options is there, and no word takes it back, before it or behind: which of them
 * counts is for each program to say. Such a word is `--no-dry-run`, `--dry-run=none`, or `false` behind it.
 */
export function isDry(call: Call, options: string): boolean {
  const names = options.split(/\s+/);
  const isSure = call.values(...names).every(({ text }) => text !== null && isYes.test(text));
  return (
    call.has(...names) &&
    isSure &&
    !call.args.some((arg) => maybeOption(arg) || takesBack(arg, names))
  );
}

const isYes = /^(true|t|1|y|yes|on|client|server)$/i;

/** `--no-dry-run`, also where it is cut short, and the `false` of `--dry-run false`. */
function takesBack({ text, written }: Call["args"][number], names: readonly string[]): boolean {
  const word = text ?? written;
  if (word === "false") return true;
  return (
    word.length > "--no-".length &&
    names.some((name) => name.replace(/^--?/, "--no-").startsWith(word))
  );
}

/** `judge`, and that more may happen, where it alone would say that nothing does. */
function atLeastUnknown(judge: Judge): Judge {
  return (call) => {
    const found = judge(call);
    return found.every(({ risk }) => risk === "none" || risk === "low")
      ? [...found.filter(({ risk }) => risk !== "none"), ...isUnknown(call)]
      : found;
  };
}
