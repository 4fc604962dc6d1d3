/**
 * Judges steps by a policy, as a process of its own: `judge.ts RULES STEPS`. What it prints is how many
 * verdicts there were, so that no work can be left out.
 */
import { imagineFacts } from "../src/engine/imagine.ts";
import { verdictsBeforeAsking } from "../src/guards/rule.ts";
import type { Policy } from "../src/model/policy.ts";
import { readPolicy } from "../src/parser/policy.ts";
import { codeStep } from "../test/support/steps.ts";

const [rules = 0, steps = 0] = process.argv.slice(2).map(Number);
const policy = policyOf(rules);
const at = Date.parse("2026-11-19T10:00:00Z");
// Reading the steps of a runbook is no part of this.
const bare = codeStep({ id: "step", risk: "low" });
let verdicts = 0;
for (let number = 0; number < steps; number += 1) verdicts += judged(number);
console.log(`${verdicts} verdicts`);

/** How many verdicts there are on the step with this number. */
function judged(number: number): number {
  const code = codeOf(number);
  const step = { ...bare, id: `step-${number}`, code };
  const facts = imagineFacts({
    policy,
    environment: "prod",
    at,
    runbook: { path: "/srv/runbook.md", reviewed: "2026-10-01" },
    step,
    steps: [step],
    code,
    toSave: [],
  });
  return verdictsBeforeAsking(facts).length;
}

function policyOf(count: number): Policy {
  const written = Array.from({ length: count }, (_, number) => {
    const kind = number % 2 === 0 ? "deny" : "ask";
    return `  - ${kind}: "${patternOf(number)}"\n    reason: Rule ${number} says so\n`;
  });
  const head =
    "environments: { prod: { production: true, probes: [{ file: /etc/prod }] } }\n" +
    'windows: { office: { open: "mon-thu 09:00-16:00", timezone: Europe/Berlin } }\n';
  const rules = written.length > 0 ? `\n${written.join("")}` : " []\n";
  const { policy } = readPolicy(`${head}rules:${rules}`, "/srv/firebreak.yaml");
  if (policy === null) throw new Error("the policy cannot be read");
  return policy;
}

function patternOf(number: number): string {
  const patterns = [
    `scp ** **:/opt/app-${number}/bin/**`,
    `systemctl stop unit-${number}`,
    `rm -rf /srv/data-${number}/**`,
    `NAME_${number}=true`,
    `docker compose -p p${number} pull`,
  ];
  return patterns[number % patterns.length] ?? "";
}

function codeOf(number: number): string {
  const codes = [
    `sudo systemctl restart unit-${number}`,
    `docker compose -f a.yml logs app-${number} | tail -n 5`,
    `scp -P 22 build/a box:/srv/app-${number}/x`,
    `cd /srv/data-${number} && rm -rf cache && ls -l "$HOME"`,
  ];
  return codes[number % codes.length] ?? "";
}
