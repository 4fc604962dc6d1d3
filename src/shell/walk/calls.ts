/** How a walk goes through a function that is called, and through one that calls itself. */
import { addChanges, forgetChanged, noting, unchanged } from "./changes.ts";
import { tellOnce } from "./loops.ts";
import { giveParameters } from "./names.ts";
import {
  covers,
  eitherOf,
  ifFailed,
  nowhere,
  type Place,
  settle,
  somewhere,
  stand,
} from "./place.ts";
import { type Call, type Definition, during, duringCall, perhaps, type Shell } from "./shell.ts";
import { walkNode } from "./tree.ts";
import { type Around, type Noted, note, type Walk } from "./walk.ts";

/** Whether it is a function for sure. */
export function callsFunction(walk: Walk, name: string, noted: Noted, around: Around): boolean {
  const definitions = around.shell.functions.get(name);
  if (!definitions) return false;
  const { redirections = [], words, assigned = [] } = noted;
  if (redirections.length > 0) note(walk, { ...noted, words: [] }, around, "");
  const { shell } = around;
  const values = words.slice(1).map(({ value }) => value);
  giveParameters(walk, around, noted.at, values);
  const { place, left, loops } = shell;
  const isCertain = definitions.every((definition) => definition.isCertain);
  let after = isCertain ? nowhere : place;
  for (const definition of definitions) {
    definition.isSeen = true;
    if (definition.call) {
      after = eitherOf(after, callAgain(shell, definition.call, values));
      continue;
    }
    stand(shell, place);
    shell.left = null;
    definition.call = { again: null, changes: null, ends: null };
    shell.loops = 0;
    const call = () => {
      const { parameters, associative } = shell;
      shell.parameters = ["bash", ...values];
      during(shell, assigned, () => {
        walkCall(walk, definition, around);
      });
      shell.parameters = parameters;
      // What it declares is its own.
      shell.associative = associative;
    };
    duringCall(shell, () => perhaps(shell, call));
    definition.call = null;
    shell.loops = loops;
    if (isCertain && definitions.length === 1 && shell.left === null) {
      // How it went is how its last command went.
      shell.left = left;
      return true;
    }
    settle(shell);
    after = eitherOf(eitherOf(after, shell.left ?? nowhere), shell.place);
  }
  stand(shell, after);
  shell.left = left;
  return isCertain;
}

/** The function calls itself; where that leaves the shell. */
function callAgain(shell: Shell, call: Call, values: readonly string[]): Place {
  const { place } = shell;
  const { again, changes, ends } = call;
  const isSame = !again || areSame(again.values, values);
  call.again = { values: isSame ? values : null, place: eitherOf(again?.place ?? null, place) };
  if (changes) forgetChanged(shell, changes);
  return eitherOf(ends, place);
}

function areSame(some: readonly string[] | null, others: readonly string[]): boolean {
  return some?.length === others.length && others.every((one, at) => one === some[at]);
}

/**
 * Where it calls itself, it is walked again as it may be called then, and with what that changes in mind. What goes
 * further each time leads anywhere.
 */
function walkCall(walk: Walk, definition: Definition, around: Around): void {
  const { shell } = around;
  const { call } = definition;
  const { variables, parameters, place } = shell;
  const from = walk.found.length;
  walkRound(walk, definition, around);
  if (!call?.again) return;
  let begins = place;
  for (const next of [null, somewhere]) {
    const ends = endsOf(shell);
    const isKnown = next && covers(begins, call.again.place) && covers(call.ends ?? nowhere, ends);
    if (isKnown || walk.left <= 0) break;
    call.ends = eitherOf(next ?? call.ends, ends);
    begins = eitherOf(next ?? begins, call.again.place);
    shell.variables = call.changes ? unchanged(variables, call.changes) : variables;
    const isSame = parameters !== null && areSame(call.again.values, parameters.slice(1));
    shell.parameters = isSame ? parameters : null;
    stand(shell, begins);
    shell.left = null;
    walkRound(walk, definition, around);
  }
  tellOnce(walk, from);
  stand(shell, eitherOf(call.ends, endsOf(shell)));
  shell.left = null;
}

function walkRound(walk: Walk, { body, frame, call }: Definition, around: Around): void {
  const { shell } = around;
  const changes = noting(shell, () => walkNode(walk, body, { ...around, frame }));
  addChanges(shell.changes, changes);
  if (!call) return;
  if (call.changes) addChanges(call.changes, changes);
  else call.changes = changes;
}

function endsOf(shell: Shell): Place {
  return eitherOf(eitherOf(shell.left, shell.place), ifFailed(shell));
}
