/**
 * One process writes a session at a time. A lock is an empty file whose name says who holds it: host, boot,
 * process id and the time that process started. A name belongs to one process for ever, so a stale lock can
 * be removed without a race: each taker first puts up its own, then looks for others.
 */
import { open, readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { systemCode } from "../model/system-words.ts";
import { ok, problem, type Result } from "./result.ts";

export interface Lock {
  release(): Promise<void>;
}

/** Takes the lock of a session directory. Rejects when the file system fails. */
export async function takeLock(directory: string): Promise<Result<Lock>> {
  const own = await ownName();
  const path = join(directory, own);
  try {
    await (await open(path, "wx", 0o600)).close();
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
    return problem("locked", `This process (${process.pid}) writes the session already`);
  }
  const holder = await findHolder(directory, own);
  if (holder === null) return ok({ release: () => rm(path, { force: true }) });
  await rm(path, { force: true });
  return problem(
    "locked",
    `The session is being written by ${holderWords(holder)}`,
    hintFor(holder),
  );
}

/** The process that writes the session in `directory`; null when none does. Removes stale locks. */
export async function lockHolder(directory: string): Promise<Holder | null> {
  return findHolder(directory, null);
}

/** `process 123`, with its host where that is another. */
export function holderWords({ pid, host }: Holder): string {
  return host === null ? `process ${pid}` : `process ${pid} on ${host}`;
}

export interface Holder {
  readonly pid: number;
  /** Null for this machine; the name of another one, whose processes cannot be seen from here. */
  readonly host: string | null;
  readonly file: string;
}

async function findHolder(directory: string, except: string | null): Promise<Holder | null> {
  for (const name of await readdir(directory)) {
    if (name === except) continue;
    const holder = await holderOf(directory, name);
    if (holder === "stale") await rm(join(directory, name), { force: true });
    else if (holder !== null) return holder;
  }
  return null;
}

async function holderOf(directory: string, name: string): Promise<Holder | "stale" | null> {
  const found = /^lock-(.+)-([0-9a-f]{8}|unknown)-(\d+)-(\d+)$/.exec(name);
  if (found === null) return null;
  const [, host = "", boot = "", pid = "", startedAt = ""] = found;
  const file = join(directory, name);
  if (host !== hostNamePart()) return { pid: Number(pid), host, file };
  if (boot !== (await bootId())) return "stale";
  const now = await startOf(Number(pid));
  return now === startedAt ? { pid: Number(pid), host: null, file } : "stale";
}

function hintFor({ pid, host, file }: Holder): string {
  return host === null
    ? `end it first (ps -p ${pid})`
    : `if that process is gone for certain, remove ${file}`;
}

async function ownName(): Promise<string> {
  const startedAt = (await startOf(process.pid)) ?? "0";
  return `lock-${hostNamePart()}-${await bootId()}-${process.pid}-${startedAt}`;
}

function hostNamePart(): string {
  return hostname().replace(/[^\w.-]/g, "_") || "localhost";
}

async function bootId(): Promise<string> {
  const id = await readOrNull("/proc/sys/kernel/random/boot_id");
  return /^[0-9a-f]{8}/.exec(id ?? "")?.[0] ?? "unknown";
}

/** When a process started, in the kernel's ticks; `0` where that cannot be seen; null when it is gone. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return isThere(pid) ? "0" : null;
  // The second field is a name in brackets that may hold anything, so counting starts behind it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  return state === "Z" || state === "X" ? null : (fields[19] ?? "0");
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return null;
  }
}
