/** Change windows and freezes: is it the time for a change, and for as long as it would need? */
import { type Condition, endOf, holds, nextFit } from "../model/calendar.ts";
import type { ChangeWindow } from "../model/policy.ts";
import { isWithin } from "../model/risk.ts";
import type { Verdict } from "../model/verdict.ts";
import { durationWords } from "../model/words.ts";
import { momentWords } from "../model/zone.ts";
import { holdsIn } from "./environment.ts";
import type { Facts, Guard } from "./facts.ts";

export const window: Guard = (facts) => {
  const all = windowsFor(facts);
  const { at, neededMs } = facts;
  const closed = all.filter((one) => !holds(one, at, neededMs));
  if (closed.length === 0) {
    const text = all.length === 0 ? "no window is for this" : whatIsOpen(all);
    return { kind: "pass", reason: { guard: "window", text }, lines: all.map(({ line }) => line) };
  }
  const next = nextFit(all, at, neededMs);
  return closed.map((one) => verdictOf(one, next, at, facts));
};

/** All that hold here: each has to be open. What only looks may look at any time. */
function windowsFor({ policy, observation, effective }: Facts): (ChangeWindow & Condition)[] {
  const { risk } = effective;
  if (risk === "none") return [];
  return policy.windows.filter(
    ({ environments, from }) => holdsIn(environments, observation) && isWithin(from, risk),
  );
}

/** A freeze is for it, too, and lets it run as long as it does not hold. */
function whatIsOpen(all: readonly ChangeWindow[]): string {
  const names = (kind: ChangeWindow["times"]["kind"]) =>
    all.filter(({ times }) => times.kind === kind).map(({ name }) => name);
  const [open, freezes] = [names("inside"), names("outside")];
  const thawed = freezes.length === 1 ? "the freeze" : "the freezes";
  const holds = freezes.length === 1 ? "does not hold" : "do not hold";
  return [
    ...(open.length === 0 ? [] : [`open: ${open.join(", ")}`]),
    ...(freezes.length === 0 ? [] : [`${thawed} ${freezes.join(", ")} ${holds}`]),
  ].join("; ");
}

function verdictOf(
  closed: ChangeWindow,
  next: number | null,
  at: number,
  { neededMs }: Facts,
): Verdict {
  const { line, zone } = closed;
  const why = whyClosed(closed, at, neededMs);
  const reason = (more: string) => ({ guard: "window", text: `${why}; ${more}` });
  if (next === null) {
    return { kind: "deny", reason: reason("no time ahead is long enough"), lines: [line] };
  }
  const when = `next at ${momentWords(zone, next)} (${zone})`;
  return {
    kind: "wait",
    until: new Date(next).toISOString(),
    reason: reason(when),
    lines: [line],
  };
}

function whyClosed(closed: ChangeWindow & Condition, at: number, neededMs: number): string {
  const { name, times, zone, reason } = closed;
  const what = times.kind === "inside" ? `the window ${name}` : `the freeze ${name}`;
  const because = reason === null ? "" : `: ${reason}`;
  if (holds(closed, at, 0)) {
    const end = endOf(closed, at);
    const until = end === null ? "" : ` at ${momentWords(zone, end)} (${zone})`;
    const what = times.kind === "inside" ? `${name} closes` : `${name} begins`;
    return `${what}${until}, and this may take ${durationWords(neededMs)} with its way back`;
  }
  return times.kind === "inside"
    ? `${what} is closed, it is open ${times.written}${because}`
    : `${what} holds, ${times.written}${because}`;
}
