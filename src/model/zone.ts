/** Time zones by their IANA names: what the wall clock shows at a moment, and when it shows a time. */

/** Milliseconds. */
export const minute = 60_000;
export const day = 86_400_000;

export function isZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the wall clock of `zone` shows at `at` (milliseconds since 1970), as if that were UTC. */
export function wallClock(zone: string, at: number): number {
  return at + offsetAt(zone, at);
}

/**
 * The moment at which the wall clock of `zone` shows `shown` (its date and time as if that were UTC). What
 * it shows twice counts the first time; what it leaps over is the moment of the leap.
 */
export function momentOf(zone: string, shown: number): number {
  // Clocks are changed by hours, and not twice within two days.
  const [early, late] = [offsetAt(zone, shown - day), offsetAt(zone, shown + day)];
  const candidates = [shown - early, shown - late].filter((at) => wallClock(zone, at) === shown);
  return candidates.length > 0 ? Math.min(...candidates) : leapBetween(zone, shown - day, late);
}

/** `Fri 2026-11-20 16:00`, as the wall clock of `zone` shows it. */
export function momentWords(zone: string, at: number): string {
  const shown = new Date(wallClock(zone, at)).toISOString();
  const weekday = new Date(shown).toUTCString().slice(0, 3);
  return `${weekday} ${shown.slice(0, 10)} ${shown.slice(11, 16)}`;
}

/** The first quarter of an hour within two days after `from` at which the offset is `after`. */
function leapBetween(zone: string, from: number, after: number): number {
  let before = Math.floor(from / (15 * minute)) * 15 * minute;
  let leapt = before + 2 * day;
  while (leapt - before > 15 * minute) {
    const middle = Math.floor((before + leapt) / (30 * minute)) * 15 * minute;
    if (offsetAt(zone, middle) === after) leapt = middle;
    else before = middle;
  }
  return leapt;
}

function offsetAt(zone: string, at: number): number {
  if (zone === "UTC") return 0;
  // No clock is changed but at a whole quarter of an hour.
  const quarter = Math.floor(at / (15 * minute));
  const offsets = offsetsOf(zone);
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  if (offsets.size >= mostOffsets) offsets.clear();
  const offset = readOffset(zone, quarter * 15 * minute);
  offsets.set(quarter, offset);
  return offset;
}

/** A week of windows is some dozen of them, asked for again and again; each costs some microseconds. */
function offsetsOf(zone: string): Map<number, number> {
  const known = offsetsByZone.get(zone) ?? new Map<number, number>();
  offsetsByZone.set(zone, known);
  return known;
}

const offsetsByZone = new Map<string, Map<number, number>>();
const mostOffsets = 4096;

function readOffset(zone: string, at: number): number {
  const parts = formatOf(zone).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const date = Date.UTC(part("year"), part("month") - 1, part("day"));
  const time = (part("hour") * 60 + part("minute")) * 60 + part("second");
  return date + time * 1000 - at;
}

/** To make one costs a hundred times more than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws for a name that is no time zone. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, made);
  return made;
}
