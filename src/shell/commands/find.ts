/** find, by what it does with what it found; a command that it runs is told by itself. */
import { type Arg, type Call, callOf } from "./call.ts";
import { byOption, isLoose, looksIfKnown, maybeOption } from "./options.ts";
import { deleteTree, writeTo } from "./paths.ts";
import { here } from "./places.ts";
import { type CommandTable, isUnknown, type Judge, looks, runsCode } from "./row.ts";

const valued =
  "-name -iname -path -ipath -wholename -iwholename -regex -iregex -regextype -lname -ilname -type -xtype " +
  "-mtime -mmin -atime -amin -ctime -cmin -newer -anewer -cnewer -newermt -newerct -newerat " +
  "-size -user -group -uid -gid -perm -links -inum -samefile -maxdepth -mindepth -fstype -used " +
  "-printf -fprint -fprint0 -fprintf -fls -files0-from -context -D";

/** Two dashes end no tests and actions: behind them, `-delete` deletes as ever. */
const finds: Judge = (call) => {
  const args = call.args.filter(({ text }) => text !== "--");
  if (args.length < call.args.length) {
    return finds(callOf(call.name, args, valued, call.input, call));
  }
  if (call.args.some(({ text, written }) => /^-(exec|ok)(dir)?$/.test(text ?? written))) {
    return isUnknown(call);
  }
  const writes = call
    .values("-fprint", "-fprint0", "-fprintf", "-fls")
    .flatMap((it) => writeTo(it));
  const deletes = call.has("-delete")
    ? roots(call).map((root) => deleteTree(root, { isNarrowed: isNarrowed(call) }))
    : [];
  if (call.args.some(maybeOption) || call.operands.some((word) => maybeTest(word, call)))
    return [...writes, ...deletes, ...isUnknown(call)];
  const told = [...writes, ...deletes];
  return told.length > 0 ? told : looks(call);
};

/** Where it begins to look: the words before the first test, or the place where one stands. */
function roots({ args, operands }: Call): readonly Arg[] {
  const test = args.findIndex(({ text, written }) => /^(-[a-zA-Z]{2,}|[(!])/.test(text ?? written));
  const before = test < 0 ? args : args.slice(0, test);
  const found = operands.filter((operand) => before.includes(operand));
  return found.length > 0 ? found : [here];
}

/**
 * Whether a word may be tests and actions: all but a place to begin at. Behind a test no place stands, and
 * one that is only known when it runs, beside one that is written out, is rarely one; nor is what a file holds.
 */
function maybeTest(word: Arg, call: Call): boolean {
  if (!isLoose(word)) return false;
  const begins = roots(call);
  const before = begins.slice(0, Math.max(0, begins.indexOf(word)));
  return (
    !begins.includes(word) ||
    before.some(({ text }) => text !== null) ||
    /^(\$\(|`)\s*(<|(cat|head|tail|curl|wget)\s)/.test(word.written)
  );
}

/** `-delete` heeds the tests that stand before it, and none of those behind. */
function isNarrowed({ args }: Call): boolean {
  const words = args.map(({ text, written }) => text ?? written);
  const before = words.slice(0, words.indexOf("-delete"));
  if (before.some((word) => /^(!|\\!|-not|-o|-or)$/.test(word))) return false;
  return before.some((word, at) => narrowing.test(word) && before[at + 1] !== "*");
}

const narrowing = new RegExp(
  "^-(i?(name|path|regex|lname|wholename)|[acm](time|min)|newer\\w*|size|user|group|uid|gid|" +
    "empty|links|inum|perm|no(user|group)|samefile)$",
);

export const find: CommandTable = {
  find: {
    valued,
    tells: finds,
  },
  "fd fdfind": {
    valued: "-e -E -t -d -g -x -X --exec --exec-batch",
    tells: byOption({ "-x, -X, --exec, --exec-batch": runsCode }, looksIfKnown),
  },
  "locate plocate mlocate": { tells: looks },
};
