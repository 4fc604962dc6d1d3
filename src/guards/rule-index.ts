/**
 * The rules of a policy by the names of commands and of the variables that are set for them, so that a command
 * meets only those it may match.
 */
import type { CommandRule } from "../model/policy.ts";
import { type CommandPattern, type PatternForm, readPattern } from "../shell/command-pattern.ts";
import type { CommandInCode } from "../shell/commands-in.ts";

export interface ReadRule {
  readonly rule: CommandRule;
  readonly patterns: readonly CommandPattern[];
}

/** The rules of which a pattern may match the command, in no order. */
export function rulesAbout(
  { forms }: CommandInCode,
  rules: readonly CommandRule[],
): Iterable<ReadRule> {
  const { all, byKey, others } = indexOf(rules);
  const found = [others];
  for (const { words, assignments } of forms) {
    const [name] = words;
    // A name that is not known may be any.
    if (name?.text === null) return all;
    if (name) found.push(byKey.get(keyOf(name.text)) ?? []);
    for (const one of assignments) found.push(byKey.get(variableKey(one.name)) ?? []);
  }
  const [first, ...rest] = found.filter(({ length }) => length > 0);
  return rest.length === 0 ? (first ?? []) : new Set([first ?? [], ...rest].flat());
}

interface Index {
  readonly all: readonly ReadRule[];
  readonly byKey: ReadonlyMap<string, readonly ReadRule[]>;
  /** Those that go by no plain name. */
  readonly others: readonly ReadRule[];
}

/** A policy is read once, however many steps are held against it. */
const indexes = new WeakMap<readonly CommandRule[], Index>();

function indexOf(rules: readonly CommandRule[]): Index {
  const known = indexes.get(rules);
  if (known) return known;
  const all = rules.map((rule) => ({ rule, patterns: patternsOf(rule) }));
  const byKey = new Map<string, ReadRule[]>();
  const others: ReadRule[] = [];
  for (const one of all) {
    const keys = new Set(one.patterns.flatMap(({ forms }) => forms.map(keyOfForm)));
    if (keys.has(null)) others.push(one);
    else for (const key of keys) byKey.set(key ?? "", [...(byKey.get(key ?? "") ?? []), one]);
  }
  const index = { all, byKey, others };
  indexes.set(rules, index);
  return index;
}

function patternsOf({ patterns }: CommandRule): CommandPattern[] {
  return patterns.flatMap((written) => {
    const read = readPattern(written);
    return read.ok ? [read.pattern] : [];
  });
}

/** Of its name, or of a variable where it is about nothing else; null where a wildcard stands there. */
function keyOfForm({ words: [name], assignments: [variable] }: PatternForm): string | null {
  if (name === undefined) return variable === undefined ? null : variableKey(variable.name);
  return name === "words" || name.literal === null ? null : keyOf(name.literal);
}

/** A command is the same in any directory. */
function keyOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function variableKey(name: string): string {
  return `${name}=`;
}
