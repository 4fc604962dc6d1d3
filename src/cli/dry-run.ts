/** The command `run --dry-run`: what a run would do, step by step, with nothing started and nothing written. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evolve } from "../engine/evolve.ts";
import { type Open, type Prospect, prospectOf } from "../engine/rehearse.ts";
import { createHands } from "../executor/hands.ts";
import { plannedRisk } from "../guards/effective-risk.ts";
import { recognised } from "../guards/environment.ts";
import { neutralise } from "../model/neutralise.ts";
import type { Observation } from "../model/observation.ts";
import type { Run } from "../model/run.ts";
import type { Step } from "../model/step.ts";
import type { Ruling } from "../model/verdict.ts";
import { countWords } from "../model/words.ts";
import { effectPhrases } from "../shell/effect-words.ts";
import { makeDirectory } from "../transcript/directory.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { PreparedRun } from "./prepared-run.ts";

/** The probes of the policy are sent, for they only look; no step is, and no question is asked. */
export async function rehearse(io: Io, prepared: PreparedRun): Promise<number> {
  let run = openedRun(prepared);
  const observation = await look(prepared);
  const main = run.plan.steps.filter(({ role }) => role === "main");
  let end: string | null = null;
  const shown = main.map((step) => {
    const prospect = prospectOf(run, step, { observation, at: run.openedAt });
    if (prospect.kind === "call") run = { ...run, values: { ...run.values, ...prospect.values } };
    if (needsPerson(step, prospect)) end ??= step.id;
    return describe(step, prospect, run);
  });
  const count = countWords(main.length, "step");
  const head = `${run.plan.runbook.title}: ${count}, as they would be walked. Nothing was run.`;
  const isHeadless = run.now.mode.kind === "auto";
  const foot = isHeadless && end !== null ? [`Without a person, it ends at ${end}.`] : [];
  const text = [head, placeWords(observation), ...shown, ...foot].join("\n\n");
  io.stdout.write(`${neutralise(text)}\n`);
  return exitCode.done;
}

/** Whether a headless run would certainly go no further, were everything before the step done. */
function needsPerson(step: Step, prospect: Prospect): boolean {
  if (prospect.kind === "judged") return prospect.ruling.kind !== "pass" || step.auto === "stop";
  return prospect.kind === "byHand" || prospect.kind === "impossible";
}

/** The session that a run would open, without one. */
function openedRun({ plan, circumstances, given }: PreparedRun): Run {
  const at = new Date().toISOString();
  const run = evolve(null, {
    type: "session.opened",
    at,
    session: "dry-run",
    plan,
    ...circumstances,
  });
  const defaults = plan.inputs.flatMap(({ name, default: value }) =>
    value === null ? [] : [[name, value] as const],
  );
  const values = { ...Object.fromEntries(defaults), ...given };
  return evolve(run, { type: "input.set", at, by: "flag", values });
}

/** Probes need pipes, which stand in a directory of their own that is gone again afterwards. */
async function look({ circumstances }: PreparedRun): Promise<Observation> {
  const directory = await mkdtemp(join(tmpdir(), "firebreak-dry-run-"));
  const hands = createHands({
    directory,
    makeDirectory,
    cwd: circumstances.directory,
    glimpse: () => {},
  });
  try {
    const { environments } = circumstances.policy;
    const effect = { kind: "observe", key: "dry-run", step: "", attempt: 1, environments } as const;
    return await new Promise((resolve, reject) => {
      const done = hands.perform(effect, (input) => {
        if (input.kind === "observed") resolve(input.observation);
      });
      done.catch(reject);
    });
  } finally {
    await hands.abandon();
    await rm(directory, { recursive: true, force: true });
  }
}

function placeWords(observation: Observation): string {
  const seen = recognised(observation);
  const place =
    seen.length === 0 ? "which no probe recognises" : `recognised as ${seen.join(" and ")}`;
  return `On ${observation.hostname}, ${place}.`;
}

function describe(step: Step, prospect: Prospect, run: Run): string {
  return [
    `${step.id}  ${step.title}`,
    ...(step.needs.length > 0 ? [`  needs ${step.needs.join(", ")}`] : []),
    ...(step.when === null ? [] : [`  when ${step.when}`]),
    ...prospectLines(step, prospect, run),
  ].join("\n");
}

function prospectLines(step: Step, prospect: Prospect, run: Run): string[] {
  const isHeadless = run.now.mode.kind === "auto";
  switch (prospect.kind) {
    case "leftOut":
      return [`  is left out: ${prospect.reason}`];
    case "byHand":
      return [`  ${isHeadless ? "stops here: " : ""}${byHand(step)}`, ...whatIsAsked(step)];
    case "call":
      return [
        `  calls ${prospect.runbook}`,
        ...prospect.given.map(({ name, value }) => `    ${name} = ${value}`),
      ];
    case "impossible":
      return [...prospect.reasons.map(({ text }) => `  cannot run: ${text}`), ...writtenCode(step)];
    case "open":
      return [
        `  ${plannedRisk(step).why}`,
        ...prospect.condition.map((open) => `  whether it runs hangs on ${openWords(open)}`),
        ...prospect.code.map((open) => `  what it would be hangs on ${openWords(open)}`),
        ...writtenCode(step),
      ];
    case "judged": {
      const { code, backup, reading } = prospect.prepared;
      return [
        ...rulingLines(prospect.ruling, step, run),
        ...effectPhrases(reading).map((phrase) => `  it ${phrase}`),
        ...backup.map((path) => `  saves ${path} first`),
        indent(code),
      ];
    }
  }
}

function openWords({ name, from }: Open): string {
  return from === name
    ? `what is chosen at ${from}`
    : `{{${name}}}, which ${from} has yet to print`;
}

function byHand({ kind }: Step): string {
  return kind === "choice" ? "a choice for a person" : "a task for a person";
}

function whatIsAsked(step: Step): string[] {
  if (step.kind === "manual") return [indent(step.text)];
  if (step.kind !== "choice") return [];
  return [
    ...(step.question === "" ? [] : [indent(step.question)]),
    ...step.options.map(({ label }, index) => `    ${index + 1}) ${label}`),
  ];
}

function rulingLines(ruling: Ruling, step: Step, { now: { mode } }: Run): string[] {
  if (mode.kind === "auto" && step.auto === "stop") return ["  stops here: auto=stop"];
  if (ruling.kind === "pass") {
    const words = mode.kind === "auto" ? "runs without a question" : "runs at a press of Enter";
    return [`  ${words}`];
  }
  const asks = { confirm: "asks yes or no", type: "asks to type the target's name" };
  const others = ruling.kind === "ask" && ruling.approvals > 0 ? ", and others to approve" : "";
  const words =
    ruling.kind !== "ask"
      ? "is denied"
      : mode.kind === "auto"
        ? "stops here: a person has to answer"
        : `${asks[ruling.level]}${others}`;
  return [`  ${words}`, ...ruling.reasons.map(({ guard, text }) => `    ${guard}: ${text}`)];
}

/** As the document has it: its values are not known. */
function writtenCode(step: Step): string[] {
  return step.kind === "code" ? [indent(step.code)] : [];
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
