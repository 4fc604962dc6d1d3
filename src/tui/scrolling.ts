/** Moving through what has more lines than the window: which keys do, and where they lead. */
import { isLetter, type Key, type Name } from "./key.ts";
import type { Drawn } from "./scene.ts";

/** Whether the key would move what `drawn` shows; in a line being typed, some of these keys move the cursor. */
export function isScroll(key: Key, drawn: Drawn, isTyping = false): boolean {
  if (drawn.lastTop === 0) return false;
  // As in every pager; at its end it is any other key.
  if (isLetter(key, " ")) return !isTyping && drawn.top < drawn.lastTop;
  if (key.kind !== "press") return false;
  return (whileTyping.includes(key.name) || !isTyping) && key.name in leaps;
}

const whileTyping: readonly Name[] = ["up", "down", "pageup", "pagedown"];

const leaps: Partial<Record<Name, (drawn: Drawn) => number>> = {
  up: ({ top }) => top - 1,
  down: ({ top }) => top + 1,
  pageup: (drawn) => drawn.top - leap(drawn),
  pagedown: (drawn) => drawn.top + leap(drawn),
  home: () => 0,
  end: ({ lastTop }) => lastTop,
};

/** Two lines of the page before stay in sight. */
function leap({ page }: Drawn): number {
  return Math.max(1, page - 2);
}

/**
 * The first line to show after such a key. At the end it is infinite: new output is followed from there,
 * and nothing else is put into sight by itself.
 */
export function scrolledTop(key: Key, drawn: Drawn): number {
  const name = key.kind === "press" ? key.name : "pagedown";
  const wanted = leaps[name]?.(drawn) ?? drawn.top;
  return wanted >= drawn.lastTop ? Number.POSITIVE_INFINITY : Math.max(0, wanted);
}
