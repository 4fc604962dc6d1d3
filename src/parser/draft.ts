/** A step while the document is being read: it may still turn out not to be runnable. */

import type { Step } from "../model/step.ts";
import type { ToSource } from "./aligned.ts";
import type { Way } from "./choices/ways.ts";
import type { Finding, Span } from "./finding.ts";
import type { KeyName } from "./keys.ts";
import type { Entry } from "./value.ts";

export interface Draft {
  readonly step: Step;
  /** The id that the document gives it; null when it is derived. */
  readonly ownId: string | null;
  /** The opening line of a fence, the text of a task, or what a choice asks. */
  readonly span: Span;
  readonly entries: ReadonlyMap<KeyName, Entry>;
  /** Turns offsets in a code step's code into offsets in the source. */
  readonly toSource: ToSource;
  /** Where the options of a choice lead; empty for other steps. */
  readonly ways: readonly Way[];
  readonly findings: readonly Finding[];
}

/** The draft with more findings; the errors among them keep it from running. */
export function withFindings(draft: Draft, findings: readonly Finding[]): Draft {
  return findings.length === 0 ? draft : { ...draft, findings: [...draft.findings, ...findings] };
}

/** The step as the runbook holds it: every error became a blocker. */
export function finished({ step, findings }: Draft, blocking: readonly Finding[]): Step {
  const errors = [...blocking, ...findings.filter(({ severity }) => severity === "error")];
  return { ...step, blockers: [...new Set(errors.map(({ message }) => message))] };
}
