/** The events of a session in order, as Markdown: a heading for each attempt at a step, a paragraph an event. */
import type { Artefact } from "../model/artefact.ts";
import type { Event, EventOf, Stop } from "../model/event.ts";
import type { Report, Stream } from "../model/outcome.ts";
import type { Risk } from "../model/risk.ts";
import type { Step } from "../model/step.ts";
import type { Reason } from "../model/verdict.ts";
import { durationWords, endWords } from "../model/words.ts";
import { bullets, code, fenced, moment, plain } from "./markdown-text.ts";

/** The timeline's blocks, to be parted by blank lines. `before` went before `events` and is not told. */
export function timeline(events: readonly Event[], before: readonly Event[] = []): string[] {
  const context = { steps: stepsOf([...before, ...events]), ran: codeThatRan(events) };
  const blocks: string[] = [];
  let who = before.findLast(isBeginning)?.operator ?? "";
  let heading = "";
  for (const event of joinOutput(events)) {
    if (isBeginning(event)) who = event.operator;
    const next = headingOf(event, context.steps);
    // Also a skipped attempt stays under its own heading, which begins with the same words.
    if (!heading.startsWith(next)) {
      blocks.push(next);
      heading = next;
    }
    blocks.push(...paragraphs(event, { ...context, who }));
  }
  return blocks;
}

export function isBeginning(event: Event): event is EventOf<"session.opened" | "session.resumed"> {
  return event.type === "session.opened" || event.type === "session.resumed";
}

interface Context {
  readonly who: string;
  readonly steps: ReadonlyMap<string, Step>;
  /** By `codeKey`. */
  readonly ran: ReadonlySet<string>;
}

/** Pieces of one stream that came one after the other become one event. */
function joinOutput(events: readonly Event[]): Event[] {
  const runs: { first: Event; texts: string[] }[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (event.type !== "step.output") runs.push({ first: event, texts: [] });
    else if (last && continues(last.first, event)) last.texts.push(event.text);
    else runs.push({ first: event, texts: [event.text] });
  }
  return runs.map(({ first, texts }) =>
    first.type === "step.output" ? { ...first, text: texts.join("") } : first,
  );
}

function continues(before: Event, { stream, step, attempt }: EventOf<"step.output">): boolean {
  if (before.type !== "step.output" || before.stream !== stream) return false;
  return before.step === step && before.attempt === attempt;
}

function stepsOf(events: readonly Event[]): ReadonlyMap<string, Step> {
  const opened = events.find((event) => event.type === "session.opened");
  return new Map((opened?.plan.steps ?? []).map((step) => [step.id, step]));
}

function codeThatRan(events: readonly Event[]): ReadonlySet<string> {
  const started = events.filter((event) => event.type === "step.started");
  return new Set(started.map(({ step, attempt, code: text }) => codeKey(step, attempt, text)));
}

function codeKey(step: string, attempt: number, text: string): string {
  return JSON.stringify([step, attempt, text]);
}

/** Empty for what belongs to no step and no chapter of its own. */
function headingOf(event: Event, steps: ReadonlyMap<string, Step>): string {
  switch (event.type) {
    case "session.resumed":
      return "### Resumed";
    case "undo.chosen":
      return "### The way back";
    case "session.stopped":
      return "### Stopped";
    case "session.finished":
      return "### Finished";
    case "step.skipped":
      return `### ${stepName(event.step, steps)}`;
  }
  if (!("attempt" in event)) return "";
  const name = stepName(event.step, steps);
  return event.type.startsWith("restore.")
    ? `### Putting back the files of ${name}`
    : `### ${name}, attempt ${event.attempt}`;
}

function stepName(id: string, steps: ReadonlyMap<string, Step>): string {
  const title = steps.get(id)?.title;
  return title === undefined ? code(id) : `${code(id)} ${plain(title)}`;
}

function paragraphs(event: Event, context: Context): string[] {
  const at = code(moment(event.at));
  const by = plain(context.who);
  switch (event.type) {
    case "session.opened":
      return [`${at} Opened by ${by}.`];
    case "session.resumed":
      return [`${at} Resumed by ${by} on ${code(event.host)}.`];
    case "input.set": {
      const values = Object.entries(event.values).map(([k, v]) => `${code(k)} = ${code(v)}`);
      const from = { operator: `by ${by}`, flag: "on the command line", default: "by default" };
      return [`${at} Values given ${from[event.by]}:`, bullets(values)];
    }
    case "step.reached":
      return [`${at} Reached.`];
    case "environment.observed":
      return observed(at, event);
    case "step.asked":
      return asked(at, event, context);
    case "step.answered":
      return [
        `${at} **${by} said yes**${event.typed === null ? "" : `, typing ${code(event.typed)}`}.`,
      ];
    case "approval.requested":
      return [
        `${at} **Others are asked to approve** it, until ${code(moment(event.expiresAt))}, with ${code(event.path)}.`,
      ];
    case "step.approved": {
      const { principal, publicKey, at: signedAt } = event.approval;
      const words = `${at} **Approved** by ${plain(principal)}, who signed at ${code(moment(signedAt))}`;
      return [`${words} with the key ${code(publicKey)}.`];
    }
    case "approval.refused":
      return [`${at} An approval **does not count**: ${plain(event.reason)}.`];
    case "step.denied":
      return [`${at} **Denied**:`, reasons(event.reasons)];
    case "step.skipped":
      return [
        `${at} **Skipped** (${event.by}${event.by === "operator" ? `, ${by}` : ""}): ${plain(event.reason)}`,
      ];
    case "backup.started":
      return [`${at} Backup of ${event.paths.map(code).join(", ")}.`];
    case "backup.ended":
      return event.result.kind === "failed"
        ? [`${at} **Backup failed**: ${plain(event.result.reason)}`]
        : [`${at} Backup taken:`, bullets(event.result.artefacts.map(artefactWords))];
    case "step.started":
      return [
        `${at} **Started** on ${code(event.target)}:`,
        codeBlock(event.code, event.step, context),
        ...doesBlocks(event.risk, event.does),
      ];
    case "step.output":
      return [`${at} ${event.stream}:`, fenced(event.text)];
    case "cancel.requested":
      return [`${at} ${by} asked to cancel it.`];
    case "step.ended":
      return ended(at, event);
    case "step.ticked":
      return [`${at} **Done**, ${by} says.`];
    case "call.entered": {
      const values = Object.entries(event.values).map(([k, v]) => `${code(k)} = ${code(v)}`);
      const line = `${at} **Entered**: the steps of the runbook that it calls come next`;
      return values.length === 0 ? [`${line}.`] : [`${line}, with:`, bullets(values)];
    }
    case "step.chosen":
      return [`${at} **${by} chose** option ${event.option + 1}: ${plain(event.label)}`];
    case "step.settled":
      return [`${at} It ran when the tool died. ${by} says it ${settledWords(event)}`];
    case "step.left":
      return [`${at} ${by} **leaves it failed** and goes on: ${plain(event.note)}`];
    case "undo.chosen":
      return [`${at} ${by} chose to undo, in this order:`, bullets(event.items.map(undoWords))];
    case "restore.started":
      return [`${at} Putting back:`, bullets(event.artefacts.map(artefactWords))];
    case "restore.ended":
      return restored(at, event);
    case "restore.left":
      return [`${at} ${by} **leaves the files as they are**: ${plain(event.note)}`];
    case "note.added":
      return [
        `${at} **Note** by ${by}${event.step === null ? "" : ` on ${code(event.step)}`}:`,
        fenced(event.text),
      ];
    case "stop.requested":
      return [
        `${at} Asked to stop: ${stopWords(event.stop)}.`,
        ...reasonBlocks(event.stop.reasons),
      ];
    case "session.stopped":
      return [`${at} **Stopped**: ${stopWords(event.stop)}.`, ...reasonBlocks(event.stop.reasons)];
    case "session.finished":
      return [`${at} **Finished**: ${event.outcome}.`];
  }
}

function observed(at: string, { observation }: EventOf<"environment.observed">): string[] {
  const probes = observation.environments.flatMap(({ name, probes }) =>
    probes.map(
      ({ probe, held, seen }) =>
        `${plain(name)}: ${plain(probe)}: **${held ? "yes" : "no"}**, saw ${code(seen)}`,
    ),
  );
  const line = `${at} Looked at the target: it calls itself ${code(observation.hostname)}.`;
  return probes.length === 0 ? [line] : [line, bullets(probes)];
}

function asked(at: string, event: EventOf<"step.asked">, context: Context): string[] {
  const { level, word, target, backup, risk, does, reasons: why } = event.question;
  const how = {
    go: "**Asked** whether to run it",
    confirm: "**Asked** to confirm it",
    type: `**Asked** to type ${code(word)}`,
  }[level];
  const saves = backup.length === 0 ? "" : `, after saving ${backup.map(code).join(", ")}`;
  const line = `${at} ${how}, on ${code(target)}${saves}.`;
  const ran = context.ran.has(codeKey(event.step, event.attempt, event.question.code));
  const told = ran ? [] : doesBlocks(risk, does);
  // Code that ran is shown once, where it started.
  const block = ran ? [] : [codeBlock(event.question.code, event.step, context)];
  return [line, ...reasonBlocks(why), ...told, ...block];
}

/** What the code was told to do before it ran, and how risky that was taken to be. */
function doesBlocks(risk: Risk, does: readonly string[]): string[] {
  if (does.length === 0) return [`By its code it only looks (risk ${risk}).`];
  return [`By its code (risk ${risk}) it:`, bullets(does.map(plain))];
}

function codeBlock(text: string, id: string, { steps }: Context): string {
  const step = steps.get(id);
  return fenced(text, step?.kind === "code" ? step.language : "text");
}

function ended(at: string, { ok, report }: EventOf<"step.ended">): string[] {
  const how = `${plain(endWords(report.end))} after ${durationWords(report.durationMs)}`;
  const unmet = report.unmet.length === 0 ? [] : [bullets(report.unmet.map(plain))];
  const captured = report.captured === null ? [] : ["Captured:", fenced(report.captured)];
  return [
    ...streamEnd("stdout", report),
    ...streamEnd("stderr", report),
    `${at} **${ok ? "Succeeded" : "Failed"}**: ${how}.`,
    ...unmet,
    ...captured,
  ];
}

/** What the output events did not carry: the gap, said with its size and digest, and the text after it. */
function streamEnd(name: Stream, report: Report): string[] {
  const { bytes, omittedBytes, sha256, tail } = report[name];
  const gap =
    omittedBytes === 0
      ? []
      : [
          `… ${grouped(omittedBytes)} bytes of ${name} omitted; ` +
            `SHA-256 of the whole, ${grouped(bytes)} bytes: ${code(sha256)} …`,
        ];
  return tail === "" ? gap : [...gap, `${name}, its end:`, fenced(tail)];
}

function settledWords({ ok, note }: EventOf<"step.settled">): string {
  return `**${ok ? "did its work" : "failed"}**: ${plain(note)}`;
}

function restored(at: string, { result }: EventOf<"restore.ended">): string[] {
  if (result.kind === "failed") return [`${at} **Not put back**: ${plain(result.reason)}`];
  if (result.files.length === 0) return [`${at} **Put back**: all stood as it was saved.`];
  const files = result.files.map(({ path, displaced, isNew }) => {
    const before =
      displaced === null ? "nothing stood there" : `what stood there is kept as ${code(displaced)}`;
    return `${code(path)}; ${before}${isNew ? `; ${newFileWords}` : ""}`;
  });
  return [`${at} **Put back**:`, bullets(files)];
}

/** What `isNew` means to whoever relies on it. */
const newFileWords =
  "as a new file: extended attributes, access control lists and hard links are not back";

function artefactWords(artefact: Artefact): string {
  if (artefact.kind === "absent") return `${code(artefact.path)}: there was no such file`;
  if (artefact.kind === "link") return `${code(artefact.path)}: a link to ${code(artefact.to)}`;
  const { path, copy, bytes, sha256, mode, uid, gid } = artefact;
  const rights = `mode ${mode.toString(8).padStart(4, "0")}, owner ${uid}:${gid}`;
  return `${code(path)}, copied to ${code(copy)}: ${grouped(bytes)} bytes, SHA-256 ${code(sha256)}, ${rights}`;
}

function undoWords({ step, artefacts, rollback }: EventOf<"undo.chosen">["items"][number]): string {
  const files = artefacts.map(({ path }) => code(path)).join(", ");
  const parts = [
    files === "" ? "no files to put back" : `put back ${files}`,
    rollback === null ? "no step to run" : `run ${code(rollback)}`,
  ];
  return `${code(step)}: ${parts.join("; ")}`;
}

function stopWords({ kind, step }: Stop): string {
  const words = {
    person: "a person has to take over",
    failed: "a step failed",
    denied: "a step was denied",
    interrupted: "it was interrupted",
    quit: "a person quit",
  }[kind];
  return step === null ? words : `${words}, at ${code(step)}`;
}

function reasonBlocks(list: readonly Reason[]): string[] {
  return list.length === 0 ? [] : [reasons(list)];
}

function reasons(list: readonly Reason[]): string {
  return bullets(list.map(({ guard, text }) => `${plain(guard)}: ${plain(text)}`));
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
