/** Colours for what a line means, as terminals write them; nothing at all where colour is not wanted. */
import type { Tone } from "./entry.ts";

export type Paint = (text: string, tone: Tone) => string;

export function createPaint(color: boolean): Paint {
  if (!color) return (text) => text;
  return (text, tone) => {
    const codes = codesOf[tone];
    if (codes === null || text === "") return text;
    return `\u001b[${codes.on}m${text}\u001b[${codes.off}m`;
  };
}

/** Each is undone by its own code, so that nothing else of the terminal's state is touched. */
const codesOf: Readonly<Record<Tone, { on: number; off: number } | null>> = {
  plain: null,
  strong: { on: 1, off: 22 },
  quiet: { on: 2, off: 22 },
  good: { on: 32, off: 39 },
  warn: { on: 33, off: 39 },
  bad: { on: 31, off: 39 },
};
