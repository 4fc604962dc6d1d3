/** The drawings of a graph: what they show, and that no title, id or condition breaks their syntax. */
import { execaSync } from "execa";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import type { Graph, GraphNode } from "../../src/parser/graph-model.ts";
import { graphFormats } from "../../src/report/graph/render.ts";
import fc, { cases } from "../support/properties.ts";
import { skip } from "../support/skip.ts";

const basis: GraphNode = {
  id: "usage",
  title: "How full is it?",
  kind: "code",
  risk: "none",
  phase: "diagnose",
  role: "main",
  when: null,
  isRunnable: true,
};

const condition = "int(used) > 80";

const example: Graph = {
  title: "Grow a disk",
  nodes: [
    basis,
    { ...basis, id: "tell", title: "Tell the owner", kind: "manual" },
    {
      ...basis,
      id: "grow",
      title: "Grow it",
      risk: "high",
      phase: "fix",
      when: condition,
      isRunnable: false,
    },
    { ...basis, id: "shrink", title: "Back", risk: "critical", phase: "none", role: "rollback" },
  ],
  edges: [
    { kind: "order", from: "usage", to: "tell" },
    { kind: "order", from: "tell", to: "grow" },
    { kind: "needs", from: "tell", to: "grow" },
    { kind: "when", from: "usage", to: "grow", condition },
    { kind: "rollback", from: "grow", to: "shrink" },
  ],
};

const branching: Graph = {
  title: "Which",
  nodes: [
    { ...basis, id: "which", title: "Which?", kind: "choice" },
    { ...basis, id: "one", title: "One" },
    { ...basis, id: "two", title: "Two" },
  ],
  edges: [
    { kind: "order", from: "which", to: "one" },
    { kind: "choice", from: "which", to: "one", label: "It's one" },
    { kind: "choice", from: "which", to: "two", label: "Two" },
  ],
};

function draw(format: string, graph: Graph): string {
  const render = graphFormats.get(format);
  if (!render) throw new Error(`no format ${format}`);
  return render(graph);
}

describe("a choice", () => {
  test("is drawn with an arrow for each option, in every format", () => {
    expect(draw("text", branching)).toContain("     → two: Two\n");
    expect(draw("text", branching)).toContain("     if chosen at which: It's one\n");
    expect(draw("mermaid", branching)).toMatch(/s1\{\{".*"\}\}:::none/);
    expect(draw("mermaid", branching)).toContain(
      '  s1 -->|"It#39;s one"| s2\n  s1 -->|"Two"| s3\n',
    );
    expect(draw("dot", branching)).toMatch(/s1 \[.*shape=diamond\]/);
    expect(draw("dot", branching)).toContain('  s1 -> s3 [style="solid", label="Two"]');
    expect(JSON.parse(draw("json", branching)).edges).toContainEqual({
      kind: "choice",
      from: "which",
      to: "two",
      label: "Two",
    });
  });
});

describe("text", () => {
  test("is a list by phase, with what each step hangs on", () => {
    expect(draw("text", example)).toBe(`Grow a disk

Diagnose
  1. How full is it?
     usage, risk none
  2. Tell the owner
     tell, a task for a person

Fix
  3. Grow it
     grow, risk high, cannot run as it is written
     needs tell
     when int(used) > 80 (from usage)
     undone by shrink

On the way back
  4. Back
     shrink, risk critical
     undoes grow
`);
  });

  test("says when there is nothing", () => {
    expect(draw("text", { title: "Empty", nodes: [], edges: [] })).toBe("Empty\n\nno steps\n");
  });
});

describe("mermaid", () => {
  test("has boxes with the class of their risk, in a frame for each phase", () => {
    const drawn = draw("mermaid", example).split("\n");
    expect(drawn.slice(0, 14)).toEqual([
      "flowchart TD",
      '  subgraph p1["Diagnose"]',
      '    s1["How full is it#63;<br/>usage, risk none"]:::none',
      '    s2(["Tell the owner<br/>tell, a task for a person"]):::none',
      "  end",
      '  subgraph p2["Fix"]',
      '    s3["Grow it<br/>grow, risk high, cannot run as it is written<br/>when int#40;used#41; #62; 80"]:::high',
      "  end",
      '  subgraph p3["On the way back"]',
      '    s4["Back<br/>shrink, risk critical"]:::critical',
      "  end",
      "  s1 --> s2",
      '  s2 ==>|"needed by"| s3',
      '  s1 -->|"when int#40;used#41; #62; 80"| s3',
    ]);
    expect(drawn.filter((line) => line.startsWith("  classDef "))).toHaveLength(5);
  });
});

describe("json", () => {
  test("holds the whole graph, with a version", () => {
    expect(JSON.parse(draw("json", example))).toEqual({ version: 1, ...example });
  });
});

describe("any title, condition and id", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '"',
          "\\",
          "]",
          ")",
          "#quot;",
          "&lt;",
          "`",
          "%%",
          "end",
          "1. ",
          "\n",
          "\\N",
        ),
      )
      .map((all) => all.join("")),
    fc.constant("wide 漢字 ".repeat(30)),
  );
  const graph = fc.tuple(text, text, text, text).map(
    ([title, step, when, id]): Graph => ({
      title,
      nodes: [
        { ...basis, title: step },
        { ...basis, id, title, kind: "manual", when },
      ],
      edges: [
        { kind: "order", from: "usage", to: id },
        { kind: "when", from: "usage", to: id, condition: when },
      ],
    }),
  );

  test("fits into 80 columns as text", () => {
    fc.assert(
      fc.property(graph, (any) => {
        for (const line of draw("text", any).split("\n")) {
          expect(stringWidth(line)).toBeLessThanOrEqual(80);
        }
      }),
      cases(100),
    );
  });

  test("stays inside its quotes in Mermaid, one line each", () => {
    const label = String.raw`"(?:[\p{L}\p{N}, ]|#\d+;|<br/>)*"`;
    const line = new RegExp(
      `^(flowchart TD|  end|  classDef [\\w #:,]+|  subgraph p\\d\\[${label}\\]|` +
        `    s\\d(?:\\[${label}\\]|\\(\\[${label}\\]\\)):::none|  s\\d --> s\\d|  s\\d -->\\|${label}\\| s\\d|)$`,
      "u",
    );
    fc.assert(
      fc.property(graph, (any) => {
        for (const each of draw("mermaid", any).split("\n")) expect(each).toMatch(line);
      }),
      cases(100),
    );
  });

  test("stays inside its quotes in DOT, one line each", () => {
    const outside = /^[\w\s[\],=\->{};]*$/;
    fc.assert(
      fc.property(graph, (any) => {
        for (const each of draw("dot", any).split("\n")) {
          expect(each.replace(/"(?:[^"\\]|\\["\\n])*"/g, "")).toMatch(outside);
        }
      }),
      cases(100),
    );
  });

  test("does nothing to a terminal, and JSON gives it back", () => {
    fc.assert(
      fc.property(graph, (any) => {
        for (const format of graphFormats.keys()) {
          expect(draw(format, any)).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
        }
        expect(JSON.parse(draw("json", any))).toEqual({ version: 1, ...any });
      }),
      cases(100),
    );
  });

  test("is read by Graphviz", (context) => {
    const found = execaSync("dot", ["-V"], { reject: false });
    if (found.exitCode !== 0) skip(context, "there is no dot on this machine");
    for (const any of [example, ...fc.sample(graph, cases(20))]) {
      const read = execaSync("dot", ["-Tcanon"], { input: draw("dot", any), reject: false });
      expect({ code: read.exitCode, stderr: read.stderr }).toEqual({ code: 0, stderr: "" });
    }
  });
});
