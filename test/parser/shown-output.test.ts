/** Which words make the block below a step its output. */
import { describe, expect, test } from "vitest";
import { readRunbook } from "../../src/parser/read.ts";

function shown(between: string, opening: string, code = "a b"): string[] {
  const text = `\`\`\`sh\nls\n\`\`\`\n\n${between}\n\n\`\`\`${opening}\n${code}\n\`\`\`\n`;
  const { steps } = readRunbook(text, "a.md");
  return steps.flatMap((step) => (step.kind === "code" ? [step.shown] : []));
}

describe("a block after a step is its output", () => {
  test.each([
    ["", "output"],
    ["Output:", ""],
    ["**Example output:**", "text"],
    ["It should look like this:", ""],
    ["You will see something similar to:", "json"],
    ["> Sample output", "txt"],
    ["Output:", "bash"],
    ["Expected output:", "console"],
  ])("after %j in %j", (between, opening) => {
    expect(shown(between, opening)).toEqual(["a b"]);
  });
});

describe("a block after a step is not", () => {
  test.each([
    ["", ""],
    ["Then write this file:", "text"],
    ["Output:", "yaml"],
    ["Output:\n\n# Next", ""],
    ["Output:", "text {#a}"],
  ])("after %j in %j", (between, opening) => {
    expect(shown(between, opening)).toEqual([""]);
  });

  test("where it is the next step", () => {
    expect(shown("Look at its output:", "bash")).toEqual(["", ""]);
    expect(shown("Output:", "bash", "kubectl logs x")).toEqual(["", ""]);
    expect(shown("Output:", "console", "$ kubectl logs x")).toEqual(["", ""]);
  });
});
