/**
 * How the tables in this folder say what commands do, with the words they share.
 *
 * The scale of risk, the same in all tables:
 * - `none`: only looks. Fetching something to read it is `none`, too.
 * - `low`: changes what nobody misses: a new file or directory, a copy, an image pulled, a snapshot made.
 * - `medium`: changes something in use that can be put back: a service restarted, a file edited, a package
 *   installed, a container restarted. What nobody knows is `medium` at least.
 * - `high`: hard to put back, or an outage while it lasts: files deleted, a service stopped, a firewall
 *   changed, rows changed, containers removed, packages removed or upgraded, code run from the network.
 * - `critical`: cannot be put back, or takes down everything: whole trees or devices wiped, tables dropped,
 *   all rows deleted, a firewall flushed, the machine stopped, infrastructure destroyed.
 */
import type { CommandEffect, EffectKind, Reversible } from "../../model/command-effect.ts";
import type { Risk } from "../../model/risk.ts";
import { type Arg, type Call, callOf } from "./call.ts";

/** An effect that has not been given its place in the code yet. */
export interface Told
  extends Pick<CommandEffect, "kind" | "does" | "resource" | "risk" | "reversible"> {
  /** What rules about files are held against, where one is written. */
  readonly writes?: WrittenFile;
}

/** A file that is made, or gets other contents. */
export interface WrittenFile {
  readonly path: Arg;
  /** Whether it is only changed, or added to: the rest stays as it was. */
  readonly keeps: boolean;
  /** What is put there: into it where it is a directory. */
  readonly from?: readonly Arg[];
}

export type Judge = (call: Call) => readonly Told[];

export interface Row {
  /** Options that take a value, blanks between: `-n --namespace`. */
  readonly valued?: string;
  /** Of those with a value, the ones that name settings by which other programs run. */
  readonly obeyed?: string;
  readonly tells: Judge;
}

/** By the name of the command; several that are alike share a key, blanks between. */
export type CommandTable = Readonly<Record<string, Row>>;

/** One entry a name, of a table whose keys are names with blanks between. */
export function byName<T>(table: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(table).flatMap(([names, value]) =>
      names.split(/\s+/).map((name) => [name, value] as const),
    ),
  );
}

/** Only looks, at what its operands name. */
export const looks: Judge = () => [
  { kind: "read", does: "reads", resource: null, risk: "none", reversible: "yes" },
];

/** What this table cannot tell; never less than medium. */
export const isUnknown: Judge = ({ name, operands }) => {
  const verb = operands[0]?.text ?? "";
  const words = /^[\w:-]+$/.test(verb) ? `${name} ${verb}` : name;
  return [told("unknown", `runs ${words}, whose effects are not known`, null, "medium", "no")];
};

/** Code that stands in its words, or that they name, is run besides. */
export const runsCode: Judge = ({ name }) => [
  told("code", `runs code that ${name} is given`, null, "medium", "no"),
];

export function told(
  kind: EffectKind,
  does: string,
  resource: string | null,
  risk: Risk,
  reversible: Reversible,
): Told {
  return {
    kind,
    does: resource === null ? does.replace(beforeName, "") : `${does} ${resource}`,
    resource,
    risk,
    reversible,
  };
}

/** A judge that says this one thing, of nothing that is named. */
export function says(kind: EffectKind, does: string, risk: Risk, reversible: Reversible): Judge {
  return () => [told(kind, does, null, risk, reversible)];
}

/** Where one of `options` is there (blanks between), `judge`; `otherwise` where none is. */
export function given(options: string, judge: Judge, otherwise: Judge): Judge {
  const names = options.split(" ");
  return (call) => (call.has(...names) ? judge : otherwise)(call);
}

/** `judge` of the first operand alone: what follows is for the program inside. */
export function ofFirst(judge: Judge): Judge {
  return (call) => judge({ ...call, operands: call.operands.slice(0, 1) });
}

/** What has no sense where no name follows: `loads parameters from`. */
const beforeName = /( (of|from|to|into|for|at|with|below)|[:,])$/;

/** The same for each of `args`; once, without a name, where there is none. */
export function onEach(
  args: readonly Arg[],
  kind: EffectKind,
  does: string,
  risk: Risk,
  reversible: Reversible,
): readonly Told[] {
  if (args.length === 0) return [told(kind, does, null, risk, reversible)];
  return args.map((arg) => told(kind, does, arg.text ?? arg.written, risk, reversible));
}

/** A judge that says the same of every operand from the one at `first` on. */
export function operands(
  kind: EffectKind,
  does: string,
  risk: Risk,
  reversible: Reversible,
  first = 0,
): Judge {
  return (call) => onEach(call.operands.slice(first), kind, does, risk, reversible);
}

/**
 * By the first operand, or the first few: keys are verbs with commas between, such as `"status, show"` or
 * `"config get"`, of which the longest counts; an empty one is for a command without any. The judge of a
 * verb sees the operands after it. A verb that is a row reads all words after it anew, with options of its
 * own: `-v` takes a value in `docker run`, and none in `docker rm`. A verb that is not known before it
 * runs, or not in the table, is unknown.
 */
export function byVerb(table: Readonly<Record<string, Judge | Row>>): Judge {
  const all = whenAsked(() => verbsOf(table));
  return (call) => tellByVerb(call, all());
}

function tellByVerb(call: Call, all: Verb): readonly Told[] {
  const { operands } = call;
  if (operands.length === 0 && call.has("--version", "--help", "-h")) return looks(call);
  if (operands.length === 1 && call.has("--help")) return looks(call);
  let judge = operands.length === 0 ? all.judge : null;
  let count = 0;
  let verb: Verb | undefined = all;
  for (let at = 0; at < operands.length; at += 1) {
    verb = verb.longer?.get(operands[at]?.text ?? "?");
    if (verb === undefined) break;
    if (verb.judge === null) continue;
    judge = verb.judge;
    count = at + 1;
  }
  return judge ? afterVerbs(call, count, judge) : isUnknown(call);
}

/** Makes it at the first call alone: there are some hundred tables, and code is about a few of them. */
export function whenAsked<Value extends object>(make: () => Value): () => Value {
  let made: Value | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** What a command does with the words of a verb so far, and the words that may follow: `osd crush rule ls`. */
interface Verb {
  judge: Judge | Row | null;
  longer: Map<string, Verb> | null;
}

function verbsOf(table: Readonly<Record<string, Judge | Row>>): Verb {
  const all: Verb = { judge: null, longer: null };
  for (const [verbs, judge] of Object.entries(table)) {
    for (const verb of verbs.split(",")) verbIn(all, verb.trim()).judge = judge;
  }
  return all;
}

function verbIn(all: Verb, written: string): Verb {
  let verb = all;
  for (const word of written === "" ? [] : written.split(" ")) {
    verb.longer ??= new Map<string, Verb>();
    const next = verb.longer.get(word) ?? { judge: null, longer: null };
    verb.longer.set(word, next);
    verb = next;
  }
  return verb;
}

function afterVerbs(call: Call, count: number, judge: Judge | Row): readonly Told[] {
  if (typeof judge === "function") {
    return judge({ ...call, operands: call.operands.slice(count) });
  }
  const verbs = call.operands.slice(0, count);
  const last = verbs.at(-1);
  const rest = last ? call.args.slice(call.args.indexOf(last) + 1) : call.args;
  const name = [call.name, ...verbs.map(({ written }) => written)].join(" ");
  return judge.tells(callOf(name, rest, judge.valued ?? "", call.input, call));
}
