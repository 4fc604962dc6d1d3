/** Why a command may be another program than its name says. */
import { isBuiltin } from "./commands/builtins.ts";
import type { Invocation } from "./invocations.ts";
import { choosesProgram } from "./known-variables.ts";

/** In words, in the third person; null where nothing speaks for it. */
export function doubtOf({ name, words, assignments, wrappers }: Invocation): string | null {
  const path = words[0]?.text ?? "";
  if (path.includes("/")) {
    return isUsual(path) ? null : `runs ${path}, which may be anything`;
  }
  if (assignments.length === 0) return null;
  const traced = assignments.find((one) => one.name === "PS4" && !isHarmless(one));
  if (traced) return `may run what is in ${traced.name}`;
  // A builtin is what it is, unless a new shell has been told what to read first.
  if (name === null || (isBuiltin(name) && wrappers.length === 0)) return null;
  const changed = assignments.find((one) => choosesProgram(one.name, name) && !isHarmless(one));
  return changed ? `may run something else than ${name}: ${changed.name} is changed` : null;
}

/** Where the programs of a system lie. */
function isUsual(path: string): boolean {
  return /^(\/(usr\/(local\/)?)?s?bin|\/snap\/bin|\/etc\/(rc\.d\/)?(init|rc)\.d)\/[^/]+$/.test(
    path,
  );
}

type Assigned = Invocation["assignments"][number];

/** `PATH=/usr/sbin:$PATH:/opt/bin` hides nothing but what lies where programs of a system do. */
export function isHarmless({ name, text, written }: Assigned): boolean {
  const value = text ?? written.replace(/^(["'])(.*)\1$/s, "$2");
  if (/(PAGER|EDITOR|VISUAL)$/.test(name)) return usualTools.test(value);
  if (name === "PS4") return text !== null && !/[`$]/.test(text);
  if (name === "SHELL") return /^(\/usr)?\/bin\/(ba|da|k|z)?sh$/.test(value);
  if (name === "JAVA_HOME") return /^\/usr\/lib\/jvm\/[\w.+-]+\/?$/.test(value);
  if (/KUBERC$/.test(name)) return /^(|off|false)$/.test(value);
  if (name !== "PATH") return value === "";
  const directories = value.split(":");
  const before = directories.findIndex((one) => /^\$(PATH|\{PATH\})$/.test(one));
  const first = before < 0 ? directories : directories.slice(0, before);
  return first.every((directory) => isUsual(`${directory}/x`));
}

const usualTools = /^((cat|less|more|most|vi|vim|nvim|nano|emacs|true|:)( -[\w-]+)*)?$/;
