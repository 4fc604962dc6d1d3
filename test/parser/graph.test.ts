/** The walking order and the cycles. */
import { describe, expect, test } from "vitest";
import type { Step } from "../../src/model/step.ts";
import { walkingOrder } from "../../src/parser/graph.ts";
import fc from "../support/properties.ts";

describe("walkingOrder", () => {
  const table: [graph: string, order: string, cycles: string[]][] = [
    ["", "", []],
    ["a b c", "a b c", []],
    ["a:c b c", "b c a", []],
    ["a:b b:c c d", "c b a d", []],
    ["a:x b", "a b", []],
    ["a:a b", "b a", ["a"]],
    ["a:b b:a c", "c a b", ["a b"]],
    ["a:b b:c c:a d:c e", "e a c b d", ["a b c"]],
    ["c:d d:c a:b b:a", "c d a b", ["c d", "a b"]],
    ["a:b,b,b b", "b a", []],
    ["a b! c:b", "a c", []],
  ];
  test.each(table)("%j", (graph, order, cycles) => {
    const result = walkingOrder(stepsOf(graph));
    expect(result.order.join(" ")).toBe(order);
    expect(result.cycles.map((cycle) => cycle.join(" "))).toEqual(cycles);
  });

  test("survives a chain of thousands", () => {
    const ids = Array.from({ length: 5000 }, (_, index) => index);
    const steps = stepsOf(ids.map((id) => `s${id}:s${id + 1}`).join(" "));
    expect(walkingOrder(steps).order.slice(0, 2)).toEqual(["s4999", "s4998"]);
    const ring = stepsOf(ids.map((id) => `s${id}:s${(id + 1) % 5000}`).join(" "));
    expect(walkingOrder(ring).cycles[0]).toHaveLength(5000);
  });

  test("holds every step once, after what it needs unless they need each other", () => {
    const id = fc.integer({ min: 0, max: 9 }).map(String);
    const graphs = fc.array(fc.array(id, { maxLength: 3 }), { maxLength: 10 });
    fc.assert(
      fc.property(graphs, (needs) => {
        const steps = needs.map((list, index) => step(String(index), list));
        const { order, cycles } = walkingOrder(steps);
        expect([...order].sort()).toEqual(steps.map((each) => each.id).sort());
        if (cycles.length > 0) return;
        for (const { id, needs } of steps) {
          for (const need of needs) expect(order.indexOf(need)).toBeLessThan(order.indexOf(id));
        }
      }),
    );
  });
});

/** `a:b,c d!` is a step a that needs b and c, and a rollback step d. */
function stepsOf(graph: string): Step[] {
  return graph.split(" ").flatMap((word) => {
    const [id = "", needs = ""] = word.split(":");
    if (id === "") return [];
    const role = id.endsWith("!") ? "rollback" : "main";
    return [step(id.replace("!", ""), needs === "" ? [] : needs.split(","), role)];
  });
}

function step(id: string, needs: string[], role: Step["role"] = "main"): Step {
  return {
    kind: "manual",
    id,
    title: id,
    lines: { first: 1, last: 1 },
    headings: [],
    prose: "",
    after: "",
    role,
    risk: null,
    environments: null,
    on: "local",
    needs,
    when: null,
    confirm: false,
    auto: null,
    blockers: [],
    text: id,
  };
}
