/** Shells and languages: what runs as code there is seldom to be read here. */
import type { Call } from "./call.ts";
import { makeNew } from "./paths.ts";
import { type CommandTable, type Judge, looks, type Told, told } from "./row.ts";
import { runsUnread } from "./unread.ts";

export const interpreters: CommandTable = {
  "bash sh dash ash ksh mksh zsh rbash fish csh tcsh": {
    valued: "-o -O --rcfile --init-file",
    tells: (call) => {
      // `-i` has it forget that it is only to read, and `+n` takes that back.
      const isTakenBack =
        call.has("-i") || call.args.some(({ text, written }) => (text ?? written).startsWith("+"));
      const isRead = call.has("-n") && !isTakenBack && call.operands.length > 0;
      return isRead ? looks(call) : runs(call);
    },
  },
  "python python2 python3": {
    valued: "-c -W -X -m",
    tells: (call) => {
      const module = call.value("-m");
      if (call.has("-V")) return looks(call);
      if (module?.text === "venv") {
        return call.operands.map((path) => makeNew(path, "makes a virtual environment"));
      }
      // With a second file it writes there.
      const isFormatter = module?.text === "json.tool" && call.operands.length < 2;
      const known = ["platform", "sysconfig", "site", "calendar", "this"].includes(
        module?.text ?? "",
      );
      return isFormatter || known ? looks(call) : runs(call, "-c", "-m");
    },
  },
  perl: { valued: "-e -E", tells: byCode("-v -V", "-e", "-E") },
  ruby: { valued: "-e -r -I", tells: byCode("-v", "-e") },
  "node nodejs deno bun": {
    valued: "-e -p --eval --print -r --require",
    tells: byCode("-v", "-e", "-p", "--eval", "--print"),
  },
  php: {
    valued: "-r -f -d -c -z",
    tells: byCode("-v -m -i -l --ini", "-r", "-f", "-d", "-c", "-z"),
  },
  "lua luajit tclsh expect Rscript julia scala groovy": {
    valued: "-e -c",
    tells: byCode("-v", "-e", "-c"),
  },
  "java javaw": {
    valued: "-cp -classpath -jar",
    tells: (call) =>
      call.args.length === 1 && call.has("-version") ? looks(call) : runs(call, "-jar"),
  },
  "make gmake ninja just rake ansible-playbook": {
    tells: (call) => (call.has("-v") && call.operands.length === 0 ? looks(call) : runs(call)),
  },
};

function byCode(harmless: string, ...options: readonly string[]): Judge {
  return (call) => {
    const isTold = options.some((option) => call.has(option));
    const isHarmless = harmless.split(" ").some((option) => call.has(option));
    const isAlone = call.operands.length === 0 || harmless.includes("-l");
    return isHarmless && !isTold && isAlone ? looks(call) : runs(call, ...options);
  };
}

/** The value of one of these options, or else the first operand, or its standard input is the code. */
function runs(call: Call, ...options: readonly string[]): readonly Told[] {
  const { name, operands, isFed, sources } = call;
  const code = call.value(...options);
  const [file] = operands;
  const fetched = runsUnread(sources, null);
  if (fetched.kind === "code") return [fetched];
  if (code) return [told("code", `runs a program in ${name}`, null, "medium", "no")];
  if (file) return [told("code", `runs with ${name}`, file.text ?? file.written, "medium", "no")];
  const what = isFed ? `${name} runs what it is given to read` : `opens a session of ${name}`;
  return [told("unknown", what, null, "medium", "no")];
}
