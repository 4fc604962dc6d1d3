/** Has somebody read this runbook lately? A document ages while the machines change. */
import { isWithin } from "../model/risk.ts";
import type { Verdict } from "../model/verdict.ts";
import { day } from "../model/zone.ts";
import { isProduction } from "./environment.ts";
import type { Guard } from "./facts.ts";

export const review: Guard = (facts) => {
  const { reviewed } = facts.runbook;
  const { reviewAgeDays: allowed } = facts.policy;
  const age = reviewed === null ? null : Math.floor((facts.at - Date.parse(reviewed)) / day);
  // What is still to come, by more than a time zone, was no review.
  if (age === null || age < -1) {
    const { risk } = facts.effective;
    const text = "nobody says when this runbook was last reviewed";
    return isWithin("high", risk) ? ask(text) : pass(text);
  }
  const text = `the last review of this runbook was ${age} days ago; ${allowed} are allowed`;
  if (age <= allowed) return pass(`reviewed on ${reviewed}`);
  return isProduction(facts) ? ask(text) : pass(text);
};

function ask(text: string): Verdict {
  return { kind: "ask", level: "confirm", reason: { guard: "review", text } };
}

function pass(text: string): Verdict {
  return { kind: "pass", reason: { guard: "review", text } };
}
