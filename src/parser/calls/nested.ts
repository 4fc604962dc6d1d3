/** The steps of a called runbook as they stand in the caller's plan: with ids and names of their own. */
import type { InputSpec } from "../../model/input-spec.ts";
import type { Plan } from "../../model/plan.ts";
import type { CallStep, Step } from "../../model/step.ts";
import { replacePlaceholders } from "../../shell/placeholder.ts";
import { checkName } from "../names.ts";

/** A runbook with the steps and inputs of all that it calls. */
export interface Whole {
  readonly steps: readonly Step[];
  readonly inputs: readonly InputSpec[];
  readonly callees: Plan["callees"];
}

/** The names that mean something in one document; more are given out as runbooks are called from it. */
export interface NameSpace {
  /** A name that nothing else has, for `name` within `call`. */
  give(call: string, name: string): string;
}

export function nameSpace(steps: readonly Step[], inputs: readonly InputSpec[]): NameSpace {
  const taken = new Set([...inputs.map(({ name }) => name), ...capturedBy(steps)]);
  return {
    give(call, name) {
      const space = call.replace(/\W+/g, "_").replace(/^(?=\d)/, "_");
      const wanted = `${space}__${name}`.slice(0, longest);
      let free = wanted;
      for (let number = 2; taken.has(free) || checkName(free, nowhere) !== null; number += 1) {
        const ending = `_${number}`;
        free = wanted.slice(0, longest - ending.length) + ending;
      }
      taken.add(free);
      return free;
    },
  };
}

/** Characters: as many as a name may have. */
const longest = 64;
const nowhere = { start: 0, end: 0 };

function capturedBy(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.kind === "code" && step.capture ? [step.capture.name] : []));
}

/** What calls give to the inputs of their runbooks. */
function setBy(steps: readonly Step[]): string[] {
  const bindings = steps.flatMap((step) => (step.kind === "call" ? step.bindings : []));
  return bindings.flatMap(({ sets }) => (sets ? [sets.name] : []));
}

/** `call`, and after it all that `inner`, the runbook it calls, brings with it. */
export function nested(call: CallStep, inner: Whole, names: NameSpace): Whole {
  const given = new Map<string, string>();
  const rename: Rename = (name) => {
    const known = given.get(name) ?? names.give(call.id, name);
    given.set(name, known);
    return known;
  };
  const inputs = inner.inputs.map((spec) => ({ ...spec, name: rename(spec.name) }));
  const inputNames = inner.inputs.map(({ name }) => name);
  const known = new Set([...inputNames, ...setBy(inner.steps), ...capturedBy(inner.steps)]);
  const bindings = call.bindings.map((binding) => ({
    ...binding,
    sets: inputs.find((_, index) => inner.inputs[index]?.name === binding.name) ?? null,
  }));
  const bound = new Set(bindings.map(({ sets }) => sets?.name));
  const steps = inner.steps.map((step) => within(call, withNames(step, rename, known)));
  return {
    steps: [{ ...call, bindings }, ...steps],
    inputs: inputs
      .filter(({ name }) => !bound.has(name))
      .map((spec) => ({ ...spec, prompt: `${call.title}: ${spec.prompt}` })),
    callees: inner.callees.map((callee) => ({ ...callee, call: `${call.id}/${callee.call}` })),
  };
}

type Rename = (name: string) => string;

/** All names of values in a step replaced, so that they mean the same as before, and nothing else. */
function withNames(step: Step, rename: Rename, known: ReadonlySet<string>): Step {
  const filled = (text: string) => replacePlaceholders(text, ({ name }) => `{{${rename(name)}}}`);
  const common = {
    on: filled(step.on),
    when: step.when && renamedCondition(step.when, rename, known),
  };
  switch (step.kind) {
    case "code": {
      const { capture } = step;
      return {
        ...step,
        ...common,
        code: filled(step.code),
        raw: step.raw.map(rename),
        backup: step.backup.map(filled),
        capture: capture && { ...capture, name: rename(capture.name) },
      };
    }
    case "manual":
      return { ...step, ...common, text: filled(step.text) };
    case "choice":
      return {
        ...step,
        ...common,
        question: filled(step.question),
        options: step.options.map((option) => ({ ...option, label: filled(option.label) })),
      };
    case "call":
      return {
        ...step,
        ...common,
        bindings: step.bindings.map(({ name, value, sets }) => ({
          name,
          value: filled(value),
          sets: sets && { ...sets, name: rename(sets.name) },
        })),
      };
  }
}

/** In CEL a name is a word outside of texts that selects no field. */
function renamedCondition(when: string, rename: Rename, known: ReadonlySet<string>): string {
  return when.replace(textOrWord, (part, word: string | undefined) =>
    word !== undefined && known.has(word) ? rename(word) : part,
  );
}

const quoted = [
  String.raw`"""[\s\S]*?"""`,
  String.raw`'''[\s\S]*?'''`,
  String.raw`"(?:[^"\\\n]|\\.)*"`,
  String.raw`'(?:[^'\\\n]|\\.)*'`,
].join("|");
const word = String.raw`(?<![\w.])(?<!\.\s{1,20})([A-Za-z_]\w*)`;
const textOrWord = new RegExp(`[rRbB]{0,2}(?:${quoted})|${word}`, "g");

/** Ids and needs as the caller's plan has them, and only the environments that both allow. */
function within(call: CallStep, step: Step): Step {
  const idOf = (id: string) => `${call.id}/${id}`;
  const needs = step.needs.map(idOf);
  const environments = bothAllow(call.environments, step.environments);
  const isNowhere = environments?.length === 0 && step.environments?.length !== 0;
  const apart = `its call is only for ${call.environments?.join(" or ")}, and the step is not`;
  const common = {
    id: idOf(step.id),
    headings: [...call.headings, ...step.headings],
    needs: step.role === "main" ? [call.id, ...needs] : needs,
    environments,
    blockers: isNowhere ? [...step.blockers, apart] : step.blockers,
  };
  switch (step.kind) {
    case "code":
      return { ...step, ...common, rollback: step.rollback && idOf(step.rollback) };
    case "choice":
      return {
        ...step,
        ...common,
        options: step.options.map(({ label, leads, leaves }) => ({
          label,
          leads: leads.map(idOf),
          leaves: leaves.map(idOf),
        })),
      };
    default:
      return { ...step, ...common };
  }
}

function bothAllow(a: string[] | null, b: string[] | null): string[] | null {
  if (a === null || b === null) return a ?? b;
  return b.filter((name) => a.includes(name));
}
