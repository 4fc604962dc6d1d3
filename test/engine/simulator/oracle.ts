/**
 * What must hold, whatever happens. Judged from the journal and from what touched the world only, in
 * words of its own, so that a mistake in the engine is not repeated here.
 */
import type { Effect } from "../../../src/model/effect.ts";
import type { Event, EventOf } from "../../../src/model/event.ts";
import type { Plan } from "../../../src/model/plan.ts";
import type { Policy } from "../../../src/model/policy.ts";
import { type Risk, riskLevels } from "../../../src/model/risk.ts";
import type { CodeStep, Step } from "../../../src/model/step.ts";

export interface Oracle {
  /** An effect is about to touch the world while `durable` is what a crash would leave. */
  effect(effect: Effect, durable: readonly Event[]): void;
  /** The journal as it stands at the end of a process. */
  journal(durable: readonly Event[]): void;
}

export class Violation extends Error {
  readonly rule: string;
  constructor(rule: string, detail: string) {
    super(`${rule}: ${detail}`);
    this.rule = rule;
  }
}

export function createOracle(): Oracle {
  const spawned = new Set<string>();
  return {
    effect(effect, durable) {
      intentIsDurable(effect, durable);
      if (effect.kind !== "spawn") return;
      const name = `${effect.step}#${effect.attempt}`;
      if (spawned.has(name)) throw new Violation("no attempt spawned twice", name);
      spawned.add(name);
      guardsHeld(effect.cleared.step, effect.attempt, durable);
    },
    journal: crashedStepsAreUnknown,
  };
}

const intents = { spawn: "step.started", backup: "backup.started", restore: "restore.started" };

function intentIsDurable(effect: Effect, durable: readonly Event[]): void {
  if (effect.kind === "observe" || effect.kind === "cancel" || effect.kind === "approval") return;
  const intent = intents[effect.kind];
  const isThere = durable.some(
    (event) =>
      event.type === intent &&
      "attempt" in event &&
      event.step === effect.step &&
      event.attempt === effect.attempt,
  );
  if (!isThere) throw new Violation("no effect without a durable intent", effect.key);
}

/** What the engine may claim about one start, and what the journal says came before it. */
interface Start {
  readonly step: CodeStep;
  readonly started: EventOf<"step.started">;
  /** The events of this attempt before its start. */
  readonly before: readonly AttemptEvent[];
  /** The process that started it. */
  readonly process: EventOf<"session.opened"> | EventOf<"session.resumed">;
  readonly plan: EventOf<"session.opened">["plan"];
  readonly look: EventOf<"environment.observed">;
  /** The environments whose probes held at the last look. */
  readonly here: readonly string[];
  readonly fail: (detail: string) => never;
}

function guardsHeld(step: CodeStep, attempt: number, durable: readonly Event[]): void {
  const fail = (detail: string): never => {
    throw new Violation("no guarded step started unapproved", `${step.id}#${attempt} ${detail}`);
  };
  const mine = ofAttempt(durable, step.id, attempt);
  const started = mine.find((event) => event.type === "step.started");
  const process = durable.findLast(
    (event) => event.type === "session.opened" || event.type === "session.resumed",
  );
  // Without an intent there is nothing to judge: that is another rule's violation.
  if (started === undefined || process === undefined) return;
  if (process.type === "session.resumed" && durable.indexOf(process) > durable.indexOf(started)) {
    fail("started before the crash, spawned after it");
  }
  if (step.blockers.length > 0) fail("it is broken");

  const before = mine.slice(0, mine.indexOf(started));
  const look = lookedRightBefore(before) ?? fail("the target was not looked at right before");
  const held = look.observation.environments.filter((e) => e.probes.every((probe) => probe.held));
  const here = held.map(({ name }) => name);
  const [opened] = durable;
  if (opened?.type !== "session.opened") return;
  const start: Start = { step, started, before, process, plan: opened.plan, look, here, fail };
  environmentFits(start);
  policyAllows(start);
  if (process.mode.kind === "auto") staysUnderCeiling(start, process.mode.ceiling);
  else personSaidYes(start);
  backupWasTaken(start);
}

/** Null when anything moved since the last look. */
function lookedRightBefore(before: readonly AttemptEvent[]) {
  const look = before.findLast((event) => event.type === "environment.observed");
  const move = before.findLast(
    ({ type }) => type === "step.answered" || type === "backup.ended" || type === "step.reached",
  );
  if (look === undefined || move === undefined) return null;
  return before.indexOf(move) > before.indexOf(look) ? null : look;
}

function environmentFits({ step, process, here, fail }: Start): void {
  const [name] = here;
  if (here.length > 1) fail("ambiguous environment");
  if (name !== undefined && step.environments?.includes(name) === false) fail(`started in ${name}`);
  if (process.claim !== null && process.claim !== name) fail("the claim was not true");
}

/** What nobody can answer: somebody else's turn, the wrong time, a forbidden command, a second person. */
function policyAllows(start: Start): void {
  const { step, started, process, look, here, fail } = start;
  const { rules, windows, productionRisk } = policyFor(step, process);
  if (rank(step) > 0 && look.observation.busy !== null) fail("somebody else was changing it");
  const forbids = (text: string, where: string) =>
    (started.code === text || started.code.startsWith(`${text} `)) &&
    here.includes(where) &&
    rules.some(({ reason }) => reason === `deny ${text}`);
  if (forbids("run step-1", "stage") || forbids("echo all", "prod")) fail("a rule denies it");
  const at = new Date(look.at);
  const isOffice = at.getUTCDay() % 6 !== 0 && at.getUTCHours() >= 6 && at.getUTCHours() < 22;
  if (windows.length > 0 && rank(step) >= 2 && !isOffice) fail("the window was closed");
  const needsTwo =
    productionRisk.critical === "approve" && here.includes("prod") && rank(step) === 4;
  if (yesesOfOthers(start) < Math.max(step.approvals, needsTwo ? 1 : 0)) {
    fail("other people did not approve it");
  }
}

/** Different people with different keys, none of them the operator, for the last question, in time. */
function yesesOfOthers({ step, before, process, look }: Start): number {
  const wantsLead = policyFor(step, process).approvers !== null;
  const asked = before.findLastIndex((event) => event.type === "step.asked");
  const yeses = before
    .slice(asked + 1)
    .filter((event) => event.type === "step.approved")
    .filter(
      ({ approval, expiresAt }) => approval.principal !== process.operator && look.at <= expiresAt,
    )
    // Of those others, only the second one is a lead.
    .filter(({ approval }) => !wantsLead || approval.principal === "second");
  const people = new Set(yeses.map(({ approval }) => approval.principal));
  const keys = new Set(yeses.map(({ approval }) => approval.publicKey));
  return Math.min(people.size, keys.size);
}

/** What a person has to say yes to, whatever the risk. */
function isAskedAnyway({ step, started, process, plan, look, here }: Start): boolean {
  const { rules, reviewAgeDays } = policyFor(step, process);
  const isRule = rules.some(({ reason }) => reason === "ask echo all");
  const isCalled = step.id.includes("/");
  const { reviewed } = isCalled ? (plan.callees[0] ?? plan.runbook) : plan.runbook;
  const days = (Date.parse(look.at) - Date.parse(reviewed ?? "")) / 86_400_000;
  const isOld = reviewed !== null && days >= reviewAgeDays + 1 && here.includes("prod");
  const isUndated = reviewed === null && rank(step) >= 3;
  return step.confirm || (isRule && started.code === "echo all") || isOld || isUndated;
}

/** No probe knows the machine though the step or its project says that one should. */
function isLost({ step, process, here }: Start): boolean {
  const isJudged = step.environments !== null || policyFor(step, process).environments.length > 0;
  return here.length === 0 && isJudged && rank(step) > 0;
}

/** Of the project that the step is from. */
function policyFor(step: CodeStep, process: Start["process"]): Policy {
  const [call = ""] = step.id.split("/").slice(0, -1);
  return (process.callPolicies.find((each) => each.call === call) ?? process).policy;
}

/** What it declares, or what its code does where that is worse. */
function rank(step: CodeStep): number {
  return Math.max(riskLevels.indexOf(step.risk ?? "none"), harmOf(step));
}

/** Of the few commands that are in these runbooks. */
function harmOf({ code }: CodeStep): number {
  if (code.startsWith("rm ")) return 3;
  return code.startsWith("run ") ? 2 : 0;
}

function staysUnderCeiling(start: Start, ceiling: Risk): void {
  const { step, fail } = start;
  if (rank(step) > riskLevels.indexOf(ceiling)) fail("above the ceiling");
  if (step.risk === null && harmOf(step) > 0) fail("nobody declared its risk");
  if (isAskedAnyway(start) || isLost(start)) fail("a headless run went past a question");
  if (step.auto !== null) fail(`auto=${step.auto} was not obeyed`);
}

function personSaidYes(start: Start): void {
  const { step, started, before, look, here, fail } = start;
  const asked = before.findLast((event) => event.type === "step.asked") ?? fail("nobody was asked");
  const answered =
    before.findLast((event) => event.type === "step.answered") ?? fail("nobody said yes");
  if (before.indexOf(answered) < before.indexOf(asked)) fail("the last question is unanswered");
  if (asked.question.code !== started.code) fail("other code than was asked about");
  const wantsWord = rank(step) >= 3 || isLost(start);
  const { hostname } = look.observation;
  if (asked.question.word !== hostname) fail("the machine has another name than was asked about");
  if (wantsWord && answered.typed !== hostname) fail("the word was not typed");
  const isProductionChange = here[0] === "prod" && rank(step) >= 1;
  const wantsConfirm = rank(step) >= 2 || isProductionChange || isAskedAnyway(start);
  if (wantsConfirm && asked.question.level === "go") fail("asked for less than a confirmation");
}

function backupWasTaken({ step, before, fail }: Start): void {
  if (step.backup.length === 0) return;
  const result = before.findLast((event) => event.type === "backup.ended")?.result;
  const artefacts = result?.kind === "taken" ? result.artefacts : [];
  const saved = artefacts.flatMap(({ kind, named }) => (kind === "link" ? [] : [named]));
  if (step.backup.some((path) => !saved.includes(path))) fail("not every file was saved");
}

/** Restores count their own attempts, so they are not among a step's. */
type AttemptEvent = Exclude<Extract<Event, { attempt: number }>, { type: `restore.${string}` }>;

function ofAttempt(events: readonly Event[], step: string, attempt: number): AttemptEvent[] {
  return events.filter(
    (event): event is AttemptEvent =>
      "attempt" in event &&
      !event.type.startsWith("restore.") &&
      event.step === step &&
      event.attempt === attempt,
  );
}

/** What was running when a process died may only be settled by a person or tried anew. */
function crashedStepsAreUnknown(durable: readonly Event[]): void {
  durable.forEach((event, index) => {
    if (event.type !== "session.resumed") return;
    for (const started of openStarts(durable.slice(0, index))) {
      const after = ofAttempt(durable.slice(index), started.step, started.attempt);
      const bad = after.find(({ type }) => type !== "step.settled" && type !== "step.left");
      if (bad !== undefined) {
        throw new Violation(
          "after a crash the running step is unknown",
          `${started.step}#${started.attempt} then ${bad.type}`,
        );
      }
    }
  });
}

function openStarts(events: readonly Event[]): EventOf<"step.started">[] {
  return events
    .filter((event) => event.type === "step.started")
    .filter(
      ({ step, attempt }) =>
        !ofAttempt(events, step, attempt).some(
          ({ type }) => type === "step.ended" || type === "step.settled",
        ),
    );
}

/** What is called waits until its call was entered, and all that the caller gives is there by then. */
export function callsCameFirst(plan: Plan, durable: readonly Event[]): void {
  durable.forEach((event, index) => {
    if (event.type !== "step.started" || !event.step.includes("/")) return;
    const call = plan.steps.find(({ id }) => id === event.step.split("/")[0]);
    if (call?.kind !== "call") return;
    const entered = durable
      .slice(0, index)
      .findLast((earlier) => earlier.type === "call.entered" && earlier.step === call.id);
    const values = entered?.type === "call.entered" ? entered.values : null;
    const fits = /^[A-Za-z0-9][\w.-]*$/;
    const isGiven = call.bindings.every(({ sets }) => fits.test(values?.[sets?.name ?? ""] ?? ""));
    const isSelected = call.id in plan.leftOut;
    if ((values !== null && isGiven) || isSelected) return;
    throw new Violation("what is called waits for its call", `${event.step} before ${call.id}`);
  });
}

/** Nothing is done that belongs to an option which nobody picked. */
export function onlyThePickedOption(plan: Plan, durable: readonly Event[]): void {
  durable.forEach((event, index) => {
    const isDone = ["step.started", "step.ticked", "step.chosen", "backup.started"];
    if (!isDone.includes(event.type) || !("step" in event) || event.step === null) return;
    for (const choice of plan.steps) {
      if (choice.kind !== "choice" || choice.id in plan.leftOut) continue;
      const homes = choice.options.filter(({ leads }) => leads.includes(event.step ?? ""));
      if (homes.length === 0 || homes.length === choice.options.length) continue;
      const picked = durable
        .slice(0, index)
        .findLast((earlier) => earlier.type === "step.chosen" && earlier.step === choice.id);
      const label = picked?.type === "step.chosen" ? picked.label : null;
      if (homes.some((home) => home.label === label)) continue;
      throw new Violation(
        "only what was chosen is walked",
        `${event.step} ${event.type}, though ${choice.id} has ${label ?? "nobody's answer"}`,
      );
    }
  });
}

/** Steps are walked in order, each need met first. */
export function needsWereMet(steps: readonly Step[], durable: readonly Event[]): void {
  for (const event of durable) {
    if (event.type !== "step.started") continue;
    const step = steps.find(({ id }) => id === event.step);
    const earlier = durable.slice(0, durable.indexOf(event));
    for (const need of step?.needs ?? []) {
      const isMet = earlier.some(
        (e) =>
          "step" in e &&
          e.step === need &&
          ((e.type === "step.ended" && e.ok) ||
            (e.type === "step.settled" && e.ok) ||
            e.type === "step.ticked" ||
            e.type === "step.chosen" ||
            e.type === "call.entered" ||
            (e.type === "step.skipped" && e.by === "selection")),
      );
      if (!isMet) throw new Violation("needs are met first", `${event.step} without ${need}`);
    }
  }
}
