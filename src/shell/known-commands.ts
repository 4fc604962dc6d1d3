/**
 * Commands that do something else with their arguments than take them as data: they run them, or read
 * them as code. A command that is missing here is taken to read its arguments as data.
 */
import type { Inner, Input, Program, Value } from "./program.ts";

/** Shells: the word after `-c`, or else their standard input, is shell code. */
export const shells: ReadonlySet<string> = new Set(words("bash sh dash ash ksh mksh zsh rbash"));

/** Those whose name means nothing else, wherever among the words of a command it stands. */
export const tellingNames: ReadonlySet<string> = new Set([
  ...shells,
  ...words("eval python perl ruby node php awk gawk psql mysql mariadb sqlite mongosh ssh"),
]);

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

const plain: Program = {
  options: new Map(),
  ordered: false,
  first: null,
  rest: "plain",
  input: "plain",
  mayRun: null,
  inner: null,
};

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
};

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
        line: "--exec-path --exec --upload-pack --receive-pack --extcmd --open-files-in-pager",
      }),
    },
  ],
  [
    "tar",
    withOptions({
      line: "-I -F --to-command --use-compress-program --info-script --new-volume-script --rsh-command --rmt-command",
      setting: "--checkpoint-action",
    }),
  ],
  ["json_pp", withOptions({ line: "-f -t" })],
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
  ["man", withOptions({ line: "-P --pager" })],
  ["rsync", { ...interpreter, options: options({ line: "-e --rsh --rsync-path" }) }],
  ["scp sftp", { ...interpreter, options: options({ line: "-S -D", setting: "-o" }) }],
  [
    "sudo",
    runs("-u -g -h -p -C -r -t -T -U -D -R --user --group --host --prompt --chdir --chroot", {
      input: "shell",
    }),
  ],
  ["doas", runs("-u -C")],
  ["pkexec", runs("--user")],
  [
    "env",
    {
      ...runs(""),
      options: options({ plain: "-u -C --unset --chdir", line: "-S --split-string" }),
    },
  ],
  ["nice", runs("-n --adjustment")],
  ["ionice", runs("-c -n --class --classdata")],
  ["nohup setsid command builtin busybox fakeroot unbuffer chronic setpriv", runs("")],
  ["ssh-agent", runs("-a -t -E -O -P")],
  ["prlimit", runs("-p --pid")],
  ["stdbuf", runs("-i -o -e --input --output --error")],
  ["timeout", runs("-s -k --signal --kill-after", { operands: 1 })],
  ["time", runs("-f -o --format --output")],
  ["exec", runs("-a")],
  ["chroot", runs("--userspec --groups", { operands: 1, input: "shell" })],
  [
    "flock",
    {
      ...runs("", { operands: 1 }),
      options: options({
        plain: "-w -E --timeout --conflict-exit-code",
        line: "-c --command",
      }),
    },
  ],
  ["taskset", runs("", { operands: 1 })],
  ["chrt", runs("-T -P -D", { operands: 1 })],
  ["numactl", runs("-N -m -C -p -i")],
  ["unshare", runs("-S -G -R -w", { input: "shell" })],
  ["nsenter", runs("-t --target -S -G", { input: "shell" })],
  [
    "systemd-run",
    {
      ...runs(""),
      options: options({
        plain: "-u -H -M -t -E --unit --slice --uid --gid --setenv",
        setting: "-p --property",
      }),
    },
  ],
  ["strace", runs("-e -o -p -s -u -E")],
  [
    "xargs",
    runs("-I -n -P -L -d -E -s -a --max-args --max-procs --delimiter --arg-file", {
      feeds: true,
      input: "arguments",
    }),
  ],
  [
    "parallel",
    runs("-I -j -n -N --jobs --colsep", { feeds: true, rereads: true, input: "command" }),
  ],
  ["watch", runs("-n --interval", { rereads: true })],
  [
    "ssh",
    {
      ...runs("", { operands: 1, rereads: true, input: "shell" }),
      options: options({
        plain: "-B -b -c -D -E -e -F -I -i -J -L -l -m -O -P -p -Q -R -S -W -w",
        setting: "-o",
      }),
    },
  ],
  ["eval", runs("", { rereads: true })],
  [
    "docker podman nerdctl docker-compose",
    {
      ...runs("", { operands: 1, verbs: ["exec", "run"] }),
      options: options({
        plain:
          "-a -c -e -f -h -H -l -m -p -u -v -w --add-host --attach --cap-add --cap-drop --cidfile " +
          "--context --cpus --cpuset-cpus --detach-keys --device --dns --env --env-file --expose " +
          "--file --gpus --group-add --host --hostname --index --ip --ipc --label --log-driver " +
          "--log-opt --memory --memory-swap --mount --name --net --network --pid --platform --profile " +
          "--project-directory --project-name --publish --pull --restart --runtime --security-opt " +
          "--shm-size --stop-timeout --sysctl --tmpfs --ulimit --user --userns --volume " +
          "--volumes-from --workdir",
        line: "--entrypoint",
      }),
    },
  ],
  [
    "kubectl oc",
    runs(
      "-c -f -l -n -s --as --cluster --container --context --env --filename --image " +
        "--image-pull-policy --kubeconfig --labels --namespace --overrides --pod-running-timeout " +
        "--copy-to --port --profile --request-timeout --restart --server --target --token --user",
      { operands: 1, verbs: ["exec", "run", "debug", "rsh"] },
    ),
  ],
  ["crictl", runs("-r --timeout --runtime-endpoint", { operands: 1, verbs: ["exec"] })],
  [
    "lxc incus",
    runs("--cwd --env --group --mode --project --user", { operands: 1, verbs: ["exec", "run"] }),
  ],
];

export const programs: ReadonlyMap<string, Program> = new Map(
  programTable.flatMap(([names, program]) => words(names).map((name) => [name, program] as const)),
);

const commandLineSettings = anyOf([
  ...words("command cmd exec action program process provider proxy helper driver filter hook"),
  ...words("pager editor askpass alias fsmonitor textconv clean smudge include path pack"),
]);

/** Whether a setting of this name takes a command line, or a file with one, for its value. */
export function takesCommandLine(setting: string): boolean {
  return commandLineSettings.test(setting) || takesProgram.test(setting);
}

/** Programs and libraries of git and ssh whose settings are called otherwise. */
const takesProgram =
  /external|\.allow$|xauthlocation|pkcs11|securitykey|insteadof|gpgsign|\.program/i;

/** Whether a setting of ssh, with or without its value, names a library to load or a program to run. */
export function isLoadedBySsh(setting: string): boolean {
  return /^["']?(PKCS11Provider|XAuthLocation|SecurityKeyProvider)/i.test(setting);
}

/** Variables to which bash assigns the result of an arithmetic expression. */
export const arithmeticVariables: ReadonlySet<string> = new Set(
  words("RANDOM SRANDOM SECONDS LINENO OPTIND HISTCMD"),
);

function withOptions(values: Partial<Record<Value, string>>): Program {
  return { ...plain, options: options(values) };
}

function runs(
  valueOptions: string,
  { input = "plain", ...inner }: Partial<Inner> & { readonly input?: Input } = {},
): Program {
  return {
    ...plain,
    input,
    options: options({ plain: valueOptions }),
    inner: { verbs: null, operands: 0, rereads: false, feeds: false, ...inner },
  };
}

function options(values: Partial<Record<Value, string>>): Map<string, Value> {
  return new Map(
    Object.entries(values).flatMap(([value, names]) =>
      words(names).map((name) => [name, value as Value] as const),
    ),
  );
}

function anyOf(patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join("|"), "i");
}

function words(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
