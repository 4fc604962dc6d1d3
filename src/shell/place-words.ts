/** How a place in code reads in a refusal: where it is, and what to do instead. */
import type { PlaceKind } from "./place-kind.ts";
import type { Placement } from "./placement.ts";
import { carriers, isOfFiles, isOutput } from "./variable-flow.ts";

interface Words {
  /** Completes "`{{name}}` stands …". */
  readonly where: string;
  /** What to do for a value that cannot go there. */
  readonly instead: string;
}

const digitsInstead = "give a number without a sign";
const variable = (of: string) => `put it into a variable first (\`x={{${of}}}\`) and use \`"$x"\``;
const outside = (of: string) => `set \`x={{${of}}}\` in a line of its own and write \`$x\` there`;
const handOver = (what: string) =>
  `hand it over in the environment, or as an argument of a shell (\`bash -c '… "$1"' _ ${what}\`)`;

/** `word` is the text of the word around it. */
export function placeWords({ kind, name, via, reader }: Placement, word = ""): Words {
  if (via !== null) return throughCarrier(kind, via);
  const words = placeOf(kind, name);
  if (kind === "nestedCode") return { ...words, instead: handTo(reader, name) };
  const isJson = kind === "singleQuoted" && /^'\s*[[{].*"/s.test(word);
  return isJson ? { ...words, instead: inJson(name) } : words;
}

function handTo(reader: string | null, name: string): string {
  const value = `{{${name}}}`;
  switch (reader) {
    case "jq":
      return `give jq \`--arg v ${value}\` and write \`$v\` there, without quotes`;
    case "awk":
    case "gawk":
      return `give ${reader} \`-v v=${value}\` and write \`v\` there, without quotes`;
    case "sed":
      return `sed takes no values: let awk do it (\`awk -v v=${value}\`)`;
    case "psql":
      return `write \`v=${value} psql <<'SQL'\`, and in there \`\\getenv v v\` and \`:'v'\``;
    case "python":
      return `write \`v=${value}\` before the command, and \`os.environ["v"]\` in the script`;
    case "node":
      return `write \`v=${value}\` before the command, and \`process.env.v\` in the script`;
    case "perl":
    case "ruby":
    case "php":
      return `write \`v=${value}\` before the command, and read \`v\` from the environment in the script`;
    case "ansible":
    case "ansible-playbook":
      return `write \`v=${value}\` before the command, and \`lookup('env', 'v')\` in the playbook`;
    case "lftp":
    case "smbclient":
    case "helm":
      return "give another value";
    default:
      return handOver(value);
  }
}

const inJson = (name: string) =>
  `let jq make it (\`"$(jq -n --arg v {{${name}}} '{"key": $v}')"\`)`;

function placeOf(kind: PlaceKind, name: string): Words {
  switch (kind) {
    case "word":
      return { where: "in a word", instead: "give another value" };
    case "doubleQuoted":
      return { where: "inside double quotes", instead: "give another value" };
    case "assignment":
      return { where: "in the value of a variable", instead: "give another value" };
    case "redirection":
      return { where: "in a file name", instead: "give another value" };
    case "singleQuoted":
      return { where: "inside single quotes", instead: "use double quotes there" };
    case "otherQuotes":
      return { where: "inside `$'…'` or `$\"…\"`", instead: "use double quotes there" };
    case "heredoc":
      return { where: "in a heredoc", instead: outside(name) };
    case "heredocQuoted":
      return {
        where: "in a heredoc with a quoted delimiter",
        instead: `take the quotes from the delimiter, ${outside(name)}`,
      };
    case "comment":
      return { where: "in a comment", instead: "leave it out of the comment" };
    case "nestedCode":
      return {
        where: "where the value would be read as code",
        instead: handOver(`{{${name}}}`),
      };
    case "backticks":
      return { where: "inside backticks", instead: "write `$(…)` there" };
    case "parameter":
      return { where: "inside the braces of a variable", instead: variable(name) };
    case "pattern":
    case "extendedPattern":
      return { where: "in a pattern", instead: variable(name) };
    case "braces":
      return { where: "in braces, of which words are made", instead: variable(name) };
    case "descriptor":
      return {
        where: "where a file descriptor belongs",
        instead: "write `> file 2>&1` for a file",
      };
    case "unquotedLater":
      return {
        where: "where it is split into words",
        instead: 'put quotes around what prints it (`"$(…)"`)',
      };
    case "splitInput":
      return {
        where: "where `xargs` makes words of it",
        instead: `give it as an argument of the command (\`{{${name}}}\`)`,
      };
    case "nearArithmetic":
      return {
        where: "in code that computes with variables",
        instead: `compute in a step of its own, or write the value out`,
      };
    case "unknown":
      return {
        where: "in code that could not be read safely",
        instead: variable(name),
      };
    case "unreadable":
      return { where: "in code that bash cannot read", instead: "mend the code around it" };
    case "arithmetic":
      return { where: "in arithmetic", instead: digitsInstead };
    case "command":
      return {
        where: "where its value would decide what runs",
        instead: "write the command out, in a step for each case",
      };
    case "afterOr":
      return {
        where: "after `||` in `[[ ]]`, where `sh` would run it",
        instead: "write that test the other way round, or in front",
      };
    case "variableName":
      return {
        where: "where its value would name a variable",
        instead: "write the name of the variable out, in braces where text follows it",
      };
  }
}

const inName: Words = {
  where: "in the name of a file, and such names are read as code",
  instead: "write the names out where they are read",
};

const inFile: Words = {
  where: "in what is written to a file that is read as code",
  instead: 'let that code take it as an argument (`"$1"`)',
};

const inOutput: Words = {
  where: "in what a function prints, and that is read as code",
  instead: 'let that code take it as an argument (`"$1"`)',
};

function throughCarrier(kind: PlaceKind, carrier: string): Words {
  if (isOfFiles(carrier)) return carrier.startsWith("names") ? inName : inFile;
  if (isOutput(carrier)) return inOutput;
  const { where, used } = carrierWords(carrier);
  switch (kind) {
    case "unquotedLater":
    case "pattern":
      return { where: `${where}, which is used without quotes`, instead: `write \`"${used}"\`` };
    case "splitInput":
      return {
        where: `${where}, of which \`xargs\` makes words`,
        instead: `give it as an argument of the command (\`"${used}"\`)`,
      };
    case "arithmetic":
      return { where: `${where}, which is used in arithmetic`, instead: digitsInstead };
    case "command":
      return { where: `${where}, which is run as a command`, instead: "write the command out" };
    default:
      return { where: `${where}, which is read as code`, instead: handOver(`"${used}"`) };
  }
}

function carrierWords(carrier: string): { where: string; used: string } {
  switch (carrier) {
    case carriers.zerothParameter:
      return { where: "in the parameter `$0`", used: "$0" };
    case carriers.firstParameter:
      return { where: "in the parameter `$1`", used: "$1" };
    case carriers.laterParameters:
      return { where: "in a parameter", used: "$2" };
    case carriers.input:
      return { where: "in the input of `read`", used: "$REPLY" };
    case carriers.anyVariable:
      return { where: "in the value of a variable", used: "$x" };
    default:
      return { where: `in the value of the variable \`${carrier}\``, used: `$${carrier}` };
  }
}
