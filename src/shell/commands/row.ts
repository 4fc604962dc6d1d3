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
import type { Arg, Call } from "./call.ts";

/** An effect that has not been given its place in the code yet. */
export type Told = Pick<CommandEffect, "kind" | "does" | "resource" | "risk" | "reversible">;

export type Judge = (call: Call) => readonly Told[];

export interface Row {
  /** Options that take a value, blanks between: `-n --namespace`. */
  readonly valued?: string;
  readonly tells: Judge;
}

/** By the name of the command; several that are alike share a key, blanks between. */
export type CommandTable = Readonly<Record<string, Row>>;

/** Only looks, at what its operands name. */
export const looks: Judge = () => [
  { kind: "read", does: "reads", resource: null, risk: "none", reversible: "yes" },
];

/** What this table cannot tell; never less than medium. */
export const isUnknown: Judge = ({ name, args }) => {
  const verb = args[0]?.text ?? "";
  const words = /^[\w:-]+$/.test(verb) ? `${name} ${verb}` : name;
  return [told("unknown", `does nobody knows what (${words})`, null, "medium", "no")];
};

export function told(
  kind: EffectKind,
  does: string,
  resource: string | null,
  risk: Risk,
  reversible: Reversible,
): Told {
  return {
    kind,
    does: resource === null ? does : `${does} ${resource}`,
    resource,
    risk,
    reversible,
  };
}

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
 * By the first operand, or the first two: keys are verbs with commas between, such as
 * `"status, show"` or `"config get"`. The judge of a verb sees the operands after it. A verb that is not
 * known before it runs, or not in the table, is unknown.
 */
export function byVerb(table: Readonly<Record<string, Judge>>): Judge {
  const judges = new Map(
    Object.entries(table).flatMap(([verbs, judge]) =>
      verbs.split(",").map((verb) => [verb.trim(), judge] as const),
    ),
  );
  return (call) => {
    const [first, second] = call.operands.map(({ text }) => text);
    const both = judges.get(`${first} ${second}`);
    if (both) return both({ ...call, operands: call.operands.slice(2) });
    const one = judges.get(first ?? "");
    return one ? one({ ...call, operands: call.operands.slice(1) }) : isUnknown(call);
  };
}
