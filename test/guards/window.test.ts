/** Change windows and freezes as guards say them: open, closed, too short, and for whom. */
import { describe, expect, it } from "vitest";
import { window } from "../../src/guards/window.ts";
import type { Risk } from "../../src/model/risk.ts";
import { facts, lines, policyOf } from "../support/facts.ts";
import { codeStep, manualStep, observed } from "../support/steps.ts";

const policy = policyOf(`
windows:
  office: { open: "mon-thu 09:00-16:00", timezone: Europe/Berlin, in: [prod] }
  quiet: { open: "mon-thu 10:00-11:00", in: [prod], from: critical, reason: Few people work }
  turn: { freeze: "2026-12-20..2027-01-03", from: medium, reason: Nobody is there }
`);

interface Moment {
  readonly at: string;
  readonly risk?: Risk;
  readonly where?: string;
  readonly minutes?: number;
}

function said({ at, risk = "medium", where = "prod", minutes = 0 }: Moment): string[] {
  const observation = observed(policy, ...(where === "" ? [] : [where]));
  const step = codeStep({ id: "change", risk });
  const neededMs = minutes * 60_000;
  return lines(
    window(facts({ policy, observation, step, neededMs, at: Date.parse(`${at}:00.000Z`) })),
  );
}

const closed = "the window office is closed, it is open mon-thu 09:00-16:00";

describe("a window", () => {
  it.each<[string, Moment, string[]]>([
    ["is open", { at: "2026-11-19T14:59" }, ["pass: open: office; the freeze turn does not hold"]],
    [
      "is closed, and says when it opens, where it is",
      { at: "2026-11-19T15:00" },
      [`wait 2026-11-23T08:00: ${closed}; next at Mon 2026-11-23 09:00 (Europe/Berlin)`],
    ],
    [
      "is not for who only looks",
      { at: "2026-11-20T15:00", risk: "none" },
      ["pass: no window is for this"],
    ],
    [
      "is not for other places",
      { at: "2026-11-20T15:00", where: "stage" },
      ["pass: the freeze turn does not hold"],
    ],
    [
      "is not for a place nobody knows",
      { at: "2026-11-20T15:00", where: "" },
      ["pass: the freeze turn does not hold"],
    ],
    [
      "is not for less risk",
      { at: "2026-11-19T14:00", risk: "high" },
      ["pass: open: office; the freeze turn does not hold"],
    ],
    [
      "has to be open with all the others",
      { at: "2026-11-19T14:00", risk: "critical" },
      [
        "wait 2026-11-23T10:00: the window quiet is closed, it is open mon-thu 10:00-11:00: " +
          "Few people work; next at Mon 2026-11-23 10:00 (UTC)",
      ],
    ],
    [
      "closes too soon",
      { at: "2026-11-18T14:30", minutes: 45 },
      [
        "wait 2026-11-19T08:00: office closes at Wed 2026-11-18 16:00 (Europe/Berlin), and this may " +
          "take 45 min with its way back; next at Thu 2026-11-19 09:00 (Europe/Berlin)",
      ],
    ],
    [
      "is never long enough",
      { at: "2026-11-18T14:30", minutes: 8 * 60 },
      [
        "deny: office closes at Wed 2026-11-18 16:00 (Europe/Berlin), and this may take 8 h with " +
          "its way back; no time ahead is long enough",
      ],
    ],
  ])("%s", (_, moment, expected) => {
    expect(said(moment)).toEqual(expected);
  });

  it("is not for a task that a person ticks", () => {
    const step = manualStep({ id: "tell" });
    const observation = observed(policy, "prod");
    expect(lines(window(facts({ policy, step, observation })))).toEqual([
      "pass: no window is for this",
    ]);
  });
});

describe("a freeze", () => {
  it("says why, and until when, with the window that opens after it", () => {
    expect(said({ at: "2026-12-23T10:00" })).toEqual([
      "wait 2027-01-04T08:00: the freeze turn holds, 2026-12-20..2027-01-03: Nobody is there; " +
        "next at Mon 2027-01-04 08:00 (UTC)",
    ]);
  });

  it("lets smaller risks pass", () => {
    expect(said({ at: "2026-12-23T10:00", risk: "low" })).toEqual(["pass: open: office"]);
  });

  it("is in the way of what would run into it", () => {
    expect(said({ at: "2026-12-19T23:30", where: "stage", minutes: 45 })).toEqual([
      "wait 2027-01-04T00:00: turn begins at Sun 2026-12-20 00:00 (UTC), and this may take " +
        "45 min with its way back; next at Mon 2027-01-04 00:00 (UTC)",
    ]);
  });
});
