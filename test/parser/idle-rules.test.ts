/** Which rules change nothing is found without comparing each with each, and is the same all the same. */
import { expect, it } from "vitest";
import type { CommandRule } from "../../src/model/policy.ts";
import { idleRules } from "../../src/parser/policy/idle-rules.ts";
import { type CommandPattern, readPattern } from "../../src/shell/command-pattern.ts";
import { type CommandInCode, commandsIn } from "../../src/shell/commands-in.ts";
import { matchCommand } from "../../src/shell/match-command.ts";
import { samplesOf } from "../../src/shell/sample-command.ts";
import fc, { cases } from "../support/properties.ts";

const name = fc.constantFrom(
  ...["rm", "rm", "rm", "rm", "cp", "git", "kubectl", "{rm,cp}", "r*", "**/rm", "/bin/rm"],
  ...[">", ">>", "sudo", "ssh", "for", "docker exec a", "A=1", "A=*", "A=1 rm"],
);
const word = fc.constantFrom(
  ...["a", "/etc/a", "/etc/**", "*", "**", "-f", "-[rf]", "--force", "push", "{a,push}", "w*"],
  ...["'rm a'", "root@web-1", "web-1", "-n", "+a", "delete", "pods/web"],
);
const pattern = fc
  .tuple(name, fc.array(word, { maxLength: 2 }))
  .map(([first, rest]) => [first, ...rest].join(" "))
  .filter((written) => readPattern(written).ok);
const rule = fc.record({
  kind: fc.constantFrom("deny", "deny", "deny", "ask", "window"),
  patterns: fc.array(pattern, { minLength: 1, maxLength: 2 }),
  reason: fc.constant("It says so"),
  environments: fc.constantFrom(null, null, null, ["a"], ["a", "b"]),
  except: fc.constantFrom([], [], [], [], ["a.md"]),
  approvals: fc.constant(0),
  approvers: fc.constant(null),
  times: fc.constant(null),
  unlessBackup: fc.constantFrom(false, false, false, false, true),
}) satisfies fc.Arbitrary<Omit<CommandRule, "line">>;
const rules = fc
  .array(rule, { minLength: 4, maxLength: 9 })
  .map((all) => all.map((one, index): CommandRule => ({ ...one, line: index + 1 })));

it("finds what a comparison of all pairs finds", () => {
  let shadowed = 0;
  fc.assert(
    fc.property(rules, (all) => {
      const found = idleRules(all, (line) => ({ start: line, end: line }))
        .filter((one) => one.rule === "shadowed-rule")
        .map(({ span, message }) => [span?.start, Number(/line (\d+)/.exec(message)?.[1])]);
      expect([all, found]).toEqual([all, shadowedByPairs(all)]);
      shadowed += found.length;
    }),
    cases(200),
  );
  expect(shadowed).toBeGreaterThan(40);
});

/** The line of each rule that another covers, and the line of the first that does. */
function shadowedByPairs(all: readonly CommandRule[]): [number, number][] {
  return all.flatMap((inner): [number, number][] => {
    const by = all.find(
      (outer) =>
        outer !== inner &&
        isCovered(inner, outer) &&
        (outer.line < inner.line || !isCovered(outer, inner)),
    );
    return by ? [[inner.line, by.line]] : [];
  });
}

function isCovered(inner: CommandRule, by: CommandRule): boolean {
  const { environments } = by;
  const isWide =
    environments === null ||
    (inner.environments?.every((one) => environments.includes(one)) ?? false);
  const isStrict = by.kind === "deny" || (by.kind === "ask" && inner.kind === "ask");
  if (!isWide || !isStrict || by.except.length > 0 || by.unlessBackup) return false;
  return patternsOf(inner).every((pattern) =>
    patternsOf(by).some((other) => samplesOf(pattern).every((code) => isAbout(other, code))),
  );
}

function patternsOf({ patterns }: CommandRule): CommandPattern[] {
  return patterns.flatMap((written) => {
    const read = readPattern(written);
    return read.ok ? [read.pattern] : [];
  });
}

function isAbout(pattern: CommandPattern, code: string): boolean {
  const commands = known.get(code) ?? commandsIn(code);
  known.set(code, commands);
  return commands.some((command) => matchCommand(pattern, command) === "certain");
}

const known = new Map<string, readonly CommandInCode[]>();
