/** The command `approve REQUEST`: a second person reads what somebody else is about to run, and signs it. */
import { lstat, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import type { ApprovalRequest } from "../model/approval.ts";
import { neutralise } from "../model/neutralise.ts";
import { namesInWords } from "../model/words.ts";
import { fold } from "../report/fold.ts";
import { approvalText, readRequest, approve as sign } from "../transcript/approval.ts";
import { approvalEnding, approvalFolder, requestEnding } from "../transcript/approval-desk.ts";
import { loadOperatorKey, type OperatorKey, readOperatorKey } from "../transcript/operator-key.ts";
import { readAtMost } from "../transcript/read-at-most.ts";
import type { Result } from "../transcript/result.ts";
import { directoryOfSession } from "../transcript/sessions.ts";
import { principalOf } from "./circumstances.ts";
import { exitCode } from "./exit-code.ts";
import { configDir, hasTerminal, type Io, stateDir } from "./io.ts";
import { maximumBytes, readText, tooLarge } from "./read-file.ts";
import { type Outcome, refuse, report } from "./refusal.ts";

export interface ApproveOptions {
  readonly as: string | undefined;
  readonly key: string | undefined;
  readonly out: string | undefined;
  readonly stateDir: string | undefined;
}

/** Writes nothing unless a person at a terminal types the name of the machine. */
export async function approve(io: Io, what: string, options: ApproveOptions): Promise<number> {
  const found = await findRequest(io, what, options);
  if (!found.ok) return report(io, found);
  const { request, path } = found.value;
  const key = await keyOf(io, options);
  if (!key.ok) return report(io, refuse(key.problem.message, key.problem.hint));
  const { principal } = key.value;
  const objection = objectionTo(request, principal, new Date().toISOString());
  if (objection) return report(io, objection);
  if (!hasTerminal(io)) {
    const hint = "run it in a terminal, with the request in a file";
    return report(io, refuse("an approval is a person's word, and nobody is here to ask", hint));
  }
  io.stdout.write(`${neutralise(requestWords(request))}\n\n`);
  if (!(await isMeant(io, request, principal))) {
    io.stderr.write("Nothing was approved.\n");
    return exitCode.failed;
  }
  const approval = await sign(request, key.value, new Date().toISOString());
  return hand(io, `${approvalText(approval)}\n`, options.out ?? besides(path, principal));
}

interface FoundRequest {
  readonly request: ApprovalRequest;
  /** The file that it was read from; null where it came from standard input. */
  readonly path: string | null;
}

async function findRequest(
  io: Io,
  what: string,
  options: ApproveOptions,
): Promise<Outcome<FoundRequest>> {
  const path = what === "-" ? null : ((await latestOf(io, what, options)) ?? what);
  const text = path === null ? await readInput(io) : await readText(io, path);
  if (!text.ok) return text;
  const read = readRequest(text.value);
  if (!read.ok) return refuse(`${what}: ${read.problem.message}`, read.problem.hint);
  return { ok: true, value: { request: read.value, path: path && resolve(io.cwd, path) } };
}

async function readInput({ stdin }: Io): Promise<Outcome<string>> {
  const bytes = await readAtMost(stdin, maximumBytes);
  return bytes === null ? tooLarge("standard input") : { ok: true, value: bytes.toString("utf8") };
}

/**
 * The latest request of a session of this machine; null when there is no such session, or no request. Only
 * files count: whoever can name a session does not mean to wait for a pipe.
 */
async function latestOf(io: Io, id: string, options: ApproveOptions): Promise<string | null> {
  const folder = approvalFolder(directoryOfSession(stateDir(io, options.stateDir), id));
  const names = await readdir(folder).catch(() => []);
  const paths = names
    .filter((name) => name.endsWith(requestEnding))
    .map((one) => join(folder, one));
  const found = await Promise.all(
    paths.map(async (path) => ({ path, stats: await lstat(path).catch(() => null) })),
  );
  const requests = found.flatMap(({ path, stats }) =>
    stats?.isFile() ? [{ path, atMs: stats.mtimeMs }] : [],
  );
  return requests.toSorted((a, b) => a.atMs - b.atMs).at(-1)?.path ?? null;
}

async function keyOf(io: Io, { as, key }: ApproveOptions): Promise<Result<OperatorKey>> {
  const principal = as ?? principalOf(io);
  return key === undefined
    ? loadOperatorKey({ configDir: configDir(io), principal })
    : readOperatorKey(resolve(io.cwd, key), principal);
}

function objectionTo(
  { operator, approvers, expiresAt }: ApprovalRequest,
  principal: string,
  now: string,
) {
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
  if (now <= expiresAt) return null;
  return refuse(`the request expired at ${expiresAt}`, "ask for a new one");
}

/** All that an approval stands for, the code to its last line. */
function requestWords(request: ApprovalRequest): string {
  const { operator, approvers, runbook, title, host, target, environment, risk, does, backup } =
    request;
  const where = target === "local" ? host : `${target}, which is ${host}`;
  const rows: [string, string][] = [
    ["who", `${operator} asks, in session ${request.session}`],
    ["runbook", `${runbook.title} (${runbook.path})`],
    ["step", `${title} (${request.step}, attempt ${request.attempt})`],
    ["where", `${where}, ${environment ?? "no environment recognised"}`],
    ["risk", risk],
    ...(does.length > 0 ? does : ["nothing but look"]).map((each, index): [string, string] => [
      index === 0 ? "it does" : "",
      each.replace(/^does /, ""),
    ]),
    ...backup.map((path): [string, string] => ["saved first", path]),
    ...request.reasons.map(({ guard, text }, index): [string, string] => [
      index === 0 ? "asked for" : "",
      `${guard}: ${text}`,
    ]),
    ["who may", namesInWords(approvers)],
    ["until", request.expiresAt],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    "Somebody asks you to approve this:",
    "",
    ...rows.flatMap(([label, text]) =>
      fold(neutralise(text), columns - width - 4).map(
        (line, index) => `  ${(index === 0 ? label : "").padEnd(width)}  ${line}`,
      ),
    ),
    "",
    ...request.code
      .trimEnd()
      .split("\n")
      .map((line) => `  | ${line}`),
  ].join("\n");
}

/** That our own words keep to; code stays as wide as it is. */
const columns = 80;

async function isMeant(io: Io, { host }: ApprovalRequest, principal: string): Promise<boolean> {
  const lines = createInterface({ input: io.stdin, output: io.stdout });
  const gone = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  const question = `To approve it as ${principal}, type ${host} and press Enter: `;
  const typed = await Promise.race([lines.question(neutralise(question)), gone]);
  lines.close();
  return typed.trim() === host;
}

function besides(path: string | null, principal: string): string | null {
  if (path === null) return null;
  const stem = path.endsWith(requestEnding) ? path.slice(0, -requestEnding.length) : path;
  return `${stem}.${principal.replace(/[^\w.@-]+/g, "-")}${approvalEnding}`;
}

async function hand(io: Io, text: string, path: string | null): Promise<number> {
  if (path === null) {
    io.stdout.write(text);
    return exitCode.done;
  }
  const whole = resolve(io.cwd, path);
  try {
    await writeFile(whole, text, { mode: 0o644, flag: "wx", flush: true });
  } catch (error) {
    const hint = "name another file with --out";
    return report(io, refuse(`cannot write ${path}: ${(error as Error).message}`, hint));
  }
  io.stderr.write(
    neutralise(
      `Approved. The approval is in\n  ${whole}\n` +
        "The session takes it from the folder of its request, or pasted.\n",
    ),
  );
  return exitCode.done;
}
