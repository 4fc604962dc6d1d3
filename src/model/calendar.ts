/** Holds times of a policy against a moment: is it in there now, for long enough, and if not, when next? */
import type { TimeRange, Times } from "./times.ts";
import { day, minute, momentOf, wallClock } from "./zone.ts";

/** Times in their zone. */
export interface Condition {
  readonly times: Times;
  readonly zone: string;
}

/** Whether the condition holds from `at` (milliseconds since 1970) on, for `neededMs`. */
export function holds(condition: Condition, at: number, neededMs: number): boolean {
  return soonest(condition, at, neededMs) === at;
}

/** The first moment from `at` on at which all conditions hold for `neededMs`; null when there is none. */
export function nextFit(
  conditions: readonly Condition[],
  at: number,
  neededMs: number,
): number | null {
  let from = at;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const before = from;
    for (const condition of conditions) {
      const next = soonest(condition, from, neededMs);
      if (next === null) return null;
      from = next;
    }
    if (from === before) return from;
  }
  return null;
}

/** Each try leaps over a gap; what has not been found after so many comes never, or in years. */
const mostTries = 100;

/** When what is open at `at` ends; null when it does not within two weeks. */
export function endOf({ times, zone }: Condition, at: number): number | null {
  const spans = spansOf(times.ranges, zone, at);
  const end =
    times.kind === "inside"
      ? spans.find(({ start, end }) => start <= at && at < end)?.end
      : spans.find(({ start }) => start > at)?.start;
  return end === undefined || end >= at + knownDays * day ? null : end;
}

/** Where `condition` can first hold at or after `at`, as far as it alone can say; null for never. */
function soonest({ times, zone }: Condition, at: number, neededMs: number): number | null {
  const spans = spansOf(times.ranges, zone, at);
  if (times.kind === "inside") {
    const fitting = spans.find(({ start, end }) => end - Math.max(at, start) >= needed(neededMs));
    return fitting === undefined ? null : Math.max(at, fitting.start);
  }
  const inTheWay = spans.find(({ start, end }) => start < at + needed(neededMs) && at < end);
  return inTheWay === undefined ? at : inTheWay.end;
}

/** Even what takes no time needs the moment itself. */
function needed(neededMs: number): number {
  return Math.max(neededMs, 1);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Hours of weekdays are looked at for so long: twice a week, so that each gap between two is seen. */
const knownDays = 15;

/** The spans from the day of `at` on, and some before it, in order, joined where they touch. */
function spansOf(ranges: readonly TimeRange[], zone: string, at: number): readonly Span[] {
  const today = Math.floor(wallClock(zone, at) / day);
  const known = lastSpans.get(ranges);
  const isSame = known !== undefined && known.today === today && known.zone === zone;
  const spans = isSame ? known.spans : spansFrom(ranges, zone, today);
  if (!isSame) lastSpans.set(ranges, { zone, today, spans });
  return spans;
}

/** All steps of a day are held against the same. */
const lastSpans = new WeakMap<
  readonly TimeRange[],
  { readonly zone: string; readonly today: number; readonly spans: readonly Span[] }
>();

function spansFrom(ranges: readonly TimeRange[], zone: string, today: number): Span[] {
  const sorted = ranges
    .flatMap((range) =>
      range.kind === "dates" ? datesOf(range, zone) : weeklyOf(range, zone, today),
    )
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const joined: Span[] = [];
  for (const span of sorted) {
    const last = joined.at(-1);
    if (last === undefined || last.end < span.start) joined.push(span);
    else joined.splice(-1, 1, { start: last.start, end: Math.max(last.end, span.end) });
  }
  return joined;
}

function datesOf({ first, last }: Extract<TimeRange, { kind: "dates" }>, zone: string): Span[] {
  const [start, end] = [Date.parse(first), Date.parse(last) + day];
  return [{ start: momentOf(zone, start), end: momentOf(zone, end) }];
}

function weeklyOf(
  { days, from, to }: Extract<TimeRange, { kind: "weekly" }>,
  zone: string,
  today: number,
): Span[] {
  const spans: Span[] = [];
  // What began yesterday may go on past midnight.
  for (let number = today - 1; number <= today + knownDays; number += 1) {
    if (!days.includes(weekdayOf(number))) continue;
    const end = (to <= from ? number + 1 : number) * day + to * minute;
    const start = momentOf(zone, number * day + from * minute);
    spans.push({ start, end: momentOf(zone, end) });
  }
  return spans;
}

/** Day 0, the first of 1970, was a Thursday. */
function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}
