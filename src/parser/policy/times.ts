/** Reads times as people write them: `mon-thu 09:00-16:00`, `friday`, `2026-12-20..2027-01-03`. */
import { type TimeRange, weekdays } from "../../model/times.ts";
import { isDate } from "../date.ts";

export const timesForm = {
  expected: "such as `mon-thu 09:00-16:00`, `friday` or `2026-12-20..2027-01-03`",
};

/** Null when `text` is no time. */
export function readTimes(text: string): TimeRange | null {
  const dates = datesShape.exec(text);
  if (dates) return datesOf(dates[1] ?? "", dates[2] ?? dates[1] ?? "");
  const weekly = weeklyShape.exec(text);
  if (!weekly) return null;
  const [, names = "daily", from = "00:00", to = "24:00"] = weekly;
  const days = daysOf(names);
  const span = { from: minutesOf(from), to: minutesOf(to) };
  return days === null || span.from === span.to ? null : { kind: "weekly", days, ...span };
}

const date = String.raw`(\d{4}-\d\d-\d\d)`;
const datesShape = new RegExp(`^${date}(?:\\.\\.${date})?$`);
const dayName = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?";
const dayRange = `${dayName}(?:-${dayName})?`;
const clock = String.raw`((?:[01]?\d|2[0-3]):[0-5]\d|24:00)`;
const weeklyShape = new RegExp(
  `^(?=.)(daily|${dayRange}(?:, ?${dayRange})*)?(?:(?:^| )${clock}-${clock})?$`,
);

/** What either form looks like, for the JSON Schema. */
export const timesShape = new RegExp(`${datesShape.source}|${weeklyShape.source}`);

function datesOf(first: string, last: string): TimeRange | null {
  return isDate(first) && isDate(last) && first <= last ? { kind: "dates", first, last } : null;
}

/** Places in the week; null where a day is misspelt. `fri-mon` goes over the weekend. */
function daysOf(names: string): number[] | null {
  if (names === "daily") return weekdays.map((_, index) => index);
  const days = new Set<number>();
  for (const range of names.split(/, ?/)) {
    const [first = -1, last = first] = range.split("-").map(dayOf);
    if (first < 0 || last < 0) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === last) break;
    }
  }
  return [...days].sort();
}

function dayOf(name: string): number {
  return weekdays.findIndex((day) => name.startsWith(day));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
