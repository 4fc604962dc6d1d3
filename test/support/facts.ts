/** What guards are asked about in tests: sound facts, and only what a test is about spelled out. */
import { type Facts, factsOfCode } from "../../src/guards/facts.ts";
import type { Policy } from "../../src/model/policy.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { readPolicy } from "../../src/parser/policy.ts";
import { readEffects } from "../../src/shell/effects.ts";
import { codeStep, noEnvironments, observed } from "./steps.ts";

/** Of a harmless step in a runbook that was reviewed lately, on a machine that nobody else changes. */
export function facts(changes: Partial<Facts> & { readonly code?: string } = {}): Facts {
  const { code = "true", ...rest } = changes;
  const policy = changes.policy ?? noEnvironments;
  const step = changes.step ?? codeStep({ id: "change", risk: "none" });
  return {
    step,
    ...factsOfCode(step, readEffects(code), policy),
    policy,
    mode: { kind: "interactive" },
    claim: null,
    observation: observed(policy),
    at: Date.parse("2026-11-20T12:00:00.000Z"),
    runbook: { path: "/srv/runbooks/change.md", reviewed: "2026-10-01" },
    neededMs: 0,
    toSave: [],
    approvals: [],
    backup: { kind: "none" },
    ...rest,
  };
}

/** `/srv/firebreak.yaml` with this text in it, besides the environments `stage` and `prod`. */
export function policyOf(text: string): Policy {
  const environments =
    "environments:\n  stage: { probes: [{ hostname: stage-* }] }\n" +
    "  prod: { production: true, probes: [{ hostname: prod-* }] }\n";
  const { policy, diagnostics } = readPolicy(environments + text, "/srv/firebreak.yaml");
  if (policy === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return policy;
}

/** Each verdict in a line: its kind, with level or time, and what it says. */
export function lines(verdicts: Verdict | readonly Verdict[]): string[] {
  const all: readonly Verdict[] = Array.isArray(verdicts) ? verdicts : [verdicts];
  return all.map((verdict) => `${kindWords(verdict)}: ${verdict.reason.text}`);
}

function kindWords(verdict: Verdict): string {
  if (verdict.kind === "ask") return `ask ${verdict.level}`;
  return verdict.kind === "wait" ? `wait ${verdict.until.slice(0, 16)}` : verdict.kind;
}
