/** Reads a moment as people write it: `2026-11-20T16:00` on the wall clock of a zone, or with an offset. */
import { momentOf } from "../../model/zone.ts";
import { isDate } from "../date.ts";

export const momentForm = "a date and a time, such as `2026-11-20T16:00`";

/** Milliseconds since 1970; null when `text` is none. */
export function readMoment(text: string, zone: string): number | null {
  const shape = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!shape) return null;
  const [, date = "", time = "", offset] = shape;
  const shown = Date.parse(`${date}T${time}Z`);
  if (!isDate(date) || !Number.isFinite(shown) || time.startsWith("24")) return null;
  if (offset === undefined) return momentOf(zone, shown);
  const at = Date.parse(`${date}T${time}${offset}`);
  return Number.isFinite(at) ? at : null;
}
