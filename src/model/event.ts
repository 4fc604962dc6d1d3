/**
 * Everything that can happen in a session, as it is journalled. The schema is closed: a reader refuses
 * what it does not know. `null` stands for absent, so that a line has one canonical form.
 */
import * as z from "zod/mini";
import { approvalSchema } from "./approval.ts";
import { artefactSchema, backupResultSchema, restoreResultSchema } from "./artefact.ts";
import { observationSchema } from "./observation.ts";
import { reportSchema } from "./outcome.ts";
import { planSchema } from "./plan.ts";
import { policySchema } from "./policy.ts";
import { riskSchema } from "./risk.ts";
import { questionSchema, reasonSchema } from "./verdict.ts";

/** Interactive, or headless up to a ceiling of risk. */
const modeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("interactive") }),
  z.strictObject({ kind: z.literal("auto"), ceiling: riskSchema }),
]);
export type Mode = z.infer<typeof modeSchema>;

/** A policy and the file it came from. */
const policyInForce = {
  policy: policySchema,
  /** SHA-256 of the policy file, in hex; null for the built-in defaults. */
  policyDigest: z.nullable(z.string()),
};

/** The circumstances of one process of a session; a resumed session has several. */
const circumstancesSchema = z.strictObject({
  tool: z.string(),
  host: z.string(),
  operator: z.string(),
  /** Where steps run: the directory that the session was opened in. */
  directory: z.string(),
  mode: modeSchema,
  ...policyInForce,
  /** Those of called runbooks that have another one, each with the step that calls it. */
  callPolicies: z.array(z.strictObject({ call: z.string(), ...policyInForce })),
  /** `--env`: what the operator says this is. Checked, never believed. */
  claim: z.nullable(z.string()),
});
export type Circumstances = z.infer<typeof circumstancesSchema>;

/** One thing to undo: files to put back, then a step to run. */
const undoSchema = z.strictObject({
  step: z.string(),
  artefacts: z.array(artefactSchema),
  rollback: z.nullable(z.string()),
});
export type Undo = z.infer<typeof undoSchema>;

/** Why a session stopped before its end. */
const stopSchema = z.strictObject({
  kind: z.enum(["person", "failed", "denied", "interrupted", "quit"]),
  step: z.nullable(z.string()),
  reasons: z.array(reasonSchema),
});
export type Stop = z.infer<typeof stopSchema>;

const outcomeSchema = z.enum(["done", "failed", "undone"]);
/** `done`: no step failed · `failed`: at least one did and was left so · `undone`: the way back was walked. */
export type Outcome = z.infer<typeof outcomeSchema>;

const at = { at: z.iso.datetime() };
const attempt = { ...at, step: z.string(), attempt: z.int().check(z.positive()) };

export const eventSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("session.opened"),
    ...at,
    session: z.string(),
    plan: planSchema,
    ...circumstancesSchema.shape,
  }),
  z.strictObject({ type: z.literal("session.resumed"), ...at, ...circumstancesSchema.shape }),
  z.strictObject({
    type: z.literal("input.set"),
    ...at,
    by: z.enum(["operator", "flag", "default"]),
    values: z.record(z.string(), z.string()),
  }),
  /** The walk stands at this step now; what follows about it carries this attempt's number. */
  z.strictObject({ type: z.literal("step.reached"), ...attempt }),
  z.strictObject({
    type: z.literal("environment.observed"),
    ...attempt,
    observation: observationSchema,
  }),
  z.strictObject({ type: z.literal("step.asked"), ...attempt, question: questionSchema }),
  z.strictObject({
    type: z.literal("step.answered"),
    ...attempt,
    /** What was typed, where the question wanted a word. */
    typed: z.nullable(z.string()),
  }),
  /** Other people are asked to approve: `path` is what they are to be sent. */
  z.strictObject({
    type: z.literal("approval.requested"),
    ...attempt,
    path: z.string(),
    expiresAt: z.iso.datetime(),
  }),
  z.strictObject({
    type: z.literal("step.approved"),
    ...attempt,
    approval: approvalSchema,
    expiresAt: z.iso.datetime(),
  }),
  /** What was handed in as an approval does not count. */
  z.strictObject({ type: z.literal("approval.refused"), ...attempt, reason: z.string() }),
  z.strictObject({
    type: z.literal("step.denied"),
    ...attempt,
    reasons: z.array(reasonSchema),
  }),
  z.strictObject({
    type: z.literal("step.skipped"),
    ...at,
    step: z.string(),
    by: z.enum(["operator", "condition", "needs", "auto", "selection", "choice"]),
    reason: z.string(),
  }),
  z.strictObject({ type: z.literal("backup.started"), ...attempt, paths: z.array(z.string()) }),
  z.strictObject({ type: z.literal("backup.ended"), ...attempt, result: backupResultSchema }),
  /** The intent: durable before the process is spawned. */
  z.strictObject({
    type: z.literal("step.started"),
    ...attempt,
    code: z.string(),
    target: z.string(),
    /** The risk that the guards went by. */
    risk: riskSchema,
    /** What the code would do beyond looking, in phrases, the riskiest first. */
    does: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal("step.output"),
    ...attempt,
    stream: z.enum(["stdout", "stderr"]),
    text: z.string(),
  }),
  z.strictObject({ type: z.literal("cancel.requested"), ...attempt }),
  z.strictObject({
    type: z.literal("step.ended"),
    ...attempt,
    ok: z.boolean(),
    report: reportSchema,
  }),
  /** The walk goes on within another runbook; `values` are those of its inputs that the caller gives. */
  z.strictObject({
    type: z.literal("call.entered"),
    ...attempt,
    values: z.record(z.string(), z.string()),
  }),
  z.strictObject({ type: z.literal("step.ticked"), ...attempt }),
  /** A person picks one option of a choice; `option` counts from 0. */
  z.strictObject({
    type: z.literal("step.chosen"),
    ...attempt,
    option: z.int().check(z.nonnegative()),
    label: z.string(),
  }),
  /** A person says what became of a step that was running when the tool died. */
  z.strictObject({
    type: z.literal("step.settled"),
    ...attempt,
    ok: z.boolean(),
    note: z.string(),
  }),
  /** A person leaves a failed step as it is and goes on. */
  z.strictObject({ type: z.literal("step.left"), ...attempt, note: z.string() }),
  z.strictObject({ type: z.literal("undo.chosen"), ...at, items: z.array(undoSchema) }),
  z.strictObject({
    type: z.literal("restore.started"),
    ...attempt,
    artefacts: z.array(artefactSchema),
  }),
  z.strictObject({ type: z.literal("restore.ended"), ...attempt, result: restoreResultSchema }),
  /** A person leaves files that could not be put back, and goes on. */
  z.strictObject({ type: z.literal("restore.left"), ...attempt, note: z.string() }),
  z.strictObject({
    type: z.literal("note.added"),
    ...at,
    step: z.nullable(z.string()),
    text: z.string(),
  }),
  /** A person wants to stop; a running step is cancelled first. */
  z.strictObject({ type: z.literal("stop.requested"), ...at, stop: stopSchema }),
  z.strictObject({ type: z.literal("session.stopped"), ...at, stop: stopSchema }),
  z.strictObject({ type: z.literal("session.finished"), ...at, outcome: outcomeSchema }),
]);
export type Event = z.infer<typeof eventSchema>;
export type EventOf<T extends Event["type"]> = Extract<Event, { type: T }>;
