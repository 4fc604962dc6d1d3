/** Reads a file that a person named, with an answer for each way that fails. */
import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { readAtMost } from "../transcript/read-at-most.ts";
import type { Io } from "./io.ts";
import { type Outcome, type Refusal, refuse } from "./refusal.ts";

/** Runbooks and policies are texts for people; what is larger is something else. */
export const maximumBytes = 32 * 1024 * 1024;

export async function readText({ cwd }: Pick<Io, "cwd">, path: string): Promise<Outcome<string>> {
  try {
    const bytes = await readBytes(resolve(cwd, path));
    if (bytes === null) return tooLarge(path);
    // To read another encoding as UTF-8 would change the code that runs.
    if (!isUtf8(bytes)) {
      return refuse(
        `${path} is not UTF-8 text: see line ${firstBadLine(bytes)}`,
        conversionOf(bytes, path),
      );
    }
    return { ok: true, value: bytes.toString("utf8") };
  } catch (error) {
    return refuse(`cannot read ${path}: ${reasonOf(error)}`, hintOf(error, path));
  }
}

export function tooLarge(what: string): Refusal {
  return refuse(`${what} is larger than 32 MB`, "a text for people is smaller: split it");
}

/** A pipe is waited for, as any tool would: process substitution gives one. */
async function readBytes(path: string): Promise<Buffer | null> {
  const file = await open(path, "r");
  try {
    return await readAtMost(file, maximumBytes);
  } finally {
    await file.close();
  }
}

/** How to make UTF-8 of it; null for what is no text. */
function conversionOf(bytes: Buffer, path: string): string | null {
  const isWide = /^(fffe|feff)/.test(bytes.toString("hex", 0, 2));
  if (!isWide && bytes.includes(0)) return null;
  return `convert it: iconv -f ${isWide ? "utf-16" : "latin1"} -t utf-8 ${path}`;
}

/** Counted from 1. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end;
  }
  return line;
}

export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  const known = typeof code === "string" ? reasons[code] : undefined;
  return known ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  ENOTDIR: "what should be a directory is none",
  EACCES: "permission denied",
  EPERM: "it is not permitted",
  ELOOP: "its links lead in a circle",
  EROFS: "the file system can only be read",
  ENOSPC: "there is no room left on the file system",
  EDQUOT: "the quota is used up",
  EIO: "the device failed",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open on this machine",
  EAGAIN: "there are too many processes, or too little memory",
  ENOMEM: "there is too little memory",
};

function hintOf(error: unknown, path: string): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return "firebreak list shows the runbooks below a directory";
  if (code === "EISDIR") return `firebreak list ${path} shows the runbooks in it`;
  return null;
}
