/** Real shells are given code made at random, with values made to break it: what arrives, what runs. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderCode } from "../../src/shell/render.ts";
import { askedSeed, fuzzCases } from "../support/fuzz.ts";
import { skip } from "../support/skip.ts";
import { value } from "./hostile-values.ts";
import { brokenCode, type Code, randomCode } from "./random-code.ts";
import { type Came, type Lab, openLab, type Shell, shellNames } from "./shells.ts";

let lab: Lab;
beforeAll(() => {
  lab = openLab();
});
afterAll(() => lab.remove());

const seed = askedSeed ?? 20_261_001;
/** Between two looks at the clock of the test runner. */
const atATime = 500;

interface Case {
  readonly code: Code;
  readonly v: string;
  readonly rendered: string;
}

interface Slip extends Case {
  readonly shell: Shell;
  readonly came: Came;
}

/** Nothing arrives where it is not known what should. */
const anything: Code["shows"] = () => [];
const broken = brokenCode.map((text): Code => ({ text, shows: anything, shells: shellNames }));

describe("a value that is put into code made at random", () => {
  test(`arrives as it is, or is refused (${half(fuzzCases)} cases)`, async () => {
    const figures = await hold(randomCode, half(fuzzCases), isWrong);
    expect(figures.slips).toEqual([]);
    expect(figures.rendered).toBeGreaterThan(figures.cases / 4);
    expect(figures.refused).toBeGreaterThan(figures.cases / 10);
  });

  test(`never runs, whatever the code is (${half(fuzzCases)} cases)`, async () => {
    const figures = await hold(broken, half(fuzzCases), (_, came) => came.isSprung);
    expect(figures.slips).toEqual([]);
    expect(figures.rendered).toBeGreaterThan(figures.cases / 10);
  });

  for (const shell of shellNames) {
    test(`${shell} is there to take part`, (context) => {
      if (!lab.shells.includes(shell)) skip(context, `${shell} is not installed`);
    });
  }
});

function half(count: number): number {
  return Math.ceil(count / 2);
}

function isWrong({ code, v }: Case, came: Came): boolean {
  return (
    came.isSprung ||
    came.complaint !== "" ||
    JSON.stringify(came.shown) !== JSON.stringify(code.shows(v))
  );
}

async function hold(
  codes: fc.Arbitrary<Code>,
  count: number,
  isSlip: (one: Case, came: Came) => boolean,
) {
  const figures = { cases: 0, rendered: 0, refused: 0, runs: 0, slips: [] as string[] };
  const sample = fc.sample(fc.tuple(codes, value), { numRuns: count, seed });
  for (let from = 0; from < sample.length; from += atATime) {
    const batch = sample.slice(from, from + atATime);
    const ready = batch.flatMap(([code, v]): Case[] => {
      const result = renderCode(code.text, { v });
      return result.ok ? [{ code, v, rendered: result.code }] : [];
    });
    figures.cases += batch.length;
    figures.rendered += ready.length;
    figures.refused += batch.length - ready.length;
    for (const shell of lab.shells) {
      const cases = ready.filter(({ code }) => code.shells.includes(shell));
      const came = lab.run(
        shell,
        cases.map(({ rendered }) => rendered),
      );
      figures.runs += cases.length;
      cases.forEach((one, at) => {
        const its = came[at];
        if (its && isSlip(one, its)) figures.slips.push(report({ ...one, shell, came: its }));
      });
    }
  }
  const { cases, rendered, refused, runs, slips } = figures;
  console.log(
    `${cases} cases from seed ${seed}: ${rendered} rendered, ${refused} refused, ` +
      `${runs} runs in ${lab.shells.join(", ")}, ${slips.length} slips`,
  );
  return figures;
}

function report({ code, v, rendered, shell, came }: Slip): string {
  const shown = came.isSprung ? "the trap" : JSON.stringify(came.shown);
  return [
    `${shell}, seed ${seed}`,
    `code: ${code.text}`,
    `value: ${JSON.stringify(v).slice(0, 300)}`,
    `rendered: ${rendered.slice(0, 600)}`,
    `came: ${shown.slice(0, 300)}`,
    `complaint: ${came.complaint.slice(0, 300)}`,
  ].join("\n");
}
