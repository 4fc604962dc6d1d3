/** How far text from outside gets: which variables may have it in them, and which texts have it then. */
import { type Known, pipedFrom } from "./digits.ts";
import type { Holes } from "./holes.ts";
import {
  addHoles,
  addPrinted,
  addText,
  anyName,
  noOrigins,
  type Origins,
  parameters,
  type Search,
} from "./origins.ts";
import type { Gift } from "./outside-text.ts";
import type { Walk } from "./walk.ts";

export interface Reach {
  /** The names of variables that may have such text. */
  readonly names: () => ReadonlySet<string>;
  readonly gifts: readonly Gift[];
  readonly search: Search;
  /** What has been found in texts so far. */
  readonly found: Map<string, string | null>;
}

/** How far such text gets: where it may be code, or where it may be options. Most code never asks. */
export function reachIn({ outside, holes }: Pick<Walk, "outside" | "holes">, where: Where): Reach {
  outside[where] ??= reachOf(outside.gifts, outside.own, holes, where);
  return outside[where];
}

/** Where such text may be code, or options; `asNames`: options, where those who name files mean no harm. */
export type Where = "asCode" | "asOptions" | "asNames";

/**
 * Of gifts that are known when it is asked for the first time. `own` are the functions of the code.
 */
function reachOf(gifts: readonly Gift[], own: Known["own"], holes: Holes, where: Where): Reach {
  const believes = where === "asNames";
  const known: Known = { own, asOptions: where !== "asCode", believes, left: mostCommands };
  const search: Search = { holes, known, matchesFiles: false };
  let names: ReadonlySet<string> | null = null;
  return {
    names: () => {
      names ??= reachedFromOutside(gifts, search);
      return names;
    },
    gifts,
    search,
    found: new Map(),
  };
}

const mostCommands = 20_000;

/** What of a text with holes comes from outside: the variable, or what is expanded there; null for nothing. */
export function outsideIn(text: string, reach: Reach): string | null {
  const before = reach.found.get(text);
  if (before !== undefined) return before;
  const found = lookIn(text, reach);
  if (reach.found.size < mostTexts) reach.found.set(text, found);
  return found;
}

const mostTexts = 1000;

function lookIn(text: string, reach: Reach): string | null {
  const origins = noOrigins();
  addHoles(origins, text, reach.search);
  if (origins.outside !== null) return origins.outside;
  const known = reachedOf(origins.names, reach);
  return known === undefined ? null : shown(known);
}

export function reachedOf(names: ReadonlySet<string>, reach: Reach): string | undefined {
  // What nothing sets is known without a look at what is set.
  if (![...names].some((name) => isSet(name, reach))) return undefined;
  const reached = reach.names();
  return [...names].find((name) => reached.has(name) || (name === anyName && reached.size > 1));
}

function isSet(name: string, { gifts }: Reach): boolean {
  return name === "_" || name === anyName || gifts.some((gift) => gift.name === name);
}

function shown(name: string): string {
  if (name === parameters) return "a parameter";
  return name === anyName ? "a variable" : name.replace(/^!/, "");
}

function reachedFromOutside(gifts: readonly Gift[], search: Search): ReadonlySet<string> {
  const takers = new Map<string, string[]>();
  const reached = new Set<string>(["_"]);
  for (const gift of gifts) {
    const { names, outside } = originsOf(gift, search);
    if (outside !== null) reached.add(gift.name);
    for (const name of names) {
      const others = takers.get(name);
      if (others) others.push(gift.name);
      else takers.set(name, [gift.name]);
    }
  }
  // A set that is added to while it is walked is walked to its new end.
  for (const name of reached) {
    for (const taker of takers.get(name) ?? []) reached.add(taker);
    if (name !== "_") for (const taker of takers.get(anyName) ?? []) reached.add(taker);
  }
  return reached;
}

function originsOf({ text, source, matchesFiles = false }: Gift, search: Search): Origins {
  const origins = noOrigins();
  if (text !== null) addText(origins, text, { ...search, matchesFiles });
  else addPrinted(origins, source ? pipedFrom(source, search.known) : null, "", search);
  return origins;
}
