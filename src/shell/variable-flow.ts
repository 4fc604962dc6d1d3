/** Follows values that are put into a variable to where the same code uses that variable. */
import { type PlaceKind, stricter } from "./place-kind.ts";

export interface Flow {
  /** A variable is expanded in such a place. */
  readonly uses: { readonly variable: string; readonly kind: PlaceKind }[];
  /** The value of one variable becomes a part of another's. */
  readonly copies: { readonly from: string; readonly to: string }[];
}

/** The strictest place where the variable, or a copy of it, is used; null when none asks for care. */
export function strictestUse(flow: Flow, variable: string): PlaceKind | null {
  const reached = new Set([variable]);
  // A set that is added to while it is walked is walked to its new end.
  for (const name of reached) {
    for (const { from, to } of flow.copies) if (from === name) reached.add(to);
  }
  return flow.uses
    .filter((use) => reached.has(use.variable))
    .reduce<PlaceKind | null>((worst, { kind }) => (worst ? stricter(worst, kind) : kind), null);
}
