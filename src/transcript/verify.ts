/** Says what a transcript is worth to a reviewer who holds a list of people they trust. */
import { type FileHandle, open } from "node:fs/promises";
import { neutralise } from "../model/neutralise.ts";
import { systemCode } from "../model/system-words.ts";
import { objectionTo, parseAllowedSigners } from "./allowed-signers.ts";
import type { ChainPart, Mark } from "./chain.ts";
import { type Inspection, inspect, linesOf, looksLikeTranscript } from "./read.ts";
import { namespace, type SealState } from "./record.ts";
import { ok, problem, type Result, systemProblem } from "./result.ts";
import { fingerprintOf } from "./ssh-wire.ts";

/**
 * In this order of precedence:
 * `TAMPERED`: no writer left it so · `UNTRUSTED`: signed by a key that the reviewer does not know ·
 * `UNSEALED`: authentic as far as `authenticUpTo` says, but without an end · `SEALED`: whole.
 */
type Verdict = "SEALED" | "TAMPERED" | "UNSEALED" | "UNTRUSTED";

export interface Verification {
  readonly verdict: Verdict;
  /** One sentence that names everything that is wrong, also what a stronger verdict outranks. */
  readonly reason: string;
  /** Null when the file breaks before it names one; a claim unless the verdict is `SEALED`. */
  readonly session: string | null;
  readonly title: string | null;
  readonly operators: readonly Operator[];
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** Events before the break, if there is one. */
  readonly events: number;
  /** The first of them, as far as good signatures go, whoever's they are; nobody vouches for the rest. */
  readonly signedEvents: number;
  readonly parts: number;
  readonly sealedParts: number;
  /** What the last seal says, when the file ends with one. */
  readonly state: SealState | null;
  /** The line where it breaks, counted from 1. */
  readonly line: number | null;
  /** The last signed line before anything is wrong; null when nothing can be relied on. */
  readonly authenticUpTo: {
    readonly seq: number;
    readonly at: string;
    readonly events: number;
  } | null;
}

interface Operator {
  readonly principal: string;
  readonly fingerprint: string;
  readonly part: number;
  readonly trusted: boolean;
}

export interface VerifyOptions {
  /** The text of the reviewer's `allowed_signers`; null when they have none: then nobody is trusted. */
  readonly allowedSigners: string | null;
}

/** Checks a transcript, given as a path or as its bytes. A problem when it is none, or cannot be read. */
export async function verifyTranscript(
  source: string | Uint8Array,
  options: VerifyOptions,
): Promise<Result<Verification>> {
  if (typeof source !== "string") return verifyIn(source, "this", options);
  try {
    const file = await open(source, "r");
    try {
      if (!(await file.stat()).isFile())
        return problem("notATranscript", `${source} is not a file`);
      return await verifyIn(file, source, options);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (systemCode(error) === "ENOENT") return problem("io", `There is no file ${source}`);
    return systemProblem(error, `read ${source}`);
  }
}

async function verifyIn(
  source: FileHandle | Uint8Array,
  name: string,
  { allowedSigners }: VerifyOptions,
): Promise<Result<Verification>> {
  if (!(await looksLikeTranscript(source))) {
    return problem("notATranscript", `${name} is not a transcript`);
  }
  return ok(judge(await inspect(linesOf(source)), allowedSigners));
}

function judge(inspection: Inspection, allowedSigners: string | null): Verification {
  const { chain, broken } = inspection;
  const objections = objectionsTo(chain.parts, allowedSigners);
  const last = chain.parts.at(-1);
  const whole = last?.seal != null && chain.lastKind === "seal" && !inspection.torn;
  const distrusted = objections.some((objection) => objection !== null);
  const verdict = broken ? "TAMPERED" : distrusted ? "UNTRUSTED" : whole ? "SEALED" : "UNSEALED";
  const mark = authenticMark(chain.parts, objections);
  return {
    verdict,
    reason: reasonOf(inspection, objections, whole),
    session: last?.record.session ?? null,
    title: inspection.title,
    operators: chain.parts.map((part, index) => operatorOf(part, objections[index] === null)),
    firstAt: inspection.firstAt,
    lastAt: chain.at,
    events: chain.events,
    signedEvents: last?.mark.events ?? 0,
    parts: chain.parts.length,
    sealedParts: chain.parts.filter(({ seal }) => seal !== null).length,
    state: whole ? (last?.seal?.state ?? null) : null,
    line: broken?.line ?? null,
    authenticUpTo: mark && { seq: mark.seq, at: mark.at, events: mark.events },
  };
}

/** For each part, why its signer does not count; null when they do. */
function objectionsTo(
  parts: readonly ChainPart[],
  allowedSigners: string | null,
): readonly (string | null)[] {
  if (allowedSigners === null) return parts.map(() => "there is no list of allowed signers");
  const signers = parseAllowedSigners(allowedSigners);
  return parts.map(({ record, operatorBlob, seal }) => {
    const claim = { principal: record.operator, publicBlob: operatorBlob, namespace };
    const times = seal === null ? [record.at] : [record.at, seal.at];
    return times.map((at) => objectionTo({ ...claim, at }, signers)).find((one) => one) ?? null;
  });
}

/** The last signed line of the parts before the first one that somebody unknown signed. */
function authenticMark(
  parts: readonly ChainPart[],
  objections: readonly (string | null)[],
): Mark | null {
  const firstBad = objections.findIndex((objection) => objection !== null);
  return (firstBad < 0 ? parts : parts.slice(0, firstBad)).at(-1)?.mark ?? null;
}

function operatorOf({ record, operatorBlob }: ChainPart, trusted: boolean): Operator {
  const { operator: principal, part } = record;
  return { principal, fingerprint: fingerprintOf(operatorBlob), part, trusted };
}

function reasonOf(
  { chain, broken, torn }: Inspection,
  objections: readonly (string | null)[],
  whole: boolean,
): string {
  const doubts = chain.parts.flatMap(({ record, operatorBlob }, index) => {
    const objection = objections[index] ?? null;
    if (objection === null) return [];
    const who = `${record.operator} (${fingerprintOf(operatorBlob)})`;
    return [`part ${record.part} is signed by ${who}: ${objection}`];
  });
  const damage = broken ? [`line ${broken.line}: ${broken.reason}`] : [];
  const end = broken || whole ? [] : [missingEnd(chain.lastKind === "seal", torn)];
  const all = [...damage, ...doubts, ...end];
  // Names in it are the file's own words, and people read this in a terminal.
  return all.length > 0
    ? neutralise(all.join("; "))
    : "every line is signed for, and the last one is the seal";
}

function missingEnd(sealedBefore: boolean, torn: boolean): string {
  if (sealedBefore) return "a line after the seal is torn";
  return torn ? "it ends in the middle of a line, without a seal" : "it ends without a seal";
}
