/** Commands that take several of their own in one go: `virsh list \; destroy vm`. */
import { type Call, callOf } from "./call.ts";
import type { Judge } from "./row.ts";

/** What `judge` says of each of them; `separator` stands between, and `valued` is as in the row. */
export function ofEach(separator: string, valued: string, judge: Judge): Judge {
  return (call) => {
    const all = split(call.args, separator).map((args) =>
      callOf(call.name, args, valued, call.input, call),
    );
    // What stands before the first may be options alone.
    const named = all.filter(({ operands }) => operands.length > 0);
    const told = (named.length > 0 ? named : all.slice(0, 1)).flatMap(judge);
    const changing = told.filter(({ risk }) => risk !== "none");
    return changing.length > 0 ? changing : told.slice(0, 1);
  };
}

function split(args: Call["args"], separator: string): readonly Call["args"][] {
  const at = args.findIndex(({ text }) => text === separator);
  return at < 0 ? [args] : [args.slice(0, at), ...split(args.slice(at + 1), separator)];
}
