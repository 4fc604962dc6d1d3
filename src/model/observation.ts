/** What the probes saw on the target at one moment: facts, not yet a judgement. */
import * as z from "zod/mini";

export const observationSchema = z.strictObject({
  /** The name the target gives itself. */
  hostname: z.string(),
  /** Who else runs a changing step on it now, in words; null when nobody is known to. */
  busy: z.nullable(z.string()),
  environments: z.array(
    z.strictObject({
      name: z.string(),
      probes: z.array(
        z.strictObject({
          /** The probe in words, for example `hostname matches web-*`. */
          probe: z.string(),
          held: z.boolean(),
          /** What was seen, in one line. What a program printed stands behind a colon where it did not hold. */
          seen: z.string(),
        }),
      ),
    }),
  ),
});
export type Observation = z.infer<typeof observationSchema>;
