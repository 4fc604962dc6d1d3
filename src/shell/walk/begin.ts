/** Begins a walk: the code in one shell of its own; then traps, and the functions that nothing calls. */
import type { Invocation } from "../invocations.ts";
import { outermost } from "./frame.ts";
import { lettersIn, noHoles, withHoles } from "./holes.ts";
import { noOutsideText, withoutHarmless } from "./outside-text.ts";
import { plainOutputIn } from "./plain-output.ts";
import { freshShell } from "./shell.ts";
import { springTraps } from "./traps.ts";
import { walkNode, walkText } from "./tree.ts";
import type { Around, Walk } from "./walk.ts";

/** Steps of a walk: nodes that are looked at, and characters that are parsed by the hundred. */
const longest = 40_000;

export function beginWalk(written: string): Invocation[] {
  const holes = noHoles(written);
  const code = withHoles(holes);
  const outside = noOutsideText(holes.own);
  const left = longest + Math.ceil(code.length / 2);
  const walk: Walk = {
    code,
    holes,
    lettersOf: (value) => lettersIn(holes, value, wordsOf),
    found: [],
    definitions: [],
    outside,
    directories: new WeakMap(),
    traps: [],
    springs: false,
    mishaps: 0,
    left,
    turns: 1,
    depth: 0,
  };
  const wordsOf = plainOutputIn(walk);
  const frame = outermost(code);
  const around: Around = {
    // Steps are run by `bash -e`.
    shell: { ...freshShell(null), stops: true },
    frame,
    holes,
    via: [],
    stdin: null,
    wrappers: [],
    isRead: false,
    sources: [],
  };
  walkText(walk, frame, around);
  springTraps(walk);
  for (let at = 0; at < walk.definitions.length; at += 1) {
    const definition = walk.definitions[at];
    if (!definition || definition.isSeen) continue;
    definition.isSeen = true;
    walkNode(walk, definition.body, {
      ...around,
      shell: { ...freshShell(null), calls: 1 },
      frame: definition.frame,
      via: definition.via,
    });
  }
  return withoutHarmless(walk);
}
