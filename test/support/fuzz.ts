/**
 * How many random cases the tests take: as many as they say, or more where `npm run fuzz` asks for it.
 * Its variables are `FUZZ_CASES`, of which everything else follows, and `FUZZ_SEED`.
 */

const usualCases = 2000;

/** What the tests of values in shells take; all others take more in the same proportion. */
export const fuzzCases = Number(process.env["FUZZ_CASES"] ?? usualCases);

/** Null where none is asked for. */
export const askedSeed = process.env["FUZZ_SEED"] ? Number(process.env["FUZZ_SEED"]) : null;

export const fuzzScale = Math.max(1, fuzzCases / usualCases);

/** The parameters of a property that is tried this many times as a rule. */
export function cases(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.round(usual * fuzzScale) };
}
