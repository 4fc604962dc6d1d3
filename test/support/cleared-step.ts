/** Builds what only the engine makes in the product: a step that its guards have cleared. */
import type { ClearedStep, EffectOf } from "../../src/model/effect.ts";
import type { CodeStep } from "../../src/model/step.ts";
import { codeStep } from "./steps.ts";

/**
 * The effect that runs `code`. The cast is the point of this file: the brand of `ClearedStep` keeps
 * product code from doing the same.
 */
export function spawnEffect(code: string, changes: Partial<CodeStep> = {}): EffectOf<"spawn"> {
  const step = codeStep({ id: "step", ...changes, code });
  const risk = step.risk ?? "medium";
  const cleared = { step, attempt: 1, code, target: "local", risk } as ClearedStep;
  return { kind: "spawn", key: `spawn ${step.id} 1`, step: step.id, attempt: 1, cleared };
}
