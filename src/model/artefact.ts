/** A saved file, as it was right before a change. */
import * as z from "zod/mini";

export const artefactSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("file"),
    /** The file that was saved (symbolic links resolved). */
    path: z.string(),
    copy: z.string(),
    /** SHA-256 in hex, computed from the copy as read back. */
    sha256: z.string(),
    bytes: z.int(),
    mode: z.int(),
    uid: z.int(),
    gid: z.int(),
  }),
  /** There was no file: putting it back means removing what stands there then. */
  z.strictObject({ kind: z.literal("absent"), path: z.string() }),
]);
export type Artefact = z.infer<typeof artefactSchema>;

export const backupResultSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("taken"), artefacts: z.array(artefactSchema) }),
  z.strictObject({ kind: z.literal("failed"), reason: z.string() }),
]);
export type BackupResult = z.infer<typeof backupResultSchema>;

export const restoreResultSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("restored"),
    /** `displaced` is where the content that stood there before was kept; null where nothing stood. */
    files: z.array(z.strictObject({ path: z.string(), displaced: z.nullable(z.string()) })),
  }),
  z.strictObject({ kind: z.literal("failed"), reason: z.string() }),
]);
export type RestoreResult = z.infer<typeof restoreResultSchema>;
