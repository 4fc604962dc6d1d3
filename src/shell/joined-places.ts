/** What holds for a place of code that may be read in two ways. */
import { stricter, strictnessOf } from "./place-kind.ts";
import type { Place } from "./survey-context.ts";

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
    carriers: eachOnce([...one.carriers, ...other.carriers]),
    replaced: one.replaced ?? other.replaced,
    terminator: one.terminator ?? other.terminator,
    heeded: [...one.heeded, ...other.heeded],
  };
}

type Carried = Place["carriers"][number];

function eachOnce(all: readonly Carried[]): readonly Carried[] {
  if (all.length < 2) return all;
  const keyOf = ({ name, directly, isTold, startsLine, isNext }: Carried): string =>
    `${directly} ${isTold} ${startsLine} ${isNext} ${name}`;
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}
