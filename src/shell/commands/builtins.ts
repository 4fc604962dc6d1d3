/** What the shell does by itself: its builtins, of which most touch nothing but the shell. */
import { evaluatingBuiltins } from "../known-commands.ts";
import { writeTo } from "./paths.ts";
import { type CommandTable, isUnknown, type Judge, looks, onEach, told } from "./row.ts";
import { runsUnread } from "./unread.ts";

/**
 * Nothing outside of the shell. Some evaluate the subscript of a name, and with it what is substituted
 * there, and `mapfile` calls back.
 */
const nothing: Judge = (call) => {
  const mayRun = call.args.some(({ text }) => text !== null && /\[.*(\$\(|`|\$\{)/s.test(text));
  const evaluates = evaluatingBuiltins.has(call.name) || call.has("-v");
  const callsBack = /^(mapfile|readarray)$/.test(call.name) && call.has("-C");
  return callsBack || (evaluates && mayRun) ? isUnknown(call) : [];
};

const names =
  ": true false [ [[ test echo printf cd pwd pushd popd dirs type hash times jobs ulimit umask shopt set " +
  "shift export declare typeset local readonly unset read mapfile readarray getopts let wait fg bg " +
  "disown break continue return exit logout caller compgen complete compopt bind alias unalias suspend " +
  "builtin command exec eval trap";

export function isBuiltin(name: string): boolean {
  return builtinNames.has(name);
}

/** A file that is read into this shell may do anything; these are known to hold plain settings. */
const sources: Judge = (call) => {
  const [file] = call.args;
  if (/^\/(etc|usr\/lib)\/(os|lsb)-release$/.test(file?.text ?? "")) return looks(call);
  const isUnread = call.sources.length > 0;
  return isUnread
    ? [runsUnread(call.sources, null)]
    : onEach(file ? [file] : [], "code", "runs the code in", "medium", "no");
};

const shellWords: Readonly<Record<string, Judge>> = {
  ...Object.fromEntries(names.split(" ").map((name) => [name, nothing])),
  source: sources,
  ".": sources,
  // Each of these runs code, or expands a text as code would be.
  compgen: (call) => (call.has("-C", "-F", "-W") ? isUnknown(call) : nothing(call)),
  help: looks,
  history: (call) => {
    const does = call.has("-w") ? "writes the history of the shell to" : "appends the history to";
    if (call.has("-w", "-a") && call.operands.length > 0) {
      return call.operands.flatMap((file) => writeTo(file, does));
    }
    return call.has("-c", "-d", "-w", "-r", "-a", "-n")
      ? [told("write", "changes the history of the shell", null, "low", "no")]
      : looks(call);
  },
  enable: (call) =>
    call.has("-f")
      ? [told("code", "loads code into the shell", null, "medium", "no")]
      : nothing(call),
};

const builtinNames: ReadonlySet<string> = new Set(Object.keys(shellWords));

export const builtins: CommandTable = Object.fromEntries(
  Object.entries(shellWords).map(([name, tells]) => [name, { tells }]),
);
