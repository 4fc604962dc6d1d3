/** Which part of an operation a step belongs to, told from the headings above it. */
import { describe, expect, test } from "vitest";
import { type Phase, phaseOf, phases } from "../../src/parser/phases.ts";
import fc, { cases } from "../support/properties.ts";

const single: readonly [phase: Phase, ...headings: string[]][] = [
  [
    "prepare",
    "Prerequisites",
    "Before you begin",
    "1. Install the client",
    "What you need",
    "Set-up",
  ],
  [
    "diagnose",
    "Diagnosis",
    "Impact",
    "Symptoms",
    "Is it the network? Troubleshooting",
    "Check the replica",
    "Step 2: Find what is large",
    "Root causes",
    "Queries for slow requests",
  ],
  [
    "fix",
    "Mitigation",
    "Resolution",
    "Remediation steps",
    "Steps",
    "Actions",
    "Restart the proxy",
    "2) Free up space",
    "Known workarounds",
    "Fix what the check found",
  ],
  [
    "verify",
    "Verification",
    "How to verify",
    "Validation",
    "Make sure that it serves again",
    "Smoke test",
    "Steps to confirm the fix",
  ],
  ["rollBack", "Rollback", "Roll back", "Rolling back the release", "Revert", "Undo", "Back-out"],
  ["escalate", "Escalation", "Contact", "Who to call", "When to page the database team", "Support"],
  [
    "none",
    "Meaning",
    "Background",
    "References",
    "Next steps",
    "Prevention",
    "DiskFullOnNode",
    "The fixture file",
    "",
  ],
];

describe("one heading", () => {
  const table = single.flatMap(([phase, ...headings]) =>
    headings.map((heading) => [heading, phase] as const),
  );
  test.each(table)("%s", (heading, phase) => {
    expect(phaseOf([heading])).toBe(phase);
    expect(phaseOf([heading.toUpperCase()])).toBe(phase);
  });
});

describe("several headings", () => {
  const table: readonly [headings: string[], phase: Phase][] = [
    [["Troubleshooting the mail queue", "Purge the queue"], "fix"],
    [["Mitigation", "On the second node"], "fix"],
    [["Mitigation", "Network issues"], "fix"],
    [["Mitigation", "Verify that mail flows"], "verify"],
    [["Diagnosis", "Verify that mail flows"], "diagnose"],
    [["Diagnosis", "If nothing helps: escalation"], "escalate"],
    [["Mitigation", "2. If the check finds nothing"], "fix"],
    [["Mitigation", "If the check finds nothing, verify the clock"], "verify"],
    [["Overview", "Notes"], "none"],
  ];
  test.each(table)("%j", (headings, phase) => expect(phaseOf(headings)).toBe(phase));
});

test("any headings have a phase, the same each time", () => {
  const word = fc.constantFrom(
    "check",
    "fix",
    "roll",
    "back",
    "steps",
    "issue",
    "-",
    "'",
    "verify",
  );
  const heading = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(word).map((all) => all.join(" ")),
  );
  fc.assert(
    fc.property(fc.array(heading, { maxLength: 6 }), (headings) => {
      const phase = phaseOf(headings);
      expect(["none", ...phases]).toContain(phase);
      expect(phaseOf(headings)).toBe(phase);
    }),
    cases(100),
  );
});

test("a heading without end takes no time", () => {
  expect(phaseOf(["how to ".repeat(100_000)])).toBe("none");
  expect(phaseOf([`fix ${" ".repeat(100_000)}`])).toBe("fix");
});
