/** Fences that close nothing: the text behind them must not run. */
import { expect, test } from "vitest";
import { readRunbook } from "../../src/parser/read.ts";

function read(...lines: readonly string[]) {
  const { steps, diagnostics } = readRunbook(lines.join("\n"), "a.md");
  const found = diagnostics.filter(({ rule }) => rule === "bad-fence");
  return { lines: found.map(({ place }) => place?.start.line), blocked: steps[0]?.blockers.length };
}

test.each([
  ["a language behind it", ["```bash", "ls", "```bash", "", "Some prose.", "", "```", "df", "```"]],
  ["other characters", ["```bash", "ls", "~~~", "", "Some prose.", "```"]],
  ["fewer of them", ["````bash", "ls", "```", "", "Some prose.", "````"]],
  ["two of them", ["```bash", "ls", "``", "", "Some prose.", "```"]],
  ["words behind it", ["```console", "$ ls", "``` that was it", "", "$ df", "```"]],
])("%s", (_, lines) => {
  const { lines: found, blocked } = read(...lines);
  expect(found).toEqual([3]);
  expect(blocked).toBeGreaterThan(0);
});

test("a fence that code writes into a file is meant", () => {
  expect(read("````bash", "cat > a.md <<'E'", "```bash", "ls", "```", "E", "````").lines).toEqual(
    [],
  );
});
