/**
 * A second person's word for one step: the request that says exactly what would run and where, and the
 * approval that signs it. Each has one text, its canonical JSON, and whatever changes voids both.
 */
import * as z from "zod/mini";
import { riskSchema } from "./risk.ts";
import { reasonSchema } from "./verdict.ts";

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export const approvalRequestSchema = z.strictObject({
  v: z.literal(1),
  session: z.string(),
  runbook: z.strictObject({ path: z.string(), title: z.string(), digest: hash }),
  /** SHA-256 of the plan's canonical JSON, in hex. */
  planDigest: hash,
  step: z.string(),
  title: z.string(),
  attempt: z.int().check(z.positive()),
  /** The exact code that would run, and its SHA-256 in hex. */
  code: z.string(),
  codeDigest: hash,
  target: z.string(),
  host: z.string(),
  /** The environment that was recognised; null when none was. */
  environment: z.nullable(z.string()),
  operator: z.string(),
  /** Who may approve it, by name. */
  approvers: z.array(z.string()),
  risk: riskSchema,
  does: z.array(z.string()),
  /** Files that will be saved first. */
  backup: z.array(z.string()),
  reasons: z.array(reasonSchema),
  /** Until when an approval counts. */
  expiresAt: z.iso.datetime(),
});
export type ApprovalRequest = z.infer<typeof approvalRequestSchema>;

export const approvalSchema = z.strictObject({
  v: z.literal(1),
  /** The canonical JSON of the request, as it was signed. */
  request: z.string(),
  principal: z.string(),
  /** `ssh-ed25519 AAAA…` */
  publicKey: z.string(),
  at: z.iso.datetime(),
  /** An SSH signature of the rest, in ASCII armour. */
  signature: z.string(),
});
export type Approval = z.infer<typeof approvalSchema>;

/** What of an approval counts in a session. */
export interface Approved {
  readonly principal: string;
  readonly publicKey: string;
  /** ISO 8601 in UTC. */
  readonly expiresAt: string;
}
