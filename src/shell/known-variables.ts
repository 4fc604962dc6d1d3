/** Variables whose value changes what later commands are or do, and in which way. */

/**
 * `program`: it names a program, or where programs lie · `library`: it loads code into programs ·
 * `shell`: a shell runs what is in it, or what it names · `words`: how a shell takes words apart, and what it
 * asks with · `settings`: a tool has its settings from it, or from where it points, and those name programs.
 */
type Influence = "program" | "library" | "shell" | "words" | "settings";

/** In these, bash keeps what a name stands for. */
export const isTable = /^BASH_(CMDS|ALIASES)$/;

/**
 * The first row that fits counts. Left out on purpose: `KUBECONFIG`, which is typed all day, although such a file
 * may name a program that logs in; and `CC`, `LD` and their like, which only builders read, of whom nobody knows
 * what they do anyway.
 */
const table: readonly [names: RegExp, influence: Influence, heeding?: RegExp][] = [
  [/^(PATH|SHELL|LESSOPEN|LESSCLOSE|GIT_SSH|GIT_EXEC_PATH)$/, "program"],
  [isTable, "program"],
  [/(PAGER|EDITOR|VISUAL|BROWSER|_EXTERNAL_DIFF)$|_(COMMAND|ASKPASS|RSH)$/, "program"],
  [/^(VIMINIT|EXINIT|GOFLAGS|RSYNC_CONNECT_PROG|SVN_SSH|CLOUDSDK_PYTHON|HELM_PLUGINS)$/, "program"],
  [/^(RUSTC(_(WORKSPACE_)?WRAPPER)?|SSH_(SK|PKCS11)_HELPER|JAVA_HOME)$/, "program"],
  [/^(SSH_SK_PROVIDER|LIBMYSQL_PLUGINS|(JDK_JAVA|KAFKA)_(OPTIONS|OPTS))$/, "library"],
  [/^(LD|DYLD)_[A-Z]|^OPENSSL_(CONF|ENGINES|MODULES)$|^GCONV_PATH$/, "library"],
  [
    /^(RUBYOPT|RUBYLIB|NODE_OPTIONS|NODE_PATH|PERL5(OPT|LIB|DB)|_?JAVA_(TOOL_)?OPTIONS)$/,
    "library",
  ],
  [
    /^PYTHON(PATH|STARTUP|HOME|INSPECT|WARNINGS|BREAKPOINT|USERBASE|EXECUTABLE|PLATLIBDIR|PYCACHEPREFIX)$/,
    "library",
  ],
  [/^(BASH_ENV|ENV|SHELLOPTS|BASHOPTS|PS4)$|^BASH_FUNC_/, "shell"],
  [/^(IFS|PS[0-3])$/, "words"],
  [/^(HOME|XDG_CONFIG_HOME|CURL_HOME|PSQLRC|TAR_OPTIONS)$|^ANSIBLE_/, "settings"],
  // Where keys and settings lie: settings name programs, and hosts, and who reads the keys reads what is sent.
  [/^(SSLKEYLOGFILE|WGETRC|HGRCPATH|PGSERVICEFILE|DOCKER_CONFIG|AWS_CONFIG_FILE)$/, "settings"],
  [/^TF_CLI_(ARGS(_\w+)?|CONFIG_FILE)$/, "settings"],
  [/^GIT_(?!(AUTHOR|COMMITTER)_|TERMINAL_PROMPT$|OPTIONAL_LOCKS$)/, "settings"],
];

const known = new Map<string, Influence | null>();
/** More names than any runbook has; keeps hostile code from growing the map without end. */
const most = 1000;

function influenceOf(variable: string): Influence | null {
  const before = known.get(variable);
  if (before !== undefined) return before;
  const found = table.find(([names]) => names.test(variable))?.[1] ?? null;
  if (known.size < most) known.set(variable, found);
  return found;
}

/** Whether a value in it is as good as a command, or changes how commands are read. */
export function selectsWhatRuns(variable: string): boolean {
  const influence = influenceOf(variable);
  return influence !== null && influence !== "settings";
}

/** Whether a program that is given it may be, or run, something else than its name says. */
export function choosesProgram(variable: string): boolean {
  const influence = influenceOf(variable);
  return influence !== null && influence !== "words";
}

/** Whether programs are given it without an `export` in the code, for the environment has it already. */
export function isPassedOn(variable: string): boolean {
  return variable === "HOME" || selectsWhatRuns(variable);
}
