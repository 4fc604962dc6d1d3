/** The command `policy why FILE STEP`: what every guard would say of a step, and by which line of the policy. */
import { documentOf } from "../engine/document-of.ts";
import { imagineFacts } from "../engine/imagine.ts";
import { makePlan } from "../engine/plan.ts";
import { policyOf } from "../engine/policy-of.ts";
import { combine, verdictsBeforeAsking } from "../guards/rule.ts";
import { neutralise } from "../model/neutralise.ts";
import type { Plan } from "../model/plan.ts";
import type { Policy } from "../model/policy.ts";
import type { Step } from "../model/step.ts";
import type { Ruling, Verdict } from "../model/verdict.ts";
import { momentWords } from "../model/zone.ts";
import { nearest } from "../parser/nearest.ts";
import { momentForm, readMoment } from "../parser/policy/moment.ts";
import { derivationText, rulingWords } from "../report/derivation.ts";
import { hanging } from "../report/fold.ts";
import { fillText } from "../shell/fill.ts";
import { renderCode } from "../shell/render.ts";
import type { Values } from "../shell/value.ts";
import { callPoliciesOf } from "./call-policies.ts";
import { exitCode } from "./exit-code.ts";
import { type GivenOptions, givenValues } from "./given-values.ts";
import type { Io } from "./io.ts";
import { loadPolicy, projectsOf } from "./load-policy.ts";
import { loadLinked } from "./load-runbook.ts";
import { type Outcome, refuse, report } from "./refusal.ts";

export interface PolicyWhyOptions extends GivenOptions {
  readonly env: string | undefined;
  readonly at: string | undefined;
  readonly json: boolean;
  readonly config: string | undefined;
}

export async function policyWhy(
  io: Io,
  path: string,
  id: string,
  options: PolicyWhyOptions,
): Promise<number> {
  const asked = await prepare(io, path, id, options);
  if (!asked.ok) return report(io, asked);
  const { policy, environment, at, plan, step } = asked.value;
  const { code, toSave, missing } = renderedStep(asked.value);
  const { steps } = plan;
  const runbook = documentOf(plan, step.id);
  const facts = imagineFacts({
    policy,
    environment,
    at,
    runbook,
    step,
    steps,
    code,
    toSave,
  });
  const blocked = step.blockers.map(
    (text): Verdict => ({ kind: "deny", reason: { guard: "runbook", text } }),
  );
  const verdicts = [...blocked, ...verdictsBeforeAsking(facts)];
  const ruling = combine(verdicts);
  const told = { ...asked.value, path, verdicts, ruling, missing };
  io.stdout.write(options.json ? jsonOf(told) : `${textOf(told)}\n`);
  return exitCode.done;
}

interface Asked {
  readonly policy: Policy;
  readonly environment: string | null;
  readonly at: number;
  readonly plan: Plan;
  readonly step: Step;
  readonly values: Values;
}

async function prepare(
  io: Io,
  path: string,
  id: string,
  options: PolicyWhyOptions,
): Promise<Outcome<Asked>> {
  const loaded = await loadPolicy(io, path, options.config);
  if (!loaded.ok) return loaded;
  const found = await findStep(io, path, id, options);
  if (!found.ok) return found;
  const { plan, step } = found.value;
  const callees = options.config === undefined ? plan.callees : [];
  const called = await callPoliciesOf(io, callees, loaded.value, () => null);
  if (!called.ok) return called;
  const policy = policyOf({ policy: loaded.value.policy, callPolicies: called.value }, step.id);
  const environment = policy.environments.find(({ name }) => name === options.env);
  if (options.env !== undefined && !environment) {
    const names = policy.environments.map(({ name }) => name).join(", ");
    const hint = names === "" ? "it defines none" : `it knows ${names}`;
    return refuse(`the policy has no environment ${options.env}`, hint);
  }
  const at = options.at === undefined ? Date.now() : readMoment(options.at, policy.timezone);
  if (at === null) return refuse(`--at ${options.at} is no moment`, `write ${momentForm}`);
  const given = await givenValues(io, plan.inputs, options);
  if (!given.ok) return given;
  const defaults = plan.inputs.flatMap(({ name, default: value }) =>
    value === null ? [] : [[name, value] as const],
  );
  const values = { ...environment?.values, ...Object.fromEntries(defaults), ...given.value };
  return {
    ok: true,
    value: { policy, environment: environment?.name ?? null, at, plan, step, values },
  };
}

async function findStep(
  io: Io,
  path: string,
  id: string,
  options: PolicyWhyOptions,
): Promise<Outcome<Pick<Asked, "plan" | "step">>> {
  const runbook = await loadLinked(io, path, projectsOf(io, options.config));
  if (!runbook.ok) return runbook;
  const { digest, callees, realPath } = runbook.value;
  const whole = { ...runbook.value.runbook, path: realPath };
  const planning = makePlan(whole, { digest, callees }, { only: null, from: null });
  const steps = planning.kind === "planned" ? planning.plan.steps : whole.steps;
  const step = steps.find((one) => one.id === id);
  if (!step) {
    const ids = steps.map((one) => one.id);
    const near = nearest(id, ids);
    const hint = near === null ? `its steps are ${ids.join(", ")}` : `did you mean ${near}?`;
    return refuse(`${path} has no step ${id}`, hint);
  }
  if (planning.kind !== "planned") {
    return refuse(`${path} cannot run as it is written`, `firebreak lint ${path} says more`);
  }
  return { ok: true, value: { plan: planning.plan, step } };
}

/** What has no value yet stays as it is written: rules take it for what it might be. */
function renderedStep({ step, values }: Asked) {
  if (step.kind !== "code") return { code: "", toSave: [], missing: [] };
  const rendered = renderCode(step.code, values);
  const toSave = step.backup.map((path) => {
    const filled = fillText(path, values);
    return filled.ok ? filled.text : path;
  });
  if (rendered.ok) return { code: rendered.code, toSave, missing: [] };
  return { code: step.code, toSave, missing: rendered.problems.map(({ text }) => text) };
}

interface Told extends Asked {
  /** As it was named. */
  readonly path: string;
  readonly verdicts: readonly Verdict[];
  readonly ruling: Ruling;
  readonly missing: readonly string[];
}

function textOf({ policy, environment, at, step, path, verdicts, ruling, missing }: Told): string {
  const { timezone } = policy;
  const where = environment === null ? "where no environment is recognised" : `in ${environment}`;
  const circumstances = [
    `${where}, at ${momentWords(timezone, at)} (${timezone})`,
    ...(step.when === null ? [] : [`if its condition holds: ${step.when}`]),
    ...missing.map((text) => `not known yet: ${text}`),
  ];
  const head = [
    ...hanging(`${step.id} in ${path}: ${rulingWords(ruling, timezone)}`, 0),
    ...circumstances.flatMap((text) => hanging(text, 2)),
    "",
  ];
  const name = policy.path?.split("/").at(-1) ?? null;
  return `${neutralise(head.join("\n"))}\n${derivationText(verdicts, name)}`;
}

function jsonOf({ policy, environment, at, step, path, verdicts, ruling, missing }: Told): string {
  const guards = verdicts.map(({ reason, ...verdict }) => ({
    guard: reason.guard,
    ...verdict,
    reason: reason.text,
  }));
  const told = {
    runbook: path,
    step: step.id,
    policy: policy.path,
    environment,
    at: new Date(at).toISOString(),
    ruling,
    missing,
    guards,
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}
