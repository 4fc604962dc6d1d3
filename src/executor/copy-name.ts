/** Names for saved files: the file's own name, when it was saved, and a number that makes it unique. */
import { type FileHandle, lstat } from "node:fs/promises";
import { openNew } from "./file-copy.ts";
import { textOf, unfinishedBytes } from "./utf8.ts";

/** `2026-11-21T02:25:33.000Z` as `20261121-022533` (UTC). */
export function stampOf(iso: string): string {
  return iso.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
}

/** Cut so that the name still fits into 255 bytes with all that is added to it. */
export function shortName(name: string): string {
  const bytes = Buffer.from(name);
  if (bytes.length <= longestName) return name;
  const cut = bytes.subarray(0, longestName);
  return textOf(cut.subarray(0, cut.length - unfinishedBytes(cut)));
}

const longestName = 160;
const mostTries = 10_000;

/** The first of `stem-1`, `stem-2`, … that is free, made and opened. Throws what the file system throws. */
export async function openUnique(stem: string): Promise<{ path: string; file: FileHandle }> {
  for (let number = 1; ; number += 1) {
    const path = `${stem}-${number}`;
    try {
      return { path, file: await openNew(path) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || number === mostTries) throw error;
    }
  }
}

/** The first of `stem-1`, `stem-2`, … where nothing stands, for what cannot be made by opening it. */
export async function freeName(stem: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = `${stem}-${number}`;
    try {
      await lstat(path);
    } catch {
      return path;
    }
  }
}
