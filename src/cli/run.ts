/** The command `run FILE`: opens a session for a runbook and walks it. */
import { randomInt } from "node:crypto";
import { makePlan } from "../engine/plan.ts";
import type { Circumstances, Mode } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import { createTranscript } from "../transcript/journal.ts";
import { loadOperatorKey } from "../transcript/operator-key.ts";
import { newSessionId } from "../transcript/session-id.ts";
import { directoryOfSession } from "../transcript/sessions.ts";
import { callPoliciesOf } from "./call-policies.ts";
import { circumstancesOf, type ModeOptions } from "./circumstances.ts";
import { dryRun } from "./dry-run.ts";
import { exitCode } from "./exit-code.ts";
import { type GivenOptions, givenValues } from "./given-values.ts";
import { configDir, type Io, removedDirectory, stateDir } from "./io.ts";
import { loadPolicy, projectsOf } from "./load-policy.ts";
import { type LinkedRunbook, loadLinked } from "./load-runbook.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { type Outcome, refuse, report } from "./refusal.ts";
import { runSession } from "./session.ts";
import { prepareStage } from "./stage.ts";

export interface RunOptions extends ModeOptions, GivenOptions {
  readonly only: readonly string[] | undefined;
  readonly from: string | undefined;
  readonly dryRun: boolean;
  readonly config: string | undefined;
  readonly stateDir: string | undefined;
}

export async function run(io: Io, path: string, options: RunOptions): Promise<number> {
  if (options.dryRun && options.json) {
    return report(io, refuse("--dry-run tells people, in text", "leave --json away"));
  }
  const prepared = await prepareRun(io, path, options);
  if (!prepared.ok) return report(io, prepared);
  if (options.dryRun) return dryRun(io, prepared.value);
  return begin(io, prepared.value, options);
}

async function prepareRun(
  io: Io,
  path: string,
  options: RunOptions,
): Promise<Outcome<PreparedRun>> {
  if (io.cwd === removedDirectory) {
    const hint = "go to one that is there: steps run where the tool was started";
    return refuse("the directory that it was started in was removed", hint);
  }
  const policy = await loadPolicy(io, path, options.config);
  if (!policy.ok) return policy;
  const runbook = await loadLinked(io, path, projectsOf(io, options.config));
  if (!runbook.ok) return runbook;
  // A policy that is named holds for all; else each project's own.
  const callees = options.config === undefined ? runbook.value.callees : [];
  const callPolicies = await callPoliciesOf(io, callees, policy.value, () => null);
  if (!callPolicies.ok) return callPolicies;
  const circumstances = circumstancesOf(io, policy.value, callPolicies.value, options);
  if (!circumstances.ok) return circumstances;
  const plan = planFor(runbook.value, options, circumstances.value.mode);
  if (!plan.ok) return plan;
  const given = await givenValues(io, plan.value.inputs, options);
  if (!given.ok) return given;
  const missing = missingValues(plan.value, circumstances.value, given.value);
  if (missing !== null) return missing;
  return {
    ok: true,
    value: { plan: plan.value, circumstances: circumstances.value, given: given.value },
  };
}

function planFor(
  { runbook, digest, callees, realPath }: LinkedRunbook,
  { only, from }: RunOptions,
  mode: Mode,
): Outcome<Plan> {
  if (mode.kind === "auto" && from !== undefined) {
    return refuse(
      "--from takes the steps before it as done, which a headless run cannot know",
      "run it in a terminal without --auto, or name the steps with --only",
    );
  }
  const selection = { only: only ?? null, from: from ?? null };
  const planning = makePlan({ ...runbook, path: realPath }, { digest, callees }, selection);
  if (planning.kind === "planned") return { ok: true, value: planning.plan };
  return refuse(planning.problems.join("\n  "), `firebreak lint ${runbook.path} says more`);
}

/** A headless run has nobody to ask for a value. */
function missingValues(
  plan: Plan,
  { mode }: Circumstances,
  given: Readonly<Record<string, string>>,
): ReturnType<typeof refuse> | null {
  if (mode.kind === "interactive") return null;
  const missing = plan.inputs.filter((spec) => spec.default === null && !(spec.name in given));
  if (missing.length === 0) return null;
  const flags = missing.map(({ name }) => `--set ${name}=…`).join(" ");
  return refuse(
    `a headless run needs ${missing.map(({ name }) => name).join(", ")}`,
    `add ${flags}`,
  );
}

async function begin(
  io: Io,
  { plan, circumstances, given }: PreparedRun,
  options: RunOptions,
): Promise<number> {
  prepareStage(circumstances.mode);
  const key = await loadOperatorKey({
    configDir: configDir(io),
    principal: circumstances.operator,
  });
  if (!key.ok) {
    return report(io, refuse(key.problem.message, key.problem.hint, exitCode.noTranscript));
  }
  const session = newSessionId(new Date(), plan.runbook.title, suffix());
  const directory = directoryOfSession(stateDir(io, options.stateDir), session);
  const transcript = await createTranscript({ directory, session, key: key.value });
  if (!transcript.ok) {
    const { message, hint } = transcript.problem;
    return report(io, refuse(message, hint, exitCode.noTranscript));
  }
  return runSession(io, {
    directory,
    transcript: transcript.value,
    key: key.value,
    replayed: null,
    opening: { kind: "open", session, plan, circumstances, given },
    json: options.json,
    notice: null,
    stateDir: options.stateDir,
  });
}

/** Four characters that keep two sessions of the same minute apart. */
function suffix(): string {
  return randomInt(36 ** 4)
    .toString(36)
    .padStart(4, "0");
}
