/** What reads documents, within this process: it is warm, and nothing but the reading is measured. */
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import { lintRunbook } from "../src/parser/lint.ts";
import { readDocument, readRunbook } from "../src/parser/read.ts";
import type { Subject } from "./measure.ts";

/** The Markdown parser alone, the way everybody calls it. */
export function bareMarkdown(text: string): void {
  fromMarkdown(text, {
    extensions: [gfm(), frontmatter()],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown()],
  });
}

export function runbook(text: string): void {
  readRunbook(text, "bench.md");
}

export function runbookAndRules(text: string): void {
  lintRunbook(readDocument(text, "bench.md"), options);
}

/** The same for a document that has to be readable: to refuse one costs nothing. */
export function longRunbook(text: string): void {
  const document = readDocument(text, "bench.md");
  if (document.tree === null) throw new Error("it is refused, so nothing is measured");
  lintRunbook(document, options);
}

const options = { today: "2026-11-26", leadsSomewhere: () => true };

/** `read` over all of `texts`; `per` is what its time is divided by, such as a length. */
export function reading(
  name: string,
  read: (text: string) => void,
  texts: readonly string[],
  per = 1,
): Subject {
  const run = async () => {
    // The thread's processor time: neighbours do not count, nor does the collector's own thread.
    const before = process.threadCpuUsage();
    for (const text of texts) read(text);
    const { user, system } = process.threadCpuUsage(before);
    return { ms: (user + system) / 1000 / per, peakBytes: null };
  };
  return { name, run };
}
