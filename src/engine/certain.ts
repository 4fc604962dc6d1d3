/** The part of a step that holds whatever its open values turn out to be, for the guards to look at. */
import { effectiveRisk } from "../guards/effective-risk.ts";
import type { Facts } from "../guards/facts.ts";
import type { CommandPattern } from "../shell/command-pattern.ts";
import type { CommandInCode } from "../shell/commands-in.ts";
import { decisionOf, nothingDone, type Reading } from "../shell/effects.ts";
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
  const { policy, step } = facts;
  const certain = new Set(
    facts.commands.flatMap((command) =>
      [...rulesAbout(command, policy.rules)]
        .filter(({ patterns }) => isAbout(patterns, command, isCertain(command.written)))
        .map(({ rule }) => rule),
    ),
  );
  const rules = policy.rules.filter((rule) => certain.has(rule));
  const effective = effectiveRisk(step, { ...nothingDone, effects, ...decisionOf(effects) });
  return { ...facts, effective, policy: { ...policy, rules } };
}

/** Of a command that is not known to its end, only what matches in any case counts. */
function isAbout(
  patterns: readonly CommandPattern[],
  command: CommandInCode,
  isKnown: boolean,
): boolean {
  const least = isKnown ? "possible" : "certain";
  return patterns.some((pattern) => matchCommand(pattern, command, least) !== null);
}

/** Whether it has a variable that the code may set, perhaps to an open value, or what another command prints. */
function hasVariables(text: string, code: string): boolean {
  const others = code.replaceAll(/\$\{?[A-Za-z_]\w*/g, " ");
  const names = [...text.matchAll(/\$\{?([A-Za-z_]\w*)?|`/g)].map(([, name]) => name);
  return names.some((name) => name === undefined || new RegExp(`\\b${name}\\b`).test(others));
}
