/**
 * What these hands do not run, whatever cleared it: code for another machine must never run on this one,
 * and code in another language must never be read by bash.
 */
import type { CodeStep } from "../model/step.ts";

/** Fence words for code that bash runs. */
const shellLanguages = new Set([
  "ash",
  "bash",
  "bash-session",
  "console",
  "dash",
  "ksh",
  "sh",
  "sh-session",
  "shell",
  "shell-session",
  "shellscript",
  "shellsession",
  "terminal",
  "zsh",
]);

/** Why the step cannot run here; null when it can. */
export function refusal({ on, language }: Pick<CodeStep, "on" | "language">): string | null {
  if (on !== "local") return `it is meant to run on ${on}, and only this machine can be reached`;
  if (shellLanguages.has(language.toLowerCase())) return null;
  return `its language is ${language === "" ? "not given" : language}, and only shell code can be run`;
}
