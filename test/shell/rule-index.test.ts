/** No rule that a command may match is passed over because of how rules are looked up. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { CommandRule } from "../../src/model/policy.ts";
import { readPattern } from "../../src/shell/command-pattern.ts";
import { commandsIn } from "../../src/shell/commands-in.ts";
import { matchCommand } from "../../src/shell/match-command.ts";
import { rulesAbout } from "../../src/shell/rule-index.ts";

const name = fc.constantFrom(
  ...["rm", "git", "docker", "cp", "kubectl", "systemctl", "run", ">", ">>"],
  ...["export", "docker-compose", "apt", "apt-get", "/usr/bin/apt-get"],
);
const word = fc.constantFrom(
  ...["a", "/etc/a", "push", "rm", "delete", "-f", "--force", "stop", "web.service", "pods/web"],
);
const wild = fc.constantFrom("*", "**", "/etc/**", "w*", "[ab]", "{a,push}", "-[fr]");
const unsure = fc.constantFrom(
  ...['"$x"', "$x", "/etc//a", "'a'", "web", "+a", "x/../a"],
  ...[
    "run -e A=1",
    "run -ite A=1",
    "run -itde A=$x",
    'run "-eA=$x"',
    "run -\\e A=1",
    "run --env A=1",
  ],
  "A=1",
);
const assignment = fc.constantFrom("A=1", "A=*");
const pattern = fc.oneof(
  fc
    .tuple(fc.option(assignment), name, fc.array(fc.oneof(word, wild), { maxLength: 3 }))
    .map(([assigned, first, rest]) => [assigned ?? "", first, ...rest].join(" ")),
  assignment,
);
const code = fc
  .tuple(
    fc.constantFrom("", "A=1 ", "cd /etc; ", 'cd "$d"; ', "sudo ", "x=a; ", "bash -c "),
    fc.oneof(name, fc.constant("$c")),
    fc.array(fc.oneof(word, unsure), { maxLength: 4 }),
  )
  .map(([around, first, rest]) => `${around}${[first, ...rest].join(" ")}`);

function ruleOf(written: string, line: number): CommandRule {
  return {
    kind: "deny",
    patterns: [written],
    reason: "It says so",
    environments: null,
    except: [],
    approvals: 0,
    approvers: null,
    times: null,
    unlessBackup: false,
    line,
  };
}

it("finds every rule that matches", () => {
  let matches = 0;
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 20 }), code, (patterns, written) => {
      const rules = patterns.map(ruleOf);
      for (const command of commandsIn(written)) {
        const found = new Set([...rulesAbout(command, rules)].map(({ rule }) => rule));
        for (const rule of rules) {
          const read = readPattern(rule.patterns[0] ?? "");
          if (!read.ok || matchCommand(read.pattern, command) === null) continue;
          matches += 1;
          expect([rule.patterns, written, found.has(rule)]).toEqual([rule.patterns, written, true]);
        }
      }
    }),
    { numRuns: 2000 },
  );
  expect(matches).toBeGreaterThan(500);
});
