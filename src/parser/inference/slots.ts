/** Finds what a step's code leaves to be replaced, and where the shell would take it. */
import type { PlaceKind } from "../../shell/place-kind.ts";
import { type Placement, placementsOf } from "../../shell/placement.ts";
import { findAngles } from "./angle.ts";
import { findMarkers } from "./marker.ts";
import { type Rewritten, rewrite } from "./rewrite.ts";
import type { Slot } from "./slot.ts";

export interface PlacedSlot extends Slot {
  readonly kind: PlaceKind;
}

/** In order, without those in comments: nothing comes of a comment. */
export function findSlots(code: string): PlacedSlot[] {
  const candidates = withoutOverlaps([...findAngles(code), ...findMarkers(code)]);
  if (candidates.length === 0 || isIntricate(code)) return [];
  const { code: trial, toOld } = withSlots(code, candidates);
  const placements = placementsIn(trial);
  if (placements === null) return [];
  const kinds = new Map(placements.map(({ start, kind }) => [toOld(start), kind]));
  return candidates
    .map((slot) => ({ ...slot, kind: kinds.get(slot.start) ?? "unknown" }))
    .filter(({ kind }) => kind !== "comment");
}

/** Whether it opens more expansions and groups than anybody writes, so that reading it takes minutes. */
export function isIntricate(code: string): boolean {
  return (code.match(/\$[({]|[(`]/g) ?? []).length > 2000;
}

/** Null for code that is nested deeper than the stack is. */
function placementsIn(code: string): Placement[] | null {
  try {
    return placementsOf(code);
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

/** The code as the shell reads it once something stands there; it would take `<name>` as a redirection. */
export function withSlots(code: string, slots: readonly Slot[]): Rewritten {
  const edits = slots.map((slot, index) => ({
    ...slot,
    text: `{{slot_${index}}}`,
    origin: slot,
  }));
  return rewrite(code, edits);
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
