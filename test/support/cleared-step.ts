/** Builds what only the engine makes in the product: a step that its guards have cleared. */
import type { ClearedStep, EffectOf } from "../../src/model/effect.ts";
import type { CodeStep } from "../../src/model/step.ts";

/** A code step that asks for nothing special; `changes` says what it does ask for. */
export function codeStep(changes: Partial<CodeStep> = {}): CodeStep {
  return {
    kind: "code",
    id: "step",
    title: "A step",
    lines: { first: 1, last: 3 },
    headings: [],
    prose: "",
    role: "main",
    risk: "none",
    environments: null,
    on: "local",
    needs: [],
    when: null,
    confirm: false,
    auto: null,
    blockers: [],
    language: "bash",
    code: "true",
    backup: [],
    rollback: null,
    expect: [],
    exit: [0],
    capture: null,
    timeoutMs: null,
    ...changes,
  };
}

/**
 * The effect that runs `code`. The cast is the point of this file: the brand of `ClearedStep` keeps
 * product code from doing the same.
 */
export function spawnEffect(code: string, changes: Partial<CodeStep> = {}): EffectOf<"spawn"> {
  const step = codeStep({ ...changes, code });
  const cleared = { step, attempt: 1, code, target: "local" } as ClearedStep;
  return { kind: "spawn", key: `spawn ${step.id} 1`, step: step.id, attempt: 1, cleared };
}
