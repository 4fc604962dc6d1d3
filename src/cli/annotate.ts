/** The command `annotate FILE`: what would make a document a better runbook, as a diff or written into it. */
import { resolve } from "node:path";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { neutralise } from "../model/neutralise.ts";
import { countWords } from "../model/words.ts";
import { annotate as propose } from "../parser/annotate/annotate.ts";
import { applyEdits } from "../parser/annotate/source-edit.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { loadRunbook } from "./load-runbook.ts";
import { refuse, report } from "./refusal.ts";
import { replaceFile } from "./replace-file.ts";

export interface AnnotateOptions {
  /** Write the file instead of showing a diff. */
  readonly write: boolean;
}

export async function annotate(io: Io, path: string, options: AnnotateOptions): Promise<number> {
  const loaded = await loadRunbook(io, path);
  if (!loaded.ok) return report(io, loaded);
  const { runbook } = loaded.value;
  const { source } = runbook;
  const proposal = propose(source, runbook);
  if (proposal.kind === "unreadable") {
    const hint = `firebreak lint ${path} shows where`;
    return report(io, refuse(`cannot annotate ${path}: ${proposal.reason}`, hint));
  }
  if (proposal.kind === "nothing") {
    io.stderr.write(`nothing to do for ${path}: ${neutralise(proposal.reason)}\n`);
    return exitCode.done;
  }
  const annotated = applyEdits(source, proposal.edits);
  if (!options.write) {
    const patch = createTwoFilesPatch(path, path, source, annotated, undefined, undefined, {
      headerOptions: FILE_HEADERS_ONLY,
    });
    // Whoever pipes it on wants every byte as it is; a terminal must not obey it.
    io.stdout.write(io.stdout.isTTY ? neutralise(patch) : patch);
    return exitCode.done;
  }
  const replaced = await replaceFile(resolve(io.cwd, path), source, annotated);
  if (!replaced.ok) return report(io, replaced);
  for (const { says } of proposal.edits) io.stdout.write(`  ${neutralise(says)}\n`);
  io.stdout.write(`wrote ${path}, ${countWords(proposal.edits.length, "addition")}\n`);
  return exitCode.done;
}
