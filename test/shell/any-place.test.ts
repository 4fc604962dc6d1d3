/** Real shells are given code made at random, with values made to break it: what arrives, what runs. */
import { appendFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderCode } from "../../src/shell/render.ts";
import { patience, seed, shellCases } from "../support/fuzz.ts";
import fc from "../support/properties.ts";
import { skip } from "../support/skip.ts";
import { value } from "./hostile-values.ts";
import { brokenCode, type Code, randomCode } from "./random-code.ts";
import { type Came, type Lab, openLab, type Shell, shellNames } from "./shells.ts";

let lab: Lab;
beforeAll(() => {
  lab = openLab();
});
afterAll(() => lab.remove());

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

const broken = brokenCode.map((text): Code => ({ text, shows: null, shells: shellNames }));

describe("a value that is put into code made at random", { timeout: 600_000 * patience }, () => {
  test(`arrives as it is, or is refused (${half(shellCases)} cases)`, async () => {
    const figures = await hold("whole code", randomCode, half(shellCases));
    expect(figures.slips).toEqual([]);
    expect(figures.rendered).toBeGreaterThan(figures.cases / 4);
    expect(figures.refused).toBeGreaterThan(figures.cases / 10);
  });

  test(`never runs, whatever the code is (${half(shellCases)} cases)`, async () => {
    const figures = await hold("broken code", broken, half(shellCases));
    expect(figures.slips).toEqual([]);
    expect(figures.rendered).toBeGreaterThan(figures.cases / 10);
  });

  test.each(read)("%s reads %j with %j as bash does not", async (shell, text, v) => {
    if (!lab.shells.includes(shell)) return;
    const [naive] = await lab.run(shell, [text.replaceAll("{{v}}", v)]);
    expect(naive?.isSprung).toBe(true);
    expect(render(text, v)).toBe(null);
  });

  test.each(kept)("is refused where a file keeps it until it is run: %j of %j", async (text, v) => {
    const quoted = text.replaceAll("{{v}}", `'${v}'`);
    for (const shell of lab.shells) {
      const [naive] = await lab.run(shell, [quoted]);
      expect([shell, naive?.isSprung]).toEqual([shell, true]);
    }
    expect(render(text, v)).toBe(null);
  });

  for (const shell of shellNames) {
    test(`${shell} is there to take part`, (context) => {
      if (!lab.shells.includes(shell)) skip(context, `${shell} is not installed`);
    });
  }
});

/** In bash each of these values is data, or nothing runs at all. */
const read: readonly [shell: Shell, text: string, v: string][] = [
  ["dash", "[[ -z a || {{v}} == b ]]", "touch"],
  ["dash", "show $'a\\'; {{v}} #'", "touch"],
  ["zsh", "show ../bin/t*({{v}})", "e:touch:"],
  ["zsh", "show ../bin/touch({{v}})", "e:touch:"],
];

/** Quoted as it should be, each of these values is run in the end. */
const kept: readonly [text: string, v: string][] = [
  [": > ./out/aapre{{v}};eval how ./out/*; sweep", "}`touch x`"],
  ["show > ./out/{{v}}; cd out; eval *; cd ..; sweep", "touch"],
  ["echo {{v}} > ./out/x; sh ./out/x; sweep", "touch"],
  ["echo {{v}} > ./out/x; . ./out/x; sweep", "touch"],
  ["cat > ./out/x <<E\n{{v}}\nE\nxargs -a ./out/x sh -c 'eval \"$0\"'; sweep", "touch"],
  ["echo x={{v}} > ./out/x; . ./out/x; sweep", "1; touch"],
  ["echo {{v}} > ./out/x; cat ./out/x | sh; sweep", "touch"],
];

function half(count: number): number {
  return Math.ceil(count / 2);
}

function isSlip({ code, v, shell, came }: Slip): boolean {
  const expected = code.shells.includes(shell) ? (code.shows?.(v) ?? null) : null;
  if (came.isSprung || expected === null) return came.isSprung;
  return came.complaint !== "" || JSON.stringify(came.shown) !== JSON.stringify(expected);
}

async function hold(what: string, codes: fc.Arbitrary<Code>, count: number) {
  const figures = { cases: 0, rendered: 0, refused: 0, runs: 0, slips: [] as string[] };
  const sample = fc.sample(fc.tuple(codes, value), count);
  for (let from = 0; from < sample.length; from += atATime) {
    const batch = sample.slice(from, from + atATime);
    const ready = batch.flatMap(([code, v]): Case[] => {
      const rendered = render(code.text, v);
      return rendered === null ? [] : [{ code, v, rendered }];
    });
    figures.cases += batch.length;
    figures.rendered += ready.length;
    figures.refused += batch.length - ready.length;
    const texts = ready.map(({ rendered }) => rendered);
    const all = await Promise.all(lab.shells.map((shell) => lab.run(shell, texts)));
    for (const [index, its] of all.entries()) {
      const shell = lab.shells[index] ?? "bash";
      const slips = its.flatMap((came, at): Slip[] => {
        const one = ready[at];
        return one ? [{ ...one, shell, came }] : [];
      });
      figures.runs += ready.length;
      const reports = slips.filter(isSlip).map(report);
      // In a long run, nobody waits for its end to see them.
      for (const text of reports) console.log(text);
      figures.slips.push(...reports);
    }
  }
  const { cases, rendered, refused, runs, slips } = figures;
  const line =
    `${cases} cases of ${what}: ${rendered} rendered, ${refused} refused, ` +
    `${runs} runs in ${lab.shells.join(", ")}, ${slips.length} slips`;
  console.log(`${line} (seed ${seed})`);
  const file = process.env["FUZZ_FIGURES"];
  if (file) appendFileSync(file, `${line}\n`);
  return figures;
}

/** Null when it is refused. */
function render(code: string, v: string): string | null {
  try {
    const result = renderCode(code, { v });
    return result.ok ? result.code : null;
  } catch (cause) {
    throw new Error(`seed ${seed}, code ${code}, value ${JSON.stringify(v)}`, { cause });
  }
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
