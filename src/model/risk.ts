/** How much harm a step could do, from reading only to not recoverable. */
import * as z from "zod/mini";

export const riskLevels = ["none", "low", "medium", "high", "critical"] as const;

export const riskSchema = z.enum(riskLevels);
export type Risk = z.infer<typeof riskSchema>;

/** The place of a risk on the scale, 0 (`none`) to 4 (`critical`). */
function riskRank(risk: Risk): number {
  return riskLevels.indexOf(risk);
}

/** Whether `risk` stays at or under `ceiling`. */
export function isWithin(risk: Risk, ceiling: Risk): boolean {
  return riskRank(risk) <= riskRank(ceiling);
}
