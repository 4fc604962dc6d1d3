/**
 * What the outside has to do now. Effects are derived from state and keyed by step and attempt, so
 * asking twice names the same effect; the driver performs each key once in its process.
 */
import type { ApprovalRequest } from "./approval.ts";
import type { Artefact } from "./artefact.ts";
import type { Plan } from "./plan.ts";
import type { Environment, Person } from "./policy.ts";
import type { Risk } from "./risk.ts";
import type { CodeStep, StepId } from "./step.ts";

declare const cleared: unique symbol;

/**
 * A step with its code rendered, all guards passed and its intent in the journal. Only the engine makes
 * one, from a `step.started` event; the executor accepts nothing else.
 */
export interface ClearedStep {
  readonly [cleared]: true;
  readonly step: CodeStep;
  readonly attempt: number;
  /** The exact code to run. */
  readonly code: string;
  readonly target: string;
  /** The risk that the guards went by. */
  readonly risk: Risk;
}

interface Keyed {
  /** Unique to this effect within a session. */
  readonly key: string;
  readonly step: StepId;
  readonly attempt: number;
}

/** What a request says, before it has its digests and fingerprints. */
type RequestDraft = Omit<
  ApprovalRequest,
  "v" | "planDigest" | "codeDigest" | "operatorKey" | "keys"
>;

export type Effect =
  | (Keyed & { readonly kind: "observe"; readonly environments: readonly Environment[] })
  | (Keyed & {
      readonly kind: "backup";
      readonly paths: readonly string[];
      readonly directory: string | null;
    })
  /** Ask other people to approve, and look at what they hand in, until the session ends. */
  | (Keyed & {
      readonly kind: "approval";
      readonly draft: RequestDraft;
      readonly plan: Plan;
      readonly people: readonly Person[];
    })
  | (Keyed & { readonly kind: "spawn"; readonly cleared: ClearedStep })
  | (Keyed & { readonly kind: "cancel" })
  | (Keyed & { readonly kind: "restore"; readonly artefacts: readonly Artefact[] });

export type EffectOf<K extends Effect["kind"]> = Extract<Effect, { kind: K }>;
