/**
 * How many random cases the tests take: as many as they say, or more where `npm run fuzz` asks for it.
 * Its variables are `FUZZ_CASES`, of which everything else follows, and `FUZZ_SEED`.
 */

const usualCases = 2000;

/** How many pieces of code real shells are given with a value. */
export const shellCases = Number(process.env["FUZZ_CASES"] ?? usualCases);

/** Null where none is asked for. */
export const askedSeed = process.env["FUZZ_SEED"] ? Number(process.env["FUZZ_SEED"]) : null;

/** How much longer than usual it may take. */
export const patience = Math.max(1, shellCases / usualCases);

/** Properties that need no process find what they find in fewer. */
const scale = Math.max(1, patience / 5);

/** The parameters of a property that is tried this many times as a rule. */
export function cases(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.round(usual * scale) };
}
