/** The effects that a state calls for. Asking twice names the same effects, by the same keys. */
import { recognised } from "../guards/environment.ts";
import type { ClearedStep, Effect } from "../model/effect.ts";
import type { ActiveState, Run, RunningState, UndoItem } from "../model/run.ts";
import type { CodeStep, Step, StepId } from "../model/step.ts";
import { currentStep, isOver, stateOf } from "./cursor.ts";
import { missingApprovals } from "./look.ts";
import { policyOf } from "./policy-of.ts";

export function due(run: Run): Effect[] {
  if (isOver(run)) return [];
  const restores = (run.back ?? []).flatMap(dueRestore);
  const running = run.plan.steps.flatMap((step) => dueProcess(run, step));
  const current = currentStep(run);
  return [...restores, ...running, ...(current === null ? [] : dueFacts(run, current))];
}

function dueRestore({ step, restore, restores, artefacts }: UndoItem): Effect[] {
  if (restore !== "running") return [];
  return [
    { kind: "restore", key: `restore ${step}#${restores}`, step, attempt: restores, artefacts },
  ];
}

function dueProcess(run: Run, step: Step): Effect[] {
  const state = stateOf(run, step.id);
  if (state.kind !== "running" || step.kind !== "code") return [];
  const { attempt, cancelling } = state;
  const name = `${step.id}#${attempt}`;
  const spawn: Effect = {
    kind: "spawn",
    key: `spawn ${name}`,
    step: step.id,
    attempt,
    cleared: clear(step, state),
  };
  return cancelling
    ? [spawn, { kind: "cancel", key: `cancel ${name}`, step: step.id, attempt }]
    : [spawn];
}

/** The one place where a cleared step is made: its guards passed and its intent is in the journal. */
function clear(step: CodeStep, { attempt, code, target, risk }: RunningState): ClearedStep {
  return { step, attempt, code, target, risk } as ClearedStep;
}

function dueFacts(run: Run, step: Step): Effect[] {
  const state = stateOf(run, step.id);
  if (state.kind !== "active") return [];
  return state.backup.kind === "running"
    ? dueBackup(run, state.backup.paths, step.id, state.attempt)
    : [...dueLook(run, step, state), ...dueApproval(run, step, state)];
}

function dueLook(run: Run, step: Step, state: ActiveState): Effect[] {
  if (state.observation !== null) return [];
  const { attempt, observations } = state;
  const key = `observe ${step.id}#${attempt}.${observations}`;
  const { environments } = policyOf(run.now, step.id);
  return [{ kind: "observe", key, step: step.id, attempt, environments }];
}

/** One request a question: it lasts until enough people have answered, or the question is another. */
function dueApproval(run: Run, step: Step, state: ActiveState): Effect[] {
  const { asked, askedAt, questions, attempt } = state;
  if (asked === null || askedAt === null || missingApprovals(state) === 0) return [];
  const { plan, now, session } = run;
  const { path, title, digest } = plan.runbook;
  const { code, target, word, approvers, risk, does, backup, reasons } = asked;
  const seen = state.observation === null ? [] : recognised(state.observation);
  const draft = {
    session,
    runbook: { path, title, digest },
    step: step.id,
    title: step.title,
    attempt,
    code,
    target,
    host: word,
    environment: seen[0] ?? null,
    operator: now.operator,
    approvers,
    risk,
    does,
    backup,
    reasons,
    expiresAt: new Date(Date.parse(askedAt) + approvalMs).toISOString(),
  };
  const key = `approval ${step.id}#${attempt}.${questions}`;
  const { people } = policyOf(now, step.id);
  return [{ kind: "approval", key, step: step.id, attempt, draft, plan, people }];
}

/** How long an approval counts after it was asked for. */
const approvalMs = 3_600_000;

function dueBackup(run: Run, paths: readonly string[], step: StepId, attempt: number): Effect[] {
  const { directory } = policyOf(run.now, step).backup;
  return [{ kind: "backup", key: `backup ${step}#${attempt}`, step, attempt, paths, directory }];
}
