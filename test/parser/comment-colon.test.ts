/** A comment of a step with a colon behind its first word: what it asks for is never passed over in silence. */
import { expect, test } from "vitest";
import { readRunbook } from "../../src/parser/read.ts";

function read(comment: string) {
  const { steps, diagnostics } = readRunbook(
    `# A\n\n${comment}\n\n\`\`\`bash\nls\n\`\`\`\n`,
    "a.md",
  );
  return { steps, said: diagnostics.map(({ severity, message }) => `${severity} ${message}`) };
}

test.each([
  "<!-- step: approvals: 1 -->",
  "<!-- step : approvals: 1 -->",
  "<!-- step:approvals: 1 risk: low -->",
  "<!-- step:\napprovals: 1\n-->",
])("%j is a mistake, and counts for what it says", (comment) => {
  const { steps, said } = read(comment);
  expect(said).toEqual(["error a comment with the keys of a step begins with `step:`"]);
  expect(steps).toMatchObject([{ approvals: 1 }]);
  expect(steps[0]?.blockers).not.toEqual([]);
});

test("with a sign of equality, that is a mistake, too", () => {
  const { steps, said } = read("<!-- step: approvals=1 -->");
  expect(said[0]).toBe("error a comment with the keys of a step begins with `step:`");
  expect(steps[0]?.blockers).not.toEqual([]);
});

test.each([
  "<!-- step: look at it first -->",
  "<!-- step: risk of fire -->",
  "<!-- step 3: on -->",
])("%j is a remark", (comment) => expect(read(comment).said).toEqual([]));
