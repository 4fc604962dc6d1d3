/** Elapsed time and risk, as short as the screen wants them. */
import type { Risk } from "../model/risk.ts";
import type { Tone } from "./line.ts";

/** A clock that ticks by the second: `0:07`, `12:30`, `1:02:03`. */
export function stopwatch(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const tail = `${hours > 0 ? twoDigits(minutes % 60) : minutes}:${twoDigits(seconds % 60)}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, "0");
}

/** For the outline, where nothing needs saying about a step that only reads. */
export function shortRisk(risk: Risk): string {
  const short = { none: "", low: "low", medium: "med", high: "high", critical: "CRIT" } as const;
  return short[risk];
}

export function riskTone(risk: Risk): Tone {
  const tones = {
    none: "quiet",
    low: "good",
    medium: "warn",
    high: "bad",
    critical: "alarm",
  } as const;
  return tones[risk];
}
