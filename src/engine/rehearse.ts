/**
 * What a walk would come to, as far as it can be known before anything runs: the same conditions, values
 * and guards as in a run, over what the target looks like now. Nothing is journalled and no effect is due.
 * What hangs on something that is yet to come is judged by all that does not, and by what it might be.
 */
import { ruleBeforeAsking } from "../guards/rule.ts";
import type { Stop } from "../model/event.ts";
import type { Observation } from "../model/observation.ts";
import type { Run } from "../model/run.ts";
import type { CallStep, CodeStep, Step } from "../model/step.ts";
import type { Reason, Ruling } from "../model/verdict.ts";
import { nothingDone } from "../shell/effects.ts";
import { findPlaceholders } from "../shell/placeholder.ts";
import type { Values } from "../shell/value.ts";
import { certainFacts } from "./certain.ts";
import { justReached } from "./evolve.ts";
import { factsOf, valuesAt } from "./look.ts";
import { type Fates, leftOutBy, type Open, openValues, openWays } from "./open.ts";
import { type Prepared, prepare } from "./prepare.ts";

/** What the target looked like, and when (ISO 8601). */
export interface Look {
  readonly observation: Observation;
  readonly at: string;
}

export interface Prospect {
  readonly step: Step;
  /** What decides whether it runs at all; empty where that is known. */
  readonly condition: readonly Open[];
  /** What decides what exactly it is. */
  readonly content: readonly Open[];
  /** What it comes to if it runs, as far as can be known. */
  readonly coming: Coming;
  /** How a headless run ends at it; null where nothing speaks for that. */
  readonly end: End | null;
}

export type Coming =
  /** Left out by the selection, a choice, a need, a condition that does not hold, or by `auto=skip`. */
  | { readonly kind: "leftOut"; readonly reason: string }
  | { readonly kind: "impossible"; readonly reasons: readonly Reason[] }
  /** A task or a choice. */
  | { readonly kind: "byHand" }
  | (Judged & {
      readonly kind: "call";
      readonly runbook: string;
      /** What it is given, by the names that its inputs have in its own document. */
      readonly given: readonly { readonly name: string; readonly value: string }[];
      readonly values: Values;
    })
  | (Judged & {
      readonly kind: "code";
      readonly prepared: Extract<Prepared, { kind: "code" }>;
    });

export interface Judged {
  /** What the guards say of what is known, and of what the rest might be. */
  readonly ruling: Ruling;
  /** The part of it that holds whatever is yet to come. */
  readonly certain: Ruling;
}

interface End {
  /** Whether it ends there at the latest, were all before it done. */
  readonly isCertain: boolean;
  readonly kinds: readonly Stop["kind"][];
}

/** The main steps in walking order, each as if all that may run before it did, and went well. */
export function rehearse(run: Run, look: Look): Prospect[] {
  let state = run;
  let fates: Fates = new Map();
  const prospects: Prospect[] = [];
  for (const step of run.plan.steps.filter(({ role }) => role === "main")) {
    const prospect = prospectOf(state, step, look, fates);
    prospects.push(prospect);
    fates = new Map([...fates, [step.id, fateOf(prospect)]]);
    if (prospect.coming.kind === "call") {
      state = { ...state, values: { ...state.values, ...prospect.coming.values } };
    }
  }
  return prospects;
}

function fateOf({ coming, condition }: Prospect) {
  if (coming.kind === "leftOut") return "leftOut";
  return condition.length > 0 ? "open" : "walked";
}

function prospectOf(run: Run, step: Step, look: Look, fates: Fates): Prospect {
  const reason = leftOutBy(run, step, fates);
  if (reason !== null) return leftOut(step, reason);
  const values = valuesAt(run, step, look.observation);
  const valuesIn = (names: readonly string[]) =>
    step.blockers.length > 0 ? [] : openValues(run, names, values, fates);
  const inCondition = valuesIn(step.when === null ? [] : namesIn(step.when));
  const content = valuesIn(
    textsIn(step).flatMap((text) => findPlaceholders(text).map(({ name }) => name)),
  );
  const open = content.map(({ name }) => name);
  const ahead = { condition: inCondition.length > 0, values: open };
  const prepared = prepare(run, step, look.observation, ahead);
  if (prepared.kind === "notNow") return leftOut(step, prepared.reason);
  const condition = [...openWays(run, step, fates), ...inCondition];
  const coming = comingOf(run, step, look, prepared, open);
  const end = endOf(step, coming, condition, content);
  return { step, condition, content, coming, end };
}

function leftOut(step: Step, reason: string): Prospect {
  return { step, condition: [], content: [], coming: { kind: "leftOut", reason }, end: null };
}

/** What has to have its values before the step can be. */
function textsIn(step: Step): readonly string[] {
  if (step.kind === "code") return [step.code, step.on, ...step.backup];
  return step.kind === "call" ? step.bindings.map(({ value }) => value) : [];
}

/** The names in a condition, without what stands in quotes there. */
function namesIn(condition: string): string[] {
  const code = condition.replaceAll(/(["'])(?:\\.|(?!\1)[^\\])*\1/g, " ");
  return code.match(/[A-Za-z_]\w*/g) ?? [];
}

function comingOf(
  run: Run,
  step: Step,
  look: Look,
  prepared: Exclude<Prepared, { kind: "notNow" }>,
  open: readonly string[],
): Coming {
  if (step.kind === "call" && prepared.kind === "call") {
    const { values } = prepared;
    const given = step.bindings.map(({ name, value, sets }) => ({
      name,
      value: (sets && values[sets.name]) ?? value,
    }));
    const judged = judgedBy(run, step, look, { code: "", reading: nothingDone }, open);
    return { kind: "call", runbook: step.runbook, given, values, ...judged };
  }
  if (step.kind === "code" && prepared.kind === "code") {
    return { kind: "code", prepared, ...judgedBy(run, step, look, prepared, open) };
  }
  return prepared.kind === "impossible" ? prepared : { kind: "byHand" };
}

function judgedBy(
  run: Run,
  step: CodeStep | CallStep,
  { observation, at }: Look,
  { code, reading }: Pick<Extract<Prepared, { kind: "code" }>, "code" | "reading">,
  open: readonly string[],
): Judged {
  const state = { ...justReached(1), observation, observedAt: at, observations: 1 };
  const facts = factsOf(run, step, state, reading);
  // The state has been looked at, so there are facts.
  if (facts === null) return { ruling: { kind: "pass" }, certain: { kind: "pass" } };
  const certain = certainFacts(facts, code, reading, open);
  return { ruling: ruleBeforeAsking(facts), certain: ruleBeforeAsking(certain) };
}

function endOf(
  step: Step,
  coming: Coming,
  condition: readonly Open[],
  content: readonly Open[],
): End | null {
  const kind = stopOf(step, coming);
  // A value may not fit where it is to stand, or may make a condition that cannot be judged.
  const mayNotFit = [...content, ...condition].some(({ kind }) => isValue[kind]);
  if (kind === null && !mayNotFit) return null;
  if (kind === null) return { isCertain: false, kinds: ["person", "denied"] };
  const kinds = kind === "person" && content.length > 0 ? [kind, "denied" as const] : [kind];
  return { isCertain: condition.length === 0, kinds };
}

const isValue: Readonly<Record<Open["kind"], boolean>> = {
  printed: true,
  given: true,
  asked: true,
  chosen: false,
  walked: false,
};

/** What ends a headless run at the step if it is walked, whatever is yet to come; null for nothing. */
function stopOf(step: Step, coming: Coming): Stop["kind"] | null {
  if (coming.kind === "leftOut") return null;
  if (coming.kind === "impossible") return "denied";
  if (coming.kind === "byHand" || step.auto === "stop") return "person";
  const { kind } = coming.certain;
  if (kind === "pass") return null;
  return kind === "ask" ? "person" : "denied";
}
