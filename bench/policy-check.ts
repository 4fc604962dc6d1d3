/**
 * How long `policy check` takes as a policy grows: `scripts/node bench/policy-check.ts`. Rules are held against
 * each other, and that must not cost four times as much for twice as many.
 */
import { examinePolicy } from "../src/parser/policy/examine.ts";
import { readPolicy } from "../src/parser/policy.ts";

const shapes: Readonly<Record<string, (number: number) => string>> = {
  "a command each": (number) => `rm${number} /a`,
  "a plain word each": (number) => `rm /srv/${number}`,
  "a part of a word each": (number) => `rm /srv/${number}/**`,
  "all the same": () => "rm",
};
const sizes = [125, 250, 500, 1000, 2000];

console.log(`Milliseconds of processor time for ${sizes.join(", ")} rules`);
for (const [name, patternOf] of Object.entries(shapes)) {
  const times = sizes.map((size) => timeOf(policyOf(size, patternOf)).toFixed(0));
  console.log(`  ${name.padEnd(24)}${times.join(", ")}`);
}

function policyOf(size: number, patternOf: (number: number) => string): string {
  const rules = Array.from(
    { length: size },
    (_, number) => `  - deny: ${patternOf(number)}\n    reason: It says so\n`,
  );
  return `rules:\n${rules.join("")}`;
}

/** Of the quicker of two. */
function timeOf(source: string): number {
  const times = Array.from({ length: 2 }, () => {
    const before = process.cpuUsage();
    const { policy } = readPolicy(source, "/srv/firebreak.yaml");
    if (policy === null) throw new Error("the policy cannot be read");
    examinePolicy(policy, source, Date.parse("2026-11-19T10:00:00Z"));
    return process.cpuUsage(before).user / 1000;
  });
  return Math.min(...times);
}
