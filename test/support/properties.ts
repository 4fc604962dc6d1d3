/** fast-check, from the seed and with as many cases as this run of the tests takes. */
import fc from "fast-check";
import { patience, seed } from "./fuzz.ts";

/** Properties that need no process find what they find in fewer. */
const scale = Math.max(1, patience / 5);

/** The parameters of a property that is tried this many times as a rule. */
export function cases(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.round(usual * scale) };
}

fc.configureGlobal({ ...cases(100), seed });

export default fc;
