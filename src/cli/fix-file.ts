/** Puts a file right as far as that is mechanical (`lint --fix`), and says what it did. */
import { resolve } from "node:path";
import { neutralise } from "../model/neutralise.ts";
import { readDocument } from "../parser/read.ts";
import { fixesFor, withFixes } from "../parser/rules/fix.ts";
import { lineOf, sourceText } from "../parser/source-text.ts";
import type { Io } from "./io.ts";
import { readText } from "./read-file.ts";
import type { Outcome } from "./refusal.ts";
import { replaceFile } from "./replace-file.ts";

/** The number of places that were put right. */
export async function fixFile(io: Io, path: string): Promise<Outcome<number>> {
  const text = await readText(io, path, "runbook");
  if (!text.ok) return text;
  const source = text.value;
  const fixes = fixesFor(readDocument(source, path));
  if (fixes.length === 0) return { ok: true, value: 0 };
  const replaced = await replaceFile(resolve(io.cwd, path), source, withFixes(source, fixes));
  if (!replaced.ok) return replaced;
  const lines = sourceText(source);
  for (const { start, words } of fixes) {
    io.stderr.write(`fixed ${neutralise(`${path}:${lineOf(lines, start)}: ${words}`)}\n`);
  }
  return { ok: true, value: fixes.length };
}
