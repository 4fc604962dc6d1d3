/** The report for programs: one line of JSON for each event, the very events, and nothing else. */
import type { Follower } from "../engine/ports.ts";

/** `out` takes text as it comes; it must not throw. */
export function createJsonReport({ out }: { readonly out: (text: string) => void }): Follower {
  return {
    follow: (_run, events) => {
      for (const event of events) out(`${asciiControls(JSON.stringify(event))}\n`);
    },
  };
}

/** JSON leaves these characters as they are; escaped, they mean the same and do a terminal no harm. */
export function asciiControls(json: string): string {
  return json.replace(dangerous, (character) => {
    const units = Array.from({ length: character.length }, (_, index) =>
      character.charCodeAt(index),
    );
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}

/** DEL and C1, and what cannot be seen: controls of direction, fillers, tags. */
const dangerous = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
