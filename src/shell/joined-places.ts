/** What holds for a place of code that may be read in two ways. */
import type { Heeded } from "./own-signs.ts";
import { stricter, strictnessOf } from "./place-kind.ts";
import type { Carried, Place } from "./survey-context.ts";

/** What holds for each mark of code that may be read in two ways. No quotes would do for two kinds of them. */
export function inBoth(
  ones: readonly (Place | null)[],
  others: readonly (Place | null)[],
): (Place | null)[] {
  return ones.map((one, at) => {
    const other = others[at] ?? null;
    if (one === null || other === null) {
      const known = one ?? other;
      return known && { ...known, kind: stricter("unknown", known.kind) };
    }
    const kind = stricter(one.kind, other.kind);
    const isQuoted = one.kind !== other.kind && strictnessOf(kind) === "quote";
    return { ...joined(one, other), kind: isQuoted ? "unknown" : kind };
  });
}

/** The kinds of both apart. */
export function joined(one: Place, other: Place): Place {
  return {
    ...one,
    argument: one.argument || other.argument,
    carriers: eachOnce([...one.carriers, ...other.carriers], keyOfCarried),
    replaced: one.replaced ?? other.replaced,
    terminator: one.terminator ?? other.terminator,
    heeded: bothSigns(one, other),
  };
}

export function bothSigns(one: Place, other: Place): readonly Heeded[] {
  return eachOnce([...one.heeded, ...other.heeded], ({ sign, at }) => `${sign} ${at}`);
}

/** Of lists of words, what stands in front there tells them apart: the rest of them is the same or of no matter. */
function keyOfCarried(one: Carried): string {
  const { name, directly, isTold, startsLine, isNext, listed, before } = one;
  const list =
    listed && `${listed.at} ${listed.words.length} ${listed.words[listed.at - 1]?.value}`;
  return JSON.stringify([name, directly, isTold, startsLine, isNext, list, before()]);
}

function eachOnce<One>(all: readonly One[], keyOf: (one: One) => string): readonly One[] {
  const found = [...new Set(all)];
  if (found.length < 2) return found;
  return [...new Map(found.map((one) => [keyOf(one), one])).values()];
}
