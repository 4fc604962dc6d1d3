/** Checks what steps say of each other and of values: ids, cycles, placeholders, conditions. */
import type { InputSpec } from "../model/input-spec.ts";
import { findPlaceholders } from "../shell/placeholder.ts";
import { withOptions } from "./choices/leaves.ts";
import { checkCondition } from "./condition.ts";
import { type Draft, withFindings } from "./draft.ts";
import { error, type Finding, type Span, suggestion, warning } from "./finding.ts";
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
  const known = withOptions(withRoles, order);
  const facts: Facts = {
    source,
    given,
    inputs,
    declared,
    byId: new Map(known.map((draft) => [draft.step.id, draft])),
    position: new Map(order.map((id, index) => [id, index])),
    cycleOf: new Map(cycles.flatMap((cycle) => cycle.map((id) => [id, cycle]))),
    capturers: capturersOf(known),
  };
  return known.map((draft) =>
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
  readonly inputs: readonly InputSpec[];
  /** Names of all inputs, also of those with a mistake. */
  readonly declared: readonly string[];
  readonly byId: ReadonlyMap<string, Draft>;
  /** Where each main step stands in the walking order. */
  readonly position: ReadonlyMap<string, number>;
  readonly cycleOf: ReadonlyMap<string, readonly string[]>;
  /** The steps that capture each name. */
  readonly capturers: ReadonlyMap<string, readonly Draft[]>;
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
  const span = spanOfWord(draft, "needs", needs.find((need) => cycle.includes(need)) ?? "", source);
  const others = cycle.filter((other) => other !== id).map((other) => `\`${other}\``);
  const message =
    others.length === 0
      ? `\`${id}\` needs itself`
      : `\`${id}\` and ${others.slice(0, 5).join(", ")} need each other, so none can be first`;
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
  if (name === undefined || !declared.includes(name)) return [];
  const message = `\`capture\` would replace the input \`${name}\`, which was checked`;
  return [
    error("duplicate-name", spanOfKey(draft, "capture"), message, { hint: "use another name" }),
  ];
}

function checkWhen(draft: Draft, facts: Facts): Finding[] {
  const { when } = draft.step;
  if (when === null) return [];
  const { inputs, declared, capturers, source } = facts;
  const names = [...declared, ...capturers.keys(), ...givenTo(draft, facts)];
  const value = draft.entries.get("when")?.value;
  const within = (start: number, end: number) =>
    value?.kind === "text" ? spanWithin(source, value, { start, end }) : draft.span;
  const checked = checkCondition(when, names, inputs);
  if (!checked.ok) {
    const span = within(checked.start ?? 0, checked.end ?? when.length);
    const message = `\`when\`: ${checked.message}`;
    return [error("bad-condition", span, message, { expected: checked.expected ?? null })];
  }
  // A name may also stand in a string of the condition; then the check is stricter than it need be.
  return [...capturers.keys()].flatMap((name) => {
    const found = new RegExp(`(?<![\\w."'])${name}(?![\\w"'])`).exec(when);
    if (!found || isReady(draft, name, facts)) return [];
    return [notReady(name, within(found.index, found.index + name.length), facts)];
  });
}

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
    if (facts.declared.includes(name) || given.includes(name)) return [];
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
  const { declared, capturers, given } = facts;
  const known = [...new Set([...declared, ...capturers.keys(), ...givenTo(draft, facts)])];
  const environments = draft.step.environments ?? given.environments;
  return error(
    "undefined-value",
    span,
    `\`{{${name}}}\` has no value: no input, no captured value`,
    {
      expected: known.length > 0 ? `one of ${known.join(", ")}` : "an input or a captured value",
      hint: suggestion(nearest(name, known)) ?? howToGive(given.project, environments, name),
    },
  );
}

/** Whether the value is there when the step is reached; on the way back, every main step is past. */
function isReady({ step }: Draft, name: string, { position, capturers }: Facts): boolean {
  const own = step.role === "rollback" ? Number.POSITIVE_INFINITY : (position.get(step.id) ?? -1);
  return (capturers.get(name) ?? []).some(
    (other) => (position.get(other.step.id) ?? Number.POSITIVE_INFINITY) < own,
  );
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
