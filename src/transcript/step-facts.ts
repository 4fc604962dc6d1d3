/** What a session's events say about each step in the end: for summaries, never for decisions. */
import type { Event } from "../model/event.ts";
import type { Step, StepId } from "../model/step.ts";

type StepOutcome =
  | "pending"
  | "denied"
  | "running"
  | "succeeded"
  | "failed"
  | "left"
  | "skipped"
  | "unknown";

export interface StepFacts {
  readonly step: Step;
  readonly outcome: StepOutcome;
  /** Attempts that began. */
  readonly attempts: number;
  /** Of the last attempt that ended; null when none did. */
  readonly durationMs: number | null;
  /** The operator at the last change; null before the first. */
  readonly who: string | null;
  /** Whether its files were put back. */
  readonly restored: boolean;
}

/** Facts by step id, in the plan's order. Events that fit no step of the plan are passed over. */
export function stepFacts(events: readonly Event[]): ReadonlyMap<StepId, StepFacts> {
  const facts = new Map<StepId, StepFacts>();
  let who = "";
  for (const event of events) {
    if (event.type === "session.opened") {
      for (const step of event.plan.steps) facts.set(step.id, untouched(step));
    }
    if (event.type === "session.opened" || event.type === "session.resumed") who = event.operator;
    if (event.type === "session.resumed") forgetRunning(facts);
    const before = "step" in event && event.step !== null ? facts.get(event.step) : undefined;
    const change = changeBy(event);
    if (before && change) facts.set(before.step.id, { ...before, ...change, who });
  }
  return facts;
}

function untouched(step: Step): StepFacts {
  const nothing = { attempts: 0, durationMs: null, who: null, restored: false };
  return { step, outcome: "pending", ...nothing };
}

/** What ran when another process took over: nobody knows how it ended. */
function forgetRunning(facts: Map<StepId, StepFacts>): void {
  for (const [id, one] of facts) {
    if (one.outcome === "running") facts.set(id, { ...one, outcome: "unknown" });
  }
}

function changeBy(event: Event): Partial<StepFacts> | null {
  switch (event.type) {
    case "step.reached":
      return { outcome: "pending", attempts: event.attempt };
    case "step.denied":
      return { outcome: "denied" };
    case "step.skipped":
      return { outcome: "skipped" };
    case "step.started":
      return { outcome: "running", durationMs: null };
    case "step.ended": {
      const { durationMs } = event.report;
      return { outcome: event.ok ? "succeeded" : "failed", durationMs };
    }
    case "step.ticked":
    case "step.chosen":
    case "call.entered":
      return { outcome: "succeeded" };
    case "step.settled":
      return { outcome: event.ok ? "succeeded" : "failed" };
    case "step.left":
      return { outcome: "left" };
    case "restore.ended":
      return event.result.kind === "restored" ? { restored: true } : null;
    default:
      return null;
  }
}
