/** What is proposed for a plain document: only additions, the same each time, and nothing runs otherwise. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Step } from "../../src/model/step.ts";
import { annotate } from "../../src/parser/annotate/annotate.ts";
import { applyEdits } from "../../src/parser/annotate/source-edit.ts";
import { lintRunbook } from "../../src/parser/lint.ts";
import { readDocument, readRunbook } from "../../src/parser/read.ts";
import fc, { cases } from "../support/properties.ts";

function annotated(source: string): string {
  const proposal = annotate(source, readRunbook(source, "a.md"));
  return proposal.kind === "edits" ? applyEdits(source, proposal.edits) : source;
}

function reasonFor(source: string): string {
  const proposal = annotate(source, readRunbook(source, "a.md"));
  return proposal.kind === "edits" ? "" : `${proposal.kind}: ${proposal.reason}`;
}

const block = (code: string, info = "bash") => `\`\`\`${info}\n${code}\n\`\`\`\n`;

describe("a plain document", () => {
  test("gets a title, inputs, and an id and a risk for each step", () => {
    const source = `# Grow: the disk

Look first.

${block("df -h /srv")}
1. Then grow it.

   \`\`\`sh
   sudo lvextend -l +10%FREE /dev/vg/{{volume}}
   \`\`\`

- [ ] Tell the owner
`;
    expect(annotated(source)).toBe(`---
title: "Grow: the disk"
inputs:
  volume: text
---

# Grow: the disk

Look first.

${block("df -h /srv", "bash {#grow-the-disk-df-h risk=none}".replace("-df-h", "-df"))}
1. Then grow it.

   \`\`\`sh {#grow-the-disk-lvextend risk=high}
   sudo lvextend -l +10%FREE /dev/vg/{{volume}}
   \`\`\`

- [ ] Tell the owner
`);
  });

  test("keeps its byte order mark, its line ends and what blanks stand at the end of lines", () => {
    const source = "\uFEFF# A  \r\n\r\n~~~  bash  \r\nls\r\n~~~\r\n";
    expect(annotated(source)).toBe(
      "\uFEFF---\r\ntitle: A\r\n---\r\n\r\n# A  \r\n\r\n~~~  bash {#a-ls risk=none}  \r\nls\r\n~~~\r\n",
    );
  });

  test.each([
    ["touch a", "low"],
    ["systemctl restart nginx", "medium"],
    ["rm -rf /srv/data", "high"],
    ["mkfs.ext4 /dev/sdb", "critical"],
    ["some-tool x", "medium"],
    ['"$tool" x', "medium"],
  ])("gets the risk that %j comes to, so that no rule finds it understated", (code, risk) => {
    const text = annotated(`# A\n\n${block(code)}`);
    expect(/ risk=(\w+)/.exec(text)?.[1]).toBe(risk);
    const found = lintRunbook(readDocument(text, "a.md"), { today: "2026-11-21" }).filter(
      ({ rule }) => rule === "understated-risk",
    );
    expect(found).toEqual([]);
  });

  test("gets no title where there is no heading", () => {
    expect(annotated(block("ls"))).toBe(block("ls", "bash {#ls risk=none}"));
  });
});

describe("what is there already", () => {
  test("stays, and is never lowered", () => {
    const source = `---\ntitle: A\n---\n${block("ls", "bash {#own risk=high backup=/etc/a}")}`;
    expect(reasonFor(source)).toBe("nothing: there is nothing to add");
  });

  test("is added to, in the braces", () => {
    expect(annotated(block("ls", "bash {timeout=5s}"))).toBe(
      block("ls", "bash {timeout=5s #ls risk=none}"),
    );
    expect(annotated(block("ls", "bash { }"))).toBe(block("ls", "bash { #ls risk=none}"));
  });

  test("counts in a comment too", () => {
    const source = `<!-- step\nid: own\nrisk: low\n-->\n${block("ls")}`;
    expect(annotated(source)).toBe(source);
  });

  test("is left alone where it has to be put right first", () => {
    const source = block("ls", "bash {rsk=high}");
    expect(annotated(source)).toBe(source);
  });

  test("of a frontmatter is added to at its end, and at the end of its inputs", () => {
    const source = `---
inputs:
  # The one that is full.
  disk:
    type: name

owner: storage
---

# Disk

${block("ls {{disk}} {{other}}")}`;
    expect(annotated(source)).toBe(`---
inputs:
  # The one that is full.
  disk:
    type: name
  other: text

owner: storage
title: Disk
---

# Disk

${block("ls {{disk}} {{other}}", "bash {#disk-ls risk=none}")}`);
  });

  test("of an empty frontmatter is filled", () => {
    expect(annotated(`---\n---\n# A\n\n${block("ls")}`)).toBe(
      `---\ntitle: A\n---\n# A\n\n${block("ls", "bash {#a-ls risk=none}")}`,
    );
  });

  test("in a frontmatter of another form is not broken", () => {
    for (const yaml of ["{ summary: Short }", "inputs: { disk: name }"]) {
      const source = `---\n${yaml}\n---\n# A\n\n${block("ls {{disk}} {{other}}")}`;
      const after = readRunbook(annotated(source), "a.md");
      expect(after.diagnostics.map(({ rule }) => rule)).not.toContain("bad-frontmatter");
      expect(annotated(source)).toContain(yaml);
    }
  });
});

describe("files that the code edits", () => {
  test("are saved before", () => {
    expect(annotated(block("sed -i 's/a/b/' /etc/app.conf\necho x | sudo tee -a /etc/hosts"))).toBe(
      block(
        "sed -i 's/a/b/' /etc/app.conf\necho x | sudo tee -a /etc/hosts",
        "bash {#sed-i risk=medium backup=/etc/app.conf,/etc/hosts}".replace("#sed-i", "#sed"),
      ),
    );
  });
});

describe("output that the document shows", () => {
  test("is expected where it is the same each time", () => {
    const source = `${block("caddy validate")}\nOutput:\n\n${block("Valid configuration", "text")}`;
    expect(annotated(source)).toContain('expect="Valid configuration"}');
  });

  test.each([
    "3 of 5 pods",
    "web-x7f2 is running",
    "Error: no such file",
    "NAME   READY",
    "# Look",
  ])("is not where it is %j", (line) => {
    const source = `${block("look")}\nOutput:\n\n${block(line, "text")}`;
    expect(annotated(source)).not.toContain("expect=");
  });
});

describe("a document that is not read", () => {
  test.each([
    ["nothing: it has no steps", "# Only words\n"],
    ["unreadable: ", `---\ntitle: [\n---\n${block("ls")}`],
    ["unreadable: ", "> ".repeat(60)],
  ])("gets nothing, and hears why: %s", (reason, source) => {
    expect(reasonFor(source)).toContain(reason);
  });
});

describe("any document", () => {
  const folder = resolve(import.meta.dirname, "../fixtures/parser");
  const fixtures = readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => readFileSync(resolve(folder, name), "utf8"));

  test.each(fixtures.map((text, index) => [index, text] as const))("fixture %i", (_, text) => {
    isSound(text);
  });

  test("made of what runbooks are made of", () => {
    const parts = fc.constantFrom(
      "```bash\nls\n```\n",
      "~~~sh {#a}\ntee /etc/{{x}}\n~~~\n",
      "```console\n$ ls\nout put\n```\n",
      "```bash {",
      "risk=low",
      "}",
      "\n",
      "\r\n",
      "\uFEFF",
      "---\n",
      "title: x\n",
      "inputs: { y: int }\n",
      "inputs:\n  y: int\n",
      "# Head\n",
      "- [ ] do\n",
      "> ",
      "   ",
      "1. ",
      "<!-- step\nid: b\n-->\n",
      "<!-- step runbook: b.md -->\n\nText.\n\n",
      "Which?\n\n<!-- choice -->\n- [A](#head)\n- [B](#b)\n",
      "Which?\n\n- [A](#one)\n- [B](#two)\n\n# One\n",
      "# Two\n",
      "```sh\ncat <name> $VALUE\n```\n",
      "Output:\n\n```\nAll is well\n```\n",
      "\u0000",
    );
    const text = fc.array(parts, { maxLength: 20 }).map((all) => all.join(""));
    fc.assert(fc.property(text, isSound), cases(50));
  });

  test("with any heading keeps its title", () => {
    const heading = fc.string({ unit: "binary", maxLength: 30 });
    fc.assert(
      fc.property(heading, (words) => isSound(`# ${words}\n\n${block("ls")}`)),
      cases(50),
    );
  });
});

/** Only additions; the same titles, ids and code; no new trouble; nothing to add the second time. */
function isSound(source: string): void {
  const before = readRunbook(source, "a.md");
  const text = annotated(source);
  const after = readRunbook(text, "a.md");
  expect(isSubsequence(source, text)).toBe(true);
  expect(annotated(text)).toBe(text);
  expect(after.title).toBe(before.title);
  const told = ({ steps }: typeof before) =>
    steps.map((step) => [step.id, step.title, step.kind === "code" ? step.code : wordsOf(step)]);
  expect(told(after)).toEqual(told(before));
  const rules = ({ diagnostics }: typeof before) => diagnostics.map(({ rule }) => rule).sort();
  for (const rule of new Set(rules(after))) {
    // As true before, and said as soon as the risk is.
    if (rule === "no-way-back") continue;
    const count = (all: string[]) => all.filter((each) => each === rule).length;
    expect(count(rules(after))).toBeLessThanOrEqual(count(rules(before)));
  }
  for (const [index, { risk }] of before.steps.entries()) {
    if (risk !== null) expect(after.steps[index]?.risk).toBe(risk);
  }
}

function wordsOf(step: Exclude<Step, { kind: "code" }>): unknown {
  if (step.kind === "manual") return step.text;
  return step.kind === "choice" ? step.options : step.bindings;
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const unit of whole.split("")) if (unit === part[at]) at++;
  return at === part.length;
}
