/** One line of a transcript: its kinds, its one text, and what a signature on it says. */
import { en } from "zod/locales";
import * as z from "zod/mini";
import { eventSchema } from "../model/event.ts";
import { canonicalJson } from "./canonical.ts";

/** What SSH signatures in a transcript are made for; part of every one of them. */
export const namespace = "firebreak-session";

/** `prev` of the first line. */
export const genesis = "0".repeat(64);

/** A longer line is refused by writer and reader alike. */
export const maxLineBytes = 64 * 1024 * 1024;

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const head = {
  v: z.literal(1),
  /** Counts lines from 1. */
  seq: z.int().check(z.positive()),
  /** SHA-256 of the line before, without its newline, in hex. */
  prev: hash,
};

const signed = { ...head, signature: z.string() };

const partSchema = z.strictObject({
  ...signed,
  kind: z.literal("part"),
  at: z.iso.datetime(),
  session: z.string().check(z.minLength(1)),
  part: z.int().check(z.positive()),
  /** `ssh-ed25519 AAAA…`: signs this part's checkpoints. */
  sessionKey: z.string(),
  operator: z.string().check(z.minLength(1)),
  operatorKey: z.string(),
  /** What was cut off because it was not durable; null when nothing was. */
  recovered: z.nullable(
    z.strictObject({ droppedBytes: z.int().check(z.positive()), droppedSha256: hash }),
  ),
});
export type PartRecord = z.infer<typeof partSchema>;

const sealSchema = z.strictObject({
  ...signed,
  kind: z.literal("seal"),
  at: z.iso.datetime(),
  session: z.string(),
  part: z.int().check(z.positive()),
  /** Events in the whole file. */
  events: z.int().check(z.nonnegative()),
  state: z.enum(["stopped", "finished"]),
});
export type SealRecord = z.infer<typeof sealSchema>;
export type SealState = SealRecord["state"];

const recordSchema = z.discriminatedUnion("kind", [
  partSchema,
  z.strictObject({ ...head, kind: z.literal("event"), event: eventSchema }),
  z.strictObject({ ...signed, kind: z.literal("checkpoint") }),
  sealSchema,
]);
export type TranscriptRecord = z.infer<typeof recordSchema>;
export type RecordOf<K extends TranscriptRecord["kind"]> = Extract<TranscriptRecord, { kind: K }>;

/** What a record's signature signs: the record's own canonical text without the signature. */
export function statementOf(record: Readonly<Record<string, unknown>>): string {
  const { signature: _, ...rest } = record;
  return canonicalJson(rest);
}

export type ParsedLine =
  | { readonly kind: "record"; readonly record: TranscriptRecord }
  | { readonly kind: "flawed"; readonly reason: string };

/** Reads a line (without its newline). Only the canonical text of a known record will do. */
export function parseRecord(line: Uint8Array): ParsedLine {
  if (line.length > maxLineBytes) return flawed("the line is too long");
  const text = decode(line);
  if (text === null) return flawed("the line is not UTF-8");
  const value = parseJson(text);
  if (value === undefined) return flawed("the line is not JSON");
  const parsed = recordSchema.safeParse(value, inEnglish);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") ?? "";
    return flawed(`the line is not a record of this version (${where}: ${issue?.message})`);
  }
  if (canonicalJson(value) !== text) return flawed("the line is not in canonical form");
  return { kind: "record", record: parsed.data };
}

/** Without it, a schema says no more than that something is invalid. */
const inEnglish = { error: en().localeError };

function flawed(reason: string): ParsedLine {
  return { kind: "flawed", reason };
}

/** A byte order mark must not vanish: it would be a byte that no check sees. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
