/** A day as people write it into runbooks, policies and cases: `2026-10-01`. */

export const dateForm = "a date such as `2026-10-01`";

/** Whether the calendar has that day. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith("0000")) return false;
  const at = Date.parse(text);
  // The 30th of February would be another day.
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
