/** A command that waits for keys, in a step that has no terminal. */
import type { Complaint, Facts } from "./rule.ts";
import type { ShellCommand } from "./shell-command.ts";

export function interactiveCommand({ scripts }: Facts): Complaint[] {
  return scripts.flatMap(({ commands, place }) => {
    const found = new Set<string>();
    return commands.flatMap((command) => {
      const what = wants(command);
      // Several commands may run through the same one.
      const key = `${what} ${command.start}`;
      if (what === null || found.has(key)) return [];
      found.add(key);
      const message = `\`${what}\` wants a terminal, and a step has none`;
      const hint = `${insteadOf[command.name] ?? "find a form that asks nothing"}, or make it a task for a person`;
      return [{ span: place({ pos: command.start, end: command.end }), message, hint }];
    });
  });
}

/** The command as it is to be named, or null when it asks nobody. */
function wants(command: ShellCommand): string | null {
  const { name, args, hasInput, isRead } = command;
  if (args.some((arg) => /^(--help|--version|-h|-V)$/.test(arg))) return null;
  if (editors.has(name))
    return hasInput || args.some((arg) => /^(-c|-s|-es|-E|--batch|-e)$/.test(arg)) ? null : name;
  if (pagers.has(name)) return isRead || args.includes("-b") ? null : name;
  const rest = words(args);
  const plain = rest[0] ?? "";
  if (containerTools.has(name)) return wantsTerminal(args) ? `${name} ${plain} -it` : null;
  switch (name) {
    case "top":
      return args.some((arg) => /^-?[a-zA-Z]*b|^-[a-zA-Z]*l/.test(arg)) ? null : name;
    case "psql":
      return hasInput || has(args, /^(-[a-zA-Z]*[cfl]|--command|--file|--list)/) ? null : name;
    case "mysql":
    case "mariadb":
      return hasInput || has(args, /^(-e|--execute|-[a-zA-Z]*e$)/) ? null : name;
    case "passwd":
      return hasInput || has(args, /^(-[ldeSu]|--(stdin|lock|delete|expire|status|unlock))/)
        ? null
        : name;
    case "read":
      return hasInput ? null : name;
    case "systemctl":
      return plain === "edit" && !args.includes("--stdin") ? "systemctl edit" : null;
    case "kubectl":
    case "oc":
      if (plain === "edit") return `${name} edit`;
      if (name === "oc" && plain === "rsh") return rest.length <= 2 ? "oc rsh" : null;
      return null;
    case "crontab":
      return args.includes("-e") ? "crontab -e" : null;
    case "ssh":
      return hasInput || has(args, /^-[a-zA-Z]*[NWGVQfL]/) || sshCommand(args) ? null : "ssh";
    default:
      return alwaysInteractive.has(name) ? name : null;
  }
}

const editors = new Set(["vi", "vim", "nvim", "nano", "emacs", "pico", "joe"]);
const pagers = new Set(["less", "more", "most"]);
const alwaysInteractive = new Set([
  "htop",
  "btop",
  "atop",
  "visudo",
  "vipw",
  "vigr",
  "nmtui",
  "k9s",
  "tmux",
  "screen",
  "cfdisk",
  "mc",
]);
const containerTools = new Set(["docker", "podman", "nerdctl"]);

const insteadOf: Readonly<Record<string, string>> = {
  vi: "edit with `sed` or `patch`",
  vim: "edit with `sed` or `patch`",
  nano: "edit with `sed` or `patch`",
  less: "use `cat`, `head` or `tail`",
  more: "use `cat`, `head` or `tail`",
  top: "use `top -b -n 1`",
  htop: "use `top -b -n 1`",
  psql: "give the statement with `-c`",
  mysql: "give the statement with `-e`",
  crontab: "use `crontab FILE`",
  kubectl: "use `kubectl patch` or `kubectl apply`",
  oc: "use `oc patch`, `oc apply` or `oc exec … -- command`",
  ssh: "give `ssh` the command to run",
  read: "declare an input",
  docker: "leave `-t` out",
};

function has(args: readonly string[], pattern: RegExp): boolean {
  return args.some((arg) => pattern.test(arg));
}

/** What is no option; values of options may be among them. */
function words(args: readonly string[]): string[] {
  return args.filter((arg) => !arg.startsWith("-"));
}

/** A terminal that is asked for, for a shell or nothing that ends by itself. */
function wantsTerminal(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const asksBoth = own.some((arg) => /^-(it|ti)$/.test(arg));
  const asksTty = own.some((arg) => /^(-t|--tty)$/.test(arg));
  return /^(exec|run|attach|debug)$/.test(words(args)[0] ?? "") && (asksBoth || asksTty);
}

/** Whether anything follows the host. */
function sshCommand(args: readonly string[]): boolean {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (!arg.startsWith("-")) return at + 1 < args.length;
    if (/^-[BbcDEeFIiJLlmOopRSWw]$/.test(arg)) at++;
  }
  return true;
}
