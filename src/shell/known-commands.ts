/**
 * Commands that do something else with their arguments than take them as data: they run them, or read
 * them as code. A command that is missing here is taken to read its arguments as data.
 */
import { readSedScript } from "./commands/sed-script.ts";
import { wrapperTable } from "./known-wrappers.ts";
import {
  optionsOf as options,
  type Program,
  plain,
  type Value,
  wordsOf as words,
} from "./program.ts";
import { namedSetting, settingOf } from "./setting.ts";

/** Shells: the word after `-c`, or else their standard input, is shell code. */
export const shells: ReadonlySet<string> = new Set(words("bash sh dash ash ksh mksh zsh rbash"));

/** Those whose name means nothing else, wherever among the words of a command it stands. */
export const tellingNames: ReadonlySet<string> = new Set([
  ...shells,
  ...words("eval python perl ruby node php awk gawk psql mysql mariadb sqlite mongosh ssh"),
]);

/** Builtins that give names values or other properties. */
export const declaring: ReadonlySet<string> = new Set(
  words("declare typeset local export readonly"),
);

/** Builtins in front of which an assignment stays, by POSIX; bash keeps it only when it is told to be like that. */
export const keepingBuiltins: ReadonlySet<string> = new Set(
  words(
    ": . break continue eval exec exit export readonly return set shift source times trap unset",
  ),
);

/** Builtins that evaluate the subscript of a name, or take a word apart as an assignment. */
export const evaluatingBuiltins: ReadonlySet<string> = new Set(
  words(
    "let unset read readarray mapfile getopts declare typeset local alias bind complete compgen fc",
  ),
);

/** Builtins that do so for a name that stands in or after this option. */
export const evaluatingOptions: ReadonlyMap<string, RegExp> = new Map([
  ["printf", /^-v/],
  ["test", /^-[vR]$/],
  ["[", /^-[vR]$/],
  ["wait", /^-[fn]*p/],
]);

/** Builtins that are told with this option what to run, or which file has a command or a builtin. */
export const runningOptions: ReadonlyMap<string, RegExp> = new Map([
  ["mapfile", /^-[A-Za-z]*C/],
  ["readarray", /^-[A-Za-z]*C/],
  ["compgen", /^-[A-Za-z]*[CF]/],
  ["fc", /^-[a-z]*[es]/],
  ["history", /^-[a-z]*s/],
  ["hash", /^-[a-z]*p/],
  ["enable", /^-[a-z]*f/],
  ["jobs", /^-[a-z]*x/],
]);

/** Bash's own names for tables of what commands stand for, and for what it calls for those that are not there. */
export const commandTables = /\b(BASH_CMDS|BASH_ALIASES|command_not_found_handle)\b/;

/** What stands between two operands of `test`. */
export const testOperators: ReadonlySet<string> = new Set(
  words("= == != < > -eq -ne -lt -le -gt -ge -nt -ot -ef -a -o"),
);

/** A program of which any word, and its input, may be code. */
const interpreter: Program = { ...plain, rest: "code", input: "code" };
const shellUser: Program = { ...interpreter, input: "shell" };

/** Programs whose script is an operand, and those whose script is in a file. */
const filter: Program = { ...plain, first: "script", input: "code" };
const language: Program = {
  ...filter,
  ordered: true,
  first: "file",
  rest: "code",
  mayRun: anyOf([
    ...words("exec eval system spawn popen subprocess fork pickle marshal yaml compile function"),
    ...words("send assert require qx __ ` %x \\bos\\b \\bopen\\b \\bdo\\b"),
    // The flags of Perl's `s///ee`.
    "[^\\w\\s][a-z]{0,9}ee",
  ]),
};
const awk: Program = {
  ...filter,
  options: options({
    script: "-e --source",
    file: "-f --file -E --exec",
    plain: "-v -F --assign --field-separator",
    code: "-i -l -W --include --load",
  }),
  ordered: true,
  // `print | command`; a `|` before any `print` belongs to a pattern.
  mayRun: /\b(system|getline)\b|@|^(?:(?!print).)*print.*[^|]\|(?!\|)/s,
  runs: runsInAwk,
};

/** `system(x)`, `print | "command"`, `"command" | getline`; what stands in strings is none of that. */
function runsInAwk(script: string): boolean | null {
  const code = script.replace(/"(\\.|[^"\\\n])*"/g, '""');
  if (/\bsystem\s*\(|\|\s*getline|\|&|\bprintf?\b[^|\n}]*\|\s*[\w"(]/.test(code)) return true;
  // A quote within a pattern would take code for a string.
  const isClear = !/\/[^/\n]*"[^/\n]*\//.test(script);
  return isClear && !/[|@]|\b(system|getline)\b/.test(code) ? false : null;
}

const programTable: readonly [names: string, program: Program][] = [
  ["ed ex vi vim view rview vimdiff nvim emacs", interpreter],
  ["m4 make gmake gdb bc dc yq deno bun lua tclsh expect Rscript pwsh fish csh tcsh", interpreter],
  [
    "psql mysql mariadb sqlite sqlplus mongo mongosh redis-cli valkey-cli keydb-cli cqlsh influx",
    interpreter,
  ],
  ["clickhouse-client cypher-shell nft iptables-restore ip6tables-restore ansible", interpreter],
  ["tmux screen crontab git-shell entr socat", interpreter],
  ["at batch", shellUser],
  ["su runuser sg script", { ...shellUser, options: options({ line: "-c --command" }) }],
  ["awk gawk mawk nawk", awk],
  [
    "sed gsed",
    {
      ...filter,
      options: options({
        script: "-e --expression",
        file: "-f --file",
        plain: "-l --line-length",
        suffix: "-i",
      }),
      // The flag of `s///e`, and the command `e`.
      mayRun: /(^|[^\\\w]|\d)[gpiImM\d]{0,9}e[gpiImMw\d]{0,9}(\s|[;}]|$)/,
      runs: (script) => readSedScript(script)?.runs ?? null,
    },
  ],
  [
    "jq",
    {
      ...filter,
      options: options({
        file: "-f --from-file",
        plain: "--indent",
        code: "-L --library-path",
        pair: "--arg --argjson --slurpfile --rawfile",
      }),
    },
  ],
  [
    "python",
    {
      ...language,
      rest: "plain",
      options: options({ script: "-c", file: "-m", plain: "-W -X", code: "-i" }),
    },
  ],
  [
    "perl ruby",
    {
      ...language,
      options: options({ script: "-e -E", code: "-M -m -I -r", suffix: "-i -0 -l -F -C -x -d" }),
    },
  ],
  [
    "node nodejs",
    {
      ...language,
      rest: "plain",
      options: options({
        script: "-e --eval -p --print",
        code: "-r -i --require --import --loader",
      }),
    },
  ],
  ["php", { ...language, options: options({ script: "-r -R -B -E", file: "-f", code: "-d -z" }) }],
  [
    "git",
    {
      ...plain,
      ordered: true,
      options: options({
        setting: "-c",
        plain: "-C --git-dir --work-tree --namespace",
        line:
          "--exec-path --exec --upload-pack --receive-pack --extcmd --open-files-in-pager " +
          "--tree-filter --index-filter --env-filter --msg-filter --parent-filter " +
          "--commit-filter --tag-name-filter --to-cmd --cc-cmd --header-cmd --sendmail-cmd " +
          "--smtp-server --access-hook --httpd --browser",
      }),
    },
  ],
  [
    "tar",
    withOptions({
      flag: "--checkpoint",
      line: "-I -F --to-command --use-compress-program --info-script --new-volume-script --rmt-command",
      carrier: "--rsh-command",
      setting: "--checkpoint-action",
    }),
  ],
  ["json_pp", withOptions({ code: "-f -t" })],
  ["sort", withOptions({ line: "--compress-program" })],
  ["split", withOptions({ line: "--filter" })],
  ["zip", withOptions({ line: "-TT --unzip-command" })],
  [
    "certbot",
    withOptions({
      line: "--pre-hook --post-hook --deploy-hook --renew-hook --manual-auth-hook --manual-cleanup-hook",
    }),
  ],
  // `gcloud compute ssh host --command=…`
  ["gcloud", withOptions({ line: "--command" })],
  ["wget", withOptions({ line: "--use-askpass", setting: "-e --execute" })],
  ["man", withOptions({ line: "-H -P --html --pager" })],
  ["rsync", { ...interpreter, options: options({ carrier: "-e --rsh", line: "--rsync-path" }) }],
  ["scp sftp", { ...interpreter, options: options({ carrier: "-S", line: "-D", setting: "-o" }) }],
];

export const programs: ReadonlyMap<string, Program> = new Map(
  [...programTable, ...wrapperTable].flatMap(([names, program]) =>
    words(names).map((name) => [name, program] as const),
  ),
);

const commandLineSettings = anyOf([
  ...words("command cmd exec action program process provider proxy helper driver filter hook"),
  ...words("pager editor askpass alias fsmonitor textconv clean smudge include path pack"),
]);

/** Whether a setting of this name takes a command line, or a file with one, for its value. */
export function takesCommandLine(setting: string): boolean {
  if (isAddress.test(setting)) return false;
  return commandLineSettings.test(setting) || takesProgram.test(setting);
}

/** The same of a setting with its value, whose name may be any. */
export function setsCommandLine(setting: string): boolean {
  const known = namedSetting(setting);
  return !known || takesCommandLine(known.name);
}

/** What goes through another host is no command. */
const isAddress = /^((https?|remote)\.(.*\.)?|acquire::.*)proxy$/i;

/** Programs and libraries of git and ssh whose settings are called otherwise. */
const takesProgram = new RegExp(
  "external|\\.(allow|vcs)$|xauthlocation|pkcs11|securitykey|insteadof|gpgsign|\\.program|templatedir|" +
    "^submodule\\..*\\.update$|^imap\\.tunnel|smtpserver|-invoke|^dpkg::|^web\\.browser|\\.httpd$",
  "i",
);

/** Whether a setting of ssh, with or without its value, names a library to load or a program to run. */
export function isLoadedBySsh(setting: string): boolean {
  return /^(pkcs11provider|xauthlocation|securitykeyprovider)/.test(settingOf(setting).name);
}

/** Variables to which bash assigns the result of an arithmetic expression. */
export const arithmeticVariables: ReadonlySet<string> = new Set(
  words("RANDOM SRANDOM SECONDS LINENO OPTIND HISTCMD"),
);

function withOptions(values: Partial<Record<Value, string>>): Program {
  return { ...plain, options: options(values) };
}

function anyOf(patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join("|"), "i");
}
