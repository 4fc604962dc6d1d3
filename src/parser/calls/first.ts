/** What has to be walked first, made a choice: walk it now, or say that it is done. */
import { bareStep } from "../../model/bare-step.ts";
import type { Runbook } from "../../model/runbook.ts";
import type { CallStep, ChoiceStep, Step } from "../../model/step.ts";
import { derivedId, documentName, idDispenser } from "../naming.ts";
import { calleeOf, type Document, type Walk } from "./library.ts";

/**
 * The steps of the document, and where it names prerequisites that can be walked, a choice and a call of each.
 * Links that lead to no steps, or back to where the walk comes from, stay what they are: text.
 */
export function withPrerequisites(document: Document, walk: Walk): Pick<Runbook, "steps"> {
  const { steps, prerequisites } = document.runbook;
  if (prerequisites.length === 0) return { steps };
  const free = idDispenser(steps.map(({ id }) => id));
  const all: Step[] = [];
  for (let at = 0; at <= steps.length; at += 1) {
    for (const each of prerequisites) {
      if (each.at !== at) continue;
      const title = titleOfSteps(each.path, document, walk);
      if (title === null) continue;
      const name = derivedId(undefined, documentName(each.path));
      const call = free(name);
      all.push(...asked({ ...each, id: free(`${name}-done`), call, title }));
    }
    const step = steps[at];
    if (step) all.push(step);
  }
  return { steps: all };
}

/** Null where nothing can be walked. */
function titleOfSteps(path: string, from: Document, walk: Walk): string | null {
  const callee = calleeOf(path, from, walk);
  if ("reason" in callee) return null;
  const { steps, title } = callee.document.runbook;
  return steps.some(({ role }) => role === "main") ? title : null;
}

interface First {
  readonly id: string;
  readonly call: string;
  readonly path: string;
  readonly title: string;
  readonly lines: Step["lines"];
  readonly headings: readonly string[];
}

function asked({ id, call, path, title, lines, headings }: First): [ChoiceStep, CallStep] {
  const rest = { ...bareStep(), lines, headings: [...headings] };
  return [
    {
      kind: "choice",
      ...rest,
      id,
      title: `First: ${title}`,
      question: "This comes first. Is it done?",
      options: [
        { label: `Walk it now: ${title}`, leads: [call], leaves: [] },
        { label: "It is done", leads: [], leaves: [call] },
      ],
      inferred: true,
    },
    { kind: "call", ...rest, id: call, title, runbook: path, bindings: [] },
  ];
}
