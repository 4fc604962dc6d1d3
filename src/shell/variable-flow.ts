/**
 * Follows values to where the same code uses them: through variables, positional parameters and what
 * `read` reads.
 */
import type { Spread } from "./heeding-programs.ts";
import type { Heeded } from "./own-signs.ts";
import { type PlaceKind, stricter } from "./place-kind.ts";

export interface Flow {
  /** A carrier is expanded in such a place. */
  readonly uses: Use[];
  /** What one carrier holds becomes a part of what another does. */
  readonly copies: Copy[];
  /** A carrier is expanded in a word into which a command puts text of its own for this one. */
  readonly fills: { readonly carrier: string; readonly replaced: string }[];
  /** A carrier is expanded where a program heeds signs of its own. */
  readonly heeded: { readonly carrier: string; readonly heeded: Heeded }[];
  /** A carrier is expanded into any number of words of a command that heeds such signs. */
  readonly spreads: { readonly carrier: string; readonly spread: Spread }[];
  /** A carrier is expanded in code, at some moment, where names of files are put in for a pattern in it. */
  readonly patterns: {
    readonly carrier: string;
    readonly kind: PlaceKind;
    readonly names: string;
  }[];
  /** What gets all that is printed from then on: files, and input of others, that `exec` has opened. */
  readonly opened: Set<string>;
  /** How many statements have begun: what files hold after one, they hold before the next. */
  moment: number;
  /** Whether it may change what bash takes commands to stand for. */
  changesTables: boolean;
  /** Whether code was nested too deep to be followed to its end. */
  isCut: boolean;
}

export function noFlow(): Flow {
  const lists = { uses: [], copies: [], fills: [], heeded: [], spreads: [], patterns: [] };
  return { ...lists, opened: new Set(), moment: 0, changesTables: false, isCut: false };
}

interface Use {
  readonly carrier: string;
  readonly kind: PlaceKind;
  /** Whether other code stands around it there, whatever it begins with. */
  readonly isPart?: boolean;
}

interface Copy {
  readonly from: string;
  readonly to: string;
  /** Whether it begins a command there, should that be run as code. */
  readonly isNext: boolean;
  /** Whether a command's output stands between, which is what that makes of it. */
  readonly isMade?: boolean;
}

/** Carriers are named as the variables are; these have names that no variable has, and so have files. */
export const carriers = {
  zerothParameter: "$0",
  firstParameter: "$1",
  laterParameters: "$2…",
  /** What a parameter has behind the letter of an option. */
  joinedOption: "-x…",
  /** What comes through a pipe, a here-string, a heredoc or a process substitution. */
  input: "<",
  /** A pattern that finds files. */
  pattern: "*",
  /** A file whose name whatever wrote it has made up. */
  anyFile: "made files",
  /** Whichever variable a name that is not known stands for. */
  anyVariable: "$?",
  /** What any of the functions prints. */
  anyOutput: "()",
  /** What is exported. */
  environment: "exported variables",
} as const;

/** A carrier of what a function prints. */
export function outputOf(name: string): string {
  return `${name}()`;
}

export function isOutput(carrier: string): boolean {
  return carrier.endsWith("()");
}

const isVariable = /^([A-Za-z_]\w*|\$[012]…?)$/;

/** A flow to its end, made ready to be asked about many carriers. */
export interface Trace {
  readonly flow: Flow;
  readonly copies: ReadonlyMap<string, readonly Copy[]>;
  readonly heeded: ReadonlyMap<string, readonly Heeded[]>;
  readonly spreads: ReadonlyMap<string, readonly Spread[]>;
  /** What has been asked before. */
  readonly known: Map<string, PlaceKind | null>;
  readonly signs: Map<string, Signs>;
}

export function traceOf(flow: Flow): Trace {
  const copies = Map.groupBy(flow.copies, ({ from }) => from);
  const heeded = byCarrier(flow.heeded, (one) => one.heeded);
  const spreads = byCarrier(flow.spreads, (one) => one.spread);
  return { flow, copies, heeded, spreads, known: new Map(), signs: new Map() };
}

function byCarrier<Noted extends { readonly carrier: string }, One>(
  all: readonly Noted[],
  oneOf: (noted: Noted) => One,
): ReadonlyMap<string, readonly One[]> {
  const grouped = Map.groupBy(all, ({ carrier }) => carrier);
  return new Map([...grouped].map(([carrier, its]) => [carrier, its.map(oneOf)]));
}

/**
 * The strictest place where what the carrier holds is used; null when none asks for care. `isNext`: it
 * begins a command there, if that place is code.
 */
export function strictestUse(trace: Trace, carrier: string, isNext: boolean): PlaceKind | null {
  const key = `${isNext} ${carrier}`;
  const known = trace.known.get(key);
  if (known !== undefined) return known;
  const reached = reachedFrom(trace, carrier, isNext);
  const whole = reachedFrom(trace, carrier, isNext, ({ isMade }) => !isMade);
  let strictest: PlaceKind | null = null;
  for (const { carrier: name, kind, isPart } of trace.flow.uses) {
    const next = reached.get(name);
    if (next === undefined) continue;
    // What a command makes of the value and prints is not the value, so splitting it is no matter.
    if (/^(unquotedLater|pattern)$/.test(kind) && !whole.has(name)) continue;
    const use = next && kind === "nestedCode" && !isPart ? "command" : kind;
    strictest = strictest ? stricter(strictest, use) : use;
  }
  trace.known.set(key, strictest);
  return strictest;
}

/** The texts for which commands put in their own, in words that what the carrier holds gets into. */
export function fillsOf(trace: Trace, carrier: string): readonly string[] {
  const { fills } = trace.flow;
  if (fills.length === 0) return [];
  const reached = reachedFrom(trace, carrier, false);
  return fills.flatMap(({ carrier: name, replaced }) => (reached.has(name) ? [replaced] : []));
}

/** The signs that programs heed in what the carrier holds, where that gets to them as it is. */
interface Signs {
  readonly heeded: readonly Heeded[];
  /** The words that become what it holds, and those that become something of which it is a part. */
  readonly spreads: readonly Spread[];
  readonly parts: readonly Spread[];
}

export function signsOf(trace: Trace, carrier: string): Signs {
  const { flow, signs } = trace;
  if (flow.heeded.length === 0 && flow.spreads.length === 0) return noSigns;
  const known = signs.get(carrier);
  if (known) return known;
  const reached = reachedFrom(trace, carrier, false, ({ isMade }) => !isMade);
  const parts = [...reached.keys()].filter((name) => name !== carrier);
  const found = {
    heeded: [...reached.keys()].flatMap((name) => trace.heeded.get(name) ?? []),
    spreads: trace.spreads.get(carrier) ?? [],
    parts: parts.flatMap((name) => trace.spreads.get(name) ?? []),
  };
  signs.set(carrier, found);
  return found;
}

const noSigns: Signs = { heeded: [], spreads: [], parts: [] };

/** The carriers that it gets to, and whether it begins a command there. */
function reachedFrom(
  { copies }: Trace,
  carrier: string,
  isNext: boolean,
  counts: (copy: Copy) => boolean = () => true,
): ReadonlyMap<string, boolean> {
  const reached = new Map([[carrier, isNext]]);
  // A map that is added to while it is walked is walked to its new end.
  for (const [name, next] of reached) {
    for (const copy of copies.get(name) ?? []) {
      if (!counts(copy)) continue;
      const later = next || copy.isNext;
      if (reached.get(copy.to) === later || reached.get(copy.to) === true) continue;
      // To be walked again, it has to come last.
      reached.delete(copy.to);
      reached.set(copy.to, later);
    }
  }
  return reached;
}

/** A carrier of the names that files have at this moment. */
export function namesAt({ moment }: Flow): string {
  return `names@${moment}`;
}

/** Whether a carrier is the names of files, or what is in them, at some moment. */
export function isOfFiles(carrier: string): boolean {
  return carrier === carriers.anyFile || atMoment.test(carrier);
}

const atMoment = /^(names|files|file:.*)@(\d+)$/s;

/** Copies what is in each variable to what is read of any, where something reads that. `written` is known to be set. */
export function joinVariables(flow: Flow, written: readonly string[]): void {
  const { anyVariable } = carriers;
  const { uses, copies, fills, heeded, spreads, patterns } = flow;
  const isRead =
    copies.some(({ from }) => from === anyVariable) ||
    [uses, fills, heeded, spreads, patterns].some((all) =>
      all.some(({ carrier }) => carrier === anyVariable),
    );
  if (!isRead) return;
  const names = new Set([...written, ...flow.copies.flatMap(({ from, to }) => [from, to])]);
  for (const from of names) {
    if (isVariable.test(from)) flow.copies.push({ from, to: anyVariable, isNext: false });
  }
}

/** Copies what files hold at one moment to each later one at which somebody looks. */
export function keepFiles(flow: Flow, written: readonly string[]): void {
  const matched = reachedFrom(traceOf(flow), carriers.pattern, false);
  for (const { carrier, kind, names } of flow.patterns) {
    if (matched.has(carrier)) flow.uses.push({ carrier: names, kind });
  }
  const moments = new Map<string, Set<number>>();
  const named = flow.copies.flatMap(({ from, to }) => [from, to]);
  for (const name of [...written, ...named, ...flow.uses.map(({ carrier }) => carrier)]) {
    const [, key, moment] = atMoment.exec(name) ?? [];
    if (key !== undefined) moments.set(key, (moments.get(key) ?? new Set()).add(Number(moment)));
  }
  const whole = [...(moments.get("files") ?? [])];
  for (const [key, all] of moments) {
    const sorted = [...all].sort((a, b) => a - b);
    sorted.forEach((moment, index) => {
      const from = `${key}@${moment}`;
      const next = sorted[index + 1];
      if (next !== undefined) flow.copies.push({ from, to: `${key}@${next}`, isNext: false });
      if (key === "files" || key === "names") return;
      const seen = Math.min(...whole.filter((one) => one >= moment));
      if (seen < Infinity) flow.copies.push({ from, to: `files@${seen}`, isNext: false });
    });
  }
}
