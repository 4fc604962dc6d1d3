/** Approvals by a second person: made with their key, and held against the request and the list of people. */
import type * as z from "zod/mini";
import {
  type Approval,
  type ApprovalRequest,
  approvalRequestSchema,
  approvalSchema,
} from "../model/approval.ts";
import { namesInWords } from "../model/words.ts";
import { withoutComment } from "../parser/policy/people.ts";
import { requestText } from "./approval-request.ts";
import { canonicalJson } from "./canonical.ts";
import type { OperatorKey } from "./operator-key.ts";
import { ok, problem, type Result } from "./result.ts";
import { blobOfLine, fingerprintOf } from "./ssh-wire.ts";
import { flawInSshSignature } from "./sshsig.ts";

/** What SSH signatures of approvals are made for: none of them can pass for one of a transcript. */
export const approvalNamespace = "firebreak-approval";

/** `at` is now, as ISO 8601. */
export async function approve(
  request: ApprovalRequest,
  key: OperatorKey,
  at: string,
): Promise<Approval> {
  const { principal, publicKey } = key;
  const statement = { v: 1 as const, request: requestText(request), principal, publicKey, at };
  const signature = await key.sign(approvalNamespace, canonicalJson(statement));
  return { ...statement, signature };
}

/** The one text of an approval. */
export function approvalText(approval: Approval): string {
  return canonicalJson(approval);
}

interface Person {
  readonly principal: string;
  /** Public keys (`ssh-ed25519 AAAA…`) or their fingerprints (`SHA256:…`). */
  readonly keys: readonly string[];
}

export interface Expected {
  readonly request: ApprovalRequest;
  /** Who may approve. */
  readonly people: readonly Person[];
  /** Who runs the session: never the one who approves it. */
  readonly operator: { readonly principal: string; readonly publicKey: string };
  /** Now, as ISO 8601. */
  readonly now: string;
}

/** The approval in `text`, if it counts for the expected request, else why it does not. */
export function checkApproval(text: string, expected: Expected): Result<Approval> {
  const approval = parse(text.trim(), approvalSchema);
  if (approval === null || approvalText(approval) !== text.trim()) {
    const hint = "take the whole text that `firebreak approve` wrote";
    return problem("refused", "this is no approval", hint);
  }
  const objection = objectionTo(approval, expected);
  return objection === null ? ok(approval) : problem("refused", ...objection);
}

/** Whether it is one, for whatever it may be. */
export function looksLikeApproval(text: string): boolean {
  return parse(text.trim(), approvalSchema) !== null;
}

function objectionTo(
  approval: Approval,
  { request, people, operator, now }: Expected,
): [message: string, hint: string] | null {
  const { principal, publicKey, signature, request: signed } = approval;
  const blob = blobOfLine(publicKey);
  if (blob === null) return ["its key is no ssh-ed25519 key", again];
  const { signature: _, ...statement } = approval;
  const flaw = flawInSshSignature(signature, blob, approvalNamespace, canonicalJson(statement));
  if (flaw !== null) return [flaw, again];
  if (signed !== requestText(request)) return [difference(signed, request), again];
  if (principal === operator.principal) {
    return [`${principal} runs this session, and cannot approve it too`, other];
  }
  if (publicKey === operator.publicKey) {
    return [`it is signed with the operator's own key, as ${principal}`, other];
  }
  if (now > request.expiresAt) return [`it expired at ${request.expiresAt}`, again];
  const person = people.find((one) => one.principal === principal);
  if (!person) return [`${principal} is not among the people of the policy`, other];
  const isKnown = person.keys.some(
    (key) => withoutComment(key) === publicKey || key === fingerprintOf(blob),
  );
  if (!isKnown) return [`the policy knows ${principal} by another key`, "sign with that key"];
  const { approvers } = request;
  if (approvers.includes(principal)) return null;
  const hint = approvers.length === 0 ? other : `ask ${namesInWords(approvers)}`;
  return [`${principal} does not have the role that this takes`, hint];
}

const again = "ask for an approval of the request as it is now";
const other = "ask somebody else whom the policy names under people";

/** What of the request is another than the one that was signed. */
function difference(signed: string, request: ApprovalRequest): string {
  const theirs = parse(signed, approvalRequestSchema);
  if (theirs === null) return "it approves something that is no request";
  const names: readonly (readonly [keyof ApprovalRequest, string])[] = [
    ["session", "another session"],
    ["step", "another step"],
    ["attempt", "another attempt"],
    ["code", "other code"],
    ["target", "another target"],
    ["host", "another machine"],
    ["environment", "another environment"],
    ["planDigest", "another plan"],
    ["expiresAt", "an earlier request"],
  ];
  const name = names.find(([key]) => theirs[key] !== request[key])?.[1];
  return `it approves ${name ?? "another request"}`;
}

function parse<T>(text: string, schema: z.ZodMiniType<T>): T | null {
  try {
    const read = schema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
