/** A saved file, as it was right before a change. */
import * as z from "zod/mini";

const place = {
  /** The path as the step names it: what a backup is asked for, and what has to be back in the end. */
  named: z.string(),
  /** Where that is, the symbolic links on the way resolved. */
  path: z.string(),
};

export const artefactSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("file"),
    ...place,
    copy: z.string(),
    /** SHA-256 in hex, computed from the copy as read back. */
    sha256: z.string(),
    bytes: z.int(),
    mode: z.int(),
    uid: z.int(),
    gid: z.int(),
    /** Device, inode and time of birth: whether what stands there later is still the same file. */
    identity: z.string(),
  }),
  /** A link that leads on to the file, which is an artefact of its own, or to a further link. */
  z.strictObject({ kind: z.literal("link"), ...place, to: z.string() }),
  /** There was no file: putting it back means removing what stands there then. */
  z.strictObject({ kind: z.literal("absent"), ...place }),
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
    files: z.array(
      z.strictObject({
        path: z.string(),
        /** Where what stood there before was kept; null where nothing stood. */
        displaced: z.nullable(z.string()),
        /**
         * A new file had to take the place of the one that was saved: content, mode and owner are back,
         * extended attributes, access control lists and hard links are not.
         */
        isNew: z.boolean(),
      }),
    ),
  }),
  z.strictObject({ kind: z.literal("failed"), reason: z.string() }),
]);
export type RestoreResult = z.infer<typeof restoreResultSchema>;
