/** How old a review may be, and what follows where there is none. */
import { expect, it } from "vitest";
import { exclusive } from "../../src/guards/exclusive.ts";
import { review } from "../../src/guards/review.ts";
import type { Risk } from "../../src/model/risk.ts";
import { facts, lines, policyOf } from "../support/facts.ts";
import { codeStep, observed } from "../support/steps.ts";

const policy = policyOf("reviewAge: 30d");
const old = "the last review of this runbook was 31 days ago; 30 are allowed";
const undated = "nobody says when this runbook was last reviewed";

it.each<[reviewed: string | null, risk: Risk, where: string, expected: string]>([
  ["2026-10-21", "low", "prod", "pass: reviewed on 2026-10-21"],
  ["2026-10-20", "low", "prod", `ask confirm: ${old}`],
  ["2026-10-20", "critical", "stage", `pass: ${old}`],
  [null, "medium", "prod", `pass: ${undated}`],
  [null, "high", "stage", `ask confirm: ${undated}`],
  [null, "critical", "prod", `ask confirm: ${undated}`],
  ["2026-11-21", "high", "prod", "pass: reviewed on 2026-11-21"],
  ["2027-01-01", "high", "prod", `ask confirm: ${undated}`],
])("reviewed %s, risk %s in %s: %s", (reviewed, risk, where, expected) => {
  const asked = facts({
    policy,
    step: codeStep({ id: "change", risk }),
    observation: observed(policy, where),
    runbook: { path: "/srv/a.md", reviewed },
  });
  expect(lines(review(asked))).toEqual([expected]);
});

it.each<[busy: string | null, risk: Risk, expected: string]>([
  [null, "high", "pass: nobody else is known to change this target now"],
  ["process 17 changes it", "none", "pass: it only looks"],
  ["process 17 changes it", "low", "deny: process 17 changes it"],
])("somebody else: %s, risk %s: %s", (busy, risk, expected) => {
  const step = codeStep({ id: "change", risk });
  const observation = { ...observed(policy), busy };
  expect(lines(exclusive(facts({ policy, step, observation })))).toEqual([expected]);
});
