/** The screen keeps to its size and says what it must, whatever the run and the text. */
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import type { Question } from "../../src/model/verdict.ts";
import type { Frame, Picture } from "../../src/tui/frame.ts";
import { afterGlimpse } from "../../src/tui/output.ts";
import { asciiSigns, unicodeSigns } from "../../src/tui/signs.ts";
import { view } from "../../src/tui/view.ts";
import fc, { cases } from "../support/properties.ts";
import { asked, ended, reached, started, story, walked } from "../support/runs.ts";
import { codeStep, manualStep } from "../support/steps.ts";
import { letter, pictureOf, press, pressAt, textOfFrame, typed } from "./pressing.ts";
import { sceneNamed, scenes } from "./scenes.ts";

const size = fc.record({
  columns: fc.integer({ min: 20, max: 220 }),
  rows: fc.integer({ min: 8, max: 70 }),
});
const signs = fc.constantFrom(unicodeSigns, asciiSigns);

function expectToFit(frame: Frame, { columns, rows }: { columns: number; rows: number }): void {
  expect(frame.lines.length).toBeLessThanOrEqual(rows);
  for (const line of frame.lines) {
    const text = line.map((span) => span.text).join("");
    expect(stringWidth(text), text).toBeLessThanOrEqual(columns);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
  if (frame.cursor !== null) {
    expect(frame.cursor.x).toBeLessThan(columns);
    expect(frame.cursor.y).toBeLessThan(frame.lines.length);
  }
}

/** Of everything that a text could be: words, Markdown, escapes, wide and joined characters. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        "# ",
        "- ",
        "> ",
        "1. ",
        "**",
        "`",
        "```\n",
        "| a | b |\n|---|---|\n",
        "[x](http://h.example.com/)",
        "\n\n",
        "\n",
        " ",
        "\t",
        "\r",
        "word",
        "{{name}}",
        "日本語",
        "👩‍👩‍👧‍👦",
        "🇩🇪",
        "❤️",
        "1️⃣",
        "é",
        "\u001b[2J",
        "\u001b]0;x\u0007",
        "\u202e",
        "\u200b",
        "<b>",
        "ﷺ",
        "averylongwordthatdoesnotfitintoanarrowcolumnanywhereatall",
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join("")),
);

describe("a frame", () => {
  it("fits any window at every scene and after any key", () => {
    const keys = fc.array(
      fc.oneof(
        fc.constantFrom(
          ...typed("snbq?ldf y"),
          press("enter"),
          press("escape"),
          press("tab"),
          press("pageup"),
          press("home"),
        ),
        text.map(letter),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...scenes), keys, size, signs, (scene, pressed, window, set) => {
        const { run } = scene.story;
        const { ui } = pressAt(scene.story, ...pressed);
        const output = (scene.glimpses ?? []).reduce(afterGlimpse, null as Picture["output"]);
        const picture = pictureOf(run, { ui, output, end: scene.end ?? null });
        expectToFit(view(picture, window, set), window);
      }),
      cases(300),
    );
  });

  it("fits any window with any text in the runbook, the question and the output", () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 8, maxLength: 8 }),
        size,
        signs,
        (texts, window, set) => {
          for (const picture of picturesWith(texts))
            expectToFit(view(picture, window, set), window);
        },
      ),
      cases(60),
    );
  });

  it("stays within its size for very large texts", () => {
    const long = "word ".repeat(4000);
    const deep = `${"> ".repeat(3000)}deep`;
    const wide = "日".repeat(5000);
    for (const picture of picturesWith([long, deep, wide, long, deep, wide, long, deep])) {
      const window = { columns: 80, rows: 24 };
      expectToFit(view(picture, window, unicodeSigns), window);
    }
  });
});

function picturesWith(texts: readonly string[]): Picture[] {
  const [
    title = "",
    prose = "",
    code = "",
    reason = "",
    output = "",
    value = "",
    heading = "",
    note = "",
  ] = texts;
  const step = codeStep({
    id: "a",
    title,
    prose,
    code: `${code}{{name}}${note}`,
    headings: [heading, reason],
  });
  const told = story({
    title: heading,
    steps: [step, manualStep({ id: "b", title: note, prose: code, text: prose })],
    inputs: [
      {
        name: "name",
        type: "text",
        prompt: reason,
        default: value,
        choices: note === "" ? [] : [value, note],
        raw: false,
        inferred: false,
      },
    ],
  });
  const filled = told.and(
    { type: "input.set", by: "operator", values: { name: value } },
    ...reached("a"),
  );
  const question = {
    level: "type" as const,
    word: value,
    reasons: [{ guard: reason, text: prose }],
    code: `${code}${value}${note}`,
    target: output,
    backup: [reason],
  };
  const askedOf = filled.and(asked("a", question));
  const running = askedOf.and(started("a", question.code));
  const failed = running.and(ended("a", { ok: false, report: { unmet: [reason, note] } }));
  const printed = afterGlimpse(null, {
    step: "a",
    attempt: 1,
    stream: "stderr",
    text: output,
    skippedBytes: 7,
  });
  return [
    pictureOf(told.run),
    pictureOf(askedOf.run),
    pictureOf(running.run, { output: printed }),
    pictureOf(failed.run, { output: printed }),
    pictureOf(filled.and(...walked("a"), ...reached("b")).run),
    pictureOf(failed.and({ type: "note.added", step: null, text: note }).run, {
      end: { transcript: output, verdict: reason, exit: 1, trouble: [], next: code },
    }),
  ];
}

describe("a question", () => {
  it("is shown with the exact code, the target and every reason", () => {
    const shown = textOfFrame(
      view(pictureOf(sceneNamed("type").story.run), { columns: 200, rows: 60 }, unicodeSigns),
    );
    expect(shown).toContain(
      "sed -i 's/shop.example.com {/www.shop.example.com {/' /opt/gbo/conf/config",
    );
    expect(shown).toContain("web-1, this machine");
    expect(shown).toContain("risk: high risk in prod: the target's name has to be typed");
    expect(shown).toContain("backup: one file is saved and read back first");
  });

  it("says who else may approve it, and when nobody may", () => {
    const waiting = (question: Partial<Question>) => {
      const { run } = story({ title: "A", steps: [codeStep({ id: "a" })] }).and(
        ...reached("a"),
        asked("a", question),
      );
      return textOfFrame(view(pictureOf(run), { columns: 100, rows: 30 }, unicodeSigns));
    };
    const names = ["ada", "bob", "eve", "mallory", "trent", "victor", "walter"];
    expect(waiting({ approvals: 1, approvers: names.slice(0, 1) })).toContain(
      "1 other approval is missing, from ada",
    );
    expect(waiting({ approvals: 2, approvers: names })).toContain(
      "missing, from ada, bob, eve, mallory, trent or one of 2 more",
    );
    expect(waiting({ approvals: 1 })).toContain("firebreak.yaml knows nobody else who may");
    expect(waiting({ approvals: 2, approvers: ["ada"] })).toContain("knows only ada who may");
  });

  it("shows the code rather than the prose where not all has room", () => {
    const long = codeStep({ id: "a", prose: "Prose. ".repeat(400), code: "the --very code" });
    const run = story({ title: "T", steps: [long] }).and(
      ...reached("a"),
      asked("a", { code: long.code }),
    ).run;
    const shown = textOfFrame(view(pictureOf(run), { columns: 80, rows: 24 }, unicodeSigns));
    expect(shown).toContain("the --very code");
    expect(shown).toMatch(/↑ \d+ more above/);
  });

  it("shows where code begins that is taller than the window, and that there is more", () => {
    const code = Array.from({ length: 60 }, (_, index) => `echo ${index}`).join("\n");
    const step = codeStep({ id: "a", prose: "Prose.", code });
    const run = story({ title: "T", steps: [step] }).and(...reached("a"), asked("a", { code })).run;
    const shown = textOfFrame(view(pictureOf(run), { columns: 80, rows: 24 }, unicodeSigns));
    expect(shown).toContain("echo 0");
    expect(shown).toMatch(/↓ \d+ more below/);
  });

  it("shows every reason, however tall the code is", () => {
    const code = Array.from({ length: 60 }, (_, index) => `echo ${index}`).join("\n");
    const step = codeStep({ id: "a", code });
    const reasons = ["risk", "rule", "confirm"].map((guard) => ({
      guard,
      text: `${guard} says so`,
    }));
    const run = story({ title: "T", steps: [step] }).and(
      ...reached("a"),
      asked("a", { code, level: "confirm", reasons }),
    ).run;
    for (const window of [
      { columns: 80, rows: 24 },
      { columns: 60, rows: 20 },
    ]) {
      const shown = textOfFrame(view(pictureOf(run), window, unicodeSigns));
      for (const { text: reason } of reasons) expect(shown).toContain(reason);
    }
  });

  it("marks the values that were filled in, also when one of them looks like the text around it", () => {
    const step = codeStep({ id: "a", code: "cp {{from}} {{to}}.bak" });
    const run = story({ title: "T", steps: [step] }).and(
      ...reached("a"),
      asked("a", { code: "cp /etc/a /etc/cp.bak" }),
    ).run;
    const frame = view(pictureOf(run), { columns: 80, rows: 24 }, unicodeSigns);
    const values = frame.lines.flat().filter(({ tone }) => tone === "value");
    expect(values.map(({ text: value }) => value)).toEqual(["/etc/a", "/etc/cp"]);
  });

  it("shows characters that hide or reorder text as what they are", () => {
    const code = "rm -rf /tmp/x\u202e # gpj.\u200b\u001b[2K";
    const step = codeStep({ id: "a", code });
    const run = story({ title: "T", steps: [step] }).and(...reached("a"), asked("a", { code })).run;
    const shown = textOfFrame(view(pictureOf(run), { columns: 80, rows: 24 }, unicodeSigns));
    expect(shown).toContain("rm -rf /tmp/x\\u202e # gpj.\\u200b␛[2K");
  });
});

describe("a small window", () => {
  it.each([
    { columns: 59, rows: 30 },
    { columns: 100, rows: 14 },
    { columns: 20, rows: 8 },
  ])("of $columns by $rows says so and asks nothing", (window) => {
    const frame = view(pictureOf(sceneNamed("confirm").story.run), window, unicodeSigns);
    expect(textOfFrame(frame)).toContain("too small");
    expect(frame.drawn.asks).toBe("too small");
  });

  it("of 60 by 15 still shows the question", () => {
    const frame = view(
      pictureOf(sceneNamed("confirm").story.run),
      { columns: 60, rows: 15 },
      unicodeSigns,
    );
    expect(textOfFrame(frame)).toContain("Run it on web-1? Press y for yes.");
  });
});

describe("signs", () => {
  it("are all ASCII where the locale is not UTF-8", () => {
    for (const scene of scenes) {
      const frame = view(pictureOf(scene.story.run), { columns: 100, rows: 30 }, asciiSigns);
      expect(textOfFrame(frame), scene.name).toMatch(/^[\x20-\x7e\n]*$/);
    }
  });
});
