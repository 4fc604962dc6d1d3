/**
 * What a walk would come to, as far as it can be known before anything runs: the same conditions, values
 * and guards as in a run, over what the target looks like now. Nothing is journalled and no effect is due.
 */
import { ruleBeforeAsking } from "../guards/rule.ts";
import type { Observation } from "../model/observation.ts";
import type { Run } from "../model/run.ts";
import type { CodeStep, Step, StepId } from "../model/step.ts";
import type { Reason, Ruling } from "../model/verdict.ts";
import { findPlaceholders } from "../shell/placeholder.ts";
import { justReached } from "./evolve.ts";
import { factsOf } from "./look.ts";
import { type Prepared, prepare } from "./prepare.ts";

/** What an earlier step decides, and nobody can know before that: a value that it prints, or a choice. */
export interface Open {
  /** The value; the step itself for a choice. */
  readonly name: string;
  readonly from: StepId;
}

export type Prospect =
  /** Left out by the selection, by a condition that does not hold, or by `auto=skip`. */
  | { readonly kind: "leftOut"; readonly reason: string }
  /** Whether it runs, or what it would be, hangs on output that does not exist yet. */
  | { readonly kind: "open"; readonly condition: readonly Open[]; readonly code: readonly Open[] }
  | { readonly kind: "impossible"; readonly reasons: readonly Reason[] }
  /** A task or a choice. */
  | { readonly kind: "byHand" }
  | {
      readonly kind: "call";
      readonly runbook: string;
      /** What it is given, by the names that its inputs have in its own document. */
      readonly given: readonly { readonly name: string; readonly value: string }[];
      readonly values: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "judged";
      readonly ruling: Ruling;
      readonly prepared: Extract<Prepared, { kind: "code" }>;
    };

/** What the target looked like, and when (ISO 8601). */
export interface Look {
  readonly observation: Observation;
  readonly at: string;
}

/** What `step` would come to if the walk stood at it now, with `look` as the last look. */
export function prospectOf(run: Run, step: Step, look: Look): Prospect {
  const leftOut = run.plan.leftOut[step.id];
  if (leftOut !== undefined) return { kind: "leftOut", reason: `left out by ${leftOut}` };
  if (run.now.mode.kind === "auto" && step.auto === "skip") {
    return { kind: "leftOut", reason: "auto=skip: left for a person to do" };
  }
  const condition = [
    ...openChoices(run, step),
    ...openIn(run, step.when === null ? [] : wordsIn(step.when)),
  ];
  if (condition.length > 0) return { kind: "open", condition, code: openInCode(run, step) };
  const prepared = prepare(run, step, look.observation);
  if (prepared.kind === "notNow") return { kind: "leftOut", reason: prepared.reason };
  if (prepared.kind === "byHand") return prepared;
  const code = openInCode(run, step);
  if (code.length > 0) return { kind: "open", condition, code };
  if (prepared.kind === "call" && step.kind === "call") {
    const given = step.bindings.map(({ name, sets }) => ({
      name,
      value: (sets && prepared.values[sets.name]) ?? "",
    }));
    return { kind: "call", runbook: step.runbook, given, values: prepared.values };
  }
  if (prepared.kind === "code" && step.kind === "code") return judged(run, step, look, prepared);
  return prepared.kind === "impossible" ? prepared : { kind: "byHand" };
}

function judged(
  run: Run,
  step: CodeStep,
  { observation, at }: Look,
  prepared: Extract<Prepared, { kind: "code" }>,
): Prospect {
  const facts = factsOf(
    run,
    step,
    { ...justReached(1), observation, observedAt: at, observations: 1 },
    prepared.reading,
  );
  if (facts === null) return { kind: "impossible", reasons: [] };
  return { kind: "judged", ruling: ruleBeforeAsking(facts), prepared };
}

function openInCode(run: Run, step: Step): Open[] {
  return openIn(
    run,
    textsIn(step).flatMap((text) => findPlaceholders(text).map(({ name }) => name)),
  );
}

/** What has to have its values before the step can be. */
function textsIn(step: Step): readonly string[] {
  if (step.kind === "code") return [step.code, step.on, ...step.backup];
  return step.kind === "call" ? step.bindings.map(({ value }) => value) : [];
}

function openChoices(run: Run, { id }: Step): Open[] {
  return run.plan.steps.flatMap((choice) => {
    const isOpen =
      choice.kind === "choice" && choice.options.some(({ leaves }) => leaves.includes(id));
    return isOpen ? [{ name: choice.id, from: choice.id }] : [];
  });
}

/** Those of `names` that a step of the plan captures, and that have no value yet. */
function openIn(run: Run, names: readonly string[]): Open[] {
  return [...new Set(names)].flatMap((name) => {
    if (name in run.values) return [];
    const from = run.plan.steps.find((one) => one.kind === "code" && one.capture?.name === name);
    return from ? [{ name, from: from.id }] : [];
  });
}

function wordsIn(condition: string): string[] {
  return condition.match(/[A-Za-z_]\w*/g) ?? [];
}
