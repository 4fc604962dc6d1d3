/** What builtins change in the shell that runs them. */
import { selectsWhatRuns } from "../known-variables.ts";
import { give } from "./assign.ts";
import type { Reader } from "./dialect.ts";
import { frameIn } from "./frame.ts";
import { anywhere, hasHole, setsPlace } from "./holes.ts";
import { declareOne, giveParameters, noteNames } from "./names.ts";
import { noteSetting } from "./outside-text.ts";
import { end, goAnywhere, goBack, goTo, leaveFunction, leaveLoop, pop, push } from "./place.ts";
import {
  type Assigned,
  exportVariable,
  fix,
  forget,
  forgetAll,
  hide,
  own,
  type Shell,
  setAlias,
  setVariable,
  stopFollowing,
  subshell,
} from "./shell.ts";
import { homeIn } from "./tilde.ts";
import { walkText } from "./tree.ts";
import { type Around, type Noted, note, type Walk } from "./walk.ts";
import type { ShellWord } from "./words.ts";

export function changeShell(walk: Walk, name: string, noted: Noted, around: Around): void {
  const { shell } = around;
  const args = noted.words.slice(1);
  switch (name) {
    case "export":
    case "readonly":
    case "declare":
    case "typeset":
    case "local":
      declared(walk, name, args, around);
      return;
    case "unset":
      noteNames(walk, name, noted, around);
      hide(
        shell,
        args.map(({ value }) => value),
      );
      // Then programs are looked for where the shell stands.
      if (args.some(({ value }) => value === "PATH")) noteSetting(walk, around, noted.at, "PATH");
      for (const { value } of args) {
        const definitions = shell.functions.get(value);
        // It may be unset here, and it may not.
        for (const definition of definitions ?? []) definition.isCertain = false;
      }
      return;
    case "source":
    case ".":
      forgetAll(shell);
      return;
    case "cd":
    case "pushd":
    case "popd":
      changeDirectory(walk, shell, name, args);
      giveDirectory(walk, name, noted, around);
      return;
    case "exit":
      end(shell);
      return;
    case "break":
    case "continue":
      leaveLoop(shell);
      return;
    case "return":
      leaveFunction(shell);
      return;
    case "set":
      setOptions(walk, noted, around);
      giveParameters(
        walk,
        around,
        noted.at,
        args.map(({ value }) => value),
      );
      shell.parameters = null;
      return;
    case "shift":
      shell.parameters = null;
      return;
    case "alias":
      for (const { value } of args) {
        const [, alias, text] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
        if (alias === undefined || text === undefined) continue;
        setAlias(shell, alias, text);
        walk.outside.own.set(alias, null);
        lookThrough(walk, text, noted, around);
      }
      return;
    case "hash": {
      noteNames(walk, name, noted, around);
      const [option, path, ...names] = args;
      if (option?.value !== "-p" || !path) return;
      for (const { value } of names) {
        setAlias(shell, value, path.value);
        walk.outside.own.set(value, null);
      }
      return;
    }
    default:
      noteNames(walk, name, noted, around);
  }
}

function setOptions(walk: Walk, { words, at }: Noted, around: Around): void {
  const { shell } = around;
  const end = words.findIndex(({ value }) => /^--?$/.test(value));
  const options = words.slice(1, end < 0 ? undefined : end).map(({ value }) => value);
  // `set -A name value`, to zsh.
  const isArray = around.frame.reader !== "bash" && options.some((one) => /^[-+]\w*A/.test(one));
  if (isArray) forgetNamed(shell, words.slice(1));
  for (const value of options) {
    const sign = /^([-+])[a-zA-Z]*e/.exec(value)?.[1];
    if (sign) shell.stops = sign === "-";
  }
  if (options.includes("errexit")) shell.stops = options[0] === "-o";
  // Then words that look like assignments are some, wherever they stand.
  const isKeyed = options.some((value) => /^-[a-zA-Z]*k|^keyword$/.test(value));
  if (isKeyed) note(walk, { words: [], at }, around);
}

/** The text of an alias counts once where it is defined: it may be all that is ever seen of it. */
function lookThrough(walk: Walk, text: string, { at }: Noted, around: Around): void {
  const frame = frameIn(walk.code, text, at, around.frame.reader);
  walkText(walk, frame, { ...around, shell: subshell(around.shell) });
}

function declared(walk: Walk, builtin: string, args: readonly ShellWord[], around: Around): void {
  const { shell } = around;
  const { reader } = around.frame;
  const taken = declaringOptions(builtin, args, shell, reader);
  const { letters } = taken;
  // A name for another variable, or a value that is changed on its way.
  const isOther = reader !== "bash" && taken.isMistaken;
  if (/[niulcaA]/.test(letters) || isOther) stopFollowing(shell);
  const exports = builtin === "export" ? !letters.includes("n") : letters.includes("x");
  const fixes = builtin === "readonly" || letters.includes("r") || taken.isOpen;
  for (const word of args) {
    const { value } = word;
    declareOne(walk, builtin, letters, word, around);
    if (!taken.isDone) continue;
    if (taken.calls > 0) ownNamed(value, shell);
    const [, name, text] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(value) ?? [];
    if (name === undefined) {
      if (!value.startsWith("-")) forgetNamed(shell, [{ value }]);
      if (fixes) fixNamed(value, taken, shell);
      continue;
    }
    if (text !== undefined && taken.isCertain) setVariable(shell, name, text);
    else if (text !== undefined || !/^(export|readonly)$/.test(builtin)) forget(shell, [name]);
    if (fixes) fixNamed(name, taken, shell);
    const known = text ?? shell.variables.get(name) ?? null;
    const assigned: Assigned = { name, text: known, written: known ?? `$${name}` };
    if (exports || (text !== undefined && selectsWhatRuns(name))) exportVariable(shell, assigned);
  }
}

interface Declaring {
  readonly letters: string;
  /** Whether there may be others. */
  readonly isOpen: boolean;
  /** Whether it has options that bash does not know. */
  readonly isMistaken: boolean;
  /** Whether it declares anything: some only print, and with a mistake in its options it does nothing. */
  readonly isDone: boolean;
  /** Whether what it assigns is there from here on. */
  readonly isCertain: boolean;
  /** How many calls stand around of which it is the variable; 0 for one that all have. */
  readonly calls: number;
}

function declaringOptions(
  builtin: string,
  args: readonly ShellWord[],
  { calls }: Shell,
  reader: Reader,
): Declaring {
  const end = args.findIndex(
    ({ value }) => !/^([-+].|[\uE000-\uF8FF])/.test(value) || value === "--",
  );
  const words = args.slice(0, end < 0 ? undefined : end);
  const isOpen = words.some(({ literal }) => !literal);
  const letters = words.map(({ value }) => value.replace(/^\+.*|\W/g, "")).join("");
  const isMistaken = words.some(
    ({ literal, value }) => literal && !optionsByBuiltin[builtin]?.test(value),
  );
  // There, zsh sets a variable that all have.
  const isOutside = builtin === "local" && calls === 0;
  const isRefused = isMistaken || (isOutside && reader === "bash");
  const isGlobal = letters.includes("g") || /^(export|readonly)$/.test(builtin);
  return {
    letters,
    isOpen,
    isMistaken,
    isDone: !isRefused && (isOpen || !/[fFp]/.test(letters)),
    // What a function has declared for itself hides the one that all have.
    isCertain: !isOpen && !isOutside && (calls === 0 || !letters.includes("g")),
    calls: isGlobal ? 0 : calls,
  };
}

const attributes = /^(-[aAcfFgiIlnrtuxp]+|\+[aAcgiIlnrtux]+)$/;
/** The options with which they do anything. */
const optionsByBuiltin: Readonly<Record<string, RegExp>> = {
  declare: attributes,
  typeset: attributes,
  local: attributes,
  export: /^-[fnp]+$/,
  readonly: /^-[aAfp]+$/,
};

function fixNamed(word: string, { isCertain, calls }: Declaring, shell: Shell): void {
  const name = namedIn(word, shell);
  if (name !== null) fix(shell, name, { isCertain, calls });
}

function ownNamed(word: string, shell: Shell): void {
  const name = namedIn(word, shell);
  if (name !== null) own(shell, name);
}

/** It may be any name where nobody knows how it begins. */
function namedIn(word: string, shell: Shell): string | null {
  const [name] = /^[A-Za-z_]\w*/.exec(word) ?? [];
  if (name === undefined && hasHole(word.slice(0, 1))) stopFollowing(shell);
  return name ?? null;
}

function changeDirectory(
  walk: Walk,
  shell: Shell,
  builtin: string,
  args: readonly ShellWord[],
): void {
  // `pushd +2`, `popd -n`
  const isOdd = args.some(({ value }) => /^(\+\d*|-\d+|-n)$/.test(value));
  if (builtin !== "cd" && isOdd) {
    goAnywhere(shell);
    return;
  }
  const word = args.find(({ value }) => !/^-./.test(value));
  if (builtin === "popd") pop(shell, false);
  else if (!word && builtin === "pushd") pop(shell, true);
  else if (word?.value === "-") goBackIn(walk, shell);
  else {
    const path = word ? pathIn(walk, shell, word) : homeIn({ ...walk, shell });
    if (builtin === "cd") goTo(shell, path);
    else push(shell, path);
  }
}

/** What it goes back to is in variables that anything may set. */
function goBackIn({ holes }: Walk, shell: Shell): void {
  if (setsPlace(holes)) goAnywhere(shell);
  else goBack(shell);
}

/** The path of a word, with the home directory where that is known. */
function pathIn(walk: Walk, shell: Shell, { value, written }: ShellWord): string {
  const isHome = /^~(\/|$)/.test(written) || /^"?\$(HOME\b|\{HOME\})/.test(written);
  if (isHome && (value.startsWith("~") || hasHole(value[0] ?? ""))) {
    return homeIn({ ...walk, shell }) + value.slice(1);
  }
  const isSearched = walk.code.includes("CDPATH") && !/^\.{0,2}\//.test(value);
  return isSearched ? anywhere : value;
}

/** Where it stands then is in variables, too. */
function giveDirectory(walk: Walk, builtin: string, { words, at }: Noted, around: Around): void {
  const path = words.slice(1).find(({ value }) => !/^-./.test(value))?.value;
  const isBefore = path === "-" || path === undefined;
  const text = isBefore ? (builtin === "cd" && !path ? "HOME" : "OLDPWD DIRSTACK") : path;
  for (const name of ["PWD", "DIRSTACK"])
    give(walk, around, at, { name, text, matchesFiles: true });
  give(walk, around, at, { name: "OLDPWD", text: "PWD" });
}

export function forgetNamed(shell: Shell, args: readonly Pick<ShellWord, "value">[]): void {
  for (const { value } of args) {
    if (hasHole(value)) {
      forgetAll(shell);
      return;
    }
    forget(shell, value.match(/[A-Za-z_]\w*/g) ?? []);
  }
}
