/** Checks what steps say of each other and of values: ids, cycles, placeholders, conditions. */
import type { InputSpec } from "../model/input-spec.ts";
import { findPlaceholders } from "../shell/placeholder.ts";
import { withOptions } from "./choices/leaves.ts";
import { type CheckCondition, conditionChecker } from "./condition.ts";
import { type Draft, withFindings } from "./draft.ts";
import { error, type Finding, oneOf, type Span, suggestion, warning } from "./finding.ts";
import { walkingOrder } from "./graph.ts";
import { nearest } from "./nearest.ts";
import { givenIn, howToGive, type Project } from "./project.ts";
import { type Entry, spanWithin, type Value } from "./value.ts";

/** The drafts with their roles, and with findings for every reference that leads nowhere. */
export function checkReferences(
  drafts: readonly Draft[],
  inputs: readonly InputSpec[],
  declared: readonly string[],
  source: string,
  given: Given,
): Draft[] {
  const withRoles = assignRoles(drafts);
  const { order, cycles } = walkingOrder(withRoles.map(({ step }) => step));
  const drafted = withOptions(withRoles, order);
  const position = new Map(order.map((id, index) => [id, index]));
  const capturers = capturersOf(drafted);
  const names = [...new Set([...declared, ...capturers.keys()])];
  const facts: Facts = {
    source,
    given,
    declared: new Set(declared),
    byId: new Map(drafted.map((draft) => [draft.step.id, draft])),
    position,
    cycleOf: new Map(
      cycles.map((ids) => new Set(ids)).flatMap((cycle) => [...cycle].map((id) => [id, cycle])),
    ),
    capturers,
    capturedAt: new Map([...capturers].map(([name, own]) => [name, earliest(own, position)])),
    known: names,
    check: checkersFor(names, inputs),
  };
  return drafted.map((draft) =>
    withFindings(draft, [
      ...checkNeeds(draft, facts),
      ...checkCycle(draft, facts),
      ...checkRollback(draft, facts),
      ...checkCapture(draft, facts),
      ...checkWhen(draft, facts),
      ...checkPlaceholders(draft, facts),
      ...checkWayBack(draft),
    ]),
  );
}

/** What gives values besides the document. */
interface Given {
  readonly project: Project;
  /** Where the document may run; null for anywhere. */
  readonly environments: readonly string[] | null;
}

interface Facts {
  readonly source: string;
  readonly given: Given;
  /** Names of all inputs, also of those with a mistake. */
  readonly declared: ReadonlySet<string>;
  readonly byId: ReadonlyMap<string, Draft>;
  /** Where each main step stands in the walking order. */
  readonly position: ReadonlyMap<string, number>;
  readonly cycleOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** The steps that capture each name. */
  readonly capturers: ReadonlyMap<string, readonly Draft[]>;
  /** Where the first of them stands in the walking order. */
  readonly capturedAt: ReadonlyMap<string, number>;
  /** All names that may have a value. */
  readonly known: readonly string[];
  /** Of a step to which the policy gives these names as well. */
  readonly check: (given: readonly string[]) => CheckCondition;
}

/** One for each set of names, made when it is first asked for: steps mostly share one. */
function checkersFor(known: readonly string[], inputs: readonly InputSpec[]): Facts["check"] {
  const checkers = new Map<string, CheckCondition>();
  return (given) => {
    const key = given.join(" ");
    const before = checkers.get(key);
    if (before) return before;
    const checker = conditionChecker([...new Set([...known, ...given])], inputs);
    checkers.set(key, checker);
    return checker;
  };
}

function assignRoles(drafts: readonly Draft[]): Draft[] {
  const undoing = new Set(
    drafts.map(({ step }) =>
      step.kind === "code" && step.rollback !== step.id ? step.rollback : null,
    ),
  );
  return drafts.map((draft) =>
    undoing.has(draft.step.id) ? { ...draft, step: { ...draft.step, role: "rollback" } } : draft,
  );
}

function capturersOf(drafts: readonly Draft[]): Map<string, Draft[]> {
  const found = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const name = draft.step.kind === "code" ? draft.step.capture?.name : undefined;
    if (name === undefined) continue;
    const same = found.get(name);
    if (same) same.push(draft);
    else found.set(name, [draft]);
  }
  return found;
}

function earliest(drafts: readonly Draft[], position: Facts["position"]): number {
  const places = drafts.map(({ step }) => position.get(step.id) ?? Number.POSITIVE_INFINITY);
  return places.reduce((least, place) => Math.min(least, place), Number.POSITIVE_INFINITY);
}

function checkNeeds(draft: Draft, { byId, source }: Facts): Finding[] {
  return draft.step.needs.flatMap((id) => {
    const span = spanOfWord(draft, "needs", id, source);
    const needed = byId.get(id);
    if (!needed) return [unknownStep("needs", id, span, byId)];
    if (needed.step.role === "main" || draft.step.role === "rollback") return [];
    const message = `\`needs\` names \`${id}\`, which is walked only on the way back`;
    return [error("unknown-step", span, message, { expected: "a step that is no rollback" })];
  });
}

function checkCycle(draft: Draft, { cycleOf, source }: Facts): Finding[] {
  const { id, needs } = draft.step;
  const cycle = cycleOf.get(id);
  if (!cycle) return [];
  const span = spanOfWord(draft, "needs", needs.find((need) => cycle.has(need)) ?? "", source);
  // Of a cycle of thousands, a few are enough.
  const others = [...cycle.keys().take(6)].filter((other) => other !== id).slice(0, 5);
  const named = others.map((other) => `\`${other}\``).join(", ");
  const message =
    others.length === 0
      ? `\`${id}\` needs itself`
      : `\`${id}\` and ${named} need each other, so none can be first`;
  return [error("needs-cycle", span, message, { hint: "take one of these needs out" })];
}

function checkRollback(draft: Draft, { byId, source }: Facts): Finding[] {
  const { step } = draft;
  if (step.kind !== "code" || step.rollback === null) return [];
  const span = spanOfWord(draft, "rollback", step.rollback, source);
  if (!byId.has(step.rollback)) return [unknownStep("rollback", step.rollback, span, byId)];
  if (step.rollback !== step.id) return [];
  return [error("unknown-step", span, "a step cannot undo itself", { expected: "another step" })];
}

function unknownStep(
  key: string,
  id: string,
  span: Span,
  byId: ReadonlyMap<string, Draft>,
): Finding {
  return error("unknown-step", span, `\`${key}\` names \`${id}\`, and there is no such step`, {
    expected: "the id of a step of this document",
    hint: suggestion(nearest(id, byId.keys())),
  });
}

function checkCapture(draft: Draft, { declared }: Facts): Finding[] {
  const { step } = draft;
  const name = step.kind === "code" ? step.capture?.name : undefined;
  if (name === undefined || !declared.has(name)) return [];
  const message = `\`capture\` would replace the input \`${name}\`, which was checked`;
  return [
    error("duplicate-name", spanOfKey(draft, "capture"), message, { hint: "use another name" }),
  ];
}

function checkWhen(draft: Draft, facts: Facts): Finding[] {
  const { when } = draft.step;
  if (when === null) return [];
  const { capturers, source } = facts;
  const value = draft.entries.get("when")?.value;
  const within = (start: number, end: number) =>
    value?.kind === "text" ? spanWithin(source, value, { start, end }) : draft.span;
  const checked = facts.check(givenTo(draft, facts))(when);
  if (!checked.ok) {
    const span = within(checked.start ?? 0, checked.end ?? when.length);
    const message = `\`when\`: ${checked.message}`;
    return [error("bad-condition", span, message, { expected: checked.expected ?? null })];
  }
  // A name may also stand in a string of the condition; then the check is stricter than it need be.
  const seen = new Set<string>();
  return [...when.matchAll(names)].flatMap(({ index, 0: name }) => {
    if (seen.has(name) || !capturers.has(name)) return [];
    seen.add(name);
    if (isReady(draft, name, facts)) return [];
    return [notReady(name, within(index, index + name.length), facts)];
  });
}

/** Whole names; none that is a part of another, or begins or ends a string. */
const names = /(?<![\w."'])[A-Za-z_]\w*(?![\w"'])/g;

function checkPlaceholders(draft: Draft, facts: Facts): Finding[] {
  const { step, entries } = draft;
  if (step.kind !== "code" && step.kind !== "call") return [];
  const code = step.kind === "code" ? step.code : "";
  const inCode = placeholdersIn(code, ({ start, end }) => ({
    start: draft.toSource(start),
    end: draft.toSource(end - 1) + 1,
  }));
  const inKeys = [...textsOf(entries.get("backup")), ...textsOf(entries.get("inputs"))].flatMap(
    (text) => placeholdersIn(text.text, (part) => spanWithin(facts.source, text, part)),
  );
  const inExpect = textsOf(entries.get("expect"))
    .filter(({ text }) => findPlaceholders(text).length > 0)
    .map(({ span }) =>
      error(
        "not-yet",
        span,
        "placeholders in `expect` are not supported yet, so this step cannot run",
      ),
    );
  const given = givenTo(draft, facts);
  const found = [...inCode, ...inKeys].flatMap(({ name, span }) => {
    if (facts.declared.has(name) || given.includes(name)) return [];
    if (!facts.capturers.has(name)) return [undefinedValue(draft, name, span, facts)];
    return isReady(draft, name, facts) ? [] : [notReady(name, span, facts)];
  });
  return [...found, ...inExpect];
}

interface Use {
  readonly name: string;
  readonly span: Span;
}

/** Names with a hyphen too, which are no placeholders but certainly were meant to be. */
const hyphened = /\{\{[ \t]*([A-Za-z_]\w*-[\w-]*)[ \t]*\}\}/g;

function placeholdersIn(text: string, place: (part: Span) => Span): Use[] {
  const named = findPlaceholders(text).map((found) => ({ name: found.name, span: place(found) }));
  const mistaken = [...text.matchAll(hyphened)].map(({ index, 0: whole, 1: name = "" }) => ({
    name,
    span: place({ start: index, end: index + whole.length }),
  }));
  return [...named, ...mistaken];
}

/** Given by every environment of the policy in which the step may run. */
function givenTo({ step }: Draft, { given: { project, environments } }: Facts): string[] {
  return givenIn(project, step.environments ?? environments);
}

function undefinedValue(draft: Draft, name: string, span: Span, facts: Facts): Finding {
  const { given } = facts;
  const extra = givenTo(draft, facts);
  const known = extra.length === 0 ? facts.known : [...new Set([...facts.known, ...extra])];
  const environments = draft.step.environments ?? given.environments;
  return error(
    "undefined-value",
    span,
    `\`{{${name}}}\` has no value: no input, no captured value`,
    {
      expected: known.length > 0 ? oneOf(known) : "an input or a captured value",
      hint: suggestion(nearest(name, known)) ?? howToGive(given.project, environments, name),
    },
  );
}

/** Whether the value is there when the step is reached; on the way back, every main step is past. */
function isReady({ step }: Draft, name: string, { position, capturedAt }: Facts): boolean {
  const own = step.role === "rollback" ? Number.POSITIVE_INFINITY : (position.get(step.id) ?? -1);
  return (capturedAt.get(name) ?? Number.POSITIVE_INFINITY) < own;
}

function notReady(name: string, span: Span, { capturers }: Facts): Finding {
  const [first] = capturers.get(name) ?? [];
  const message = `\`${name}\` is captured by the step \`${first?.step.id}\`, which does not come before this step`;
  return error("value-not-ready", span, message, {
    hint: `move the steps, or add \`needs=${first?.step.id}\``,
  });
}

function checkWayBack(draft: Draft): Finding[] {
  const { step } = draft;
  if (step.kind !== "code" || (step.risk !== "high" && step.risk !== "critical")) return [];
  if (step.role === "rollback" || step.backup.length > 0 || step.rollback !== null) return [];
  const message = `risk is ${step.risk}, and there is no way back`;
  return [warning("no-way-back", spanOfKey(draft, "risk"), message, "add `backup` or `rollback`")];
}

function spanOfKey(draft: Draft, key: "capture" | "risk"): Span {
  return draft.entries.get(key)?.value.span ?? draft.span;
}

function spanOfWord(draft: Draft, key: "needs" | "rollback", word: string, source: string): Span {
  const entry = draft.entries.get(key);
  for (const text of textsOf(entry)) {
    const escaped = word.replace(/[.]/g, "\\.");
    const found = new RegExp(`(?<![\\w.-])${escaped}(?![\\w.-])`).exec(text.text);
    if (found) {
      return spanWithin(source, text, { start: found.index, end: found.index + word.length });
    }
  }
  return entry?.value.span ?? draft.span;
}

function textsOf(entry: Entry | undefined): Extract<Value, { kind: "text" }>[] {
  if (!entry) return [];
  const { value } = entry;
  if (value.kind === "mapping") return value.entries.flatMap(textsOf);
  const values = value.kind === "list" ? value.items : [value];
  return values.filter((each) => each.kind === "text");
}
