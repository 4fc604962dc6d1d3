/** The part of a step that holds whatever its open values turn out to be, for the guards to look at. */
import { effectiveRisk } from "../guards/effective-risk.ts";
import type { Facts } from "../guards/facts.ts";
import type { CommandRule } from "../model/policy.ts";
import { isWithin } from "../model/risk.ts";
import type { CommandInCode } from "../shell/commands-in.ts";
import { nothingDone, type Reading } from "../shell/effects.ts";
import { matchCommand } from "../shell/match-command.ts";
import { rulesAbout } from "../shell/rule-index.ts";
import { hasOpen } from "./partly-filled.ts";

/** `code` and its `reading` have the names in `open` still standing in them. */
export function certainFacts(
  facts: Facts,
  code: string,
  reading: Reading,
  open: readonly string[],
): Facts {
  if (open.length === 0) return facts;
  const isCertain = (text: string) => !hasOpen(text, open) && !hasVariables(text, code);
  const effects = reading.effects.filter(
    ({ command, does }) => isCertain(command) && !hasOpen(does, open),
  );
  const { policy, commands, step } = facts;
  const rules = policy.rules.filter((rule) =>
    commands.some((command) => isAbout(rule, command, isCertain(command.written))),
  );
  const effective = effectiveRisk(step, readingWith(effects));
  return { ...facts, effective, policy: { ...policy, rules } };
}

/** Of a command that is not known to its end, only what matches in any case counts. */
function isAbout(rule: CommandRule, command: CommandInCode, isKnown: boolean): boolean {
  const matches = [...rulesAbout(command, [rule])].flatMap(({ patterns }) =>
    patterns.map((pattern) => matchCommand(pattern, command)),
  );
  return matches.some((match) => match === "certain" || (isKnown && match !== null));
}

function readingWith(effects: Reading["effects"]): Reading {
  const decidedBy = effects.reduce<Reading["decidedBy"]>(
    (most, effect) => (most === null || !isWithin(effect.risk, most.risk) ? effect : most),
    null,
  );
  return { ...nothingDone, effects, risk: decidedBy?.risk ?? "none", decidedBy };
}

/** Whether it has a variable that the code may set, perhaps to an open value, or what another command prints. */
function hasVariables(text: string, code: string): boolean {
  const others = code.replaceAll(/\$\{?[A-Za-z_]\w*/g, " ");
  const names = [...text.matchAll(/\$\{?([A-Za-z_]\w*)?|`/g)].map(([, name]) => name);
  return names.some((name) => name === undefined || new RegExp(`\\b${name}\\b`).test(others));
}
