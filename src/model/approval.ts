/**
 * A second person's word for one step: the request that says exactly what would run and where, and the
 * approval that signs it. Each has one text, its canonical JSON, and whatever changes voids both.
 */
import * as z from "zod/mini";
import { riskSchema } from "./risk.ts";

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, "is no SHA-256 digest"));
const fingerprint = z
  .string()
  .check(z.regex(/^SHA256:[A-Za-z0-9+/]{43}$/, "is no fingerprint of a key"));
/** A person is shown it, and would not see that there is nothing. */
const shown = z.string().check(z.regex(/\S/, "is blank"));
/** A person types it: nothing typed must never be right. */
const typed = z.string().check(z.regex(/^\S+$/, "is no name that can be typed"));

export const approvalRequestSchema = z.strictObject({
  v: z.literal(1),
  session: shown,
  runbook: z.strictObject({ path: shown, title: shown, digest: hash }),
  /** SHA-256 of the plan's canonical JSON, in hex. */
  planDigest: hash,
  step: shown,
  title: shown,
  attempt: z.int().check(z.positive()),
  /** The exact code that would run, and its SHA-256 in hex. */
  code: z.string(),
  codeDigest: hash,
  target: shown,
  host: typed,
  /** The environment that was recognised; null when none was. */
  environment: z.nullable(shown),
  operator: shown,
  /** The fingerprint of the operator's key, with which nobody approves. */
  operatorKey: z.optional(fingerprint),
  /** Who may approve it, by name. */
  approvers: z.array(shown),
  /** The keys by which the session's policy knows each of them; requests of old do not have it. */
  keys: z.optional(
    z.array(z.strictObject({ principal: shown, fingerprints: z.array(fingerprint) })),
  ),
  risk: riskSchema,
  does: z.array(shown),
  /** Files that will be saved first. */
  backup: z.array(shown),
  reasons: z.array(z.strictObject({ guard: shown, text: shown })),
  /** Until when an approval counts. */
  expiresAt: z.iso.datetime("is no moment"),
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
