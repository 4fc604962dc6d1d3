/**
 * What a session sets out to do: the runbook's steps in the order they will be walked.
 * A plan is whole in itself, so that a session can be resumed when the runbook has changed or gone.
 */
import * as z from "zod/mini";
import { inputSpecSchema } from "./input-spec.ts";
import { stepSchema } from "./step.ts";

export const planSchema = z.strictObject({
  runbook: z.strictObject({
    path: z.string(),
    title: z.string(),
    summary: z.nullable(z.string()),
    /** SHA-256 of the source, in hex. */
    digest: z.string(),
    /** ISO date of its last review; null when it does not say. */
    reviewed: z.nullable(z.string()),
  }),
  inputs: z.array(inputSpecSchema),
  /** Every step, rollback steps too; the main ones stand in walking order. */
  steps: z.array(stepSchema),
  /** The other runbooks whose steps are in it, each with the step that calls it. */
  callees: z.array(
    z.strictObject({
      call: z.string(),
      path: z.string(),
      title: z.string(),
      /** SHA-256 of its source, in hex. */
      digest: z.string(),
      /** ISO date of its last review; null when it does not say. */
      reviewed: z.nullable(z.string()),
    }),
  ),
  /** Steps that `--only` or `--from` leave out, with the words that did. */
  leftOut: z.record(z.string(), z.string()),
});
export type Plan = z.infer<typeof planSchema>;
