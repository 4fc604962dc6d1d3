/** The values that each key of a step takes and refuses, also of those that no run can honour yet. */
import { describe, expect, test } from "vitest";
import { type Key, stepKeys } from "../../src/parser/keys.ts";
import { readRunbook } from "../../src/parser/read.ts";

function problemsOf(annotation: string): string[] {
  const source = `\`\`\`bash {#other}\ntrue\n\`\`\`\n\n\`\`\`bash {#own ${annotation}}\ntrue\n\`\`\`\n`;
  return readRunbook(source, "a.md").diagnostics.map(({ rule }) => rule);
}

const waiting = Object.entries<Key<unknown>>(stepKeys).filter(
  ([, { honoured }]) => honoured === false,
);

describe("a key that no run can honour yet", () => {
  test.each(waiting)("%s: its example is right, and the step does not run", (_, { example }) => {
    expect(problemsOf(example)).toEqual(["not-yet"]);
  });

  test.each(waiting.filter(([, { form }]) => form === "flag"))(
    "%s=false asks for nothing",
    (key) => {
      expect(problemsOf(`${key}=false`)).toEqual([]);
    },
  );

  test.each([
    "retries=0",
    "retries=many",
    "retries=101",
    "backoff=1m,soon",
    "every=0s",
    "within=200h",
    "approvals=6",
    'verify="two words"',
    "creates=relative/path",
    "shell=fish",
    "interactive=maybe",
    "background=2",
  ])("a value is checked all the same: %s", (annotation) => {
    expect(problemsOf(annotation)).toEqual(["bad-value"]);
  });
});
