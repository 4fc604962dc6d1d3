/** The order in which steps are walked: as in the document, except where `needs` says otherwise. */
import { callOf, isWithinCall, type Step, type StepId } from "../model/step.ts";
import { LowestFirst } from "./lowest-first.ts";

/**
 * Of all orders that respect `needs`, the one nearest to the document's: each time the earliest step
 * whose needs are met. Holds every main step once, even those of a cycle; rollback steps are left out.
 * Needs that name no main step are ignored. `cycles` are the groups of steps that need each other.
 */
export function walkingOrder(steps: readonly Step[]): { order: StepId[]; cycles: StepId[][] } {
  const main = steps.filter(({ role }) => role === "main");
  const needs = needsAmong(main);
  return { order: order(main, needs), cycles: cycles(main, needs) };
}

type Needs = ReadonlyMap<StepId, readonly StepId[]>;

/** Who needs a call needs all that it brings in, too. */
function needsAmong(steps: readonly Step[]): Needs {
  const known = new Set(steps.map(({ id }) => id));
  const within = stepsByCall(steps);
  return new Map(
    steps.map(({ id, needs }) => {
      const all = needs.flatMap((need) =>
        isWithinCall(id, need) ? [need] : [need, ...(within.get(need) ?? [])],
      );
      return [id, [...new Set(all)].filter((need) => known.has(need))];
    }),
  );
}

function stepsByCall(steps: readonly Step[]): ReadonlyMap<StepId, readonly StepId[]> {
  const within = new Map<StepId, StepId[]>();
  for (const { id } of steps) {
    for (let call = callOf(id); call !== null; call = callOf(call)) {
      const known = within.get(call);
      if (known) known.push(id);
      else within.set(call, [id]);
    }
  }
  return within;
}

function order(steps: readonly Step[], needs: Needs): StepId[] {
  const open = new Map([...needs].map(([id, list]) => [id, list.length]));
  const neededBy = reversed(needs);
  const position = new Map(steps.map(({ id }, index) => [id, index]));
  const ready = new LowestFirst();
  for (const { id } of steps) if (open.get(id) === 0) ready.add(position.get(id) ?? 0);
  const walked = new Set<StepId>();
  let next = 0;
  while (walked.size < needs.size) {
    // In a cycle nothing is ever ready: its earliest step goes first, and is reported elsewhere.
    const id = steps[ready.take() ?? firstLeft()]?.id;
    if (id === undefined) break;
    if (walked.has(id)) continue;
    walked.add(id);
    for (const dependent of neededBy.get(id) ?? []) {
      const left = (open.get(dependent) ?? 0) - 1;
      open.set(dependent, left);
      if (left === 0) ready.add(position.get(dependent) ?? 0);
    }
  }
  return [...walked];

  function firstLeft(): number {
    while (walked.has(steps[next]?.id ?? "") && next < steps.length) next++;
    return next;
  }
}

function reversed(needs: Needs): Map<StepId, StepId[]> {
  const neededBy = new Map<StepId, StepId[]>();
  for (const [id, list] of needs) {
    for (const need of list) {
      const known = neededBy.get(need);
      if (known) known.push(id);
      else neededBy.set(need, [id]);
    }
  }
  return neededBy;
}

/** Strongly connected groups (Tarjan), without recursion: a document may chain thousands of steps. */
function cycles(steps: readonly Step[], needs: Needs): StepId[][] {
  const index = new Map<StepId, number>();
  const low = new Map<StepId, number>();
  const stack: StepId[] = [];
  const onStack = new Set<StepId>();
  const found: StepId[][] = [];
  for (const { id } of steps) {
    if (!index.has(id)) visit(id);
  }
  const position = new Map(steps.map((step, at) => [step.id, at]));
  const byPosition = (a: StepId, b: StepId) => (position.get(a) ?? 0) - (position.get(b) ?? 0);
  for (const group of found) group.sort(byPosition);
  return found.sort(([a = ""], [b = ""]) => byPosition(a, b));

  function visit(root: StepId): void {
    const calls = [{ id: root, next: 0 }];
    enter(root);
    for (let call = calls.at(-1); call; call = calls.at(-1)) {
      const need = needs.get(call.id)?.[call.next++];
      if (need === undefined) {
        calls.pop();
        leave(call.id);
        const parent = calls.at(-1);
        if (parent) lower(parent.id, low.get(call.id));
      } else if (!index.has(need)) {
        enter(need);
        calls.push({ id: need, next: 0 });
      } else if (onStack.has(need)) {
        lower(call.id, index.get(need));
      }
    }
  }

  function enter(id: StepId): void {
    index.set(id, index.size);
    low.set(id, index.size - 1);
    stack.push(id);
    onStack.add(id);
  }

  function lower(id: StepId, to: number | undefined): void {
    low.set(id, Math.min(low.get(id) ?? 0, to ?? 0));
  }

  function leave(id: StepId): void {
    if (low.get(id) !== index.get(id)) return;
    const group = stack.splice(stack.lastIndexOf(id));
    for (const member of group) onStack.delete(member);
    if (group.length > 1 || needs.get(id)?.includes(id)) found.push(group);
  }
}
