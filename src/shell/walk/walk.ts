/** What one walk through code has with it, and how it notes what it finds. */
import type { Arg } from "../commands/call.ts";
import type { FileRedirection, Invocation } from "../invocations.ts";
import type { Frame, Range } from "./frame.ts";
import { filled, type Holes, hasHole } from "./holes.ts";
import type { Assigned, Definition, Shell } from "./shell.ts";
import type { ShellWord } from "./words.ts";

export interface Walk {
  /** With holes for its placeholders. */
  readonly code: string;
  readonly holes: Holes;
  readonly found: Invocation[];
  readonly definitions: Definition[];
  /** Functions that are being called right now. */
  readonly calls: Set<Definition>;
  /** How much may still be looked at. */
  left: number;
}

/** What is around a piece of code. */
export interface Around {
  readonly shell: Shell;
  readonly frame: Frame;
  readonly via: readonly string[];
  readonly stdin: Stdin | null;
  /** Commands that had a hand in making the code. */
  readonly sources: readonly string[];
  readonly depth: number;
}

/** What comes on standard input; null stands for what the whole code has there. */
export interface Stdin extends Range {
  /** Perhaps with holes; null where it is not known. */
  readonly text: string | null;
  readonly sources: readonly string[];
}

export const deepest = 300;

/** Takes from what may still be looked at; false when there is no more. The last word is that nobody knows. */
export function spend(walk: Walk, amount: number): boolean {
  if (walk.left <= 0) return false;
  walk.left -= amount;
  if (walk.left > 0) return true;
  note(walk, { words: [], at: { start: 0, end: walk.code.length } }, null);
  return false;
}

export interface Noted {
  /** None for assignments and redirections alone, and for code that cannot be read. */
  readonly words: readonly ShellWord[];
  readonly at: Range;
  readonly assigned?: readonly Assigned[];
  readonly redirections?: readonly FileRedirection[];
  readonly sources?: readonly string[];
}

/** Notes a command; of `null`, nobody knows what runs there. */
export function note(walk: Walk, noted: Noted, around: Around | null, name: string | null = null) {
  const { words, at, assigned = [], redirections = [], sources = [] } = noted;
  const stdin = around?.stdin ?? null;
  const inForce = around?.shell.exported ?? [];
  walk.found.push({
    name,
    words: words.map((word) => argOf(word)),
    assignments: [...inForce, ...assigned].map((one) => assignedIn(walk.holes, one)),
    via: around?.via ?? [],
    redirections,
    input:
      stdin?.text == null
        ? null
        : argOf({ value: stdin.text, written: filled(walk.holes, stdin.text) }),
    isFed: stdin !== null,
    sources: [...new Set([...(around?.sources ?? []), ...sources, ...(stdin?.sources ?? [])])],
    start: at.start,
    end: at.end,
  });
}

function assignedIn(holes: Holes, { name, text, written }: Assigned): Assigned {
  const isKnown = text !== null && !hasHole(text);
  return { name, text: isKnown ? text : null, written: filled(holes, written) };
}

export function argOf({ value, written }: Pick<ShellWord, "value" | "written">): Arg {
  return { text: hasHole(value) ? null : value, written };
}
