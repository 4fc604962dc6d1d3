/** Words before the command that another one runs, which may turn out to be something else than they look like. */
import { hasHole, hidesCode } from "./holes.ts";
import { fillsIn, noteUse, runsByOption, runsOther } from "./outside-text.ts";
import type { Around, Walk } from "./walk.ts";
import type { ShellWord } from "./words.ts";
import type { Run } from "./wrappers.ts";

/** Words without quotes before the command that is run: they may be another one. */
export function noteLoose(
  walk: Walk,
  words: readonly ShellWord[],
  runs: readonly Run[],
  around: Around,
): void {
  if (!words.some(({ isSplit }) => isSplit)) return;
  for (const run of runs) {
    const first =
      run.kind === "words"
        ? words.indexOf(run.words[0] as ShellWord)
        : words.findIndex(({ start }) => start >= run.at.start);
    for (const word of words.slice(1, Math.max(1, first))) {
      if (word.isSplit) noteUse(walk, around, word, word.value, runsOther, false);
    }
  }
}

/** A word in quotes before the command that is run, and what its text may be to the one that runs it. */
export interface Open {
  readonly word: ShellWord;
  readonly as: "option" | "format";
}

export function noteOpen(walk: Walk, open: readonly Open[], around: Around): void {
  for (const { word, as } of open) {
    if (as === "format") noteFormat(walk, word, around);
    else if (hidesCode(walk.holes, word.value.slice(0, 1))) {
      noteUse(walk, around, word, word.value, runsByOption, false);
    }
  }
}

/** `#(command)` in it would be run. */
export function noteFormat(walk: Walk, word: ShellWord, around: Around): void {
  if (!hasHole(word.value)) return;
  noteUse(walk, around, word, holesAlone(word.value), fillsIn, false);
}

/** The text without what is known of it, which comes from nowhere else. */
export function holesAlone(text: string): string {
  return text.replace(/[^\uE000-\uF8FF]+/g, " ");
}
