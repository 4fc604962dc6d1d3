/** Windows and freezes on the wall clock of real zones, over the nights on which clocks are changed. */
import { describe, expect, it } from "vitest";
import { type Condition, endOf, holds, nextFit } from "../../src/model/calendar.ts";
import type { TimeRange } from "../../src/model/times.ts";
import { day, isZone, minute, momentOf, momentWords, wallClock } from "../../src/model/zone.ts";
import fc from "../support/properties.ts";

const hour = 60 * minute;

function weekly(days: readonly number[], from: string, to: string): TimeRange {
  return { kind: "weekly", days: [...days], from: minutes(from), to: minutes(to) };
}

function minutes(clock: string): number {
  const [hours = 0, rest = 0] = clock.split(":").map(Number);
  return hours * 60 + rest;
}

function inside(zone: string, ...ranges: TimeRange[]): Condition {
  return { times: { kind: "inside", ranges, written: "" }, zone };
}

function outside(zone: string, ...ranges: TimeRange[]): Condition {
  return { times: { kind: "outside", ranges, written: "" }, zone };
}

function next(conditions: readonly Condition[], from: string, neededMs = 0): string | null {
  const at = nextFit(conditions, Date.parse(from), neededMs);
  return at === null ? null : new Date(at).toISOString().slice(0, 16);
}

const office = weekly([0, 1, 2, 3], "09:00", "16:00");
const everyDay = [0, 1, 2, 3, 4, 5, 6];

describe("a weekly window", () => {
  it.each([
    ["is open at its first minute", "2026-11-19T09:00Z", "2026-11-19T09:00"],
    ["is open in its last minute", "2026-11-19T15:59Z", "2026-11-19T15:59"],
    ["is closed at its end", "2026-11-19T16:00Z", "2026-11-23T09:00"],
    ["opens later on the same day", "2026-11-19T03:00Z", "2026-11-19T09:00"],
    ["stays closed on other days", "2026-11-20T10:00Z", "2026-11-23T09:00"],
  ])("%s", (_, from, expected) => {
    expect(next([inside("UTC", office)], from)).toBe(expected);
  });

  it("has to stay open for as long as is needed", () => {
    expect(next([inside("UTC", office)], "2026-11-18T15:30Z", 30 * minute)).toBe(
      "2026-11-18T15:30",
    );
    expect(next([inside("UTC", office)], "2026-11-18T15:30Z", 31 * minute)).toBe(
      "2026-11-19T09:00",
    );
    expect(next([inside("UTC", office)], "2026-11-18T15:30Z", 8 * hour)).toBeNull();
  });

  it("goes on past midnight where it ends before it begins", () => {
    const night = inside("UTC", weekly([4], "22:00", "02:00"));
    expect(next([night], "2026-11-21T01:59Z")).toBe("2026-11-21T01:59");
    expect(next([night], "2026-11-20T01:00Z")).toBe("2026-11-20T22:00");
  });

  it("joins days that touch", () => {
    const weekend = inside("UTC", weekly([5, 6], "00:00", "24:00"));
    expect(holds(weekend, Date.parse("2026-11-21T20:00Z"), 20 * hour)).toBe(true);
    expect(endOf(weekend, Date.parse("2026-11-21T20:00Z"))).toBe(Date.parse("2026-11-23T00:00Z"));
  });
});

describe("a freeze", () => {
  const turn: TimeRange = { kind: "dates", first: "2026-12-20", last: "2027-01-03" };

  it("lasts to the end of its last day, where the zone is", () => {
    expect(next([outside("Europe/Berlin", turn)], "2026-12-24T12:00Z")).toBe("2027-01-03T23:00");
    expect(next([outside("America/New_York", turn)], "2026-12-24T12:00Z")).toBe("2027-01-04T05:00");
  });

  it("is in the way of what would run into it", () => {
    const before = "2026-12-19T22:30Z";
    expect(next([outside("UTC", turn)], before, hour)).toBe("2026-12-19T22:30");
    expect(next([outside("UTC", turn)], before, 2 * hour)).toBe("2027-01-04T00:00");
  });

  it("sends a window on to its next opening", () => {
    expect(next([inside("UTC", office), outside("UTC", turn)], "2026-12-21T10:00Z")).toBe(
      "2027-01-04T09:00",
    );
  });

  it("that never ends leaves no moment", () => {
    expect(next([outside("UTC", weekly(everyDay, "00:00", "24:00"))], "2026-01-01T00:00Z")).toBe(
      null,
    );
  });
});

it("windows that have no moment in common are never open", () => {
  const monday = inside("UTC", weekly([0], "09:00", "10:00"));
  const tuesday = inside("UTC", weekly([1], "09:00", "10:00"));
  expect(next([monday, tuesday], "2026-01-01T00:00Z")).toBeNull();
});

describe("on the nights on which clocks are changed", () => {
  it("keeps to the wall clock, summer and winter", () => {
    const morning = inside("Europe/Berlin", weekly(everyDay, "09:00", "10:00"));
    expect(next([morning], "2026-07-01T00:00Z")).toBe("2026-07-01T07:00");
    expect(next([morning], "2026-12-01T00:00Z")).toBe("2026-12-01T08:00");
  });

  it("skips a window that the clock leaps over", () => {
    const leapt = inside("Europe/Berlin", weekly(everyDay, "02:10", "02:50"));
    expect(next([leapt], "2026-03-29T00:30Z")).toBe("2026-03-30T00:10");
  });

  it("opens at the leap where only the beginning is leapt over", () => {
    const early = inside("Europe/Berlin", weekly(everyDay, "02:10", "04:00"));
    expect(next([early], "2026-03-29T00:30Z")).toBe("2026-03-29T01:00");
    expect(endOf(early, Date.parse("2026-03-29T01:30Z"))).toBe(Date.parse("2026-03-29T02:00Z"));
  });

  it("counts an hour that comes twice the first time", () => {
    const late = inside("America/New_York", weekly([6], "01:00", "01:30"));
    expect(next([late], "2026-11-01T00:00Z")).toBe("2026-11-01T05:00");
    expect(next([late], "2026-11-01T05:30Z")).toBe("2026-11-08T06:00");
  });

  it("has 23 and 25 hours in a day", () => {
    const length = (zone: string, date: string) =>
      (momentOf(zone, Date.parse(date) + day) - momentOf(zone, Date.parse(date))) / hour;
    expect(length("Europe/Berlin", "2026-03-29")).toBe(23);
    expect(length("Europe/Berlin", "2026-10-25")).toBe(25);
    expect(length("Australia/Lord_Howe", "2026-04-05")).toBe(24.5);
  });
});

describe("zones", () => {
  const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu");
  const moments = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });

  it("finds the moment of what a wall clock shows, whenever it shows it", () => {
    fc.assert(
      fc.property(zones, moments, (zone, at) => {
        const shown = wallClock(zone, at);
        expect(wallClock(zone, momentOf(zone, shown))).toBe(shown);
      }),
    );
  });

  it("finds a moment for any time that a wall clock may show or leap over", () => {
    const shown = moments.map((at) => Math.floor(at / minute) * minute);
    const leapt = fc
      .integer({ min: -3 * 60, max: 3 * 60 })
      .map((minutes) => Date.UTC(2026, 2, 29, 2) + minutes * minute);
    fc.assert(
      fc.property(zones, fc.oneof(shown, leapt), (zone, time) => {
        const off = Math.abs(wallClock(zone, momentOf(zone, time)) - time);
        expect(off).toBeLessThanOrEqual(hour);
      }),
    );
  });

  it("is open when the wall clock says so, on days without a change of clocks", () => {
    const window = (zone: string) => inside(zone, office, weekly([5], "22:00", "03:00"));
    const says = (zone: string, at: number) => {
      const words = momentWords(zone, at);
      const clock = words.slice(15);
      if (/^(Mon|Tue|Wed|Thu)/.test(words)) return clock >= "09:00" && clock < "16:00";
      if (words.startsWith("Sat")) return clock >= "22:00";
      return words.startsWith("Sun") && clock < "03:00";
    };
    fc.assert(
      fc.property(zones, moments, (zone, at) => {
        const isQuiet = [at - 2 * day, at + day].every(
          (other) => wallClock(zone, other) - other === wallClock(zone, at) - at,
        );
        fc.pre(isQuiet);
        expect(holds(window(zone), at, 0)).toBe(says(zone, at));
      }),
    );
  });

  it("names a moment, and knows a zone from none", () => {
    expect(momentWords("Europe/Berlin", Date.parse("2026-11-20T15:00Z"))).toBe(
      "Fri 2026-11-20 16:00",
    );
    expect(["Europe/Berlin", "UTC", "Mars/Base", ""].map(isZone)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
