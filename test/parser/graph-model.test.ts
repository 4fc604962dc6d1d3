/** The steps of a runbook as a graph. */
import { describe, expect, test } from "vitest";
import { drawnEdges, graphOf } from "../../src/parser/graph-model.ts";
import { readRunbook } from "../../src/parser/read.ts";
import fc, { cases } from "../support/properties.ts";

const source = `# Grow a disk

## Check

\`\`\`bash {#usage risk=none capture=used}
df --output=pcent /srv
\`\`\`

- [ ] Tell the owner {#tell needs=usage}

## Resolution

\`\`\`bash {#grow risk=high when="int(used) > 80 && env == 'prod'" needs=tell,usage rollback=shrink}
lvextend -l +10%FREE /dev/vg/srv
\`\`\`

## Rollback

\`\`\`bash {#shrink risk=critical rsk=low}
lvreduce -l -10%FREE /dev/vg/srv
\`\`\`
`;

function graph(text: string) {
  return graphOf(readRunbook(text, "a.md"), ({ risk }) => risk ?? "medium");
}

describe("a graph", () => {
  test("has a node for each step, as it is walked", () => {
    const { title, nodes } = graph(source);
    expect(title).toBe("Grow a disk");
    expect(nodes.map(({ id, kind, risk, phase, role }) => [id, kind, risk, phase, role])).toEqual([
      ["usage", "code", "none", "diagnose", "main"],
      ["tell", "manual", "medium", "diagnose", "main"],
      ["grow", "code", "high", "fix", "main"],
      ["shrink", "code", "critical", "rollBack", "rollback"],
    ]);
    expect(nodes.map(({ isRunnable }) => isRunnable)).toEqual([true, true, true, false]);
  });

  test("has an edge for each thing that one step is to another", () => {
    const condition = "int(used) > 80 && env == 'prod'";
    expect(graph(source).edges).toEqual([
      { kind: "order", from: "usage", to: "tell" },
      { kind: "order", from: "tell", to: "grow" },
      { kind: "needs", from: "usage", to: "tell" },
      { kind: "needs", from: "tell", to: "grow" },
      { kind: "needs", from: "usage", to: "grow" },
      { kind: "when", from: "usage", to: "grow", condition },
      { kind: "rollback", from: "grow", to: "shrink" },
    ]);
  });

  test("goes from a choice to each option, and past what an option leaves out", () => {
    const block = (id: string) => `\`\`\`bash {#${id}}\nls\n\`\`\`\n`;
    const parts = ["One", "Two"].map((name) => `## ${name}\n\n${block(name.toLowerCase())}`);
    const list = "- [a](#one)\n- [b](#two)\n- [c](#end)\n";
    const text = `Which?\n\n${list}\n${parts.join("\n")}\n## End\n\n## After\n\n${block("after")}`;
    expect(graph(text).edges).toEqual([
      { kind: "order", from: "which", to: "one" },
      { kind: "order", from: "one", to: "after" },
      { kind: "order", from: "two", to: "after" },
      { kind: "choice", from: "which", to: "one", label: "a" },
      { kind: "choice", from: "which", to: "two", label: "b" },
      { kind: "choice", from: "which", to: "after", label: "c" },
    ]);
  });

  test("is drawn without lines that say the same twice", () => {
    const drawn = drawnEdges(graph(source)).map(({ kind, from, to }) => `${kind} ${from} ${to}`);
    expect(drawn).toEqual([
      "needs usage tell",
      "needs tell grow",
      "needs usage grow",
      "when usage grow",
      "rollback grow shrink",
    ]);
  });

  test("keeps a condition that hangs on no step, and leaves out steps that are not there", () => {
    const text = "```sh {#a when=\"env == 'x'\" needs=nothing rollback=gone}\nls\n```\n";
    const { nodes, edges } = graph(text);
    expect(nodes.map(({ when }) => when)).toEqual(["env == 'x'"]);
    expect(edges).toEqual([]);
  });
});

test("any needs give a graph whose edges join its nodes, and whose order holds every main step", () => {
  const id = fc.constantFrom("a", "b", "c", "d", "e");
  const step = fc.record({
    needs: fc.array(id, { maxLength: 3 }),
    rollback: fc.option(id, { freq: 4 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (steps) => {
      const text = steps
        .map(({ needs, rollback }, index) => {
          const keys = [
            ...(needs.length > 0 ? [`needs=${needs.join(",")}`] : []),
            ...(rollback === null ? [] : [`rollback=${rollback}`]),
          ];
          return `\`\`\`sh {#${"abcde"[index]} ${keys.join(" ")}}\nls\n\`\`\`\n`;
        })
        .join("\n");
      const { nodes, edges } = graph(text);
      const ids = nodes.map((node) => node.id);
      expect(new Set(ids).size).toBe(steps.length);
      for (const { from, to } of edges) expect(ids).toEqual(expect.arrayContaining([from, to]));
      const main = nodes.filter(({ role }) => role === "main");
      expect(edges.filter(({ kind }) => kind === "order").length).toBe(
        Math.max(0, main.length - 1),
      );
    }),
    cases(60),
  );
});
