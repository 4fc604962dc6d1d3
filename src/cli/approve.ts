/** The command `approve REQUEST`: a second person reads what somebody else is about to run, and signs it. */
import { lstat, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import type { ApprovalRequest } from "../model/approval.ts";
import { neutralise } from "../model/neutralise.ts";
import { systemWords } from "../model/system-words.ts";
import { namesInWords } from "../model/words.ts";
import { isZone, momentWords } from "../model/zone.ts";
import { fold } from "../report/fold.ts";
import { type Clock, requestWords } from "../report/request-words.ts";
import { approvalText, approve as sign } from "../transcript/approval.ts";
import { approvalEnding, requestEnding } from "../transcript/approval-desk.ts";
import { loadOperatorKey, type OperatorKey, readOperatorKey } from "../transcript/operator-key.ts";
import type { Result } from "../transcript/result.ts";
import { writeOnce } from "../transcript/write-once.ts";
import { principalOf } from "./circumstances.ts";
import { exitCode } from "./exit-code.ts";
import { findRequest } from "./find-request.ts";
import { configDir, hasTerminal, type Io, stateDir } from "./io.ts";
import { type Outcome, type Refusal, refuse, report } from "./refusal.ts";

export interface ApproveOptions {
  readonly as: string | undefined;
  readonly key: string | undefined;
  readonly out: string | undefined;
  readonly stateDir: string | undefined;
}

/** Writes nothing unless a person at a terminal types the name of the machine. */
export async function approve(io: Io, what: string, options: ApproveOptions): Promise<number> {
  const prepared = await prepare(io, what, options);
  if (!prepared.ok) return report(io, folded(prepared));
  const { request, key, out } = prepared.value;
  io.stdout.write(`${requestWords(request, clock(), columns)}\n\n`);
  const answer = await answerOf(io, request, key.principal);
  if (answer !== "approved") {
    io.stderr.write("Nothing was approved.\n");
    return answer === "interrupted" ? exitCode.interrupted : exitCode.failed;
  }
  // Somebody may have read for longer than it holds.
  const late = objectionTo(request, key, clock());
  if (late) return report(io, folded(late));
  const approval = await sign(request, key, new Date().toISOString());
  return hand(io, `${approvalText(approval)}\n`, out);
}

interface Prepared {
  readonly request: ApprovalRequest;
  readonly key: OperatorKey;
  /** Where the approval goes; null for standard output. */
  readonly out: string | null;
}

/** All that can be wrong is said before anybody reads and types. */
async function prepare(io: Io, what: string, options: ApproveOptions): Promise<Outcome<Prepared>> {
  const found = await findRequest(io, what, stateDir(io, options.stateDir));
  if (!found.ok) return found;
  const { request, path } = found.value;
  const key = await keyOf(io, options);
  if (!key.ok) return refuse(key.problem.message, key.problem.hint);
  const objection = objectionTo(request, key.value, clock());
  if (objection) return objection;
  if (!hasTerminal(io)) {
    const hint = "run it in a terminal, with the request in a file";
    return refuse("an approval is a person's word, and nobody is here to ask", hint);
  }
  const named = options.out ?? besides(path, key.value.principal);
  const out = named === null ? null : resolve(io.cwd, named);
  const taken = out === null ? null : await flawOfPlace(out);
  return taken ?? { ok: true, value: { request, key: key.value, out } };
}

async function keyOf(io: Io, { as, key }: ApproveOptions): Promise<Result<OperatorKey>> {
  const principal = as ?? principalOf(io);
  return key === undefined
    ? loadOperatorKey({ configDir: configDir(io), principal })
    : readOperatorKey(resolve(io.cwd, key), principal);
}

/** The session would say the same, but later, and to somebody else. */
function objectionTo(
  { operator, operatorKey, approvers, keys, expiresAt }: ApprovalRequest,
  { principal, fingerprint }: OperatorKey,
  { zone, now }: Clock,
): Refusal | null {
  if (principal === operator) {
    const hint = "somebody else has to; name yourself with --as where both work as one user";
    return refuse(`${operator} runs this session, and cannot approve it too`, hint);
  }
  if (!approvers.includes(principal)) {
    const hint =
      approvers.length === 0
        ? "firebreak.yaml of the runbook names nobody who may, with their keys, under people"
        : `it takes ${namesInWords(approvers)}`;
    return refuse(`${principal} is not among those who may approve it`, hint);
  }
  if (fingerprint === operatorKey) {
    const hint = `sign with ${principal}'s own key: --key FILE`;
    return refuse(`this is the key of ${operator}, who runs this session`, hint);
  }
  const known = keys?.find((one) => one.principal === principal)?.fingerprints;
  if (known?.includes(fingerprint) === false) {
    const hint =
      `give the key ${known.join(" or ")} with --key FILE, or let whoever asks name ` +
      "this one under people in firebreak.yaml and run the step anew";
    return refuse(`the policy knows ${principal} by another key than ${fingerprint}`, hint);
  }
  const end = Date.parse(expiresAt);
  if (now <= end) return null;
  return refuse(`the request expired at ${momentWords(zone, end)} (${zone})`, "ask for a new one");
}

/** In the time zone of this machine, which Node does not know when TZ names none. */
function clock(): Clock {
  const zone: string | undefined = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { zone: zone !== undefined && isZone(zone) ? zone : "UTC", now: Date.now() };
}

function besides(path: string | null, principal: string): string | null {
  if (path === null) return null;
  const stem = path.endsWith(requestEnding) ? path.slice(0, -requestEnding.length) : path;
  return `${stem}.${principal.replace(/[^\w.@-]+/g, "-")}${approvalEnding}`;
}

async function flawOfPlace(path: string): Promise<Refusal | null> {
  const there = await lstat(path).catch(() => null);
  if (there?.isDirectory()) return refuse(`${path} is a directory`, "name a file in it with --out");
  if (there !== null) return isTaken(path);
  const folder = await stat(dirname(path)).catch(() => null);
  if (folder?.isDirectory()) return null;
  return refuse(`there is no directory ${dirname(path)}`, anotherFile);
}

function isTaken(path: string): Refusal {
  return refuse(`there is a file ${path} already`, anotherFile);
}

const anotherFile = "name another file with --out";

/** That our own words keep to. */
const columns = 80;

function folded({ lines, ...refusal }: Refusal): Refusal {
  const hanging = " ".repeat(4);
  const narrow = lines.flatMap((line) =>
    fold(line, columns - hanging.length).map(
      (part, index) => `${index === 0 ? line.slice(0, line.search(/\S/)) : hanging}${part}`,
    ),
  );
  return { ...refusal, lines: narrow };
}

type Answer = "approved" | "otherwise" | "interrupted";

async function answerOf(io: Io, { host }: ApprovalRequest, principal: string): Promise<Answer> {
  const lines = createInterface({ input: io.stdin, output: io.stdout });
  let isInterrupted = false;
  lines.once("SIGINT", () => {
    isInterrupted = true;
    lines.close();
  });
  const gone = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  const sentence = neutralise(`To approve it as ${principal}, type ${host} and press Enter:`);
  const question = [...fold(sentence, columns), "› "].join("\n");
  const typed = await Promise.race([lines.question(question), gone]);
  lines.close();
  if (isInterrupted) {
    // The mark of a key that was pressed has no line of its own.
    io.stdout.write("\n");
    return "interrupted";
  }
  return typed.trim() === host ? "approved" : "otherwise";
}

async function hand(io: Io, text: string, path: string | null): Promise<number> {
  if (path === null) {
    io.stdout.write(text);
    return exitCode.done;
  }
  try {
    if (!(await writeOnce(path, text, 0o644))) return report(io, folded(isTaken(path)));
  } catch (error) {
    return report(io, folded(refuse(`cannot write ${path}: ${systemWords(error)}`, anotherFile)));
  }
  io.stderr.write(
    neutralise(
      `Approved. The approval is in\n  ${path}\n` +
        "The session takes it from the folder of its request, under a name that ends with\n" +
        `${approvalEnding}, or pasted.\n`,
    ),
  );
  return exitCode.done;
}
