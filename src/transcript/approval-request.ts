/** The request for an approval: made for what a session asks, and read with an eye to what was altered. */
import { type ApprovalRequest, approvalRequestSchema } from "../model/approval.ts";
import { signingKeys } from "../model/approvers.ts";
import type { EffectOf } from "../model/effect.ts";
import type { Person } from "../model/policy.ts";
import { canonicalJson, sha256 } from "./canonical.ts";
import type { OperatorKey } from "./operator-key.ts";
import { ok, problem, type Result } from "./result.ts";
import { fingerprintOfKey } from "./ssh-wire.ts";

/** The one text of a request. */
export function requestText(request: ApprovalRequest): string {
  return canonicalJson(request);
}

export function requestFor(
  { draft, plan, people }: Pick<EffectOf<"approval">, "draft" | "plan" | "people">,
  { publicKey }: Pick<OperatorKey, "publicKey">,
): ApprovalRequest {
  return {
    ...draft,
    v: 1,
    planDigest: sha256(canonicalJson(plan)),
    codeDigest: sha256(draft.code),
    operatorKey: fingerprintOfKey(publicKey),
    keys: draft.approvers.map((principal) => keysOf(principal, people)),
  };
}

function keysOf(principal: string, people: readonly Person[]) {
  const keys = people.filter((one) => one.principal === principal).flatMap(signingKeys);
  return { principal, fingerprints: keys.map(fingerprintOfKey) };
}

/** Reads what `requestText` wrote, as it is or between blanks; any other text is refused. */
export function readRequest(text: string): Result<ApprovalRequest> {
  const read = approvalRequestSchema.safeParse(jsonOf(text.trim()));
  if (!read.success) {
    const { issues } = read.error;
    const [first] = issues;
    if (!first || issues.some(({ code }) => code !== "invalid_format")) return noRequest;
    return altered(`its ${first.path.join(".")} ${first.message}`);
  }
  if (requestText(read.data) !== text.trim()) return noRequest;
  const flaw = flaws.find(({ isIn }) => isIn(read.data));
  return flaw ? altered(flaw.words) : ok(read.data);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const noRequest = problem(
  "refused",
  "this is no request for an approval",
  "take the file, or the whole text, that the session wrote",
);

function altered(what: string) {
  const hint = "ask for it again, by another way, and say that it was altered";
  return problem("refused", `${what}: it was altered on its way`, hint);
}

/** What no session writes, since each says what the request itself says elsewhere. */
const flaws: readonly {
  readonly words: string;
  readonly isIn: (request: ApprovalRequest) => boolean;
}[] = [
  {
    words: "the code is not the code that was asked about",
    isIn: ({ code, codeDigest }) => sha256(code) !== codeDigest,
  },
  {
    words: "whoever asks is among those who may approve",
    isIn: ({ operator, approvers }) => approvers.includes(operator),
  },
  {
    words: "somebody is named twice among those who may approve it",
    isIn: ({ approvers }) => new Set(approvers).size < approvers.length,
  },
  {
    words: "the keys are not those of the people who may approve",
    isIn: ({ approvers, keys }) =>
      keys !== undefined &&
      canonicalJson(keys.map(({ principal }) => principal)) !== canonicalJson(approvers),
  },
];
