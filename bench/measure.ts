/** Runs subjects in turn, A B C A B C …, so that a noisy machine is noisy for all of them alike. */

export interface Subject {
  readonly name: string;
  /** One run, from nothing to the end; resolves to what it cost. */
  readonly run: () => Promise<Cost>;
}

export interface Cost {
  readonly ms: number;
  /** Peak memory of the process itself; null where it is not measured. */
  readonly peakBytes: number | null;
}

export interface Row {
  readonly name: string;
  readonly ms: number;
  /** Against the first subject: the median of the ratios, round by round. */
  readonly ratio: number;
  readonly peakBytes: number | null;
}

/** The first subject is the baseline. Rounds of warming up are not counted. */
export async function compare(
  subjects: readonly Subject[],
  rounds: number,
  warmUps = 1,
): Promise<Row[]> {
  const costs = subjects.map((): Cost[] => []);
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      const cost = await subject.run();
      if (round >= 0) costs[index]?.push(cost);
    }
  }
  const baseline = costs[0] ?? [];
  return subjects.map(({ name }, index) => {
    const own = costs[index] ?? [];
    const peaks = own.flatMap(({ peakBytes }) => (peakBytes === null ? [] : [peakBytes]));
    return {
      name,
      ms: median(own.map(({ ms }) => ms)),
      ratio: median(own.map(({ ms }, round) => ms / (baseline[round]?.ms ?? Number.NaN))),
      peakBytes: peaks.length === 0 ? null : Math.max(...peaks),
    };
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function print(title: string, rows: readonly Row[], aims: Readonly<Record<string, string>>) {
  console.log(`\n${title}`);
  for (const { name, ms, ratio, peakBytes } of rows) {
    const memory = peakBytes === null ? "" : `  peak ${(peakBytes / 1e6).toFixed(0)} MB`;
    const aim = aims[name] === undefined ? "" : `  (aim: ${aims[name]})`;
    const time = `${ms.toFixed(1).padStart(9)} ms`;
    console.log(`  ${name.padEnd(38)}${time}  ${ratio.toFixed(2).padStart(6)} x${memory}${aim}`);
  }
}
