/** Finds what a step's code leaves to be replaced, and where the shell would take it. */
import type { PlaceKind } from "../../shell/place-kind.ts";
import { placementsOf } from "../../shell/placement.ts";
import { findAngles } from "./angle.ts";
import { findMarkers } from "./marker.ts";
import { rewrite } from "./rewrite.ts";
import type { Slot } from "./slot.ts";

export interface PlacedSlot extends Slot {
  readonly kind: PlaceKind;
}

/** In order, without those in comments: nothing comes of a comment. */
export function findSlots(code: string): PlacedSlot[] {
  const candidates = withoutOverlaps([...findAngles(code), ...findMarkers(code)]);
  if (candidates.length === 0) return [];
  // The shell would take `<name>` as a redirection: only as a placeholder it shows where it stands.
  const edits = candidates.map((slot, index) => ({
    ...slot,
    text: `{{slot_${index}}}`,
    origin: slot,
  }));
  const { code: trial, toOld } = rewrite(code, edits);
  const kinds = new Map(placementsOf(trial).map(({ start, kind }) => [toOld(start), kind]));
  return candidates
    .map((slot) => ({ ...slot, kind: kinds.get(slot.start) ?? "unknown" }))
    .filter(({ kind }) => kind !== "comment");
}

function withoutOverlaps(slots: readonly Slot[]): Slot[] {
  const sorted = slots.toSorted((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return sorted.filter((slot) => {
    if (slot.start < end) return false;
    end = slot.end;
    return true;
  });
}
