/** Says what shell code would do: the effects of its commands, and the risk that follows from them. */
import type { CommandEffect } from "../model/command-effect.ts";
import { type Risk, riskLevels } from "../model/risk.ts";
import { callOf } from "./commands/call.ts";
import { asksForHelp } from "./commands/help.ts";
import { writeTo } from "./commands/paths.ts";
import { isUnknown, looks, type Told, told } from "./commands/row.ts";
import { rowOf } from "./commands/table.ts";
import { runsUnread } from "./commands/unread.ts";
import { doubtOf } from "./doubt.ts";
import { type FileRedirection, type Invocation, invocationsOf } from "./invocations.ts";

export interface Reading {
  /** In the order in which they would happen. */
  readonly effects: readonly CommandEffect[];
  readonly risk: Risk;
  /** The effect that decided the risk: the first of the riskiest; null where nothing is done. */
  readonly decidedBy: CommandEffect | null;
}

/** Of what runs no code. */
export const nothingDone: Reading = { effects: [], risk: "none", decidedBy: null };

/** `code` is bash, perhaps with `{{placeholders}}`: what they stand for is not known. */
export function readEffects(code: string): Reading {
  const effects = invocationsOf(code).flatMap((invocation) => effectsOf(invocation, code));
  const ranked = riskLevels.toReversed();
  const risk = ranked.find((level) => effects.some((effect) => effect.risk === level)) ?? "none";
  return { effects, risk, decidedBy: effects.find((effect) => effect.risk === risk) ?? null };
}

function effectsOf(invocation: Invocation, code: string): CommandEffect[] {
  const { via, start, end, redirections, remark } = invocation;
  const all = [...toldOf(invocation), ...redirections.flatMap(toldOfRedirection)];
  if (remark !== null) all.push(told("unknown", remark, null, "medium", "no"));
  return all.map((one) => ({ ...one, command: code.slice(start, end), via: [...via], start, end }));
}

function toldOf(invocation: Invocation): readonly Told[] {
  const { name, words, input, isFed, sources } = invocation;
  if (name === "") return [];
  if (name === null) return [runsUnread(sources, words[0]?.written ?? null)];
  const [first, ...args] = words;
  const row = rowOf(first?.text ?? name);
  const given = input && (input.text ?? input.written);
  const call = callOf(name, args, row?.valued ?? "", given, { isFed, sources });
  const judge = row && asksForHelp(call) ? looks : (row?.tells ?? isUnknown);
  return withDoubt(judge(call), doubtOf(invocation));
}

/** What is done at least, and where something else may run under the name, that nobody knows. */
function withDoubt(all: readonly Told[], doubt: string | null): readonly Told[] {
  const isGrave = all.some(({ risk }) => riskLevels.indexOf(risk) >= riskLevels.indexOf("medium"));
  if (doubt === null || isGrave) return all;
  return [...all, told("unknown", doubt, null, "medium", "no")];
}

function toldOfRedirection({ operator, target }: FileRedirection): readonly Told[] {
  if (operator.startsWith("<") && operator !== "<>") {
    const isSocket = /\/dev\/(tcp|udp)\//.test(target.written);
    return isSocket ? [told("network", "reads from", target.written, "medium", "yes")] : [];
  }
  return writeTo(target, operator.endsWith(">>") ? "appends to" : "writes");
}
