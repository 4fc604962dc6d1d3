/** Statements for a database, and formats for tmux, with text from outside in them: what they do, that text says. */
import { hasHole } from "./holes.ts";
import { holesAlone, noteFormat } from "./loose-words.ts";
import { noteUse, states } from "./outside-text.ts";
import { type Around, type Noted, spend, type Walk } from "./walk.ts";
import type { ShellWord } from "./words.ts";

export function noteStatements(walk: Walk, name: string, noted: Noted, around: Around): void {
  if (name === "tmux") noteFormats(walk, noted.words, around);
  const options = clients.get(name);
  if (!options) return;
  const { words } = noted;
  const values = words.flatMap(({ value }, index) => {
    const before = words[index - 1]?.value ?? "";
    // A statement has several words, other than the name of a host or a database.
    return options.test(before) || /\s/.test(value) ? [value] : [];
  });
  const input = around.stdin?.text ?? "";
  for (const text of [...values, input]) {
    if (!hasHole(text) || !spend(walk, text.length / 100)) continue;
    noteUse(walk, around, noted.at, holesAlone(text), states, false);
  }
}

/** In what tmux only shows, or the name of what it shows; its other commands count as unknown anyway. */
function noteFormats(walk: Walk, words: readonly ShellWord[], around: Around): void {
  const displays = words.some(({ value }) => /^(display(p$|-m|$)|show(w|-[ohw].*)?$)/.test(value));
  for (const [index, word] of words.entries()) {
    const before = words[index - 1]?.value ?? "";
    const isNamed = /^-[a-zA-Z]*[Ff]$/.test(before) || /^-[a-zA-Z]*[Ff]./.test(word.value);
    const isShown = displays && !/^-[a-zA-Z]*[tcdLS]$/.test(before);
    if (isNamed || isShown) noteFormat(walk, word, around);
  }
}

const clients: ReadonlyMap<string, RegExp> = new Map([
  ["psql", /^-\w*c$|^--command$/],
  ["mysql", /^-\w*e$|^--execute$/],
  ["mariadb", /^-\w*e$|^--execute$/],
  ["sqlite3", /^-cmd$/],
  ["sqlite", /^-cmd$/],
  ["sqlcmd", /^-[qQ]$/],
  ["clickhouse-client", /^(-q|--query)$/],
  ["cqlsh", /^(-e|--execute)$/],
  ["mongosh", /^--eval$/],
  ["mongo", /^--eval$/],
]);
