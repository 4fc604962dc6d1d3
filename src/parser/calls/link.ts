/**
 * Puts the steps of called runbooks in where they are called. Nothing that one document says can mean
 * anything of another: ids and names of a called runbook get a space of their own.
 */
import type { Plan } from "../../model/plan.ts";
import type { Runbook } from "../../model/runbook.ts";
import type { CallStep, Step } from "../../model/step.ts";
import { findPlaceholders } from "../../shell/placeholder.ts";
import { error, type Finding, suggestion, toDiagnostics } from "../finding.ts";
import { checkValue } from "../input-value.ts";
import { documentName } from "../naming.ts";
import { nearest } from "../nearest.ts";
import { openingLine } from "../rules/step-span.ts";
import { sourceText } from "../source-text.ts";
import { withPrerequisites } from "./first.ts";
import { calleeOf, type Document, type Find, type Problem, type Walk } from "./library.ts";
import { type NameSpace, nameSpace, nested, type Whole } from "./nested.ts";

export interface Linked {
  /** With all steps and inputs, and what is wrong with its calls. */
  readonly runbook: Runbook;
  readonly callees: Plan["callees"];
}

/** A call that cannot be made carries blockers, and has no steps; everything else is as it was. */
export function link(root: Document, find: Find): Linked {
  const source = sourceText(root.runbook.source);
  const { steps, inputs, callees, findings } = expand(root, {
    find,
    trail: [root],
    count: { calls: 0 },
  });
  const own = root.runbook.diagnostics.map(({ place, ...rest }) => ({
    ...rest,
    span: place && { start: place.start.offset, end: place.end.offset },
  }));
  const wrong = findings.map(({ step, ...rest }) => ({ ...rest, span: openingLine(step, source) }));
  const diagnostics = toDiagnostics([...own, ...wrong], source);
  return { runbook: { ...root.runbook, steps, inputs, diagnostics }, callees };
}

interface Part extends Whole {
  readonly findings: readonly CallFinding[];
  /** Circles that the document is part of, or lies in front of. */
  readonly circles: readonly Problem[];
}

/** Its place is the call. */
type CallFinding = Finding & { readonly step: Step };

/** A document with all that it calls. */
function expand(document: Document, walk: Walk): Part {
  const own = withPrerequisites(document, walk);
  const names = nameSpace(own.steps, document.runbook.inputs);
  const parts = own.steps.map((step) =>
    step.kind === "call" ? expandCall(step, document, walk, names) : only(step),
  );
  const within = new Map(
    own.steps.map(({ id }, index) => [id, parts[index]?.steps.map((step) => step.id) ?? []]),
  );
  const all = (ids: readonly string[]) => ids.flatMap((id) => within.get(id) ?? [id]);
  return {
    // Whoever chooses a call chooses its steps.
    steps: parts.flatMap(({ steps }, index) =>
      own.steps[index]?.kind === "choice" ? steps.map((step) => withOptions(step, all)) : steps,
    ),
    inputs: [...document.runbook.inputs, ...parts.flatMap(({ inputs }) => inputs)],
    callees: parts.flatMap(({ callees }) => callees),
    findings: parts.flatMap(({ findings }) => findings),
    circles: parts.flatMap(({ circles }) => circles),
  };
}

function only(step: Step): Part {
  return { steps: [step], inputs: [], callees: [], findings: [], circles: [] };
}

function withOptions(step: Step, all: (ids: readonly string[]) => string[]): Step {
  if (step.kind !== "choice") return step;
  const options = step.options.map(({ label, leads, leaves }) => ({
    label,
    leads: all(leads),
    leaves: all(leaves),
  }));
  return { ...step, options };
}

function expandCall(step: CallStep, from: Document, walk: Walk, names: NameSpace): Part {
  // Its own mistakes are said already, and what it calls may be one of them.
  if (step.runbook === "" || step.blockers.length > 0) return only(step);
  const callee = calleeOf(step.runbook, from, walk);
  if ("reason" in callee) return refused(step, [callee]);
  const { document } = callee;
  const problems = bindingProblems(step, document.runbook);
  if (problems.length > 0) return refused(step, problems);
  walk.count.calls += 1;
  const inner = expand(document, { ...walk, trail: [...walk.trail, document] });
  // Each call of a circle is one too many, not just the one that closes it.
  const circles = inner.circles.filter(({ back = 0 }) => back < walk.trail.length);
  if (circles.length > 0) return refused(step, circles);
  if (!inner.steps.some(({ role }) => role === "main")) {
    return refused(step, [{ reason: `\`${step.runbook}\` has no step`, hint: null }]);
  }
  const isNamed = step.title !== documentName(step.runbook);
  const call = { ...step, title: isNamed ? step.title : document.runbook.title };
  const part = nested(call, inner, names);
  const { path, digest } = document;
  const { title, reviewed } = document.runbook;
  return {
    ...part,
    callees: [{ call: step.id, path, title, digest, reviewed }, ...part.callees],
    findings: [],
    circles: [],
  };
}

function refused(step: CallStep, problems: readonly Problem[]): Part {
  const findings = problems.map(({ reason, hint }) => ({
    ...error("bad-call", null, `this call cannot be made: ${reason}`, { hint }),
    step,
  }));
  const blockers = [...new Set([...step.blockers, ...findings.map(({ message }) => message)])];
  const circles = problems.filter(({ back }) => back !== undefined);
  return { ...only({ ...step, blockers }), findings, circles };
}

function bindingProblems({ bindings }: CallStep, { inputs, path }: Runbook): Problem[] {
  return bindings.flatMap(({ name, value }) => {
    const spec = inputs.find((each) => each.name === name);
    if (!spec) {
      const known = inputs.map((each) => each.name);
      const hint = suggestion(nearest(name, known));
      const has = known.length === 0 ? "it has none" : `its inputs are ${known.join(", ")}`;
      return [{ reason: `${path} has no input \`${name}\``, hint: hint ?? has }];
    }
    // What is filled in is known, and checked, when the call is reached.
    const wrong = findPlaceholders(value).length > 0 ? null : checkValue(spec, value);
    return wrong === null
      ? []
      : [{ reason: `\`${name}\` is ${wrong}: \`${value}\``, hint: `it asks: ${spec.prompt}` }];
  });
}
