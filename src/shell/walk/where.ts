/** Where and as whom a command runs that another one runs: in words, and in which directory. */
import type { CommandLine } from "../command-line.ts";
import type { Inner } from "../program.ts";
import { settingOf } from "../setting.ts";
import { filled } from "./holes.ts";
import { goTo, stand, start } from "./place.ts";
import { type Shell, subshell } from "./shell.ts";
import type { ShellWord } from "./words.ts";
import type { Sight } from "./wrappers.ts";

/** The directory in which a command begins; another one than that of the shell, or from there on. */
export interface Beginning {
  /** Whether it begins where the shell's own directories mean nothing: in a container, on another machine. */
  readonly isAway: boolean;
  /** Perhaps with holes; null where it is not named. */
  readonly path: string | null;
}

/** The shell, as it stands there. */
export function begin(from: Shell, { isAway, path }: Beginning): Shell {
  const shell = subshell(from);
  if (isAway) stand(shell, start);
  if (path !== null) goTo(shell, path);
  return shell;
}

/** Null where it begins where the shell stands. */
export function beginningOf(
  { values, flags }: CommandLine,
  { name }: Sight,
  inner: Inner | null,
): Beginning | null {
  const named = values
    .map(({ is, option, text }) => {
      // Only with `=`: `nsenter --wd` alone goes where the other process stands.
      const isJoined = name === "nsenter" && /^(-w|--wd)$/.test(option) && text !== "";
      if (is === "setting") return directoryIn(text);
      return is === "directory" || isJoined ? text : null;
    })
    .findLast((one) => one !== null);
  const goes = named === undefined ? ownBeginning(name, values, flags) : null;
  const isAway = inner?.isAway === true || goes !== null;
  return isAway || named !== undefined ? { isAway, path: named ?? goes } : null;
}

/** `systemd-run -p WorkingDirectory=/srv`; with a dash in front, it need not be there. */
function directoryIn(setting: string): string | null {
  const { name, value } = settingOf(setting);
  const path = name === "workingdirectory" ? value.replace(/^-/, "") : "";
  return path === "" ? null : path;
}

/** Where a wrapper goes by itself with the options that it has; null where it stays. */
function ownBeginning(
  name: string,
  values: CommandLine["values"],
  flags: readonly string[],
): string | null {
  const has = (...names: string[]) =>
    names.some((one) => flags.includes(one) || values.some(({ option }) => option === one));
  switch (name) {
    case "sudo":
      return has("-i", "--login") ? "~" : null;
    case "systemd-run":
      if (has("-d", "--same-dir", "--scope")) return null;
      return has("--user") ? "~" : "/";
    case "chroot":
      return has("--skip-chdir") ? null : "/";
    case "nsenter":
      return has("-a", "--all", "-m", "--mount", "-r", "--root") ? "/" : null;
    case "unshare":
      return has("-R", "--root") ? "/" : null;
    default:
      return null;
  }
}

/** In words, where and as whom it runs. */
export function viaOf(
  own: readonly ShellWord[],
  verb: number,
  { values, operands }: CommandLine,
  { name, holes }: Sight,
): string[] {
  const option = (...names: string[]) => {
    const text = values.find((value) => names.includes(value.option))?.text;
    return text === undefined ? null : filled(holes, text);
  };
  const operand = filled(holes, own[operands[0] ?? -1]?.value ?? "");
  const kind = own[verb]?.value;
  switch (name) {
    case "sudo":
    case "doas":
    case "pkexec":
      return [asUser(option("-u", "--user") ?? "root")];
    case "gosu":
    case "su-exec":
    case "setuidgid":
    case "s6-setuidgid":
      return [asUser(operand.replace(/:.*/, ""))];
    case "ssh":
    case "autossh":
    case "mosh":
      return [`on host ${operand.replace(/^ssh:\/\//, "").replace(/^.*@/, "")}`];
    case "docker":
    case "podman":
    case "nerdctl":
    case "crictl":
    case "ctr":
    case "docker-compose":
      return [kind === "run" ? `in a new container of ${operand}` : `in container ${operand}`];
    case "kubectl":
    case "oc": {
      const namespace = option("-n", "--namespace");
      const pod = namespace === null ? operand : `${namespace}/${operand}`;
      if (kind === "debug") {
        const where = /^nodes?\//.test(operand) ? "on" : "beside";
        return [`in a container ${where} ${pod}`];
      }
      return [kind === "run" ? `in a new pod ${pod}` : `in pod ${pod}`];
    }
    case "multipass":
      return [`in the virtual machine ${operand}`];
    case "nomad":
      return [`in the allocation ${operand}`];
    case "lxc":
    case "incus": {
      const project = option("--project");
      return [`in container ${operand}${project === null ? "" : ` of project ${project}`}`];
    }
    case "chroot":
      return [`in the root ${operand}`];
    case "nsenter":
      return [`in the namespaces of process ${option("-t", "--target") ?? "(which is not known)"}`];
    case "systemd-run": {
      const machine = option("-M", "--machine") ?? option("-H", "--host");
      return machine === null ? [] : [`on machine ${machine}`];
    }
    default:
      return [];
  }
}

export function asUser(user: string): string {
  return user === "root" || user === "0" ? "as root" : `as user ${user}`;
}
