/** Whether the output a step expects was there: on stdout or on stderr, anywhere. */
import type { Stream } from "../model/outcome.ts";
import type { Expectation } from "../model/step.ts";
import { byteWords } from "../model/words.ts";
import { matchWithin } from "./pattern.ts";
import { createSearch } from "./search.ts";
import type { Kept } from "./stream-keeper.ts";

export interface ExpectationWatch {
  /** `chunk` is not kept: its memory may be used again. */
  add(stream: Stream, chunk: Uint8Array): void;
  /** What was not there, in words. `kept` is what is left of each stream. */
  unmet(kept: readonly Kept[]): string[];
}

/** Texts are looked for in all of the output while it flows, patterns afterwards in what is kept. */
export function watchFor(expectations: readonly Expectation[]): ExpectationWatch {
  const watched = expectations.map((expectation) => ({
    expectation,
    searches: expectation.kind === "text" ? searchesFor(expectation.text) : null,
  }));
  return {
    add(stream, chunk) {
      for (const { searches } of watched) searches?.[stream].add(chunk);
    },
    unmet(kept) {
      return watched.flatMap(({ expectation, searches }) => {
        if (expectation.kind === "pattern") return missingPattern(expectation, kept);
        const isThere = searches?.stdout.isFound() || searches?.stderr.isFound();
        return isThere ? [] : [`expected output to contain ${JSON.stringify(expectation.text)}`];
      });
    },
  };
}

function searchesFor(text: string) {
  return { stdout: createSearch(text), stderr: createSearch(text) };
}

type PatternExpectation = Extract<Expectation, { kind: "pattern" }>;

function missingPattern({ pattern, flags }: PatternExpectation, kept: readonly Kept[]): string[] {
  const shown = `/${pattern}/${flags}`;
  for (const text of kept.flatMap(({ texts }) => texts)) {
    const match = matchWithin(pattern, flags, text);
    if (match.kind === "matched") return [];
    if (match.kind === "tooLong")
      return [`expected output to match ${shown}: pattern took too long`];
    if (match.kind === "invalid") return [`expected output to match ${shown}: ${match.message}`];
  }
  return [`expected output to match ${shown}${onlyKept(kept)}`];
}

function onlyKept(kept: readonly Kept[]): string {
  const omitted = kept.reduce((sum, { omittedBytes }) => sum + omittedBytes, 0);
  return omitted === 0
    ? ""
    : ` (${byteWords(omitted)} in the middle were not kept and not searched)`;
}
