/** The page that a post-mortem reads: complete, honest about gaps, and nothing in it can break out. */
import { readFile, writeFile } from "node:fs/promises";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import type { Event } from "../../src/model/event.ts";
import { renderTranscript } from "../../src/transcript/markdown.ts";
import { code, fenced, plain } from "../../src/transcript/markdown-text.ts";
import { readEvents } from "../../src/transcript/read.ts";
import fc, { cases } from "../support/properties.ts";
import { appendUnsigned, begin, got, verdictOn, writeSealed } from "./desk.ts";
import { circumstances, lookStep, noteOf, opened, sampleEvents } from "./sample-events.ts";
import { desk } from "./temporary.ts";

function parse(markdown: string) {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

const look = { step: "look", attempt: 1 };

function at(second: number): string {
  return new Date(Date.UTC(2026, 10, 21, 3, 12, second)).toISOString();
}

const artefact = {
  kind: "file",
  named: "/etc/example.conf",
  path: "/etc/example.conf",
  copy: "/var/backups/example.conf.1",
  sha256: "12".repeat(32),
  bytes: 12345,
  mode: 0o640,
  uid: 0,
  gid: 33,
  identity: "1:2:3",
} as const;

const link = {
  kind: "link",
  named: "/etc/current.conf",
  path: "/etc/current.conf",
  to: "example.conf",
} as const;

const whole: readonly Event[] = [
  opened,
  { type: "input.set", at: at(1), by: "flag", values: { tenant: "blue|green" } },
  { type: "step.reached", at: at(2), ...look },
  {
    type: "environment.observed",
    at: at(3),
    ...look,
    observation: {
      hostname: "web-1",
      busy: null,
      environments: [
        { name: "stage", probes: [{ probe: "hostname matches web-*", held: true, seen: "web-1" }] },
        { name: "prod", probes: [{ probe: "file /etc/prod", held: false, seen: "no such file" }] },
      ],
    },
  },
  {
    type: "step.asked",
    at: at(4),
    ...look,
    question: {
      level: "type",
      approvals: 0,
      approvers: [],
      word: "web-1",
      reasons: [{ guard: "risk", text: "high risk in production" }],
      risk: "high",
      does: ["edits /etc/example.conf"],
      code: lookStep.code,
      target: "local",
      backup: ["/etc/example.conf"],
    },
  },
  { type: "step.answered", at: at(5), ...look, typed: "web-1" },
  { type: "backup.started", at: at(6), ...look, paths: ["/etc/example.conf"] },
  {
    type: "backup.ended",
    at: at(7),
    ...look,
    result: {
      kind: "taken",
      artefacts: [link, artefact, { kind: "absent", named: "/etc/new", path: "/etc/new" }],
    },
  },
  {
    type: "step.started",
    at: at(8),
    ...look,
    code: lookStep.code,
    target: "local",
    risk: "high",
    does: ["edits /etc/example.conf"],
  },
  { type: "step.output", at: at(9), ...look, stream: "stdout", text: "first\r\nsec" },
  { type: "step.output", at: at(9), ...look, stream: "stdout", text: "ond\x1b[2J\n" },
  { type: "step.output", at: at(9), ...look, stream: "stderr", text: "```\nwarning\n" },
  { type: "cancel.requested", at: at(10), ...look },
  {
    type: "step.ended",
    at: at(11),
    ...look,
    ok: false,
    report: {
      end: { kind: "exited", code: 3 },
      durationMs: 2500,
      stdout: { bytes: 2097152, omittedBytes: 1048576, tail: "the end\n", sha256: "ab".repeat(32) },
      stderr: { bytes: 12, omittedBytes: 0, tail: "", sha256: "cd".repeat(32) },
      captured: "25",
      unmet: ['the output does not contain "Valid configuration"'],
    },
  },
  { type: "note.added", at: at(12), step: "look", text: "# looks bad\n<script>" },
  {
    type: "session.resumed",
    at: at(13),
    ...circumstances,
    policy: { ...circumstances.policy, environments: [], rawInputs: [], path: "firebreak.yaml" },
    policyDigest: "ef".repeat(32),
    operator: "grace@example.com",
    mode: { kind: "auto", ceiling: "low" },
  },
  { type: "step.left", at: at(14), ...look, note: "known trouble" },
  {
    type: "undo.chosen",
    at: at(15),
    items: [{ step: "look", artefacts: [artefact], rollback: null }],
  },
  { type: "restore.started", at: at(16), ...look, artefacts: [artefact] },
  {
    type: "restore.ended",
    at: at(17),
    ...look,
    result: {
      kind: "restored",
      files: [{ path: "/etc/example.conf", displaced: "/etc/example.conf.bad", isNew: true }],
    },
  },
  {
    type: "step.denied",
    at: at(18),
    step: "tell",
    attempt: 1,
    reasons: [{ guard: "environment", text: "this is prod" }],
  },
  { type: "step.skipped", at: at(19), step: "tell", by: "operator", reason: "told by phone" },
  {
    type: "stop.requested",
    at: at(20),
    stop: { kind: "quit", step: null, reasons: [{ guard: "operator", text: "tired" }] },
  },
  { type: "session.stopped", at: at(21), stop: { kind: "quit", step: "tell", reasons: [] } },
];

describe("a session with everything in it", () => {
  const page = renderTranscript(whole, null);

  test.each([
    "# First look",
    "**Not verified.**",
    "- Id: `20261121-0312-first-look-k7q2`",
    "- Runbook SHA-256: `abab",
    "- Ended: stopped: quit",
    "- Opened by: ada@example.com on `web-1.example.com`, said to be stage",
    "- Opened under: the built-in policy",
    "- Resumed (1) with: firebreak 0.1.0, headless, up to risk low",
    "- Resumed (1) under: policy `firebreak.yaml`, SHA-256 `efef",
    "| look | Count the virtual hosts | **failed**, left so; files put back | 1 | 2.5 s | grace@example.com |",
    "| tell | Tell the channel | skipped | 0 | – | grace@example.com |",
    "Values given on the command line:\n\n- `tenant` = `blue|green`",
    "### `look` Count the virtual hosts, attempt 1",
    "- stage: hostname matches web-\\*: **yes**, saw `web-1`",
    "**Asked** to type `web-1`, on `local`, after saving `/etc/example.conf`.\n\n- risk: high risk in production",
    "**ada@example.com said yes**, typing `web-1`.",
    `12,345 bytes, SHA-256 \`${"12".repeat(32)}\`, mode 0640, owner 0:33`,
    "- `/etc/new`: there was no such file",
    "**Started** on `local`:\n\n```bash\ngrep -c '{' config\n```",
    "stdout:\n\n```text\nfirst\nsecond␛[2J\n```",
    "stderr:\n\n````text\n```\nwarning\n````",
    `… 1,048,576 bytes of stdout omitted; SHA-256 of the whole, 2,097,152 bytes: \`${"ab".repeat(32)}\` …`,
    "stdout, its end:\n\n```text\nthe end\n```",
    '**Failed**: exit 3 after 2.5 s.\n\n- the output does not contain "Valid configuration"',
    "**Note** by ada@example.com on `look`:\n\n```text\n# looks bad\n<script>\n```",
    "### Resumed",
    "**leaves it failed** and goes on: known trouble",
    "### The way back",
    "- `look`: put back `/etc/example.conf`; no step to run",
    "what stood there is kept as `/etc/example.conf.bad`",
    "**Denied**:\n\n- environment: this is prod",
    "**Skipped** (operator, grace@example.com): told by phone",
    "**Stopped**: a person quit, at `tell`.",
  ])("says %j", (words) => {
    expect(page).toContain(words);
  });

  test("shows code that ran once, and code that did not run where it was asked", () => {
    expect(page.split(lookStep.code)).toHaveLength(2);
    const unanswered = renderTranscript(whole.slice(0, 5), null);
    expect(unanswered).toContain(lookStep.code);
    expect(unanswered).toContain("**open**: the record ends while the session was going on");
  });

  test("names a step that ran when the tool died", () => {
    const died = [...whole.slice(0, 9), ...whole.slice(15, 16)];
    expect(renderTranscript(died, null)).toContain("**unknown**: it ran when the tool died");
    expect(renderTranscript(whole.slice(0, 9), null)).toContain("the record ends while it ran");
  });
});

describe("what nobody signed", () => {
  const line = "**Nobody vouches for what follows**";
  const forged = (events: readonly Event[]) => [
    ...events.slice(0, 3),
    { type: "step.output", at: at(3), ...look, stream: "stdout", text: "FORGED\n```\n" } as const,
    { type: "session.finished", at: at(4), outcome: "done" } as const,
  ];

  test("stands at the end, every line marked, and adds nothing to head and table", async () => {
    const desk1 = await desk();
    const transcript = await begin(desk1);
    await transcript.append(sampleEvents.slice(0, 3));
    await transcript.close();
    await appendUnsigned(desk1.path, forged(sampleEvents).slice(3));
    const verification = await verdictOn(desk1.path, desk1);
    expect(verification).toMatchObject({ verdict: "UNSEALED", events: 5, signedEvents: 3 });
    const page = renderTranscript(forged(sampleEvents), verification);
    const [told = "", beyond = ""] = page.split("## Beyond the last signature");
    expect(told).toContain("- Ended: **open**");
    expect(told).toContain("| look | Count the virtual hosts | **unknown**");
    expect(told).not.toMatch(/FORGED|[Ff]inished/);
    expect(beyond).toContain(line);
    const unmarked = beyond.split("\n").filter((text) => text !== "" && !text.startsWith("> "));
    expect(unmarked).toEqual([expect.stringContaining(line)]);
    expect(beyond).toContain("> FORGED");
    expect(beyond).toContain("> ### Finished");
  });

  test("begins at the last good signature before a break", async () => {
    const desk1 = await desk();
    await writeSealed(desk1);
    const text = await readFile(desk1.path, "utf8");
    await writeFile(desk1.path, text.replace('"text":"25\\n"', '"text":"FORGED"'));
    const verification = await verdictOn(desk1.path, desk1);
    expect(verification.verdict).toBe("TAMPERED");
    const { events } = got(await readEvents(desk1.path));
    const page = renderTranscript(events, verification);
    expect(page.split("\n")[2]).toMatch(/^\*\*TAMPERED\*\*/);
    const [told = "", beyond = ""] = page.split(line);
    expect(told).not.toMatch(/FORGED|- Ended: finished/);
    expect(beyond).toMatch(/The record breaks at line \d+\.\n.*FORGED/s);
  });

  test("is nothing in a sealed record, nor where only the signer is unknown", async () => {
    const desk1 = await desk();
    await writeSealed(desk1);
    for (const allowedSigners of [desk1.allowedSigners, ""]) {
      const page = renderTranscript(sampleEvents, await verdictOn(desk1.path, { allowedSigners }));
      expect(page).not.toContain(line);
      expect(page).toContain("- Ended: finished: done");
    }
  });
});

test("says the verdict, and how far the record can be relied on", async () => {
  const at = await desk();
  await writeSealed(at);
  const sealed = renderTranscript(sampleEvents, await verdictOn(at.path, at));
  expect(sealed).toContain("**SEALED**: every line is signed for");
  expect(sealed).toContain(`- Signed, part 1: ada@example.com, \`${at.key.fingerprint}\`\n`);
  expect(sealed).toContain("- Ended: finished: done");
  const unknown = renderTranscript(sampleEvents, await verdictOn(at.path, { allowedSigners: "" }));
  expect(unknown).toContain("**UNTRUSTED**");
  expect(unknown).toContain("Nothing in it can be relied on.");
  expect(unknown).toContain("**not trusted**");
});

test("a bar in a table stays in its cell", () => {
  const title = "a|b\\|c";
  const plan = { ...opened.plan, steps: [{ ...lookStep, title }] };
  const tables = parse(renderTranscript([{ ...opened, plan }], null)).children.filter(
    (node) => node.type === "table",
  );
  const [, row] = tables[0]?.children ?? [];
  expect(row?.children).toHaveLength(6);
  expect(row?.children[1]?.children).toMatchObject([{ type: "text", value: title }]);
});

test("a page of nothing is a page", () => {
  expect(renderTranscript([], null)).toContain("# A session");
});

const nasty = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.constantFrom(
      "`",
      "```",
      "~~~",
      "\n",
      "|",
      "<b>",
      "](x)",
      "![",
      "**",
      "_",
      "# ",
      "- ",
      "1. ",
      "\x1b[",
      "&lt;",
      "\\",
    ),
  ),
});

describe("text from outside", () => {
  const spots = (text: string): Event[] => [
    { ...opened, host: text, operator: text } as Event,
    noteOf(text),
    { type: "step.skipped", at: at(1), step: text, by: "operator", reason: text },
    {
      type: "step.started",
      at: at(2),
      step: "look",
      attempt: 1,
      code: text,
      target: text,
      risk: "low",
      does: [text],
    },
    { type: "step.output", at: at(3), step: "look", attempt: 1, stream: "stdout", text },
    { type: "step.denied", at: at(4), step: "look", attempt: 1, reasons: [{ guard: text, text }] },
    { type: "input.set", at: at(5), by: "operator", values: { [text]: text } },
  ];
  const outline = (text: string) =>
    parse(renderTranscript(spots(text), null))
      .children.map((node) => node.type)
      .join(" ");

  test("changes neither the page's structure nor the terminal it is shown on", () => {
    const plainOutline = outline("text");
    fc.assert(
      fc.property(nasty, (text) => {
        expect(outline(text)).toBe(plainOutline);
        expect(renderTranscript(spots(text), null).replace(/[\n\t]/g, "")).not.toMatch(
          /\p{Cc}|\p{Bidi_Control}/u,
        );
      }),
      cases(300),
    );
  });

  test("stays text: no markup, no HTML", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const [paragraph, ...others] = parse(`x ${plain(text)} ${code(text)}`).children;
        expect(others).toEqual([]);
        const inline = paragraph?.type === "paragraph" ? paragraph.children : [];
        const kinds = new Set(inline.map(({ type }) => type));
        kinds.delete("text");
        kinds.delete("inlineCode");
        kinds.delete("link");
        expect([...kinds]).toEqual([]);
        const [block, ...more] = parse(fenced(text)).children;
        expect(block?.type).toBe("code");
        expect(more).toEqual([]);
      }),
      cases(300),
    );
  });
});
