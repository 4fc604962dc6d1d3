/**
 * Commands that do something else with their arguments than take them as data: they run them, or read
 * them as code. A command that is missing here is taken to read its arguments as data.
 */

/** A command that runs the command which its arguments name. */
export interface Wrapper {
  /** Options that take the next word as their value. */
  readonly valueOptions: readonly string[];
  /** Operands that stand before the command. */
  readonly operands: number;
  /** Whether a shell reads the words again, as `ssh` has it done on the other side. */
  readonly rereads: boolean;
}

/** Shells: the word after `-c`, or else their standard input, is shell code. */
export const shells: ReadonlySet<string> = new Set(words("bash sh dash ash ksh mksh zsh rbash"));

/** Programs of a language of their own: any of their arguments, and their input, may be code. */
export const interpreters: ReadonlySet<string> = new Set([
  ...words("python perl ruby node nodejs deno bun php lua tclsh expect Rscript pwsh fish csh tcsh"),
  ...words("awk gawk mawk nawk sed gsed jq yq bc dc ed ex vi vim emacs m4 make gmake gdb"),
  ...words("psql mysql mariadb sqlite sqlplus mongo mongosh redis-cli valkey-cli keydb-cli cqlsh"),
  ...words("clickhouse-client influx cypher-shell nft iptables-restore ip6tables-restore"),
  ...words("ansible parallel tmux screen at batch crontab scp rsync sftp git-shell entr socat"),
]);

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

/** Builtins that do so for the word after this option. */
export const evaluatingOptions: Readonly<Record<string, string>> = {
  printf: "-v",
  test: "-v",
  "[": "-v",
  wait: "-p",
};

/** Programs that hand the word after this option to a shell. */
export const shellOptions: Readonly<Record<string, readonly string[]>> = {
  su: ["-c", "--command"],
  runuser: ["-c", "--command"],
  sg: ["-c"],
  script: ["-c", "--command"],
};

const plain = { valueOptions: [], operands: 0, rereads: false };

export const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: takes("-u -g -h -p -C -r -t -T -U -D -R --user --group --host --prompt --chdir --chroot"),
  doas: takes("-u -C"),
  pkexec: takes("--user"),
  env: takes("-u -C --unset --chdir"),
  nice: takes("-n --adjustment"),
  ionice: takes("-c -n --class --classdata"),
  nohup: plain,
  setsid: plain,
  stdbuf: takes("-i -o -e --input --output --error"),
  timeout: takes("-s -k --signal --kill-after", 1),
  time: takes("-f -o --format --output"),
  command: plain,
  builtin: plain,
  exec: takes("-a"),
  busybox: plain,
  chroot: takes("--userspec --groups", 1),
  flock: takes("-w -E --timeout --conflict-exit-code", 1),
  taskset: takes("", 1),
  chrt: takes("-T -P -D", 1),
  numactl: takes("-N -m -C -p -i"),
  unshare: takes("-S -G -R -w"),
  nsenter: takes("-t --target -S -G"),
  "systemd-run": takes("-p -u -H -M -t -E --unit --property --slice --uid --gid --setenv"),
  strace: takes("-e -o -p -s -u -E"),
  xargs: takes("-I -n -P -L -d -E -s -a --max-args --max-procs --delimiter --arg-file --replace"),
  watch: { ...takes("-n --interval"), rereads: true },
  ssh: {
    ...takes("-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -P -p -Q -R -S -W -w", 1),
    rereads: true,
  },
  eval: { ...plain, rereads: true },
};

const dockerOptions =
  "-e -u -w -v -p -l -h -m --env --env-file --user --workdir --volume --publish --label --hostname " +
  "--memory --mount --name --network --entrypoint --platform --detach-keys --index";

/** Programs whose `exec` or `run` runs a command in a container. */
export const containerTools: Readonly<Record<string, Wrapper>> = {
  docker: takes(dockerOptions, 1),
  podman: takes(dockerOptions, 1),
  nerdctl: takes(dockerOptions, 1),
  "docker-compose": takes(dockerOptions, 1),
  kubectl: takes("-c -n --container --namespace --context --cluster --kubeconfig -f --filename", 1),
  oc: takes("-c -n --container --namespace --context --kubeconfig", 1),
  lxc: takes("--cwd --env --group --mode --user", 1),
  incus: takes("--cwd --env --group --mode --user", 1),
};

const choosingVariables: ReadonlySet<string> = new Set([
  ...words(
    "PATH BASH_ENV ENV IFS PS0 PS1 PS2 PS3 PS4 SHELL SHELLOPTS BASHOPTS EDITOR VISUAL PAGER",
  ),
  ...words("BROWSER GIT_SSH RUBYOPT NODE_OPTIONS LESSOPEN LESSCLOSE PERL5OPT PERL5LIB"),
]);

/** Whether the value of this variable changes what later commands are or do. */
export function selectsWhatRuns(variable: string): boolean {
  return (
    choosingVariables.has(variable) ||
    /^(LD|DYLD|PYTHON)_?[A-Z]|_(COMMAND|EDITOR|PAGER|ASKPASS|RSH)$/.test(variable)
  );
}

/** Variables to which bash assigns the result of an arithmetic expression. */
export const arithmeticVariables: ReadonlySet<string> = new Set(
  words("RANDOM SRANDOM SECONDS LINENO OPTIND HISTCMD"),
);

function takes(valueOptions: string, operands = 0): Wrapper {
  return { valueOptions: words(valueOptions), operands, rereads: false };
}

function words(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
