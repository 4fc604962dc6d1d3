/** Words before the command that another one runs, which may turn out to be something else than they look like. */
import { hidesCode } from "./holes.ts";
import { noteUse, runsByOption, runsOther } from "./outside-text.ts";
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

/** Words in quotes before the command that is run: each may be an option. */
export function noteOpen(walk: Walk, open: readonly ShellWord[], around: Around): void {
  for (const word of open) {
    const isOption = hidesCode(walk.holes, word.value.slice(0, 1));
    if (isOption) noteUse(walk, around, word, word.value, runsByOption, false);
  }
}
