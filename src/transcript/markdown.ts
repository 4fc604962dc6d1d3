/** A session as one Markdown page for the post-mortem: what it was, how each step ended, what happened when. */
import type { Circumstances, Event, EventOf } from "../model/event.ts";
import { countWords, durationWords } from "../model/words.ts";
import { bullets, code, moment, plain, table } from "./markdown-text.ts";
import { isBeginning, timeline } from "./markdown-timeline.ts";
import { type StepFacts, stepFacts } from "./step-facts.ts";
import type { Verification } from "./verify.ts";

/**
 * The page. `verification` is what a check of the same transcript found; null when nobody checked it,
 * and then the page says that. Head and table tell only what is signed for; what follows the last good
 * signature stands at the end, quoted, after a line that says so.
 */
export function renderTranscript(
  events: readonly Event[],
  verification: Verification | null,
): string {
  const signed = events.slice(0, verification?.signedEvents ?? events.length);
  const rest = events.slice(signed.length);
  const opened = signed.find((event) => event.type === "session.opened");
  const title = opened?.plan.runbook.title ?? "A session";
  const sections = [
    `# ${plain(title)}`,
    verdict(verification),
    bullets(headRows(signed, opened, verification).map(([name, value]) => `${name}: ${value}`)),
    "## Steps",
    stepTable([...stepFacts(signed).values()]),
    "## Timeline",
    ...timeline(signed),
    ...(rest.length === 0 ? [] : unsigned(rest, signed, verification?.line ?? null)),
  ];
  return `${sections.join("\n\n")}\n`;
}

function verdict(verification: Verification | null): string {
  if (verification === null) {
    return "**Not verified.** Nobody checked that this record is authentic and complete.";
  }
  const { authenticUpTo: upTo, reason } = verification;
  const word = `**${verification.verdict}**: ${plain(reason)}.`;
  if (verification.verdict === "SEALED") return word;
  if (upTo === null) return `${word} Nothing in it can be relied on.`;
  const count = `the first ${countWords(upTo.events, "event")}`;
  return `${word} Authentic are ${count}, up to ${moment(upTo.at)} (line ${upTo.seq}).`;
}

/** Every line of it is quoted, so that none can be taken for a line of the record. */
function unsigned(
  rest: readonly Event[],
  signed: readonly Event[],
  brokenLine: number | null,
): string[] {
  const count = countWords(rest.length, "event");
  const broken = brokenLine === null ? "" : ` The record breaks at line ${brokenLine}.`;
  return [
    "## Beyond the last signature",
    `**Nobody vouches for what follows**: ${count} after the last good signature, which anybody may ` +
      `have written. No fact above is taken from here.${broken}`,
    ...timeline(rest, signed).map((block) => block.replaceAll(/^/gm, "> ")),
  ];
}

function headRows(
  events: readonly Event[],
  opened: EventOf<"session.opened"> | undefined,
  verification: Verification | null,
): string[][] {
  const first = events.at(0)?.at;
  const last = events.at(-1)?.at;
  const rows: (string[] | null)[] = [
    ["Id", code(opened?.session ?? verification?.session ?? "unknown")],
    opened ? ["Runbook", code(opened.plan.runbook.path)] : null,
    opened ? ["Runbook SHA-256", code(opened.plan.runbook.digest)] : null,
    ...(opened?.plan.callees ?? []).map(({ call, path, digest }) => [
      `Calls at ${code(call)}`,
      `${code(path)}, SHA-256 ${code(digest)}`,
    ]),
    first && last ? ["Time", `${moment(first)} to ${moment(last)}, ${span(first, last)}`] : null,
    ["Ended", endWord(events)],
    ...events.filter(isBeginning).flatMap(beginningRows),
    ...(verification?.operators ?? []).map(({ principal, fingerprint, part, trusted }) => [
      `Signed, part ${part}`,
      `${plain(principal)}, ${code(fingerprint)}${trusted ? "" : ", **not trusted**"}`,
    ]),
  ];
  return rows.filter((row) => row !== null);
}

/** Who, where, with what: once for each process of the session. */
function beginningRows(now: Circumstances, index: number): string[][] {
  const name = index === 0 ? "Opened" : `Resumed (${index})`;
  const claim = now.claim === null ? "" : `, said to be ${plain(now.claim)}`;
  return [
    [`${name} by`, `${plain(now.operator)} on ${code(now.host)}${claim}`],
    [`${name} with`, `${plain(now.tool)}, ${modeWords(now)}`],
    [`${name} under`, policyWords(now)],
    ...now.callPolicies.map((own) => [`Within ${code(own.call)}`, policyWords(own)]),
  ];
}

function modeWords({ mode }: Circumstances): string {
  return mode.kind === "interactive" ? "interactive" : `headless, up to risk ${mode.ceiling}`;
}

function policyWords({
  policy,
  policyDigest,
}: Pick<Circumstances, "policy" | "policyDigest">): string {
  if (policy.path === null) return "the built-in policy";
  return `policy ${code(policy.path)}, SHA-256 ${code(policyDigest ?? "unknown")}`;
}

function span(first: string, last: string): string {
  return durationWords(Math.max(0, Date.parse(last) - Date.parse(first)));
}

function endWord(events: readonly Event[]): string {
  for (const event of events.toReversed()) {
    if (event.type === "session.finished") return `finished: ${event.outcome}`;
    if (event.type === "session.stopped") return `stopped: ${event.stop.kind}`;
    if (event.type === "session.resumed") break;
  }
  return "**open**: the record ends while the session was going on";
}

function stepTable(facts: readonly StepFacts[]): string {
  const shown = facts.filter(({ step, attempts, outcome }) => {
    return step.role === "main" || attempts > 0 || outcome !== "pending";
  });
  if (shown.length === 0) return "There are none.";
  const rows = shown.map((one) => [
    plain(one.step.id),
    plain(one.step.title),
    outcomeWords(one),
    String(one.attempts),
    one.durationMs === null ? "–" : durationWords(one.durationMs),
    one.who === null ? "–" : plain(one.who),
  ]);
  return table(["Step", "Title", "Outcome", "Attempts", "Took", "Who"], rows);
}

function outcomeWords({ outcome, restored }: StepFacts): string {
  const words = {
    pending: "not run",
    denied: "denied",
    running: "**unknown**: the record ends while it ran",
    succeeded: "succeeded",
    failed: "**failed**",
    left: "**failed**, left so",
    skipped: "skipped",
    unknown: "**unknown**: it ran when the tool died",
  }[outcome];
  return restored ? `${words}; files put back` : words;
}
