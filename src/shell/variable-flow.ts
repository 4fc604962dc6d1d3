/**
 * Follows values to where the same code uses them: through variables, positional parameters and what
 * `read` reads.
 */
import { type PlaceKind, stricter } from "./place-kind.ts";

export interface Flow {
  /** A carrier is expanded in such a place. */
  readonly uses: { readonly carrier: string; readonly kind: PlaceKind }[];
  /** What one carrier holds becomes a part of what another does. */
  readonly copies: { readonly from: string; readonly to: string }[];
}

/** Carriers are named as the variables are; these three have names that no variable has. */
export const carriers = {
  firstParameter: "$1",
  laterParameters: "$2…",
  /** What comes through a pipe, a here-string, a heredoc or a process substitution. */
  input: "<",
} as const;

/** The strictest place where what the carrier holds is used; null when none asks for care. */
export function strictestUse(flow: Flow, carrier: string): PlaceKind | null {
  const reached = new Set([carrier]);
  // A set that is added to while it is walked is walked to its new end.
  for (const name of reached) {
    for (const { from, to } of flow.copies) if (from === name) reached.add(to);
  }
  return flow.uses
    .filter((use) => reached.has(use.carrier))
    .reduce<PlaceKind | null>((worst, { kind }) => (worst ? stricter(worst, kind) : kind), null);
}
