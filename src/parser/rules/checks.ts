/** The rules that `firebreak lint` runs over a document that has been read, by id. */
import { changeWithoutCheck } from "./change-without-check.ts";
import { codeDoesNotParse } from "./code-does-not-parse.ts";
import { commandOutsideAStep } from "./command-outside-a-step.ts";
import { danglingLink } from "./dangling-link.ts";
import { interactiveCommand } from "./interactive-command.ts";
import { lostFailure } from "./lost-failure.ts";
import { noOwner } from "./no-owner.ts";
import { pipeToShell } from "./pipe-to-shell.ts";
import { realAddress } from "./real-address.ts";
import { reviewOverdue } from "./review-overdue.ts";
import { riskierRollback } from "./riskier-rollback.ts";
import type { Check } from "./rule.ts";
import { secretLiteral } from "./secret-literal.ts";
import type { RuleId } from "./table.ts";
import { understatedRisk } from "./understated-risk.ts";
import { unreachableStep } from "./unreachable-step.ts";
import { waitInProse } from "./wait-in-prose.ts";

export const checks: Readonly<Partial<Record<RuleId, Check>>> = {
  "change-without-check": changeWithoutCheck,
  "code-does-not-parse": codeDoesNotParse,
  "command-outside-a-step": commandOutsideAStep,
  "dangling-link": danglingLink,
  "interactive-command": interactiveCommand,
  "lost-failure": lostFailure,
  "no-owner": noOwner,
  "pipe-to-shell": pipeToShell,
  "real-address": realAddress,
  "review-overdue": reviewOverdue,
  "riskier-rollback": riskierRollback,
  "secret-literal": secretLiteral,
  "understated-risk": understatedRisk,
  "unreachable-step": unreachableStep,
  "wait-in-prose": waitInProse,
};
