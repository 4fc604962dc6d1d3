/**
 * The paths that a path may come to once its gaps are known: with nothing in `$x`, `a/$x/b` is `a/b`, and `b/$x` is
 * `b`. Only a `..` that is written leads up: no value is taken to bring one.
 */
import { type Letters, textOf } from "./letters.ts";
import type { Gap } from "./partly-known.ts";
import { goInto, partsOf, plainPath, withSlashes } from "./plain-path.ts";

type Path = Letters<Gap>;

type Parts = readonly Path[];

/** None where nothing about it is open. */
export function possiblePaths(letters: Path): readonly Path[] {
  if (letters[0] === "~") return fromHome(letters);
  if (textOf(letters) !== null || letters.length === 1) return [];
  const parts = partsOf(letters);
  const openParts = parts.filter((part) => textOf(part) === null).length;
  if (parts.length > mostParts || openParts > mostOpen) return [[anything]];
  let all: readonly Parts[] = [[]];
  for (const [at, part] of parts.entries()) {
    const readings = readingsOf(part);
    all = all.flatMap((kept) => readings.flatMap((reading) => waysInto(kept, reading, at === 0)));
    if (all.length > mostPaths) return [[anything]];
  }
  return all.map(withSlashes);
}

/** A home is that of root, or it lies in `/home`. That of another user may be any directory. */
function fromHome(letters: Path): readonly Path[] {
  const [home = "", ...rest] = partsOf(letters);
  const isOwn = home.length === 1;
  const homes: readonly Path[] = isOwn ? ["/root", someHome] : [[anything]];
  return homes.flatMap((one) => {
    const path = withSlashes([one, ...rest]);
    const others = possiblePaths(path);
    return others.length > 0 ? others : [plainPath(path)];
  });
}

/** More than anybody writes: beyond, it may be any path. */
const mostParts = 100;
const mostOpen = 5;
export const mostPaths = 64;
export const anything: Gap = { mayHaveSlash: true, isOpen: false };
const someHome: Path = [..."/home/", { mayHaveSlash: false, isOpen: false }];

function waysInto(kept: Parts, parts: Parts, areFirst: boolean): readonly Parts[] {
  let ways: readonly Parts[] = [kept];
  for (const [at, part] of parts.entries()) {
    ways = ways.flatMap((way) => waysIntoOne(way, part, areFirst && at === 0));
  }
  return ways;
}

/** What may hold slashes is left by `..` as a whole, or as far as one of them. */
function waysIntoOne(kept: Parts, part: Path, isFirst: boolean): readonly Parts[] {
  const into = [...kept];
  goInto(into, part, isFirst);
  const last = kept.at(-1) ?? "";
  const isLeft = into.length < kept.length;
  const rests = isLeft ? wideIn(last).map((at) => [...into, last.slice(0, at + 1)]) : [];
  return [into, ...rests];
}

/**
 * The parts that a part may be: dots beside what is not known count by themselves where that is nothing, or has a
 * slash.
 */
function readingsOf(part: Path): readonly Parts[] {
  if (textOf(part) !== null) return [[part]];
  const plain = plainOf(part);
  const readings: Parts[] = [];
  if (/^\.{0,2}$/.test(plain)) readings.push([plain]);
  if (plain === "") readings.push(["."]);
  const wide = wideIn(part);
  const begins = [0, ...wide.filter((at) => isDots(part.slice(0, at)))];
  const ends = [part.length, ...wide.map((at) => at + 1).filter((at) => isDots(part.slice(at)))];
  for (const from of begins) {
    for (const to of ends.filter((end) => end > from)) {
      const cut = [plainOf(part.slice(0, from)), part.slice(from, to), plainOf(part.slice(to))];
      readings.push(cut.filter((one) => one.length > 0));
    }
  }
  return readings;
}

/** Once what is not known in it is nothing. */
function isDots(letters: Path): boolean {
  return /^\.{1,2}$/.test(plainOf(letters));
}

function plainOf(letters: Path): string {
  return [...letters].filter((one) => typeof one === "string").join("");
}

/** Where what may hold slashes stands. */
function wideIn(letters: Path): readonly number[] {
  return [...letters].flatMap((one, at) =>
    typeof one === "object" && one.mayHaveSlash ? [at] : [],
  );
}
