/** Says what shell code would do: the effects of its commands, and the risk that follows from them. */
import type { CommandEffect } from "../model/command-effect.ts";
import { isWithin, type Risk } from "../model/risk.ts";
import { callOf } from "./commands/call.ts";
import { asksForHelp } from "./commands/help.ts";
import { maybeTold } from "./commands/hidden-options.ts";
import { writeTo } from "./commands/paths.ts";
import { isUnknown, looks, type Told, told } from "./commands/row.ts";
import { rowOf } from "./commands/table.ts";
import { runsUnread } from "./commands/unread.ts";
import { doubtOf } from "./doubt.ts";
import { type FileRedirection, type Invocation, invocationsOf } from "./invocations.ts";
import { isLogOf } from "./known-variables.ts";

export interface Reading {
  /** What it would run. */
  readonly commands: readonly ReadCommand[];
  /** In the order in which they would happen. */
  readonly effects: readonly CommandEffect[];
  readonly risk: Risk;
  /** The effect that decided the risk: the first of the riskiest; null where nothing is done. */
  readonly decidedBy: CommandEffect | null;
}

export interface ReadCommand {
  readonly invocation: Invocation;
  /** What it does itself, without its redirections. */
  readonly told: readonly Told[];
}

/** Of what runs no code. */
export const nothingDone: Reading = {
  commands: [],
  effects: [],
  risk: "none",
  decidedBy: null,
};

/** `code` is bash, perhaps with `{{placeholders}}`: what they stand for is not known. */
export function readEffects(code: string): Reading {
  const commands = invocationsOf(code).map((invocation) => ({
    invocation,
    told: toldOf(invocation),
  }));
  const effects: CommandEffect[] = [];
  for (const command of commands) addEffects(effects, command, code);
  return { commands, effects, ...decisionOf(effects) };
}

/** The risk that follows from effects, and the one that decided it. */
export function decisionOf(effects: readonly CommandEffect[]): Pick<Reading, "risk" | "decidedBy"> {
  let decidedBy: CommandEffect | null = null;
  for (const effect of effects) {
    if (decidedBy === null || !isWithin(effect.risk, decidedBy.risk)) decidedBy = effect;
  }
  return { risk: decidedBy?.risk ?? "none", decidedBy };
}

function addEffects(effects: CommandEffect[], read: ReadCommand, code: string): void {
  const { via, start, end } = read.invocation;
  const command = code.slice(start, end);
  for (const { kind, does, resource, risk, reversible } of allToldOf(read, command)) {
    effects.push({ kind, does, resource, risk, reversible, command, via, start, end });
  }
}

function allToldOf({ invocation, told: own }: ReadCommand, command: string): readonly Told[] {
  const { redirections, remark } = invocation;
  if (redirections.length === 0 && remark === null) return own;
  const all = [
    ...own,
    ...redirections.flatMap((one) => toldOfRedirection(one, invocation, command)),
  ];
  return remark === null ? all : [...all, told("unknown", remark, null, "medium", "no")];
}

function toldOf(invocation: Invocation): readonly Told[] {
  const { name, words, input, sources, outside } = invocation;
  if (name === "") return [];
  if (name === null) return [runsUnread(sources, words[0]?.written ?? null)];
  const row = rowOf(words[0]?.text ?? name);
  const given = input && (input.text ?? input.written);
  const args = words.slice(1);
  const call = callOf(name, args, row?.valued ?? "", given, invocation);
  const judge = row && asksForHelp(call) ? looks : (row?.tells ?? isUnknown);
  const known = judge(call);
  const all =
    row === null || outside === null
      ? known
      : [
          ...known,
          ...maybeTold(known, outside, { name, row, args, input: given, around: invocation }),
        ];
  return withDoubt(withLogs(all, invocation), doubtOf(invocation));
}

/** `TF_LOG_PATH=file terraform plan` */
function withLogs(all: readonly Told[], { name, assignments }: Invocation): readonly Told[] {
  if (assignments.length === 0) return all;
  const logs = assignments.filter((one) => isLogOf(one.name, name ?? ""));
  return logs.length === 0 ? all : [...all, ...logs.flatMap((one) => writeTo(one, "appends to"))];
}

/** What is done at least, and where something else may run under the name, that nobody knows. */
function withDoubt(all: readonly Told[], doubt: string | null): readonly Told[] {
  if (doubt === null || all.some(({ risk }) => isWithin("medium", risk))) return all;
  return [...all, told("unknown", doubt, null, "medium", "no")];
}

function toldOfRedirection(
  { operator, target }: FileRedirection,
  invocation: Invocation,
  command: string,
): readonly Told[] {
  if (operator.startsWith("<") && operator !== "<>") {
    const isSocket = /\/dev\/(tcp|udp)\//.test(target.written);
    if (!isSocket) return [];
    // `exec`, also behind `command`, makes it the input of the shell itself, which may run what it gets.
    const isKnown = invocation.name === "" ? /^\d*</.test(command) : invocation.name !== "exec";
    return [told("network", "reads from", target.written, isKnown ? "low" : "medium", "yes")];
  }
  if (isPort.test(target.written) && saysNothing(invocation)) {
    return [told("network", "tries to reach", target.written, "low", "yes")];
  }
  return writeTo(target, operator.endsWith(">>") ? "appends to" : "writes");
}

const isPort = /^\/dev\/(tcp|udp)\/(?!\.\.)[^/]+\/[^/]+$/;

/** `echo > /dev/tcp/host/443` only asks whether somebody listens there: what it sends is no word. */
function saysNothing(invocation: Invocation): boolean {
  const { name, words } = invocation;
  return (
    /^(echo|:|true)$/.test(name ?? "") &&
    words.slice(1).every(({ text }) => text !== null && /^(-n)?$/.test(text)) &&
    doubtOf(invocation) === null
  );
}
