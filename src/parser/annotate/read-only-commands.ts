/** Commands that change nothing, each with the arguments for which that is certain. */

interface Argument {
  /** Without its quotes. */
  readonly value: string;
  /** Whether it is the same whenever it runs: no variable and no pattern. */
  readonly isCertain: boolean;
}

/** Whether the command only looks when it is given these arguments. */
type Check = (args: readonly Argument[]) => boolean;

/** No argument makes them write. */
const harmless = `ls cat df free uptime ps head tail wc grep egrep fgrep zgrep zcat stat id groups whoami uname pwd
  echo true du lsblk lscpu lsmem lspci lsusb lsmod lsof netstat getent printenv cut tr nl tac rev
  basename dirname realpath readlink md5sum sha1sum sha256sum sha512sum cmp diff nproc vmstat iostat
  mpstat pidstat last who w which findmnt mountpoint numfmt column jq pgrep pidof cd sleep`;

const any: Check = () => true;

/** These arguments would make it write; nothing may stand for one of them. */
function without(forbidden: RegExp): Check {
  return (args) => args.every(({ value, isCertain }) => isCertain && !forbidden.test(value));
}

/** Only these arguments. */
function only(allowed: RegExp): Check {
  return (args) => args.every(({ value, isCertain }) => isCertain && allowed.test(value));
}

interface Tool {
  /** Options before the verb: `valued` take the next word. */
  readonly flags?: RegExp;
  readonly valued?: RegExp;
  /** One word, or several with blanks between. */
  readonly verbs: readonly string[];
  /** What no argument after the verb may be; without it they may be anything. */
  readonly forbidden?: RegExp;
}

/** The words up to the verb must be certain. */
function tool({ flags, valued, verbs, forbidden }: Tool): Check {
  return (args) => {
    let at = 0;
    for (let option = args[at]; option?.value.startsWith("-"); option = args[at]) {
      const takesNext = valued?.test(option.value) ?? false;
      if (!option.isCertain || !(takesNext || flags?.test(option.value))) return false;
      at += takesNext ? 2 : 1;
    }
    const words = args.slice(at);
    return verbs.some((verb) => {
      const parts = verb.split(" ");
      const isThere = parts.every(
        (part, index) => words[index]?.value === part && words[index].isCertain,
      );
      const rest = words.slice(parts.length);
      return isThere && (forbidden === undefined || without(forbidden)(rest));
    });
  };
}

const kubernetes = tool({
  flags: /^(?:-n.+|--(?:namespace|context|kubeconfig|cluster|request-timeout)=.+)$/,
  valued: /^(?:-n|--namespace|--context|--kubeconfig|--cluster)$/,
  verbs: [
    ...["get", "describe", "logs", "top", "explain", "version", "api-resources", "api-versions"],
    ...["auth can-i", "rollout status", "rollout history", "config view", "config get-contexts"],
    ...["config current-context"],
  ],
});

const containers = tool({
  verbs: [
    ...["ps", "logs", "inspect", "images", "version", "info", "top", "port", "stats"],
    ...["compose ps", "compose logs", "container ls", "image ls", "volume ls", "network ls"],
  ],
});

const machines = tool({ verbs: ["list", "info", "config show", "network list", "storage list"] });

/** `ip a`, `ip -br addr show dev eth0`: an object, and then nothing or a verb that looks. */
function ip(args: readonly Argument[]): boolean {
  const words = args.filter(({ value }) => !/^-(?:4|6|br|brief|s|d|o|j|c|color)$/.test(value));
  const [object, verb] = words;
  if (!words.slice(0, 2).every(({ isCertain }) => isCertain)) return false;
  if (!/^(?:a|addr|address|l|link|r|route|n|neigh|rule)$/.test(object?.value ?? "")) return false;
  return verb === undefined || /^(?:show|list|ls|get)$/.test(verb.value);
}

export const readOnlyCommands: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...harmless
    .trim()
    .split(/\s+/)
    .map((name): [string, Check] => [name, any]),
  ["hostname", only(/^-[fsdiIA]$/)],
  ["date", only(/^(?:\+.*|-[uRI]|--utc|--iso-8601(?:=\w+)?)$/s)],
  ["env", only(/^$/)],
  ["ss", without(/^(?:-[^-]*[KD]|--kill|--diag)/)],
  ["sort", without(/^(?:-[^-]*[oT]|--o|--comp|--temp)/)],
  ["uniq", only(/^-/)],
  ["dmesg", only(/^-[THkxLw]+$/)],
  ["journalctl", without(/^--(?:vac|rot|flu|sync|rel|smart|setup|upd|cursor-f|new)/)],
  ["find", without(/^-(?:delete|exec|ok|fprint|fls)/)],
  ["command", (args) => args[0]?.value === "-v" && args[0].isCertain],
  [
    "systemctl",
    tool({
      flags: /^(?:--no-pager|--user|--failed|--all|-a|-l|--full)$/,
      verbs: [
        ...["status", "is-active", "is-enabled", "is-failed", "show", "cat", "list-units"],
        ...["list-unit-files", "list-timers", "list-dependencies"],
      ],
    }),
  ],
  ["ip", ip],
  ["kubectl", kubernetes],
  ["oc", kubernetes],
  ["helm", tool({ verbs: ["list", "ls", "status", "history", "version"] })],
  ["zfs", tool({ verbs: ["list", "get"] })],
  ["zpool", tool({ verbs: ["list", "status", "get"], forbidden: /^-[^-]*c/ })],
  ["lxc", machines],
  ["incus", machines],
  ["docker", containers],
  ["podman", containers],
  [
    "git",
    tool({
      flags: /^--no-pager$/,
      valued: /^-C$/,
      verbs: ["status", "log", "diff", "show", "blame", "rev-parse", "ls-files", "describe"],
      forbidden: /^(?:--out|--ext-d|--textc)/,
    }),
  ],
]);
