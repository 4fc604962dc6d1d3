/** Tells code that certainly only looks: every command is known, and none of them changes anything. */
import type { CodeStep } from "../../model/step.ts";
import { readEffects } from "../../shell/effects.ts";
import { invocationsOf } from "../../shell/invocations.ts";
import { isShellCode } from "./shell-code.ts";

/** False in all cases of doubt. */
export function isReadOnly(step: CodeStep): boolean {
  if (!isShellCode(step)) return false;
  return readEffects(step.code).risk === "none" && invocationsOf(step.code).length > 0;
}
