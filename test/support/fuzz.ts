/**
 * How many random cases the tests take, and from which seed: always the same ones, so that what fails is what was
 * changed, or more and others where `npm run fuzz` asks for them. Its variables are `FUZZ_CASES`, of which
 * everything else follows, and `FUZZ_SEED`.
 */

const usualCases = 2000;

/** How many pieces of code real shells are given with a value. */
export const shellCases = Number(process.env["FUZZ_CASES"] ?? usualCases);

export const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_001);

/** How much longer than usual it may take. */
export const patience = Math.max(1, shellCases / usualCases);
