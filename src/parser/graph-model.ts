/** The steps of a runbook as a graph: what comes after what, what hangs on what, what undoes what. */
import type { Risk } from "../model/risk.ts";
import type { Runbook } from "../model/runbook.ts";
import type { Step, StepId } from "../model/step.ts";
import { walkingOrder } from "./graph.ts";
import { type Phase, phaseOf } from "./phases.ts";

export interface Graph {
  readonly title: string;
  /** Main steps as they are walked, then the rollback steps as they stand in the document. */
  readonly nodes: readonly GraphNode[];
  /** By kind, in the order of the steps they lead to. */
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  readonly id: StepId;
  readonly title: string;
  readonly kind: Step["kind"];
  readonly risk: Risk;
  readonly phase: Phase;
  readonly role: Step["role"];
  /** Its condition, whatever it hangs on. */
  readonly when: string | null;
  /** False where its own mistakes keep it from running. */
  readonly isRunnable: boolean;
}

export type GraphEdge =
  /** `to` is walked right after `from`, as far as no choice leaves one of the two out. */
  | { readonly kind: "order"; readonly from: StepId; readonly to: StepId }
  /** `to` runs only if `from` succeeded. */
  | { readonly kind: "needs"; readonly from: StepId; readonly to: StepId }
  /** The condition of `to` hangs on what `from` captures. */
  | {
      readonly kind: "when";
      readonly from: StepId;
      readonly to: StepId;
      readonly condition: string;
    }
  /** `to` is where the walk goes on when the option `label` of `from` is chosen. */
  | {
      readonly kind: "choice";
      readonly from: StepId;
      readonly to: StepId;
      readonly label: string;
    }
  /** `to` undoes `from`. */
  | { readonly kind: "rollback"; readonly from: StepId; readonly to: StepId };

/** `riskOf` judges a step; the document's word alone may not be what counts. */
export function graphOf(
  { title, steps }: Pick<Runbook, "title" | "steps">,
  riskOf: (step: Step) => Risk,
): Graph {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const { order } = walkingOrder(steps);
  const main = order.flatMap((id) => byId.get(id) ?? []);
  const all = [...main, ...steps.filter(({ role }) => role === "rollback")];
  return {
    title,
    nodes: all.map((step) => node(step, riskOf(step))),
    edges: [
      ...orderEdges(main),
      ...all.flatMap(({ id, needs }) =>
        needs.flatMap((from) => (byId.has(from) ? [{ kind: "needs" as const, from, to: id }] : [])),
      ),
      ...whenEdges(all),
      ...main.flatMap((step) => choiceEdges(step, main)),
      ...all.flatMap((step) => rollbackEdge(step, byId)),
    ],
  };
}

/** The edges without those of the order that another one says already: a drawing needs one line. */
export function drawnEdges({ edges }: Graph): readonly GraphEdge[] {
  const said = new Set(edges.filter(({ kind }) => kind !== "order").map(ends));
  return edges.filter((edge) => edge.kind !== "order" || !said.has(ends(edge)));
}

function ends({ from, to }: GraphEdge): string {
  return `${from} ${to}`;
}

function node(step: Step, risk: Risk): GraphNode {
  const { id, title, kind, role, when, headings, blockers } = step;
  const isRunnable = blockers.length === 0;
  return { id, title, kind, risk, phase: phaseOf(headings), role, when, isRunnable };
}

/** To the next step that is walked in the same run: those that some option leaves out never are. */
function orderEdges(main: readonly Step[]): GraphEdge[] {
  const choices = main.flatMap((step) =>
    step.kind === "choice" ? [step.options.map(({ leaves }) => new Set(leaves))] : [],
  );
  const areApart = (a: StepId, b: StepId) =>
    choices.some((options) => options.every((leaves) => leaves.has(a) || leaves.has(b)));
  return main.flatMap(({ id: from }, index) => {
    let at = index + 1;
    while (at < main.length && areApart(from, main[at]?.id ?? "")) at += 1;
    const to = main[at]?.id;
    return to === undefined ? [] : [{ kind: "order" as const, from, to }];
  });
}

/** To the first step that an option leads to; without one, to what is walked after the choice anyway. */
function choiceEdges(step: Step, main: readonly Step[]): GraphEdge[] {
  if (step.kind !== "choice") return [];
  const after = main.slice(main.indexOf(step) + 1);
  return step.options.flatMap(({ label, leads, leaves }) => {
    const to = leads[0] ?? after.find(({ id }) => !leaves.includes(id))?.id;
    return to === undefined ? [] : [{ kind: "choice" as const, from: step.id, to, label }];
  });
}

function whenEdges(steps: readonly Step[]): GraphEdge[] {
  const capturers = new Map<string, StepId[]>();
  for (const step of steps) {
    const name = step.kind === "code" ? step.capture?.name : undefined;
    if (name !== undefined) capturers.set(name, [...(capturers.get(name) ?? []), step.id]);
  }
  return steps.flatMap(({ id: to, when }) => {
    if (when === null) return [];
    const names = new Set(when.match(/[A-Za-z_]\w*/g) ?? []);
    const from = new Set([...names].flatMap((name) => capturers.get(name) ?? []));
    return [...from].map((id) => ({ kind: "when" as const, from: id, to, condition: when }));
  });
}

function rollbackEdge(step: Step, known: ReadonlyMap<StepId, Step>): GraphEdge[] {
  if (step.kind !== "code" || step.rollback === null || !known.has(step.rollback)) return [];
  return [{ kind: "rollback", from: step.id, to: step.rollback }];
}
