/** Calls of other runbooks: what they put in where, under which ids and names, and which cannot be made. */
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { makePlan } from "../../src/engine/plan.ts";
import { planSchema } from "../../src/model/plan.ts";
import type { CodeStep } from "../../src/model/step.ts";
import type { Document, Found } from "../../src/parser/calls/library.ts";
import { type Linked, link } from "../../src/parser/calls/link.ts";
import { formatDiagnostic } from "../../src/parser/code-frame.ts";
import { checkCondition } from "../../src/parser/condition.ts";
import { readRunbook } from "../../src/parser/read.ts";
import { findPlaceholders } from "../../src/shell/placeholder.ts";
import fc, { cases } from "../support/properties.ts";

type Files = Readonly<Record<string, string>>;

/** `main.md` with all that it calls; paths are those of `files`. */
function linked(files: Files): Linked {
  const documents = new Map<string, Document>();
  for (const [path, source] of Object.entries(files)) {
    documents.set(path, { path, runbook: readRunbook(source, path), digest: path });
  }
  const find = (from: string, written: string): Found => {
    const document = documents.get(posix.join(posix.dirname(from), written));
    return document
      ? { kind: "document", document }
      : { kind: "unreadable", reason: "there is no such file" };
  };
  return link(documents.get("main.md") as Document, find);
}

const code = (id: string, body = "true", more = "") =>
  `\`\`\`bash {#${id}${more}}\n${body}\n\`\`\`\n`;
const call = (path: string, more = "") => `\n<!-- step\nrunbook: ${path}\n${more}-->\n\nText.\n\n`;

function idsOf({ runbook }: Linked): string[] {
  return runbook.steps.map(({ id }) => id);
}

function stepOf({ runbook }: Linked, id: string) {
  return runbook.steps.find((step) => step.id === id);
}

function errorsOf({ runbook }: Linked): string[] {
  return runbook.diagnostics.map(
    ({ rule, message, place }) => `${place?.start.line} ${rule}: ${message}`,
  );
}

const unseal = `---
inputs:
  address: hostname
  size: { type: int, default: 3, prompt: How many keys? }
environments: [stage, prod]
---
# Unseal the vault

${code("status", "vault status -address={{address}}", " capture=state env=stage")}
- [ ] Give {{address}} a key {#key needs=status when="size > 2 && state != 'size' && address.size() > 1"}

${code("open", "echo {{state}} {{ size }} {{ .State }} $HOME", " needs=key rollback=seal backup=/etc/{{address}}")}
${code("seal", "vault seal {{address}}")}
`;

describe("a call", () => {
  const files = {
    "main.md": `---\ninputs: { vault: hostname, size: name }\n---\n# Main\n${code("look", "uptime", " capture=state")}${call("ops/unseal.md", "inputs: { address: '{{vault}}' }\n")}${code("after", "echo {{size}} {{state}}", " needs=unseal")}`,
    "ops/unseal.md": unseal,
  };

  test("puts the steps in behind it, under ids and needs of its own", () => {
    const main = linked(files);
    expect(errorsOf(main)).toEqual([]);
    expect(idsOf(main)).toEqual([
      "look",
      "unseal",
      "unseal/status",
      "unseal/key",
      "unseal/open",
      "unseal/seal",
      "after",
    ]);
    expect(stepOf(main, "unseal/status")?.needs).toEqual(["unseal"]);
    expect(stepOf(main, "unseal/open")).toMatchObject({
      needs: ["unseal", "unseal/key"],
      rollback: "unseal/seal",
      headings: ["Main", "Unseal the vault"],
    });
    expect(stepOf(main, "unseal/seal")).toMatchObject({ role: "rollback", needs: [] });
    expect(stepOf(main, "unseal")).toMatchObject({ title: "Unseal the vault" });
    expect(main.callees).toEqual([
      {
        call: "unseal",
        path: "ops/unseal.md",
        title: "Unseal the vault",
        digest: "ops/unseal.md",
        reviewed: null,
      },
    ]);
  });

  test("keeps the day on which the called runbook was reviewed", () => {
    const called = `---\nreviewed: 2026-10-01\n---\n\n${code("a")}`;
    const main = linked({ "main.md": call("a.md"), "a.md": called });
    expect(main.callees).toMatchObject([{ path: "a.md", reviewed: "2026-10-01" }]);
  });

  test("renames each name of a value wherever it means that value, and nowhere else", () => {
    const main = linked(files);
    expect(stepOf(main, "unseal/status")).toMatchObject({
      code: "vault status -address={{unseal__address}}",
      capture: { name: "unseal__state" },
    });
    expect(stepOf(main, "unseal/key")).toMatchObject({
      text: "Give {{unseal__address}} a key",
      when: "unseal__size > 2 && unseal__state != 'size' && unseal__address.size() > 1",
    });
    expect(stepOf(main, "unseal/open")).toMatchObject({
      code: "echo {{unseal__state}} {{unseal__size}} {{ .State }} $HOME",
      backup: ["/etc/{{unseal__address}}"],
    });
    expect(stepOf(main, "after")).toMatchObject({ code: "echo {{size}} {{state}}" });
  });

  test("binds what the caller gives, and asks for the rest in the name of the called", () => {
    const main = linked(files);
    expect(stepOf(main, "unseal")).toMatchObject({
      bindings: [
        {
          name: "address",
          value: "{{vault}}",
          sets: { name: "unseal__address", type: "hostname" },
        },
      ],
    });
    expect(main.runbook.inputs.map(({ name, prompt }) => [name, prompt])).toEqual([
      ["vault", "vault"],
      ["size", "size"],
      ["unseal__size", "Unseal the vault: How many keys?"],
    ]);
  });

  test("allows only the environments that both allow", () => {
    const only = (env: string) =>
      linked({ ...files, "main.md": call("ops/unseal.md", `env: ${env}\n`) });
    expect(stepOf(only("stage"), "unseal/open")?.environments).toEqual(["stage"]);
    expect(stepOf(only("prod"), "unseal/open")?.environments).toEqual(["prod"]);
    expect(stepOf(only("prod"), "unseal/status")).toMatchObject({
      environments: [],
      blockers: ["its call is only for prod, and the step is not"],
    });
    expect(stepOf(linked(files), "unseal/status")?.environments).toEqual(["stage"]);
  });

  test("is walked with all it brings before what needs it, and can be selected as a whole", () => {
    const source = `${code("first", "true", " needs=unseal")}${call("ops/unseal.md")}`;
    const { runbook, callees } = linked({ ...files, "main.md": source });
    const plan = (selection: { only?: string[]; from?: string }) => {
      const { only = null, from = null } = selection;
      const made = makePlan(runbook, { digest: "", callees }, { only, from });
      return made.kind === "planned" ? made.plan : made.problems;
    };
    const all = planSchema.parse(plan({}));
    expect(all.steps.map(({ id }) => id).slice(0, 5)).toEqual([
      "unseal",
      "unseal/status",
      "unseal/key",
      "unseal/open",
      "first",
    ]);
    expect(plan({ only: ["unseal"] })).toMatchObject({ leftOut: { first: "--only" } });
    expect(plan({ only: ["unseal/status"] })).toMatchObject({
      leftOut: { "unseal/key": "--only", "unseal/open": "--only", first: "--only" },
    });
    // The call itself stays in: it gives the values.
    expect(plan({ from: "unseal/key" })).toMatchObject({
      leftOut: { "unseal/status": "--from unseal/key" },
    });
  });

  test("may be an option of a choice, with all it brings", () => {
    const source = `Which?\n\n<!-- choice -->\n- [Open](#open-it)\n- [Not](#not)\n\n## Open it\n${call("ops/unseal.md")}## Not\n\n${code("not")}`;
    const [choice] = linked({ ...files, "main.md": source }).runbook.steps;
    const within = ["unseal", "unseal/status", "unseal/key", "unseal/open"];
    expect(choice).toMatchObject({
      options: [
        { leads: expect.arrayContaining(within), leaves: ["not"] },
        { leads: ["not"], leaves: expect.arrayContaining(within) },
      ],
    });
  });

  test("within a call keeps to its own space", () => {
    const main = linked({
      "main.md": `---\ninputs: { a__b__x: name, a: name }\n---\n${call("a.md", "inputs: { x: '{{a}}' }\n")}`,
      "a.md": `---\ninputs: { x: name }\n---\n${call("b.md", "inputs: { x: '{{x}}' }\n")}`,
      "b.md": `---\ninputs: { x: name }\n---\n${code("c", "echo {{x}}")}`,
    });
    expect(idsOf(main)).toEqual(["a", "a/b", "a/b/c"]);
    const [outer, inner, step] = main.runbook.steps;
    expect(outer).toMatchObject({ bindings: [{ value: "{{a}}", sets: { name: "a__x" } }] });
    expect(inner).toMatchObject({ bindings: [{ value: "{{a__x}}", sets: { name: "a__b__x_2" } }] });
    expect(step).toMatchObject({ code: "echo {{a__b__x_2}}" });
    expect(main.callees.map(({ call: id }) => id)).toEqual(["a", "a/b"]);
  });
});

describe("a call that cannot be made", () => {
  const refused = (path: string, more: string, files: Files = {}) =>
    linked({ "main.md": `# Main\n${call(path, more)}${code("on")}`, ...files });

  test.each([
    ["b.md", "", {}, "`b.md`: there is no such file"],
    ["b.md", "", { "b.md": "# Empty\n" }, "`b.md` has no step"],
    ["b.md", "inputs: { vault: x }\n", { "b.md": code("c") }, "b.md has no input `vault`"],
    [
      "b.md",
      "inputs: { port: many }\n",
      { "b.md": `---\ninputs: { port: port }\n---\n${code("c")}` },
      "`port` is not a port number from 1 to 65535: `many`",
    ],
    ["b.md", "", { "b.md": call("main.md") }, "main.md → b.md → main.md never ends"],
    [
      "b.md",
      "",
      { "b.md": call("sub/c.md"), "sub/c.md": call("../main.md") },
      "main.md → b.md → sub/c.md → main.md never ends",
    ],
  ])("says so at its comment, and everything else runs: %s %s", (path, more, files, reason) => {
    const main = refused(path, more, files);
    const message = `this call cannot be made: ${reason}`;
    expect(errorsOf(main)).toEqual([`3 bad-call: ${message}`]);
    expect(main.runbook.steps).toMatchObject([{ kind: "call", blockers: [message] }, { id: "on" }]);
    expect(main.callees).toEqual([]);
  });

  test("leaves alone who calls into a circle from outside", () => {
    const main = refused("b.md", "", {
      "b.md": `${code("c")}${call("d.md")}`,
      "d.md": call("b.md"),
    });
    expect(errorsOf(main)).toEqual([]);
    expect(main.runbook.steps.map(({ id, blockers }) => [id, blockers.length])).toEqual([
      ["b", 0],
      ["b/c", 0],
      ["b/d", 1],
      ["on", 0],
    ]);
  });

  test("is too deep, or one of too many", () => {
    const deep = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `d${index}.md`,
        call(`d${index + 1}.md`) + code("x"),
      ]),
    );
    const down = refused("d0.md", "", { ...deep, "d12.md": code("x") });
    expect(idsOf(down).filter((id) => id.endsWith("/x"))).toHaveLength(8);
    const wide = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [
        `w${index}.md`,
        index === 5 ? code("x") : call(`w${index + 1}.md`).repeat(6) + code("y"),
      ]),
    );
    expect(linked({ "main.md": call("w0.md"), ...wide }).callees).toHaveLength(100);
  });
});

describe("a prerequisite", () => {
  const files = {
    "ops/ready.md": `# Make it ready\n\n${code("ready")}`,
    "ops/text.md": "# Only text\n",
  };
  const source = (heading: string) =>
    `# Main\n\n## ${heading}\n\n- [Ready](ops/ready.md)\n- [Text](ops/text.md)\n- [Gone](gone.md)\n- a key\n\n## Do it\n\n${code("on")}`;

  test.each([
    "Prerequisites",
    "Pre-requisites",
    "2. Prerequisite steps",
    "Before you begin",
    "Before starting",
  ])("under %s is a choice to walk it now, where it has steps", (heading) => {
    const main = linked({ ...files, "main.md": source(heading) });
    expect(errorsOf(main)).toEqual([]);
    expect(idsOf(main)).toEqual(["ready-done", "ready", "ready/ready", "on"]);
    expect(main.runbook.steps[0]).toMatchObject({
      kind: "choice",
      title: "First: Make it ready",
      inferred: true,
      options: [
        { label: "Walk it now: Make it ready", leads: ["ready", "ready/ready"], leaves: [] },
        { label: "It is done", leads: [], leaves: ["ready", "ready/ready"] },
      ],
    });
  });

  test.each(["See also", "Installing the requirements", "Steps", "Background of prerequisites"])(
    "is none under %s",
    (heading) => {
      expect(idsOf(linked({ ...files, "main.md": source(heading) }))).toEqual(["on"]);
    },
  );

  test("that leads back is only text", () => {
    const back = {
      "ops/ready.md": `# R\n\n## Prerequisites\n\n- [Main](../main.md)\n\n${code("ready")}`,
    };
    const main = linked({ ...back, "main.md": source("Prerequisites") });
    expect(idsOf(main)).toEqual(["ready-done", "ready", "ready/ready", "on"]);
    expect(errorsOf(main)).toEqual([]);
  });
});

test("a condition on what is given to an input is on the same value, however deep its runbook is called", () => {
  const main = linked({
    "main.md": call("a.md"),
    "a.md": `---\ninputs: { x: name }\n---\n${call("b.md", "inputs: { x: '{{x}}' }\n")}`,
    "b.md": `---\ninputs: { x: name }\n---\n${code("t", "echo {{x}}", ` when="x == 'x'"`)}`,
  });
  expect(stepOf(main, "a/b/t")).toMatchObject({ code: "echo {{a__b__x}}", when: "a__b__x == 'x'" });
});

test("whatever calls what, no two steps or values share a name, and all that is said has its place", () => {
  const paths = ["main.md", "a.md", "a-b.md", "a.b.md"];
  const names = fc.constantFrom("x", "a__x", "a_b__x", "env_x");
  const part = fc.oneof(
    fc.constantFrom(...paths, "gone.md").map((path) => call(path)),
    fc
      .tuple(fc.constantFrom(...paths), names)
      .map(([path, name]) => call(path, `inputs: { ${name}: '{{x}}' }\n`)),
    names.map((name) => code("s", `echo {{${name}}} {{missing}}`, ` capture=${name}`)),
    names.map((name) => code("t", "true", ` when="${name} == 'x' && env != 'y'"`)),
    fc.constantFrom(
      "## Prerequisites\n\n- [A](a.md)\n",
      "# H\n",
      "Which?\n\n- [x](#h)\n- [y](#t)\n",
      "- [ ] do {{x}}\n",
    ),
  );
  const document = fc
    .tuple(fc.boolean(), fc.array(part, { maxLength: 5 }))
    .map(
      ([hasInput, parts]) =>
        `${hasInput ? "---\ninputs: { x: name }\n---\n" : ""}${parts.join("\n")}`,
    );
  const library = fc.tuple(...paths.map(() => document));
  fc.assert(
    fc.property(library, (sources) => {
      const files = Object.fromEntries(paths.map((path, index) => [path, sources[index] ?? ""]));
      const main = linked(files);
      const { steps, inputs, diagnostics } = main.runbook;
      expect(new Set(idsOf(main)).size).toBe(steps.length);
      const bound = steps.flatMap((step) => (step.kind === "call" ? step.bindings : []));
      const set = [...inputs, ...bound.flatMap(({ sets }) => sets ?? [])].map(({ name }) => name);
      expect(new Set(set).size).toBe(set.length);
      const captured = steps.flatMap((step) =>
        step.kind === "code" && step.capture ? [step] : [],
      );
      const spaceOf = (id: string) => id.split("/").slice(0, -1).join("/");
      const owners = new Map<string, string>();
      for (const { id, capture } of captured) {
        const name = capture?.name ?? "";
        expect(owners.get(name) ?? spaceOf(id)).toBe(spaceOf(id));
        owners.set(name, spaceOf(id));
      }
      const known = new Set([...set, ...owners.keys()]);
      for (const step of steps.filter(isRunnableCode)) {
        for (const { name } of findPlaceholders(step.code)) expect(known).toContain(name);
        const names = [...known];
        if (step.when !== null) expect(checkCondition(step.when, names)).toEqual({ ok: true });
      }
      const source = files["main.md"] ?? "";
      for (const diagnostic of diagnostics) {
        formatDiagnostic(diagnostic, source, "main.md");
        expect(diagnostic.place?.end.offset ?? 0).toBeLessThanOrEqual(source.length);
      }
      planSchema.shape.steps.parse(steps);
    }),
    cases(120),
  );
});

function isRunnableCode(step: Linked["runbook"]["steps"][number]): step is CodeStep {
  return step.kind === "code" && step.blockers.length === 0;
}
