/** Reads a moment as people write it: `2026-11-20T16:00` on the wall clock of a zone, or with an offset. */
import { momentOf } from "../../model/zone.ts";

export const momentForm = "a date and a time, such as `2026-11-20T16:00`";

/** Milliseconds since 1970; null when `text` is none. */
export function readMoment(text: string, zone: string): number | null {
  const shape = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!shape) return null;
  const [, date, time, offset] = shape;
  const shown = Date.parse(`${date}T${time}Z`);
  // The 30th of February would be another day.
  if (!Number.isFinite(shown) || !new Date(shown).toISOString().startsWith(`${date}`)) return null;
  return offset === undefined ? momentOf(zone, shown) : Date.parse(`${date}T${time}${offset}`);
}
