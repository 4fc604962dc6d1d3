/** Variables whose value changes what later commands are or do, and in which way. */

/**
 * `program`: it names a program, or where programs lie · `library`: it loads code into programs ·
 * `shell`: a shell runs what is in it, or what it names · `words`: how a shell takes words apart, and what it
 * asks with · `settings`: a tool has its settings from it, or from where it points, and those name programs.
 */
type Influence = "program" | "library" | "shell" | "words" | "settings";

/** In these, bash keeps what a name stands for. */
export const isTable = /^BASH_(CMDS|ALIASES)$/;

interface Row {
  readonly names: RegExp;
  readonly influence: Influence;
  /** The commands that heed it, where they can be told; without, any may. */
  readonly heeding?: RegExp;
}

const git = commands(
  `git git-* git_* gitk tig gh glab hub go cargo npm npx pnpm yarn pip pip3 terraform tofu kubectl
  kustomize helm flux ansible*`,
);
const postgres = commands(
  `psql pg* createdb createuser dropdb dropuser vacuumdb reindexdb clusterdb repmgr patronictl barman*
  wal-g`,
);
const containers = commands(
  "docker* podman* nerdctl buildah buildx skopeo crane cosign trivy helm oras kaniko",
);
const java = commands(
  `j* keytool mvn mvnw gradle gradlew ant kafka* zk* zookeeper* connect-* nodetool cqlsh sstable*
  elastic* opensearch* logstash hdfs hadoop yarn hbase spark* solr *.sh`,
);
const amazon = commands(
  `aws* eksctl ecs-cli sam cdk terraform tofu terragrunt packer pulumi kubectl oc helm k9s flux argocd
  kops restic rclone velero ansible*`,
);
const terraform = commands("terraform tofu terragrunt pulumi cdktf");

/** Any of these, where `*` stands for any letters. */
function commands(names: string): RegExp {
  const all = names.split(/\s+/).map((name) => name.replaceAll(".", "\\.").replaceAll("*", ".*"));
  return new RegExp(`^(${all.join("|")})$`);
}

/**
 * The first row that fits counts. Left out on purpose: `KUBECONFIG`, which is typed all day, although such a file
 * may name a program that logs in; and `CC`, `LD` and their like, which only builders read, of whom nobody knows
 * what they do anyway.
 */
const table: readonly Row[] = [
  { names: /^(PATH|SHELL|LESSOPEN|LESSCLOSE)$/, influence: "program" },
  { names: isTable, influence: "program" },
  {
    names: /^GIT_(SSH|EXEC_PATH|EXTERNAL_DIFF|ASKPASS|\w*(COMMAND|PAGER|EDITOR))$/,
    influence: "program",
    heeding: git,
  },
  {
    names: /^GIT_(TEMPLATE_DIR|CONFIG_((KEY|VALUE)_\d+|PARAMETERS))$/,
    influence: "program",
    heeding: git,
  },
  {
    names: /(PAGER|EDITOR|VISUAL|BROWSER|_EXTERNAL_DIFF)$|_(COMMAND|ASKPASS|RSH)$/,
    influence: "program",
  },
  {
    names: /^GOFLAGS$/,
    influence: "program",
    heeding: commands("go gofmt golangci-lint goreleaser"),
  },
  { names: /^RSYNC_CONNECT_PROG$/, influence: "program", heeding: commands("rsync* rsnapshot") },
  { names: /^SVN_SSH$/, influence: "program", heeding: commands("svn* git*") },
  { names: /^HELM_PLUGINS$/, influence: "program", heeding: commands("helm* flux argocd") },
  {
    names: /^RUSTC(_(WORKSPACE_)?WRAPPER)?$/,
    influence: "program",
    heeding: commands("cargo* rust*"),
  },
  { names: /^JAVA_HOME$/, influence: "program", heeding: java },
  {
    names: /^(VIMINIT|EXINIT|CLOUDSDK_PYTHON|SSH_(SK|PKCS11)_HELPER)$/,
    influence: "program",
  },
  { names: /^((JDK_JAVA|KAFKA)_(OPTIONS|OPTS))$/, influence: "library", heeding: java },
  { names: /^LIBMYSQL_PLUGINS$/, influence: "library", heeding: commands("mysql* mariadb*") },
  {
    names: /^SSH_SK_PROVIDER$|^(LD|DYLD)_[A-Z]|^OPENSSL_(CONF|ENGINES|MODULES)$|^GCONV_PATH$/,
    influence: "library",
  },
  {
    names: /^(RUBYOPT|RUBYLIB|NODE_OPTIONS|NODE_PATH|PERL5(OPT|LIB|DB)|_?JAVA_(TOOL_)?OPTIONS)$/,
    influence: "library",
  },
  {
    names:
      /^PYTHON(PATH|STARTUP|HOME|INSPECT|WARNINGS|BREAKPOINT|USERBASE|EXECUTABLE|PLATLIBDIR|PYCACHEPREFIX)$/,
    influence: "library",
  },
  { names: /^(BASH_ENV|ENV|SHELLOPTS|BASHOPTS|PS4)$|^BASH_FUNC_/, influence: "shell" },
  { names: /^(IFS|PS[0-3])$/, influence: "words" },
  { names: /^(HOME|XDG_CONFIG_HOME)$/, influence: "settings" },
  { names: /^ANSIBLE_/, influence: "settings", heeding: commands("ansible*") },
  { names: /^CURL_HOME$/, influence: "settings", heeding: commands("curl") },
  { names: /^RIPGREP_CONFIG_PATH$/, influence: "settings", heeding: commands("rg") },
  { names: /^WGETRC$/, influence: "settings", heeding: commands("wget wget2") },
  {
    names: /^TAR_OPTIONS$/,
    influence: "settings",
    heeding: commands("*tar dpkg* rpm* apt* lxc* docker*"),
  },
  // Where keys and settings lie: settings name programs, and hosts, and who reads the keys reads what is sent.
  { names: /^SSLKEYLOGFILE$/, influence: "settings" },
  { names: /^HGRCPATH$/, influence: "settings", heeding: commands("hg") },
  { names: /^(PSQLRC|PGSERVICEFILE)$/, influence: "settings", heeding: postgres },
  { names: /^DOCKER_CONFIG$/, influence: "settings", heeding: containers },
  { names: /^AWS_CONFIG_FILE$/, influence: "settings", heeding: amazon },
  {
    names: /^TF_CLI_(ARGS(_\w+)?|CONFIG_FILE)$/,
    influence: "settings",
    heeding: terraform,
  },
  { names: /^(KUBECTL_)?KUBERC$/, influence: "settings", heeding: commands("kubectl*") },
  {
    names:
      /^npm_config_((script_)?shell|browser|editor|git|viewer|node_options|prefix|\w+config|init_module|node_gyp)$/i,
    influence: "settings",
    heeding: commands("npm npx pnpm pnpx yarn"),
  },
  {
    names: /^GIT_(?!(AUTHOR|COMMITTER)_|TERMINAL_PROMPT$|OPTIONAL_LOCKS$)/,
    influence: "settings",
    heeding: git,
  },
];

/** Each names a file to which the tool appends what it does. */
export function isLogOf(variable: string, program: string): boolean {
  return variable === "TF_LOG_PATH" && terraform.test(program);
}

const known = new Map<string, Row | null>();
/** More names than any runbook has; keeps hostile code from growing the map without end. */
const most = 1000;

function rowOf(variable: string): Row | null {
  const before = known.get(variable);
  if (before !== undefined) return before;
  const found = table.find(({ names }) => names.test(variable)) ?? null;
  if (known.size < most) known.set(variable, found);
  return found;
}

/** Whether a value in it is as good as a command, or changes how commands are read. */
export function selectsWhatRuns(variable: string): boolean {
  const row = rowOf(variable);
  return row !== null && row.influence !== "settings";
}

/** Whether `program`, or any where none is named, may be or run something else than its name says if it is given it. */
export function choosesProgram(variable: string, program: string | null = null): boolean {
  const row = rowOf(variable);
  if (row === null || row.influence === "words") return false;
  return program === null || row.heeding === undefined || row.heeding.test(program);
}

/** Whether programs are given it without an `export` in the code, for the environment has it already. */
export function isPassedOn(variable: string): boolean {
  return variable === "HOME" || selectsWhatRuns(variable);
}
