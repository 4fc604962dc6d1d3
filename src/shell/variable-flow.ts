/**
 * Follows values to where the same code uses them: through variables, positional parameters and what
 * `read` reads.
 */
import { type PlaceKind, stricter } from "./place-kind.ts";

export interface Flow {
  /** A carrier is expanded in such a place. */
  readonly uses: { readonly carrier: string; readonly kind: PlaceKind }[];
  /** What one carrier holds becomes a part of what another does. */
  readonly copies: Copy[];
  /** A carrier is expanded in a word into which a command puts text of its own for this one. */
  readonly fills: { readonly carrier: string; readonly replaced: string }[];
  /** Whether code was nested too deep to be followed to its end. */
  isCut: boolean;
}

export function noFlow(): Flow {
  return { uses: [], copies: [], fills: [], isCut: false };
}

interface Copy {
  readonly from: string;
  readonly to: string;
  /** Whether it begins a command there, should that be run as code. */
  readonly isNext: boolean;
}

/** Carriers are named as the variables are; these four have names that no variable has. */
export const carriers = {
  zerothParameter: "$0",
  firstParameter: "$1",
  laterParameters: "$2…",
  /** What comes through a pipe, a here-string, a heredoc or a process substitution. */
  input: "<",
} as const;

/**
 * The strictest place where what the carrier holds is used; null when none asks for care. `isNext`: it
 * begins a command there, if that place is code.
 */
export function strictestUse(flow: Flow, carrier: string, isNext: boolean): PlaceKind | null {
  const reached = reachedFrom(flow, carrier, isNext);
  return flow.uses
    .flatMap(({ carrier: name, kind }): PlaceKind[] => {
      const next = reached.get(name);
      if (next === undefined) return [];
      return [next && kind === "nestedCode" ? "command" : kind];
    })
    .reduce<PlaceKind | null>((worst, kind) => (worst ? stricter(worst, kind) : kind), null);
}

/** The texts for which commands put in their own, in words that what the carrier holds gets into. */
export function fillsOf(flow: Flow, carrier: string): readonly string[] {
  if (flow.fills.length === 0) return [];
  const reached = reachedFrom(flow, carrier, false);
  return flow.fills.flatMap(({ carrier: name, replaced }) => (reached.has(name) ? [replaced] : []));
}

/** The carriers that it gets to, and whether it begins a command there. */
function reachedFrom(flow: Flow, carrier: string, isNext: boolean): ReadonlyMap<string, boolean> {
  const reached = new Map([[carrier, isNext]]);
  // A map that is added to while it is walked is walked to its new end.
  for (const [name, next] of reached) {
    for (const copy of flow.copies) {
      if (copy.from !== name) continue;
      const later = next || copy.isNext;
      if (reached.get(copy.to) === later || reached.get(copy.to) === true) continue;
      // To be walked again, it has to come last.
      reached.delete(copy.to);
      reached.set(copy.to, later);
    }
  }
  return reached;
}
