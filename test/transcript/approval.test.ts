/** Approvals: which count, and why each other one does not. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Approval, ApprovalRequest } from "../../src/model/approval.ts";
import {
  approvalNamespace,
  approvalText,
  approve,
  checkApproval,
  type Expected,
} from "../../src/transcript/approval.ts";
import { readRequest, requestFor, requestText } from "../../src/transcript/approval-request.ts";
import { canonicalJson, sha256 } from "../../src/transcript/canonical.ts";
import { loadOperatorKey, type OperatorKey } from "../../src/transcript/operator-key.ts";
import fc from "../support/properties.ts";
import { got } from "./desk.ts";
import { sampleEvents } from "./sample-events.ts";

const directory = mkdtempSync(join(tmpdir(), "firebreak-approval-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let operator: OperatorKey;
let second: OperatorKey;
let stranger: OperatorKey;
let given: Approval;
let expected: Expected;

const request: ApprovalRequest = {
  v: 1,
  session: "20261121-0312-change-abcd",
  runbook: { path: "/srv/runbooks/change.md", title: "Change", digest: "a".repeat(64) },
  planDigest: "b".repeat(64),
  step: "edit",
  title: "Edit the configuration",
  attempt: 2,
  code: "sed -i s/a/b/ /etc/example.conf\n",
  codeDigest: sha256("sed -i s/a/b/ /etc/example.conf\n"),
  target: "local",
  host: "web-1",
  environment: "prod",
  operator: "ada@example.com",
  approvers: ["bob@example.com", "eve@example.com"],
  risk: "critical",
  does: ["edits /etc/example.conf"],
  backup: ["/etc/example.conf"],
  reasons: [{ guard: "risk", text: "critical, and this is production" }],
  expiresAt: "2026-11-21T04:12:00.000Z",
};

const key = async (folder: string, principal: string) =>
  got(await loadOperatorKey({ configDir: join(directory, folder), principal }));

beforeAll(async () => {
  operator = await key("a", "ada@example.com");
  second = await key("b", "bob@example.com");
  stranger = await key("c", "bob@example.com");
  given = await approve(request, second, "2026-11-21T03:20:00.000Z");
  expected = {
    request,
    people: [
      { principal: "ada@example.com", keys: [operator.publicKey] },
      { principal: "bob@example.com", keys: [second.fingerprint] },
      { principal: "eve@example.com", keys: [operator.publicKey] },
    ],
    operator,
    now: "2026-11-21T03:21:00.000Z",
  };
});

function objection(text: string, changes: Partial<Expected> = {}): string | null {
  const checked = checkApproval(text, { ...expected, ...changes });
  if (!checked.ok) expect(checked.problem.hint).not.toBe("");
  return checked.ok ? null : checked.problem.message;
}

test("a request has one text, which is read back", () => {
  const text = requestText(request);
  expect(got(readRequest(`\n${text}\n`))).toEqual(request);
  for (const other of ["", "{}", text.slice(1), text.replace(":", ": "), `${text}${text}`]) {
    expect(readRequest(other).ok).toBe(false);
  }
});

test("a request of a session names the keys by which its policy knows each who may", () => {
  const { v: _, planDigest: __, codeDigest: ___, ...draft } = request;
  const [opened] = sampleEvents;
  if (opened?.type !== "session.opened") throw new Error("the sample has no beginning");
  const person = (principal: string, ...keys: string[]) => ({ principal, keys, roles: [] });
  const people = [
    person("bob@example.com", `${second.publicKey} at work`, "ssh-rsa AAAAB3NzaC1yc2E="),
    person("eve@example.com", stranger.fingerprint),
    person("mallory@example.com", operator.publicKey),
  ];
  const asked = requestFor({ draft, plan: opened.plan, people }, operator);
  expect(asked.operatorKey).toBe(operator.fingerprint);
  expect(asked.keys).toEqual([
    { principal: "bob@example.com", fingerprints: [second.fingerprint] },
    { principal: "eve@example.com", fingerprints: [stranger.fingerprint] },
  ]);
  expect(got(readRequest(requestText(asked)))).toEqual(asked);
});

test("code of a request that was altered is never read back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (code) => {
      const read = readRequest(requestText({ ...request, code }));
      expect(read.ok).toBe(code === request.code);
    }),
  );
});

test("an approval by somebody else whom the policy names counts, by key or by fingerprint", () => {
  expect(objection(approvalText(given))).toBeNull();
  const people = [{ principal: "bob@example.com", keys: [second.publicKey] }];
  expect(objection(approvalText(given), { people })).toBeNull();
  const commented = [{ principal: "bob@example.com", keys: [`${second.publicKey} bob at work`] }];
  expect(objection(approvalText(given), { people: commented })).toBeNull();
});

describe("no approval counts", () => {
  const differences: [changed: Partial<ApprovalRequest>, message: string][] = [
    [{ session: "another" }, "it approves another session"],
    [{ step: "restore" }, "it approves another step"],
    [{ attempt: 3 }, "it approves another attempt"],
    [{ code: "rm -rf /etc/example.conf\n" }, "it approves other code"],
    [{ target: "ssh:db-1" }, "it approves another target"],
    [{ host: "web-2" }, "it approves another machine"],
    [{ environment: "stage" }, "it approves another environment"],
    [{ planDigest: "d".repeat(64) }, "it approves another plan"],
    [{ expiresAt: "2026-11-21T05:00:00.000Z" }, "it approves an earlier request"],
    [{ risk: "low" }, "it approves another request"],
  ];
  test.each(differences)("for what has changed since: %j", (changed, message) => {
    expect(objection(approvalText(given), { request: { ...request, ...changed } })).toBe(message);
  });

  test("after its time", () => {
    expect(objection(approvalText(given), { now: "2026-11-21T04:12:00.001Z" })).toBe(
      "it expired at 2026-11-21T04:12:00.000Z",
    );
  });

  test("by the operator, under their own name or another", async () => {
    const at = "2026-11-21T03:20:00.000Z";
    const own = approvalText(await approve(request, operator, at));
    expect(objection(own)).toBe("ada@example.com runs this session, and cannot approve it too");
    const other = approvalText(
      await approve(request, { ...operator, principal: "eve@example.com" }, at),
    );
    expect(objection(other)).toBe("it is signed with the operator's own key, as eve@example.com");
  });

  test("by somebody unknown, or by another key than the one that is known", async () => {
    const at = "2026-11-21T03:20:00.000Z";
    const nobody = await approve(request, { ...stranger, principal: "mallory@example.com" }, at);
    expect(objection(approvalText(nobody))).toBe(
      "mallory@example.com is not among the people of the policy",
    );
    const otherKey = await approve(request, stranger, at);
    expect(objection(approvalText(otherKey))).toBe(
      "the policy knows bob@example.com by another key",
    );
  });

  test("by somebody whom the policy knows, without the role that it takes", async () => {
    const narrowed = { ...request, approvers: ["eve@example.com"] };
    const text = approvalText(await approve(narrowed, second, "2026-11-21T03:20:00.000Z"));
    expect(checkApproval(text, { ...expected, request: narrowed })).toMatchObject({
      problem: {
        message: "bob@example.com does not have the role that this takes",
        hint: "ask eve@example.com",
      },
    });
  });

  test("that was changed anywhere", () => {
    const text = approvalText(given);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'aZ09"{ \\n'), (at, character) => {
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        expect(changed === text || objection(changed) !== null).toBe(true);
      }),
    );
  });

  test("that is another text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(objection(text)).not.toBeNull();
      }),
    );
    expect(objection(`${approvalText(given)}x`)).toBe("this is no approval");
  });
});

test("ssh-keygen says the same of its signature", () => {
  const { signature, ...statement } = given;
  const file = (name: string, text: string) => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const signers = file("signers", `bob@example.com ${second.publicKey}\n`);
  const out = execFileSync(
    "ssh-keygen",
    ["-Y", "verify", "-f", signers, "-I", "bob@example.com", "-n", approvalNamespace].concat(
      "-s",
      file("signature", signature),
    ),
    { input: canonicalJson(statement), encoding: "utf8" },
  );
  expect(out).toContain('Good "firebreak-approval" signature for bob@example.com');
});
