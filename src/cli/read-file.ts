/** Reads a file that a person named, with an answer for each way that fails. */
import { isUtf8 } from "node:buffer";
import { open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { systemCode, systemWords } from "../model/system-words.ts";
import { longestCases } from "../parser/policy/cases.ts";
import { longestPolicy } from "../parser/policy.ts";
import { readAtMost } from "../transcript/read-at-most.ts";
import type { Io } from "./io.ts";
import { type Outcome, type Refusal, refuse } from "./refusal.ts";

/** Runbooks and values are texts for people; what is larger is something else. */
export const maximumBytes = 32 * 1024 * 1024;

/** What a file is named for. */
export type FileKind = keyof typeof kinds;

interface KindOfFile {
  /** More of it is not read. */
  readonly mostBytes: number;
  readonly tooLarge: { readonly message: string; readonly hint: string };
  /** A pipe is waited for, as any tool would. Nobody writes a policy into one that has a name. */
  readonly isWaitedFor: boolean;
  /** What to do where there is no such file, and where it is a directory. */
  readonly missing: string;
  readonly directory: (path: string) => string;
}

const anyText = {
  mostBytes: maximumBytes,
  tooLarge: { message: "is larger than 32 MB", hint: "a text for people is smaller: split it" },
  isWaitedFor: true,
} as const;

const kinds = {
  runbook: {
    ...anyText,
    missing: "firebreak list shows the runbooks below a directory",
    directory: (path) => `firebreak list ${path} shows the runbooks in it`,
  },
  policy: {
    mostBytes: bytesOf(longestPolicy),
    tooLarge: {
      message: `is longer than ${longestPolicy} characters`,
      hint: "make it shorter: a pattern with wildcards may stand for many rules",
    },
    isWaitedFor: false,
    missing: "firebreak init writes a first one",
    directory: (path) => `name the file in it: ${path.replace(/\/+$/, "")}/firebreak.yaml`,
  },
  cases: {
    mostBytes: bytesOf(longestCases),
    tooLarge: {
      message: `is longer than ${longestCases} characters`,
      hint: "make several files of it, each with its cases",
    },
    isWaitedFor: false,
    missing: "name the file that the cases of the policy are in",
    directory: () => "name the file in it that the cases are in",
  },
  request: {
    ...anyText,
    missing: "name a session, or the file of its request; firebreak sessions shows sessions",
    directory: () => "name the file of the request in it",
  },
  value: {
    ...anyText,
    missing: "name the file that the value is in",
    directory: () => "name the file in it that the value is in",
  },
} as const satisfies Readonly<Record<string, KindOfFile>>;

/** At most: a unit of UTF-16 is never more than three bytes, and a byte order mark is one more. */
function bytesOf(units: number): number {
  return (units + 1) * 3;
}

export async function readText(
  { cwd }: Pick<Io, "cwd">,
  path: string,
  kind: FileKind,
): Promise<Outcome<string>> {
  const { mostBytes, tooLarge, isWaitedFor }: KindOfFile = kinds[kind];
  if (path === "") {
    return refuse("the name of a file is empty", "name it: a variable may have no value");
  }
  try {
    const whole = resolve(cwd, path);
    if (!isWaitedFor && (await isNamedPipe(whole))) {
      return refuse(`${path} is a named pipe`, "write it into a file, and name that");
    }
    const bytes = await readBytes(whole, mostBytes);
    if (bytes === null) return refuse(`${path} ${tooLarge.message}`, tooLarge.hint);
    // To read another encoding as UTF-8 would change the code that runs.
    if (!isUtf8(bytes)) {
      return refuse(
        `${path} is not UTF-8 text: see line ${firstBadLine(bytes)}`,
        conversionOf(bytes, path),
      );
    }
    return { ok: true, value: bytes.toString("utf8") };
  } catch (error) {
    return refuse(`cannot read ${path}: ${systemWords(error)}`, hintOf(error, path, kinds[kind]));
  }
}

export function tooLarge(what: string): Refusal {
  const { message, hint } = anyText.tooLarge;
  return refuse(`${what} ${message}`, hint);
}

/** Not one that the shell made for `<(…)`: that has its writer already. */
async function isNamedPipe(path: string): Promise<boolean> {
  return !/^\/(dev|proc)\//.test(path) && (await stat(path)).isFIFO();
}

async function readBytes(path: string, mostBytes: number): Promise<Buffer | null> {
  const file = await open(path, "r");
  try {
    return await readAtMost(file, mostBytes);
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

function hintOf(error: unknown, path: string, { missing, directory }: KindOfFile): string | null {
  switch (systemCode(error)) {
    case "ENOENT":
    case "ENOTDIR":
    case "ENAMETOOLONG":
      return missing;
    case "EISDIR":
      return directory(path);
    default:
      return null;
  }
}
