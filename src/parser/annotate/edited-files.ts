/** The files that a step's code plainly writes to on this machine, and that a copy could bring back. */
import type { CommandEffect } from "../../model/command-effect.ts";
import type { CodeStep } from "../../model/step.ts";
import { readEffects } from "../../shell/effects.ts";
import { isShellCode } from "./shell-code.ts";

/** Absolute paths, perhaps with placeholders, each once; only what can be written as a list of words. */
export function editedFiles(step: CodeStep): string[] {
  if (!isShellCode(step)) return [];
  const files = readEffects(step.code).effects.flatMap((effect) =>
    isEdit(effect) && effect.resource !== null ? [effect.resource] : [],
  );
  return [...new Set(files.filter(isPlainPath))];
}

/** As another user is still here; on a host or in a container is not. */
function isEdit({ kind, reversible, via }: CommandEffect): boolean {
  return kind === "write" && reversible === "backup" && via.every((one) => one.startsWith("as "));
}

function isPlainPath(path: string): boolean {
  if (!path.startsWith("/") || path.endsWith("/") || path.includes("/../")) return false;
  return /^[^\s,"'\\`*?[\]~$]+$/.test(path) && !fleeting.test(path);
}

/** What is no file, or nobody would want back. */
const fleeting = /^\/(?:dev|proc|sys|tmp|var\/tmp)\//;
