/** Inferred inputs in a whole document: names, prompts, places, and what holds for any code. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { describe, expect, test } from "vitest";
import type { Runbook } from "../../src/model/runbook.ts";
import { readRunbook } from "../../src/parser/read.ts";
import { renderCode } from "../../src/shell/render.ts";
import fc, { cases } from "../support/properties.ts";
import { codeOf, documentOf, inferFrom, inputsOf } from "./inferred.ts";

describe("the document's own inputs come first", () => {
  const head = (inputs: string) => `---\ninputs: { ${inputs} }\n---\n`;

  test("where the words are the same", () => {
    const runbook = readRunbook(
      `${head("tenantName: hostname")}${documentOf("ls <tenant-name>")}`,
      "r.md",
    );
    expect(codeOf(runbook)).toEqual(["ls {{tenantName}}"]);
    expect(runbook.inputs.map(({ name, inferred }) => [name, inferred])).toEqual([
      ["tenantName", false],
    ]);
    expect(runbook.diagnostics).toEqual([]);
  });

  test("also for secrets and variables", () => {
    const runbook = readRunbook(
      `${head("password: text, zone: name")}${documentOf("ls <password> $ZONE")}`,
      "r.md",
    );
    expect(codeOf(runbook)).toEqual(["ZONE={{zone}}\nls {{password}} $ZONE"]);
    expect(runbook.diagnostics).toEqual([]);
  });

  test("and others are inferred beside them", () => {
    const runbook = readRunbook(
      `${head("tenant: name")}${documentOf("ls <tenant> <pod>")}`,
      "r.md",
    );
    expect(runbook.inputs.map(({ name, inferred }) => [name, inferred])).toEqual([
      ["tenant", false],
      ["pod", true],
    ]);
    expect(runbook.diagnostics.map(({ rule }) => rule)).toEqual(["inferred-input"]);
  });
});

test("what a step captures fills the placeholders of later steps", () => {
  const source = "```bash {capture=pod}\nkubectl get pods -o name\n```\n\n```bash\nls <pod>\n```\n";
  const runbook = readRunbook(source, "r.md");
  expect(codeOf(runbook)[1]).toBe("ls {{pod}}");
  expect(runbook.inputs).toEqual([]);
  expect(runbook.diagnostics).toEqual([]);
});

describe("the prompt", () => {
  const cases: [code: string, prompt: string][] = [
    ["ls <pod>", "Which pod?"],
    ["ls <pod-name>", "Which pod name?"],
    ["ls <NAMESPACE>", "Which namespace?"],
    ["ls $NODE_NAME", "Which node name?"],
    ["ls <my-pvc>", "Which pvc?"],
    ["ls YOUR_BUCKET", "Which bucket?"],
    ["ls <storageCapacityLimit>", "Which storage capacity limit?"],
    ["ls <value of the pod label>", "Value of the pod label"],
    ["ls <name of the OSD, see below>", "Name of the OSD, see below"],
    ["ls $NUMBER_OF_DNS_PODS", "Number of dns pods"],
    ["ls <up|down>", "Which of up, down?"],
  ];
  test.each(cases)("%s: %s", (code, prompt) => {
    const runbook = readRunbook(documentOf(code), "r.md");
    expect(runbook.inputs.map((input) => input.prompt)).toEqual([prompt]);
  });
});

test("an input that is of one type here and of another there is a text", () => {
  expect(inferFrom("ls <file>; cat /etc/<file>").inputs).toBe("file:text");
  expect(inferFrom("A_HOST=<x-y>; B_PORT=<x-y>").inputs).toBe("x_y:text");
});

test("alternatives become choices", () => {
  const [input] = readRunbook(documentOf("x <start|stop|start>"), "r.md").inputs;
  expect(input).toMatchObject({
    type: "enum",
    choices: ["start", "stop"],
    raw: false,
    inferred: true,
  });
});

test("names never clash with what conditions mean, and long ones are cut", () => {
  const long = "a".repeat(40);
  const inferred = inferFrom(`ls <${long}-${long.slice(0, 30)}> <env> <in> <list>`);
  const names = inferred.inputs.split(" ").map((input) => input.split(":")[0] ?? "");
  expect(names.slice(1)).toEqual(["env_name", "in_name", "list_name"]);
  for (const name of names) expect(name).toMatch(/^[a-z_]\w{0,63}$/);
});

describe("places are those of the source", () => {
  const containers: [name: string, source: string][] = [
    ["a list", "1. Do:\n\n   ```bash\n   ls $ZONE_A\n   rm <pod> {{pid}} x\n   ```\n"],
    ["a quote", "> ```bash\n> ls $ZONE_A\n> rm <pod> {{pid}} x\n> ```\n"],
    ["CRLF and a byte order mark", "\uFEFF```bash\r\nls $ZONE_A\r\nrm <pod> {{pid}} x\r\n```\r\n"],
  ];
  test.each(containers)("in %s", (_, source) => {
    const runbook = readRunbook(source, "r.md");
    const found = runbook.diagnostics.map(({ rule, place }) => {
      return [rule, source.slice(place?.start.offset, place?.end.offset)];
    });
    expect(found).toEqual([
      ["inferred-input", "$ZONE_A"],
      ["inferred-input", "<pod>"],
      ["undefined-value", "{{pid}}"],
    ]);
  });

  test("a notice stands at the first use only", () => {
    const source = documentOf("ls <pod>", "ls <pod> <pod>");
    const { diagnostics } = readRunbook(source, "r.md");
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({
      severity: "info",
      message: "`<pod>` is taken as an input `pod` (name)",
      place: { start: { offset: source.indexOf("<pod>") } },
    });
  });
});

test("code with very many placeholders is data", () => {
  expect(inferFrom("<ab> ".repeat(20_000)).inputs).toBe("");
  expect(inferFrom("ls YOUR_X\n".repeat(10_000)).inputs).toBe("");
});

test("code that is nested deeper than anybody writes is read, and asks for nothing", () => {
  const deep = ["$(", "${a:-", '"$(', "( ", "`"].map((opening) => opening.repeat(10_000));
  const sum = `echo $((${"1+".repeat(20_000)}1)) `;
  for (const code of [...deep, sum]) expect(inferFrom(`${code}<pod>`).inputs).toBe("");
});

test("tasks and other blocks ask for nothing", () => {
  const source = "- [ ] Restart <pod>\n\n```yaml\nname: <pod>\n```\n\nSee <pod> and `ls <pod>`.\n";
  expect(readRunbook(source, "r.md").inputs).toEqual([]);
});

describe("whatever the code is", () => {
  const piece = fc.constantFrom(
    ..."<|>|<pod>|<a b>|<<EOF|EOF|</a>|<a>|</|>>|$X_A|${X_B}|$|YOUR_X|CHANGE_ME|X_A=|'|\"|`|$(|)|#|\\| |\n|-n |ls |{{q}}|{{|}}|&|;".split(
      "|",
    ),
    "|",
    "||",
    "é",
  );
  const code = fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(""));

  test("it is read, and every place lies inside the source", () => {
    fc.assert(
      fc.property(code, (text) => {
        const source = documentOf(text);
        const { diagnostics } = readRunbook(source, "r.md");
        for (const { place } of diagnostics) {
          expect(place?.start.offset ?? 0).toBeLessThanOrEqual(place?.end.offset ?? 0);
          expect(place?.end.offset ?? 0).toBeLessThanOrEqual(source.length);
        }
      }),
      cases(400),
    );
  });

  test("code without placeholders and variables stays as it is", () => {
    const plain = code.map((text) => text.replace(/[$<>]|YOUR|CHANGE|\{\{|~~~/g, ""));
    fc.assert(
      fc.property(plain, (text) => {
        expect(codeOf(readRunbook(documentOf(text), "r.md"))).toEqual([text]);
      }),
      cases(200),
    );
  });

  test("inferring again finds nothing more", () => {
    fc.assert(
      fc.property(code, (text) => {
        const once = readRunbook(documentOf(text), "r.md");
        const again = readRunbook(documentOf(...codeOf(once)), "r.md");
        expect(again.inputs.filter(({ name }) => !isIn(once, name))).toEqual([]);
        expect(codeOf(again)).toEqual(codeOf(once));
      }),
      { ...cases(200), examples: [["</a><a b><pod>"]] },
    );
  });

  test("plain values stand in the code where the placeholders stood", () => {
    const words = fc.constantFrom("ls", "-n", "a=b", "'x'", '"y"', "<in", ">out", "2>&1");
    const slots = fc.constantFrom(
      "<pod>",
      "<some place>",
      "p/<id>",
      '"<who>"',
      "--x=<n>",
      "'<q r>'",
    );
    const commands = fc.array(fc.oneof(words, slots), { maxLength: 8 });
    fc.assert(
      fc.property(commands, (parts) => {
        const text = ["cmd", ...parts, "end"].join(" ");
        const runbook = readRunbook(documentOf(text), "r.md");
        const values = Object.fromEntries(runbook.inputs.map(({ name }) => [name, "v1"]));
        const rendered = renderCode(codeOf(runbook)[0] ?? "", values);
        const filled = text.replace(/<(pod|some place|id|who|n|q r)>/g, "v1");
        expect(rendered).toEqual({ ok: true, code: filled });
      }),
      cases(300),
    );
  });
});

function isIn({ inputs }: Runbook, name: string): boolean {
  return inputs.some((input) => input.name === name);
}

test("inputs are told in the order in which the document uses them", () => {
  const runbook = readRunbook(documentOf("ls <b-pod>", "ls <a-pod> $C_POD"), "r.md");
  expect(inputsOf(runbook)).toBe("b_pod:name a_pod:name c_pod:name");
});
