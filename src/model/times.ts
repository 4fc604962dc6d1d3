/**
 * Times that come again or are marked in a calendar, as a policy says them: hours of weekdays, whole days.
 * They are times of the wall clock in a zone; `calendar.ts` knows when that is.
 */
import * as z from "zod/mini";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const timeRangeSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("weekly"),
    /** Places in `weekdays`: the days on which it begins. */
    days: z.array(z.int().check(z.gte(0), z.lte(6))).check(z.minLength(1)),
    /** Minutes from midnight, 0 to 1439. */
    from: z.int().check(z.gte(0), z.lte(1439)),
    /** Minutes from midnight, 1 to 1440; at or before `from`, it is of the day after. */
    to: z.int().check(z.gte(1), z.lte(1440)),
  }),
  /** Whole days, both included, as ISO dates. */
  z.strictObject({ kind: z.literal("dates"), first: z.iso.date(), last: z.iso.date() }),
]);
export type TimeRange = z.infer<typeof timeRangeSchema>;

export const timesSchema = z.strictObject({
  /** Whether it is about the time in the ranges, or about all other. */
  kind: z.enum(["inside", "outside"]),
  ranges: z.array(timeRangeSchema).check(z.minLength(1)),
  /** As it was written, for people. */
  written: z.string(),
});
export type Times = z.infer<typeof timesSchema>;
