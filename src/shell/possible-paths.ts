/**
 * The paths that a path may come to once its gaps are known: with nothing in `$x`, `a/$x/b` is `a/b`, and `b/$x` is
 * `b`. Only a `..` that is written leads up: no value is taken to bring one.
 */
import { type Letters, textOf } from "./letters.ts";
import type { Gap } from "./partly-known.ts";
import { goInto, partsOf, withSlashes } from "./plain-path.ts";

type Path = Letters<Gap>;

type Parts = readonly Path[];

/** None where nothing about it is open. */
export function possiblePaths(letters: Path): readonly Path[] {
  if (textOf(letters) !== null || letters.length === 1) return [];
  const parts = partsOf(letters);
  if (parts.length > mostParts) return [[anything]];
  let all: readonly Parts[] = [[]];
  for (const [at, part] of parts.entries()) {
    const readings = readingsOf(part);
    all = all.flatMap((kept) => readings.flatMap((reading) => waysInto(kept, reading, at === 0)));
    if (all.length > mostPaths) return [[anything]];
  }
  return all.map(withSlashes);
}

/** More than anybody writes: beyond, it may be any path. */
const mostParts = 100;
const mostPaths = 64;
const anything: Gap = { mayHaveSlash: true, isOpen: false };

function waysInto(kept: Parts, parts: Parts, areFirst: boolean): readonly Parts[] {
  let ways: readonly Parts[] = [kept];
  for (const [at, part] of parts.entries()) {
    ways = ways.flatMap((way) => waysIntoOne(way, part, areFirst && at === 0));
  }
  return ways;
}

/** What may hold slashes is left by `..` as a whole, or as far as its last one. */
function waysIntoOne(kept: Parts, part: Path, isFirst: boolean): readonly Parts[] {
  const into = [...kept];
  goInto(into, part, isFirst);
  const last = kept.at(-1) ?? "";
  const end = into.length < kept.length ? lastWide(last) + 1 : 0;
  return end === 0 ? [into] : [into, [...into, last.slice(0, end)]];
}

/** Each in parts of its own: dots beside what is not known count by themselves where a slash or nothing is there. */
function readingsOf(part: Path): readonly Parts[] {
  if (textOf(part) !== null) return [[part]];
  const readings: Parts[] = [[part]];
  const plain = plainOf(part);
  if (isDots(plain)) readings.push([plain]);
  if (plain === "") readings.push(["."]);
  const [from, to] = [firstWide(part), lastWide(part) + 1];
  if (to === 0) return readings;
  const [before, behind] = [plainOf(part.slice(0, from)), plainOf(part.slice(to))];
  const begins = before !== "" && isDots(before);
  const ends = behind !== "" && isDots(behind);
  if (begins) readings.push([before, part.slice(from)]);
  if (ends) readings.push([part.slice(0, to), behind]);
  if (begins && ends) readings.push([before, part.slice(from, to), behind]);
  return readings;
}

function plainOf(letters: Path): string {
  return [...letters].filter((one) => typeof one === "string").join("");
}

function isDots(text: string): boolean {
  return /^\.{0,2}$/.test(text);
}

function firstWide(letters: Path): number {
  return [...letters].findIndex(isWide);
}

function lastWide(letters: Path): number {
  return [...letters].findLastIndex(isWide);
}

function isWide(letter: string | Gap): boolean {
  return typeof letter === "object" && letter.mayHaveSlash;
}
