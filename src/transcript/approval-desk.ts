/**
 * Where a session's requests for approval lie, and what is handed in for them: a folder in the session's
 * own directory, looked at again and again. Whatever counts or does not is reported, with the reason.
 */
import { constants } from "node:fs";
import { lstat, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EffectOf } from "../model/effect.ts";
import type { ResultInput } from "../model/input.ts";
import { systemCode, systemWords } from "../model/system-words.ts";
import { checkApproval, type Expected, looksLikeApproval } from "./approval.ts";
import { requestFor, requestText } from "./approval-request.ts";
import { makeDirectory, syncDirectory } from "./directory.ts";
import type { OperatorKey } from "./operator-key.ts";
import { readAtMost } from "./read-at-most.ts";
import { ok, problem, type Result, systemProblem } from "./result.ts";

export const requestEnding = ".request.json";
export const approvalEnding = ".approval.json";

/** The folder of a session's requests and approvals. */
export function approvalFolder(sessionDirectory: string): string {
  return join(sessionDirectory, "approvals");
}

export interface ApprovalDesk {
  /** Writes the request and reports what is handed in, until the desk closes or something else is asked. */
  ask(effect: EffectOf<"approval">, report: (input: ResultInput) => void): Promise<void>;
  /** Looks at the text of an approval for what is asked now; nothing happens when nothing is. */
  present(text: string): void;
  close(): void;
}

export interface DeskOptions {
  /** The session's own directory. */
  readonly directory: string;
  /** Who runs the session. */
  readonly operator: Pick<OperatorKey, "principal" | "publicKey">;
  /** The time as ISO 8601. */
  readonly now: () => string;
}

interface Open {
  readonly expected: Omit<Expected, "now">;
  readonly report: (input: ResultInput) => void;
  readonly at: { readonly step: string; readonly attempt: number };
  /** Files that were looked at, by name and time of change. */
  readonly seen: Set<string>;
  readonly done: () => void;
}

export function createApprovalDesk({ directory, operator, now }: DeskOptions): ApprovalDesk {
  const folder = approvalFolder(directory);
  let current: Open | null = null;
  let isLooking = false;
  const strays = new Set<string>();
  const timer = setInterval(() => void lookAround(), lookEveryMs);
  timer.unref();

  function consider(text: Result<string>, { expected, report, at }: Open): void {
    const checked = text.ok ? checkApproval(text.value, { ...expected, now: now() }) : text;
    if (checked.ok) {
      const { expiresAt } = expected.request;
      report({ kind: "approved", ...at, approval: checked.value, expiresAt });
    } else {
      const { message, hint } = checked.problem;
      const reason = hint === null ? message : `${message}; ${hint}`;
      report({ kind: "approvalRefused", ...at, reason });
    }
  }

  async function lookAround(): Promise<void> {
    const open = current;
    if (open === null || isLooking) return;
    isLooking = true;
    for (const text of await newTexts(folder, open.seen)) {
      if (current === open) consider(text, open);
    }
    for (const path of await newStrays(folder, strays)) {
      const reason = `${path} looks like an approval, and only *${approvalEnding} is looked at`;
      if (current === open) open.report({ kind: "approvalRefused", ...open.at, reason });
    }
    isLooking = false;
  }

  function replace(open: Open | null): void {
    current?.done();
    current = open;
  }

  return {
    async ask({ key, step, attempt, ...asked }, report) {
      const { people } = asked;
      const request = requestFor(asked, operator);
      const path = join(folder, `${key.replace(/[^\w.-]+/g, "-")}${requestEnding}`);
      const at = { step, attempt };
      const over = new Promise<void>((done) => {
        replace({ expected: { request, people, operator }, report, at, seen: new Set(), done });
      });
      try {
        await write(path, requestText(request), folder);
        report({ kind: "requested", ...at, path, expiresAt: request.expiresAt });
      } catch (error) {
        const reason = `the request could not be written: ${systemWords(error)}`;
        report({ kind: "approvalRefused", ...at, reason });
      }
      await over;
    },
    present(text) {
      if (current === null) return;
      consider(text.length > longestBytes ? tooLong("what was pasted") : ok(text), current);
    },
    close() {
      clearInterval(timer);
      replace(null);
    },
  };
}

const lookEveryMs = 300;
/** More than any approval is long, with the code in it. */
const longestBytes = 4 * 1024 * 1024;

/** Whole or not at all: somebody may be waiting for it. */
async function write(path: string, text: string, folder: string): Promise<void> {
  const made = await makeDirectory(folder);
  const unfinished = `${path}.new`;
  // Whatever lies there, perhaps a link, is never written through.
  await rm(unfinished, { force: true });
  await writeFile(unfinished, `${text}\n`, { flag: "wx", mode: 0o600, flush: true });
  await rename(unfinished, path);
  await syncDirectory(folder, made);
}

/** What lies in the folder and was not looked at as it is now. */
async function newTexts(folder: string, seen: Set<string>): Promise<Result<string>[]> {
  const names = await readdir(folder).catch(() => []);
  const texts: Result<string>[] = [];
  for (const name of names.filter((one) => one.endsWith(approvalEnding)).sort()) {
    const text = await readNew(join(folder, name), seen);
    if (text !== null) texts.push(text);
  }
  return texts;
}

/** Approvals under a name that nobody looks for, each as it is said once. */
async function newStrays(folder: string, seen: Set<string>): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const strays: string[] = [];
  for (const name of names.filter((one) => !known.test(one)).sort()) {
    const path = join(folder, name);
    const text = await readNew(path, seen);
    if (text?.ok && looksLikeApproval(text.value)) strays.push(path);
  }
  return strays;
}

/** What has been looked at as what it is, or is being written. */
const known = /\.(approval|request)\.json(\.new)?$/;

async function readNew(path: string, seen: Set<string>): Promise<Result<string> | null> {
  try {
    const { size, mtimeMs } = await lstat(path);
    const state = `${path} ${size} ${mtimeMs}`;
    if (seen.has(state)) return null;
    seen.add(state);
    return await readPlainFile(path);
  } catch (error) {
    return systemCode(error) === "ENOENT" ? null : systemProblem(error, `read ${path}`);
  }
}

/** Others may write here: a link could lead anywhere, and to open a pipe could last for ever. */
async function readPlainFile(path: string): Promise<Result<string>> {
  const noFile = problem("refused", `${path} is no regular file`, "copy the approval itself there");
  if (!(await lstat(path)).isFile()) return noFile;
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) return noFile;
    const bytes = await readAtMost(file, longestBytes);
    return bytes === null ? tooLong(path) : ok(bytes.toString("utf8"));
  } finally {
    await file.close();
  }
}

function tooLong(what: string): Result<string> {
  return problem("refused", `${what} is longer than any approval`, "copy the approval alone");
}
