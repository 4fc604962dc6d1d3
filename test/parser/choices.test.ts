/** Lists of links as choices: which are, where their options lead, and what they leave out. */
import { describe, expect, test } from "vitest";
import { readRunbook } from "../../src/parser/read.ts";
import fc, { cases } from "../support/properties.ts";
import { complaints } from "./rules/cases.ts";

const block = (id: string, more = "") => `\`\`\`bash {#${id} risk=none${more}}\nls\n\`\`\`\n`;
const sections = `
## Clean up

${block("clean")}
## Restart

${block("restart")}
`;

function choices(source: string) {
  return readRunbook(source, "a.md").steps.flatMap((step) =>
    step.kind === "choice" ? [step] : [],
  );
}

function options(source: string) {
  return choices(source)[0]?.options.map(({ leads, leaves }) => [leads, leaves]);
}

describe("a list that nobody marked", () => {
  const list = (first: string, second: string) =>
    `- ${first.replace("@", "[Clean up](#clean-up)")}\n- ${second.replace("@", "[Restart](#restart)")}\n`;

  test.each([
    ["If the disk is full → @", "If a process hangs → @"],
    ["If the disk is full -> @.", "Otherwise: @"],
    ["**If the disk is full**, go to @", "*Otherwise*, continue with @"],
    ["If it is full, see the section @ below.", "If not, jump to @"],
    ["When the disk is full, follow the steps in @", "Else proceed to @"],
    ["For a full disk: @", "In all other cases: @"],
  ])("is a choice when each item says when: %s / %s", (first, second) => {
    expect(choices(`# A\n\n${list(first, second)}${sections}`)).toMatchObject([{ inferred: true }]);
  });

  test.each([
    ["What do you see?", "@", "@"],
    ["**Which one is it?**", "The disk is full: @", "@."],
    ["It is slow. Why?", "Disk → @", "Process → @"],
  ])("is a choice below a question: %s", (question, first, second) => {
    const [found] = choices(`# A\n\n${question}\n\n${list(first, second)}${sections}`);
    expect(found).toMatchObject({ inferred: true, question });
  });

  test.each([
    ["a table of contents", `# A\n\n${list("@", "@")}`],
    ["one with a name", `# A\n\n## Contents\n\n${list("If full, see @", "If not, see @")}`],
    ["a question about the page", `# A\n\nWhat is in this guide?\n\n${list("@", "@")}`],
    ["see also", `# A\n\n## See also\n\nWhat else?\n\n${list("@", "@")}`],
    ["an item that says no condition", `# A\n\n${list("If full, see @", "The rest is in @")}`],
    [
      "a link in the middle of a sentence",
      `# A\n\n${list("If full, see @ and think", "If not, see @")}`,
    ],
    [
      "two links in an item",
      `# A\n\n${list("If full, see [x](#restart) or see @", "If not, see @")}`,
    ],
    ["an item alone", "# A\n\n- If the disk is full, see [Clean up](#clean-up)\n"],
    [
      "tasks",
      "# A\n\n- [ ] If full, see [Clean up](#clean-up)\n- [ ] Else see [Restart](#restart)\n",
    ],
    ["the same place twice", "# A\n\n- If a, see [x](#clean-up)\n- If b, see [x](#clean-up)\n"],
    ["a place that is not there", "# A\n\n- If a, see [x](#clean-up)\n- If b, see [x](#nowhere)\n"],
    ["a way back", "# A\n\n- If a, see [x](#clean-up)\n- If b, see [x](#a)\n"],
    [
      "a step, which no forge could lead to",
      "# A\n\n- If a, see [x](#clean)\n- If b, see [x](#restart)\n",
    ],
    ["another document", "# A\n\n- If a, see [x](b.md#clean-up)\n- If b, see [x](#restart)\n"],
    ["code", "# A\n\n- If a, see `[x](#clean-up)`\n- If b, see [x](#restart)\n"],
    [
      "more than a paragraph",
      "# A\n\n- If a, see [x](#clean-up)\n\n  More.\n- If b, see [x](#restart)\n",
    ],
  ])("is none where it is %s", (_, source) => {
    const { steps, diagnostics } = readRunbook(source + sections, "a.md");
    expect(
      steps.map(({ id, kind }) => `${kind} ${id}`).filter((each) => /^choice/.test(each)),
    ).toEqual([]);
    expect(diagnostics).toEqual([]);
  });

  test("is none where no step stands below its headings, and may lead to another choice", () => {
    const bare = "# A\n\n- If a, see [x](#one)\n- If b, see [x](#two)\n\n## One\n\n## Two\n\n";
    expect(choices(bare)).toEqual([]);
    const inner = `Which?\n\n- [x](#clean-up)\n- [y](#restart)\n${sections}`;
    expect(choices(bare + inner).map(({ title }) => title)).toEqual(["A", "Which?"]);
  });

  test("stays the text of the next step", () => {
    const [first] = readRunbook(`# A\n\n${list("@", "@")}${sections}`, "a.md").steps;
    expect(first?.prose).toContain("[Clean up](#clean-up)");
  });
});

describe("what an option leaves out", () => {
  const marked = (...targets: string[]) =>
    `# A\n\n<!-- choice -->\n${targets.map((target) => `- [x](#${target})\n`).join("")}\n`;
  const fixes = `## One\n\n${block("one")}\n### Verify\n\n${block("one-works")}\n## Two\n\n${block("two")}\n`;

  test("is what the others lead to, but no check that is a way of its own", () => {
    const source = `${marked("one", "two", "verify-1")}${fixes}## Verify\n\n${block("all-works")}`;
    expect(options(source)).toEqual([
      [["one", "one-works"], ["two"]],
      [["two"], ["one", "one-works"]],
      [["all-works"], ["one", "one-works", "two"]],
    ]);
  });

  test("is a check that stands before the place it leads to", () => {
    const source = `${marked("verify", "two")}## Verify\n\n${block("works")}\n## Two\n\n${block("two")}`;
    expect(options(source)).toEqual([
      [["works"], ["two"]],
      [["two"], ["works"]],
    ]);
  });

  test("is not what it leads to as well, nor what is walked on the way back only", () => {
    const rest = `## Both\n\n${block("a", " rollback=undo")}\n### Part\n\n${block("b")}\n${block("undo")}`;
    expect(options(marked("both", "part") + rest)).toEqual([
      [["a", "b"], []],
      [["b"], ["a"]],
    ]);
  });

  test("goes by the anchors of a forge, and by ids", () => {
    const rest = `## Die *Größe* \`x\` \n\n${block("a")}\n## Twice\n\n${block("b")}\n> ## Twice\n\n## Twice\n\n${block("c")}\n## Own {#mine}\n\n${block("d")}`;
    const source = marked("die-größe-x", "twice", "twice-2", "mine", "e") + rest + block("e");
    expect(options(source)?.map(([leads]) => leads)).toEqual([
      ["a"],
      ["b"],
      ["c"],
      ["d", "e"],
      ["e"],
    ]);
    expect(complaints(source)).not.toContain("dangling-link: #e");
  });
});

describe("a step that a choice tears apart", () => {
  const source = (needs: string) =>
    `# A\n\nWhich?\n\n- [x](#clean-up)\n- [y](#restart)\n${sections}## After\n\n${block("after", ` needs=${needs}`)}`;
  test("can never run, and lint says so", () => {
    expect(complaints(source("clean,restart"))).toContain(
      "unreachable-step: ```bash {#after risk=none needs=clean,restart}",
    );
    expect(complaints(source("clean")).join()).not.toContain("unreachable-step");
  });
});

test("any list is read, and what an option leads to and leaves are steps that come later", () => {
  const item = fc.constantFrom(
    "- [x](#one)\n",
    "- If so, see [y](#two)\n",
    "- [z](#a)\n",
    "- t\n",
    "  - [i](#b)\n",
  );
  const part = fc.oneof(
    item,
    fc.constantFrom(
      "<!-- choice -->\n",
      "Which?\n\n",
      "# One\n",
      "## Two\n",
      block("a"),
      block("b"),
      "\n",
    ),
  );
  const text = fc.array(part, { maxLength: 25 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (source) => {
      const { steps } = readRunbook(source, "a.md");
      const ids = steps.map(({ id }) => id);
      for (const step of steps) {
        if (step.kind !== "choice") continue;
        const later = ids.slice(ids.indexOf(step.id) + 1);
        for (const { leads, leaves } of step.options) {
          expect(later).toEqual(expect.arrayContaining([...leads, ...leaves]));
          expect(leads.filter((id) => leaves.includes(id))).toEqual([]);
        }
        if (step.blockers.length === 0) expect(step.options.length).toBeGreaterThan(1);
      }
    }),
    cases(150),
  );
});
