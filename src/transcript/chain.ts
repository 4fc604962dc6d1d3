/**
 * Follows a transcript line by line: each must name the hash of the one before, stand where its kind may
 * stand, and carry a good signature. Whether anybody trusts the keys is not asked here.
 */
import { type KeyObject, verify } from "node:crypto";
import { sha256 } from "./canonical.ts";
import {
  genesis,
  namespace,
  type PartRecord,
  parseRecord,
  type RecordOf,
  type SealRecord,
  statementOf,
  type TranscriptRecord,
} from "./record.ts";
import { blobOfLine, decodeBase64, keyObjectOfRaw, rawOfBlob } from "./ssh-wire.ts";
import { flawInSshSignature } from "./sshsig.ts";

/** A signed line: everything up to it is as the signer left it. */
export interface Mark {
  readonly seq: number;
  /** SHA-256 of the line, in hex. */
  readonly hash: string;
  /** The time of the last event before it, or the line's own. */
  readonly at: string;
  readonly events: number;
}

export interface ChainPart {
  readonly record: PartRecord;
  readonly operatorBlob: Buffer;
  readonly sessionKey: KeyObject;
  readonly seal: SealRecord | null;
  readonly mark: Mark;
}

/** Everything the next line depends on. */
export interface Chain {
  readonly seq: number;
  /** SHA-256 of the last line, in hex. */
  readonly hash: string;
  readonly lastKind: TranscriptRecord["kind"] | null;
  readonly events: number;
  /** Time of the last event. */
  readonly at: string | null;
  readonly parts: readonly ChainPart[];
}

export const emptyChain: Chain = {
  seq: 0,
  hash: genesis,
  lastKind: null,
  events: 0,
  at: null,
  parts: [],
};

export type Followed =
  | { readonly kind: "followed"; readonly chain: Chain; readonly record: TranscriptRecord }
  | { readonly kind: "broken"; readonly reason: string };

/** Takes one line, without its newline. */
export function follow(chain: Chain, line: Uint8Array): Followed {
  const parsed = parseRecord(line);
  if (parsed.kind === "flawed") return broken(parsed.reason);
  const { record } = parsed;
  if (record.seq !== chain.seq + 1) {
    return broken(`the line says it is number ${record.seq}, but number ${chain.seq + 1} is due`);
  }
  if (record.prev !== chain.hash) {
    return broken(`line ${chain.seq} is not the line that this one was written after`);
  }
  if (!mayFollow[record.kind].includes(chain.lastKind)) {
    return broken(`no ${record.kind} can stand after ${chain.lastKind ?? "nothing"}`);
  }
  const next = { ...chain, seq: record.seq, hash: sha256(line), lastKind: record.kind };
  const outcome = take(next, record);
  return typeof outcome === "string"
    ? broken(outcome)
    : { kind: "followed", chain: outcome, record };
}

function broken(reason: string): Followed {
  return { kind: "broken", reason };
}

const mayFollow: Record<TranscriptRecord["kind"], readonly Chain["lastKind"][]> = {
  part: [null, "part", "checkpoint", "seal"],
  event: ["part", "event", "checkpoint"],
  checkpoint: ["event"],
  seal: ["part", "checkpoint"],
};

/** The chain with the record taken in, or what is wrong with it. */
function take(chain: Chain, record: TranscriptRecord): Chain | string {
  switch (record.kind) {
    case "part":
      return takePart(chain, record);
    case "event":
      return takeEvent(chain, record);
    case "checkpoint":
      return takeCheckpoint(chain, record);
    case "seal":
      return takeSeal(chain, record);
  }
}

function takePart(chain: Chain, record: PartRecord): Chain | string {
  const before = chain.parts.at(-1);
  if (record.part !== chain.parts.length + 1) return `part ${record.part} is out of order`;
  if (before && before.record.session !== record.session) {
    return `part ${record.part} is of another session, ${record.session}`;
  }
  if (!before && record.recovered) return "the first part cannot recover anything";
  const operatorBlob = blobOfLine(record.operatorKey);
  const sessionRaw = rawOfBlob(blobOfLine(record.sessionKey) ?? Buffer.alloc(0));
  if (operatorBlob === null || sessionRaw === null) return "a key in it is malformed";
  const statement = statementOf(record);
  const flaw = flawInSshSignature(record.signature, operatorBlob, namespace, statement);
  if (flaw !== null) return flaw;
  const mark = markAt(chain, record.at);
  const sessionKey = keyObjectOfRaw(sessionRaw);
  const part: ChainPart = { record, operatorBlob, sessionKey, seal: null, mark };
  return { ...chain, parts: [...chain.parts, part] };
}

function takeEvent(chain: Chain, { event }: RecordOf<"event">): Chain | string {
  const isFirst = chain.events === 0;
  if ((event.type === "session.opened") !== isFirst) {
    return isFirst ? "the first event does not open the session" : "the session is opened twice";
  }
  const session = chain.parts[0]?.record.session;
  if (event.type === "session.opened" && event.session !== session) {
    return `the session is opened as another one, ${event.session}`;
  }
  return { ...chain, events: chain.events + 1, at: event.at };
}

function takeCheckpoint(chain: Chain, record: RecordOf<"checkpoint">): Chain | string {
  const part = chain.parts.at(-1);
  const signature = decodeBase64(record.signature);
  const statement = Buffer.from(statementOf(record));
  if (part === undefined || signature === null) return "the signature is malformed";
  if (!verify(null, statement, part.sessionKey, signature)) {
    return "the signature is not by this part's session key";
  }
  return marked(chain, markAt(chain, chain.at ?? part.record.at));
}

function takeSeal(chain: Chain, record: SealRecord): Chain | string {
  const part = chain.parts.at(-1);
  if (part === undefined || record.session !== part.record.session)
    return "it seals another session";
  if (record.part !== part.record.part) return "it seals another part";
  if (record.events !== chain.events) {
    return `it seals ${record.events} events, but ${chain.events} are there`;
  }
  const statement = statementOf(record);
  const flaw = flawInSshSignature(record.signature, part.operatorBlob, namespace, statement);
  if (flaw !== null) return flaw;
  const mark = markAt(chain, record.at);
  return marked(chain, mark, record);
}

function markAt({ seq, hash, events }: Chain, at: string): Mark {
  return { seq, hash, at, events };
}

function marked(chain: Chain, mark: Mark, seal: SealRecord | null = null): Chain {
  const part = chain.parts.at(-1);
  if (part === undefined) throw new RangeError("nothing is signed before the first part");
  return { ...chain, parts: [...chain.parts.slice(0, -1), { ...part, mark, seal }] };
}
