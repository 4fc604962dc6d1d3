/** Durations as people write them: `90s`, `5m`, `1h30m`. */

/** Milliseconds, or null when `text` is no duration. Hours, minutes, seconds in this order, each once. */
export function readDuration(text: string): number | null {
  const match = /^(?=\d)(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text);
  if (!match) return null;
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
}
