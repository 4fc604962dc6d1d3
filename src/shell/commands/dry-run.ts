/** What only says what it would do. */
import { maybeOption } from "./options.ts";
import { isUnknown, type Judge, looks } from "./row.ts";

/**
 * `judge`, unless one of `options` (blanks between) is there, so that nothing is done. Of an option that
 * saves nothing is guessed: a word that may stand for others leaves it open.
 */
export function unlessDry(options: string, judge: Judge): Judge {
  const names = options.split(" ");
  return (call) => {
    if (call.args.some(maybeOption)) return atLeastUnknown(judge)(call);
    const value = call.value(...names);
    const isDry =
      call.has(...names) && !call.has("--no-dry-run") && (value === null || value.text === "true");
    return isDry ? looks(call) : judge(call);
  };
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
