/** Kinds of things in a cluster, by all their names, and in numbers that nobody writes. */
import { describe, expect, it } from "vitest";
import { plainKinds } from "../../src/shell/cluster-kinds.ts";
import { readPattern } from "../../src/shell/command-pattern.ts";
import { commandsIn } from "../../src/shell/commands-in.ts";
import { type Match, matchCommand } from "../../src/shell/match-command.ts";
import fc from "../support/properties.ts";

/** The surest match of a pattern among all commands of the code. */
function held(pattern: string, code: string): Match | null {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(read.message);
  const matches = commandsIn(code).map((command) => matchCommand(read.pattern, command));
  return matches.find((match) => match === "certain") ?? matches.find(Boolean) ?? null;
}

describe("a kind", () => {
  it.each(plainKinds)("is %s in the plural, too", (kind) => {
    const plural = kind.replace(/y$/, "ie").replace(/ss$/, "sse").replace(/s?$/, "s");
    expect(held(`kubectl delete ${kind} a`, `kubectl delete ${plural}/a`)).toBe("certain");
    expect(held(`kubectl delete ${plural}/*`, `kubectl delete ${kind} a`)).toBe("certain");
  });

  it.each([
    ...["po pod", "svc service", "deploy deployment", "sts statefulset", "ds daemonset"],
    ...["rs replicaset", "rc replicationcontroller", "ns namespace", "no node", "cm configmap"],
    ...["cj cronjob", "ing ingress", "ep endpoints", "ev event", "pv persistentvolume"],
    ...["pvc persistentvolumeclaim", "sc storageclass", "sa serviceaccount"],
    ...["netpol networkpolicy", "hpa horizontalpodautoscaler", "pdb poddisruptionbudget"],
    ...["quota resourcequota", "limits limitrange", "pc priorityclass"],
    ...["csr certificatesigningrequest", "crd customresourcedefinition", "cs componentstatus"],
  ])("has a short name: %s", (names) => {
    const [short, kind] = names.split(" ");
    expect(held(`kubectl delete ${kind} a`, `kubectl delete ${short}.v1/a`)).toBe("certain");
    expect(held(`kubectl delete ${short} a`, `kubectl delete ${kind} a`)).toBe("certain");
  });

  it("is found wherever it stands among others, with names that are known and that are not", () => {
    const kind = fc.constantFrom("pod", "Pods", "po", "pods.", "pod.v1");
    const other = fc.constantFrom("svc", "a.x-y.io", "Widget", "p$k", "{{k}}", '"$k"');
    const name = fc.constantFrom("web", "a", "we$x", '"$x"');
    const others = fc.array(other, { maxLength: 3 });
    const named = fc.tuple(others, kind, others, name).map(([before, one, after, its]) => ({
      code: `${[...before, one, ...after].join(",")} ${its}`,
      isCertain: its === "web",
      mayBe: its !== "a",
    }));
    const apart = fc.tuple(others, kind, others, name).map(([before, one, after, its]) => ({
      code: [...before, one, ...after].map((each) => `${each}/${its}`).join(" "),
      isCertain: its === "web",
      mayBe: its !== "a",
    }));
    fc.assert(
      fc.property(fc.oneof(named, apart), ({ code, isCertain, mayBe }) => {
        const found = held("kubectl delete pod web", `kubectl delete ${code}`);
        expect(found).toBe(isCertain ? "certain" : mayBe ? "possible" : null);
        const any = held("kubectl delete pod/*", `kubectl delete ${code}`);
        expect(any).toBe("certain");
      }),
    );
  });

  it("is held with each name once, however many kinds there are", () => {
    const many = (name: string) => Array.from({ length: 60 }, (_, index) => `${name}${index}`);
    const code = `kubectl delete ${many("k").join(",")} ${many("x").join(" ")}`;
    expect(held("kubectl delete k59 x59", code)).toBe("certain");
    const forms = commandsIn(code).flatMap((command) => command.forms);
    expect(forms.length).toBeLessThan(100);
  });
});
