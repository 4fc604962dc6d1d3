/**
 * The paths that a path may come to once its gaps are known: with nothing in `$x`, `a/$x/b` is `a/b`, and `b/$x` is
 * `b`. Only a `..` that is written leads up: no value is taken to bring one.
 */
import { type Letters, textOf } from "./letters.ts";
import type { Gap } from "./partly-known.ts";
import { partsOf, plainPath, stepOf, withSlashes } from "./plain-path.ts";

type Path = Letters<Gap>;

type Parts = readonly Path[];

/** None where nothing about it is open. */
export function possiblePaths(letters: Path): readonly Path[] {
  if (letters[0] === "~") return fromHome(letters);
  if (textOf(letters) !== null || letters.length === 1) return [];
  const parts = partsOf(letters);
  if (parts.length === 1 && readingsOf(letters).length === 1) return [];
  const openParts = parts.filter((part) => textOf(part) === null).length;
  if (parts.length > mostParts || openParts > mostOpen) return [[anything]];
  let all: readonly Way[] = [
    { last: undefined, above: null, depth: 0, begin: "", below: new Map() },
  ];
  for (const [at, part] of parts.entries()) {
    const readings = readingsOf(part);
    const ways = all.flatMap((way) => readings.flatMap((one) => waysInto(way, one, at === 0)));
    all = withoutCovered(new Set(ways));
    if (all.length > mostPaths) return [[anything]];
  }
  return all.map((way) => withSlashes(partsTo(way)));
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

/** A plain path as the last of its parts and the way to that: those that come to the same are one and the same. */
interface Way {
  readonly last: Path | undefined;
  readonly above: Way | null;
  readonly depth: number;
  /** The first of its parts. */
  readonly begin: Path;
  readonly below: Map<Path, Way>;
}

function into(above: Way, last: Path): Way {
  const known = above.below.get(last);
  if (known) return known;
  const depth = above.depth + 1;
  const begin = depth === 1 ? last : above.begin;
  const way = { last, above, depth, begin, below: new Map() };
  above.below.set(last, way);
  return way;
}

function partsTo(way: Way): Parts {
  const parts: Path[] = [];
  for (let one: Way | null = way; one?.last !== undefined; one = one.above) parts.push(one.last);
  return parts.reverse();
}

function waysInto(from: Way, parts: Parts, areFirst: boolean): readonly Way[] {
  let ways: readonly Way[] = [from];
  for (const [at, part] of parts.entries()) {
    ways = ways.flatMap((way) => waysIntoOne(way, part, areFirst && at === 0));
  }
  return ways;
}

/** What may hold slashes is left by `..` as a whole, or as far as one of them. */
function waysIntoOne(way: Way, part: Path, isFirst: boolean): readonly Way[] {
  const { last, above, depth } = way;
  const step = stepOf(part, isFirst, last, depth);
  if (step === "into") return [into(way, part)];
  if (step === "nowhere" || last === undefined || above === null) return [way];
  const rests = wideIn(last).map((at) => (at + 1 === last.length ? last : last.slice(0, at + 1)));
  return [above, ...rests.map((rest) => into(above, rest))];
}

/** Where one is all that is not known, it is all others, too, but for where no part is left. */
function withoutCovered(ways: ReadonlySet<Way>): readonly Way[] {
  const all = [...ways];
  const any = all.find(({ last, depth }) => depth === 1 && isAnyPath(last ?? ""));
  const [gap] = any?.last ?? [];
  if (any === undefined || typeof gap !== "object") return all;
  return all.filter((way) => way === any || way.depth === 0 || (gap.isName && mayBeOption(way)));
}

/** Whether nothing is known of it, not even that it is a name. */
export function isAnyPath(letters: Path): boolean {
  const [first] = letters;
  return letters.length === 1 && typeof first === "object" && first.mayHaveSlash;
}

/** What is believed to be a name is none. */
function mayBeOption({ begin }: Way): boolean {
  const [first] = begin;
  return typeof first === "object" || first === "-";
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
  const { length } = part;
  const [before, behind] = [dotsBefore([...part]), dotsBefore([...part].reverse())];
  const begins = [0, ...wide.filter((at) => before.has(at))];
  const ends = [length, ...wide.map((at) => at + 1).filter((at) => behind.has(length - at))];
  for (const from of begins) {
    for (const to of ends.filter((end) => end > from)) {
      const cut = [plainOf(part.slice(0, from)), part.slice(from, to), plainOf(part.slice(to))];
      readings.push(cut.filter((one) => one.length > 0));
    }
  }
  return readings;
}

/** Before which letters there are only dots, one or two, once what is not known there is nothing. */
function dotsBefore(letters: readonly (string | Gap)[]): ReadonlySet<number> {
  const found = new Set<number>();
  let dots = 0;
  for (const [at, one] of letters.entries()) {
    if (typeof one === "string") {
      if (one !== "." || dots === 2) break;
      dots += 1;
    }
    if (dots > 0) found.add(at + 1);
  }
  return found;
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
