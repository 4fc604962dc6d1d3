/**
 * Files that are written by what is told under another name: the accounts of `htpasswd FILE`, the key of
 * `ssh-keygen -f FILE`. What is told stays as it is, and rules about files are held against them.
 */
import type { Arg, Call } from "./call.ts";
import { valuesOf } from "./options.ts";
import { writeTo } from "./paths.ts";
import type { Judge, Told } from "./row.ts";

type Files = (call: Call) => readonly Arg[];

/** As `judge` says, where it says that something is done, and done in `files`: they get other contents. */
export function inFiles(files: Files, judge: Judge): Judge {
  return (call) => put(judge(call), files(call), false);
}

/** The same of files that stay as they are but for a part. */
export function withinFiles(files: Files, judge: Judge): Judge {
  return (call) => put(judge(call), files(call), true);
}

/** The values of these options, blanks between, or a file of this name without any. */
export function filesBy(options: string, otherwise: string | null = null): Files {
  return (call) => {
    const files = valuesOf(call, options);
    if (files.length > 0) return files;
    return otherwise === null ? [] : [{ text: otherwise, written: otherwise }];
  };
}

/** The operands from the one at `from` on, as in `slice`. */
export function operandsAt(from: number, to?: number): Files {
  return ({ operands }) => operands.slice(from, to);
}

/** The same of a command that writes to an operand: where a word may be several, it may be to any of them. */
export function inAnyOf(judge: Judge): Judge {
  return (call) => {
    const known = judge(call);
    const path = call.args.find(mayBeSeveral);
    const at = known.findIndex(({ risk }) => risk !== "none");
    if (!path || at < 0 || known.some(({ writes }) => writes)) return known;
    return known.map((one, index) =>
      index === at ? { ...one, writes: { path, keeps: false } } : one,
    );
  };
}

export function mayBeSeveral({ text, written, isSplit }: Arg): boolean {
  return text === null && (isSplit === true || /\$@|\$\{(@|\w+\[@\])/.test(written));
}

/** One file for each thing that is told; those that are left over are told by themselves. */
function put(told: readonly Told[], files: readonly Arg[], keeps: boolean): readonly Told[] {
  if (told.every(({ risk }) => risk === "none")) return told;
  const left = files.filter(({ text }) => text !== "-" && text !== "/dev/stdout");
  const all = told.map((one) => {
    const path = one.risk === "none" || one.writes ? undefined : left.shift();
    return path ? { ...one, writes: { path, keeps } } : one;
  });
  return [...all, ...left.flatMap((path) => writeTo(path, keeps ? "edits" : "writes"))];
}
