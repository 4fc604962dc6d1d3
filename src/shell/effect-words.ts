/** The effects of code in few words, for people who are about to say yes to it. */
import type { CommandEffect } from "../model/command-effect.ts";
import { type Risk, riskLevels } from "../model/risk.ts";
import type { Reading } from "./effects.ts";

/**
 * One phrase for each thing that the code does beyond looking, the riskiest first, each said once:
 * `stops nginx.service (as root, on host db-1)`. None where it only looks.
 */
export function effectPhrases({ effects }: Reading): string[] {
  const changes = effects.filter(({ kind, risk }) => kind !== "read" || risk !== "none");
  const ranked = changes.toSorted((a, b) => rank(b.risk) - rank(a.risk));
  const phrases = [...new Set(ranked.map(phraseOf))];
  const more = phrases.length - most;
  return more > 1 ? [...phrases.slice(0, most), `${more} more things`] : phrases;
}

/** What one command does, and through what it gets there. */
export function phraseOf({ does, via }: CommandEffect): string {
  return via.length === 0 ? does : `${does} (${via.join(", ")})`;
}

/** More than these nobody reads. */
const most = 12;

function rank(risk: Risk): number {
  return riskLevels.indexOf(risk);
}
