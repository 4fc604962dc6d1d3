/**
 * A step of a runbook: a code block to run, a task for a person to tick, a choice for a person to make, or
 * the call of another runbook, whose steps come next.
 * The shape is plain JSON, for the plan that holds it is part of every transcript.
 */
import * as z from "zod/mini";
import { inputSpecSchema } from "./input-spec.ts";
import { riskSchema } from "./risk.ts";

/** Matches `text` anywhere, or the regular expression `pattern` (with `flags`), in stdout or stderr. */
export const expectationSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text: z.string() }),
  z.strictObject({ kind: z.literal("pattern"), pattern: z.string(), flags: z.string() }),
]);
export type Expectation = z.infer<typeof expectationSchema>;

/** What of stdout becomes the variable `name`: all of it (trimmed), group 1 of a pattern, or a JSON path. */
const captureSchema = z.strictObject({
  name: z.string(),
  from: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("whole") }),
    z.strictObject({ kind: z.literal("pattern"), pattern: z.string(), flags: z.string() }),
    z.strictObject({ kind: z.literal("json"), path: z.array(z.union([z.string(), z.number()])) }),
  ]),
});
export type Capture = z.infer<typeof captureSchema>;

const common = {
  id: z.string(),
  title: z.string(),
  /** First and last line of the block in the source, counted from 1. */
  lines: z.strictObject({ first: z.int(), last: z.int() }),
  /** The headings above it, outermost first. */
  headings: z.array(z.string()),
  /** The Markdown that leads up to it; to the first step, all that the document begins with. */
  prose: z.string(),
  /** The Markdown that follows it and leads up to no other step; empty where there is none. */
  after: z.string(),
  /** `rollback` steps are walked only on the way back. */
  role: z.enum(["main", "rollback"]),
  /** Declared risk; null when the document says nothing. */
  risk: z.nullable(riskSchema),
  /** Environments where it may run; null when the document does not narrow them. */
  environments: z.nullable(z.array(z.string())),
  /** Where it runs, as written: `local`, or a target's address. */
  on: z.string(),
  needs: z.array(z.string()),
  /** A CEL condition; null when it always applies. */
  when: z.nullable(z.string()),
  /** Ask for a confirmation whatever the policy says. */
  confirm: z.boolean(),
  /** What a headless run does here; null leaves it to the guards. */
  auto: z.nullable(z.enum(["skip", "stop"])),
  /** Why it must not run as it is written: the messages of its errors. Empty when it may. */
  blockers: z.array(z.string()),
};

const manualStepSchema = z.strictObject({
  kind: z.literal("manual"),
  ...common,
  /** The task, as Markdown. */
  text: z.string(),
});

const codeStepSchema = z.strictObject({
  kind: z.literal("code"),
  ...common,
  /** The language word of the fence, for example `bash`. */
  language: z.string(),
  /** The code with its `{{placeholders}}` still in it. */
  code: z.string(),
  /** The inputs that go into the code as they are. */
  raw: z.array(z.string()),
  /** Paths (with placeholders) of the files to save before it runs. */
  backup: z.array(z.string()),
  /** Id of the step that undoes this one. */
  rollback: z.nullable(z.string()),
  expect: z.array(expectationSchema),
  /** What the document shows as its output, for people: nothing is held against it. Empty without. */
  shown: z.string(),
  /** How many other people have to approve it, whatever the policy says. */
  approvals: z.int().check(z.gte(0)),
  /** Exit codes that count as success. */
  exit: z.array(z.int().check(z.gte(0), z.lte(255))).check(z.minLength(1)),
  capture: z.nullable(captureSchema),
  /** Milliseconds until it is stopped; null for no limit. */
  timeoutMs: z.nullable(z.int().check(z.positive())),
});

const optionSchema = z.strictObject({
  /** What a person chooses by: one line of plain text. */
  label: z.string(),
  /** The main steps that it leads to, in the order in which they are walked. */
  leads: z.array(z.string()),
  /** The steps that are left out when it is chosen. */
  leaves: z.array(z.string()),
});
export type Option = z.infer<typeof optionSchema>;

const choiceStepSchema = z.strictObject({
  kind: z.literal("choice"),
  ...common,
  /** What is asked, as Markdown; empty where only the headings say it. */
  question: z.string(),
  /** At least two where it may run. */
  options: z.array(optionSchema),
  /** Whether the document only reads like a choice, and does not mark it as one. */
  inferred: z.boolean(),
});

const callStepSchema = z.strictObject({
  kind: z.literal("call"),
  ...common,
  /** The path of the other runbook, as the document writes it. */
  runbook: z.string(),
  /** What its inputs are set to when the step is reached. */
  bindings: z.array(
    z.strictObject({
      /** The input's name in the other runbook. */
      name: z.string(),
      /** With its `{{placeholders}}` still in it. */
      value: z.string(),
      /** The input under the name that it has in the plan; null while the other runbook is not known. */
      sets: z.nullable(inputSpecSchema),
    }),
  ),
});

export const stepSchema = z.discriminatedUnion("kind", [
  codeStepSchema,
  manualStepSchema,
  choiceStepSchema,
  callStepSchema,
]);

export type StepId = string;
export type CodeStep = z.infer<typeof codeStepSchema>;
export type ManualStep = z.infer<typeof manualStepSchema>;
export type ChoiceStep = z.infer<typeof choiceStepSchema>;
export type CallStep = z.infer<typeof callStepSchema>;
export type Step = z.infer<typeof stepSchema>;

/** The call that a step stands within, told from its id, `call/step`; null where it stands in the document itself. */
export function callOf(id: StepId): StepId | null {
  const end = id.lastIndexOf("/");
  return end < 0 ? null : id.slice(0, end);
}

/** Whether a step stands within `call`, however deep. */
export function isWithinCall(id: StepId, call: StepId): boolean {
  return id.startsWith(`${call}/`);
}
