/** The rules of a policy by the names of commands, so that a command meets only those it may match. */
import type { CommandRule } from "../model/policy.ts";
import { type CommandPattern, type PatternForm, readPattern } from "../shell/command-pattern.ts";
import type { CommandInCode } from "../shell/commands-in.ts";

export interface ReadRule {
  readonly rule: CommandRule;
  readonly patterns: readonly CommandPattern[];
}

/** In the order of the file: the rules of which a pattern may match one of `commands`. */
export function rulesFor(
  rules: readonly CommandRule[],
  commands: readonly CommandInCode[],
): readonly ReadRule[] {
  if (rules.length === 0 || commands.length === 0) return [];
  const { all, byName, others } = indexOf(rules);
  const found = new Set<ReadRule>(others);
  for (const { words } of commands.flatMap(({ forms }) => forms)) {
    const [name] = words;
    // A name that is not known may be any.
    if (name?.text === null) return all;
    for (const rule of byName.get(lastPart(name?.text ?? "")) ?? []) found.add(rule);
  }
  return all.filter((rule) => found.has(rule));
}

interface Index {
  readonly all: readonly ReadRule[];
  readonly byName: ReadonlyMap<string, readonly ReadRule[]>;
  /** Those that go by no plain name. */
  readonly others: readonly ReadRule[];
}

/** A policy is read once, however many steps are held against it. */
const indexes = new WeakMap<readonly CommandRule[], Index>();

function indexOf(rules: readonly CommandRule[]): Index {
  const known = indexes.get(rules);
  if (known) return known;
  const all = rules.map((rule) => ({ rule, patterns: patternsOf(rule) }));
  const byName = new Map<string, ReadRule[]>();
  const others: ReadRule[] = [];
  for (const one of all) {
    const names = one.patterns.flatMap(({ forms }) => forms.map(nameOf));
    if (names.includes(null)) others.push(one);
    for (const name of new Set(names)) {
      if (name !== null) byName.set(name, [...(byName.get(name) ?? []), one]);
    }
  }
  const index = { all, byName, others };
  indexes.set(rules, index);
  return index;
}

function patternsOf({ patterns }: CommandRule): CommandPattern[] {
  return patterns.flatMap((written) => {
    const read = readPattern(written);
    return read.ok ? [read.pattern] : [];
  });
}

/** Null for a pattern of assignments alone, or with a wildcard in its name. */
function nameOf({ words: [name] }: PatternForm): string | null {
  if (name === undefined || name === "words" || name.literal === null) return null;
  return lastPart(name.literal);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
