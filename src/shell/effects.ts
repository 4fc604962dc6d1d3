/** Says what shell code would do: the effects of its commands, and the risk that follows from them. */
import {
  type Command,
  forEachChild,
  parse,
  type SyntaxNode,
  type Word,
  type WordPart,
} from "unbash";
import type { CommandEffect } from "../model/command-effect.ts";
import { type Risk, riskLevels } from "../model/risk.ts";
import { type Arg, callOf } from "./commands/call.ts";
import { isUnknown } from "./commands/row.ts";
import { knownCommands } from "./commands/table.ts";
import { findPlaceholders } from "./placeholder.ts";

export interface Reading {
  /** In the order of the code. */
  readonly effects: readonly CommandEffect[];
  readonly risk: Risk;
  /** The effect that decided the risk: the first of the riskiest; null where nothing is done. */
  readonly decidedBy: CommandEffect | null;
}

/** `code` is bash, perhaps with `{{placeholders}}`: what they stand for is not known. */
export function readEffects(code: string): Reading {
  const effects = [...commandsBelow(parse(code))].flatMap((command) => effectsOf(command, code));
  const ranked = riskLevels.toReversed();
  const risk = ranked.find((level) => effects.some((effect) => effect.risk === level)) ?? "none";
  return { effects, risk, decidedBy: effects.find((effect) => effect.risk === risk) ?? null };
}

function* commandsBelow(node: SyntaxNode): Generator<Command> {
  if (node.type === "Command") yield node;
  const children: SyntaxNode[] = [];
  forEachChild(node, (child) => children.push(child));
  for (const child of children) yield* commandsBelow(child);
}

function effectsOf({ name, args, pos, end }: Command, code: string): CommandEffect[] {
  if (!name) return [];
  const words = args.flatMap((arg) => (arg.type === "Word" ? [argOf(arg)] : []));
  const row = knownCommands.get(name.value.slice(name.value.lastIndexOf("/") + 1));
  const call = callOf(name.value, words, row?.valued ?? "");
  const command = code.slice(pos, end);
  return (row?.tells ?? isUnknown)(call).map((told) => ({
    ...told,
    command,
    via: [],
    start: pos,
    end,
  }));
}

function argOf({ value, text, parts }: Word): Arg {
  const isKnown = (parts ?? []).every(isLiteral) && findPlaceholders(value).length === 0;
  return { text: isKnown ? value : null, written: text };
}

function isLiteral(part: WordPart): boolean {
  if (part.type === "DoubleQuoted") return part.parts.every(isLiteral);
  return part.type === "Literal" || part.type === "SingleQuoted";
}
