/** The command `show FILE|TRANSCRIPT`: a runbook's steps, or a transcript as Markdown for a post-mortem. */
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { plannedRisk } from "../guards/effective-risk.ts";
import { neutralise } from "../model/neutralise.ts";
import type { Runbook } from "../model/runbook.ts";
import type { Step } from "../model/step.ts";
import { walkingOrder } from "../parser/graph.ts";
import { graphOf } from "../parser/graph-model.ts";
import { nearest } from "../parser/nearest.ts";
import { graphFormats } from "../report/graph/render.ts";
import { transcriptName } from "../transcript/journal.ts";
import { renderTranscript } from "../transcript/markdown.ts";
import { readEvents } from "../transcript/read.ts";
import { exitCode } from "./exit-code.ts";
import { type Io, stateDir } from "./io.ts";
import { projectsOf } from "./load-policy.ts";
import { loadLinked } from "./load-runbook.ts";
import { noSteps } from "./no-steps.ts";
import { type Refusal, refuse, report } from "./refusal.ts";
import { verifyWith } from "./verify-own.ts";

export interface ShowOptions {
  readonly stateDir: string | undefined;
  /** The form in which a runbook's graph is wanted, instead of its steps. */
  readonly graph?: string;
}

export async function show(io: Io, what: string, options: ShowOptions): Promise<number> {
  const { graph } = options;
  const draw = graph === undefined ? null : graphFormats.get(graph);
  if (draw === undefined) return report(io, unknownFormat(graph ?? ""));
  const transcript = await findTranscript(io, what, { ...options, isFileMeant: false });
  if (transcript !== null && draw !== null) {
    const hint = "name the runbook that the session walked";
    return report(io, refuse("a transcript has no graph", hint));
  }
  if (transcript !== null) return showTranscript(io, transcript);
  const loaded = await loadLinked(io, what, projectsOf(io, undefined));
  if (!loaded.ok) return report(io, loaded);
  const { runbook } = loaded.value;
  if (runbook.steps.length === 0) return report(io, noSteps(runbook));
  io.stdout.write(
    draw === null
      ? `${neutralise(describe(runbook))}\n`
      : draw(graphOf(runbook, (step) => plannedRisk(step).risk)),
  );
  return exitCode.done;
}

function unknownFormat(format: string): Refusal {
  const known = [...graphFormats.keys()];
  const near = nearest(format, known);
  const hint = near === null ? `one of ${known.join(", ")}` : `did you mean ${near}?`;
  return refuse(`there is no graph format ${neutralise(format)}`, hint);
}

interface FindOptions {
  readonly stateDir: string | undefined;
  /** Whether any file can only be meant as a transcript, whatever its name. */
  readonly isFileMeant: boolean;
}

/** A transcript by its path, its session's directory, or the session's id; null when it is none of these. */
export async function findTranscript(
  io: Io,
  what: string,
  options: FindOptions,
): Promise<string | null> {
  const candidates = [
    ...(options.isFileMeant || what.endsWith(".jsonl") ? [resolve(io.cwd, what)] : []),
    join(resolve(io.cwd, what), transcriptName),
    join(stateDir(io, options.stateDir), "sessions", what, transcriptName),
  ];
  for (const candidate of candidates) {
    if (await isFile(candidate)) return candidate;
  }
  return null;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function showTranscript(io: Io, path: string): Promise<number> {
  const verified = await verifyWith(io, path, undefined);
  if (!verified.ok) return report(io, verified);
  const content = await readEvents(path);
  if (!content.ok) return report(io, refuse(content.problem.message, content.problem.hint));
  const { verdict, reason, signedEvents } = verified.value;
  // The page says it too, but a page is piped into files, and read from the end.
  if (verdict === "TAMPERED" || signedEvents < content.value.events.length) {
    io.stderr.write(`firebreak: ${verdict}: ${reason}\n`);
  }
  io.stdout.write(renderTranscript(content.value.events, verified.value));
  return exitCode.done;
}

function describe(runbook: Runbook): string {
  const byId = new Map(runbook.steps.map((step) => [step.id, step]));
  const main = walkingOrder([...runbook.steps]).order.flatMap((id) => byId.get(id) ?? []);
  const rollback = runbook.steps.filter(({ role }) => role === "rollback");
  return [
    runbook.title,
    ...(runbook.summary === null ? [] : [runbook.summary]),
    "",
    ...runbook.inputs.map(({ name, type, prompt }) => `  ${name} (${type}): ${prompt}`),
    ...(runbook.inputs.length > 0 ? [""] : []),
    ...main.flatMap((step, index) => [
      `${String(index + 1).padStart(3)}. ${indentOf(step)}${line(step)}`,
      ...optionLines(step),
    ]),
    ...(rollback.length > 0 ? ["", "On the way back:"] : []),
    ...rollback.map((step) => `     ${line(step)}`),
  ].join("\n");
}

function line(step: Step): string {
  const facts = [
    kindWords(step),
    ...(step.needs.length > 0 ? [`needs ${step.needs.join(", ")}`] : []),
    ...(step.when === null ? [] : [`when ${step.when}`]),
    ...(step.kind === "code" && step.backup.length > 0 ? [`saves ${step.backup.join(", ")}`] : []),
    ...(step.kind === "code" && step.rollback !== null ? [`undone by ${step.rollback}`] : []),
    ...(step.blockers.length > 0 ? ["cannot run as it is written"] : []),
  ];
  return `${step.id}  ${step.title}  [${facts.join("; ")}]`;
}

function kindWords(step: Step): string {
  switch (step.kind) {
    case "code":
      return plannedRisk(step).risk;
    case "manual":
      return "a task for a person";
    case "choice":
      return step.inferred ? "a choice for a person, inferred" : "a choice for a person";
    case "call":
      return `calls ${step.runbook}`;
  }
}

function optionLines(step: Step): string[] {
  if (step.kind !== "choice") return [];
  return step.options.map(({ label, leads }, index) => {
    const to = leads[0] === undefined ? "" : `  → ${leads[0]}`;
    return `       ${indentOf(step)}${index + 1}) ${label}${to}`;
  });
}

/** What a call brings in stands further in than the call. */
function indentOf({ id }: Step): string {
  return "  ".repeat(id.split("/").length - 1);
}
