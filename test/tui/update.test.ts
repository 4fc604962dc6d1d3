/** What each key does at each moment, and above all what it does not. */
import { describe, expect, it } from "vitest";
import type { PersonInput } from "../../src/model/input.ts";
import type { Key, Name } from "../../src/tui/key.ts";
import { momentOf } from "../../src/tui/moment.ts";
import { unicodeSigns } from "../../src/tui/signs.ts";
import { afterEvents, freshUi } from "../../src/tui/ui.ts";
import { update } from "../../src/tui/update.ts";
import { view } from "../../src/tui/view.ts";
import fc, { cases } from "../support/properties.ts";
import { asked, reached, story, walked } from "../support/runs.ts";
import { codeStep } from "../support/steps.ts";
import {
  ctrlC,
  enter,
  esc,
  letter,
  pictureOf,
  press,
  pressAt,
  small,
  textOfFrame,
  typed,
} from "./pressing.ts";
import { sceneNamed, scenes } from "./scenes.ts";

const names: readonly Name[] = [
  "enter",
  "escape",
  "tab",
  "backtab",
  "backspace",
  "delete",
  "up",
  "down",
  "left",
  "right",
  "pageup",
  "pagedown",
  "home",
  "end",
];
const everyKey: readonly Key[] = [
  ...names.map(press),
  ...Array.from({ length: 95 }, (_, index) => letter(String.fromCharCode(32 + index))),
  ...[..."abcdefghijklmnopqrstuvwxyz"].map((each): Key => ({ kind: "ctrl", letter: each })),
  letter("yes"),
  letter("yy"),
  letter("y\r"),
  ...[..."ynsrldfbq \r"].map((text): Key => ({ kind: "paste", text })),
];

/** Long on the screen, and nothing pressed before. */
const unhurried = { isEnded: false, sinceMs: 0, nowMs: 10_000, check: () => null };

function nameOf(key: Key): string {
  if (key.kind === "press") return key.name;
  if (key.kind === "ctrl") return `ctrl-${key.letter}`;
  return key.kind === "paste" ? `paste ${key.text}` : key.text;
}

function runOf(scene: string) {
  return sceneNamed(scene).story.run;
}

/** All keys that say something by themselves, where the screen shows this scene. */
const speaking: Readonly<Record<string, Readonly<Record<string, PersonInput["kind"]>>>> = {
  inputs: {},
  looking: {},
  go: { enter: "answer" },
  result: {},
  confirm: { y: "answer", Y: "answer" },
  type: {},
  running: { "ctrl-c": "cancel" },
  cancelling: {},
  task: { enter: "tick" },
  denied: { r: "retry", R: "retry" },
  failed: { r: "retry", R: "retry" },
  unknown: { r: "retry", R: "retry" },
  restoring: {},
  stuck: { r: "retry", R: "retry" },
  done: {},
  stopped: {},
};

describe("one key at a moment", () => {
  it.each(Object.entries(speaking))("%s: only these keys speak", (scene, expected) => {
    const { story } = sceneNamed(scene);
    const spoken = everyKey.flatMap((key) =>
      pressAt(story, key).said.map(({ kind }) => [nameOf(key), kind] as const),
    );
    expect(Object.fromEntries(spoken)).toEqual(expected);
  });

  it("names the step and the attempt that were on the screen", () => {
    expect(pressAt(runOf("confirm"), letter("y")).said).toEqual([
      { kind: "answer", step: "reload", attempt: 1, typed: null },
    ]);
    expect(pressAt(runOf("task"), enter).said).toEqual([
      { kind: "tick", step: "tell", attempt: 1 },
    ]);
    expect(pressAt(runOf("running"), ctrlC).said).toEqual([
      { kind: "cancel", step: "edit", attempt: 1 },
    ]);
  });
});

describe("a key that comes too late or too early", () => {
  it("says nothing to a question that was not on the screen yet", () => {
    const drawings = scenes.map(
      (scene) => view(pictureOf(scene.story.run), small, unicodeSigns).drawn,
    );
    for (const [index, before] of scenes.entries()) {
      const drawn = drawings[index] ?? expect.fail();
      for (const [other, after] of scenes.entries()) {
        const { run } = after.story;
        const now = momentOf(run, null);
        const ui = freshUi(momentOf(before.story.run, null));
        if (drawn.asks === drawings[other]?.asks) continue;
        for (const key of everyKey) {
          const { say } = update(ui, key, { run, drawn, ...unhurried });
          const kinds = say.map(({ kind }) => kind);
          const isStop = key.kind === "ctrl" && key.letter === "c" && now.kind === "running";
          expect(kinds, `${nameOf(key)} from ${before.name} to ${after.name}`).toEqual(
            isStop ? kinds.filter((kind) => kind === "cancel") : [],
          );
        }
      }
    }
  });

  it("says nothing where the window is too small to show the question", () => {
    const run = runOf("confirm");
    const { drawn } = view(pictureOf(run), { columns: 40, rows: 10 }, unicodeSigns);
    const ui = freshUi(momentOf(run, null));
    for (const key of everyKey) {
      const { say } = update(ui, key, { run, drawn, ...unhurried });
      expect(say, nameOf(key)).toEqual([]);
    }
  });

  it("says nothing to the same question asked again with other words", () => {
    const run = runOf("confirm");
    const { drawn } = view(pictureOf(run), small, unicodeSigns);
    const state = run.steps["reload"];
    if (state?.kind !== "active" || state.asked === null) throw new Error("the scene asks");
    const asked = { ...state.asked, code: "systemctl restart caddy" };
    const changed = { ...run, steps: { ...run.steps, reload: { ...state, asked } } };
    const ui = freshUi(momentOf(run, null));
    expect(update(ui, letter("y"), { run: changed, drawn, ...unhurried }).say).toEqual([]);
    expect(update(ui, letter("y"), { run, drawn, ...unhurried }).say).toHaveLength(1);
  });
});

describe("a question that asks for a yes", () => {
  it("tells that Enter is not enough", () => {
    const { said, ui } = pressAt(runOf("confirm"), enter);
    expect(said).toEqual([]);
    expect(ui.remark).toBe("Enter alone does not run it. Press y for yes.");
  });

  it("takes no pasted yes", () => {
    expect(pressAt(runOf("confirm"), { kind: "paste", text: "y" }).said).toEqual([]);
    expect(pressAt(runOf("confirm"), letter("yy")).ui.remark).toBe(
      "What comes all at once is no answer. Press the key by itself.",
    );
  });
});

describe("keys that come all at once", () => {
  it("move and write in the form, but do not begin the session", () => {
    const { said, ui } = pressAt(runOf("inputs"), letter("i\r\u0015new.example.com\t7m\r"));
    expect(said).toEqual([]);
    expect(ui.form.editors.map(({ characters }) => characters.join(""))).toEqual([
      "initech",
      "new.example.com",
      "5m7m",
    ]);
    expect(ui.form.field).toBe(2);
  });

  it("open a line and write on it, but do not say it", () => {
    const { said, ui } = pressAt(runOf("confirm"), letter("snot now\r"));
    expect(said).toEqual([]);
    expect(ui.dialog).toMatchObject({ kind: "line", purpose: { kind: "skip" } });
    expect(pressAt(runOf("confirm"), letter("snot now\r"), enter).said).toEqual([
      { kind: "skip", step: "reload", attempt: 1, reason: "not now" },
    ]);
  });

  it("say nothing at any moment, whatever they are", () => {
    const burst = fc
      .array(fc.constantFrom(..."ynsrldfbqt?x \r\t\u0015web-1"), { minLength: 2, maxLength: 12 })
      .map((parts) => letter(parts.join("")));
    fc.assert(
      fc.property(fc.constantFrom(...scenes), burst, burst, ({ story: told }, first, second) => {
        expect(pressAt(told, first, second).said).toEqual([]);
      }),
      cases(300),
    );
  });
});

describe("a question that wants the name typed", () => {
  it("is answered by the whole name and Enter", () => {
    expect(pressAt(runOf("type"), ...typed("web-1"), enter).said).toEqual([
      { kind: "answer", step: "edit", attempt: 1, typed: "web-1" },
    ]);
  });

  it.each(["", "web", "web-10", "WEB-1", "web-1 ", "y", "yes"])("is not answered by %j", (word) => {
    const { said, ui } = pressAt(runOf("type"), ...typed(word), enter);
    expect(said).toEqual([]);
    expect(ui.remark).not.toBeNull();
  });

  it("does not take the line end of pasted text for Enter", () => {
    expect(pressAt(runOf("type"), letter("web-1\r")).said).toEqual([]);
    expect(pressAt(runOf("type"), { kind: "paste", text: "web-1\n" }).said).toEqual([]);
  });

  it("turns letters into keys after Esc, and back after Enter", () => {
    const run = runOf("type");
    expect(pressAt(run, letter("s")).ui.dialog).toBeNull();
    expect(pressAt(run, esc, letter("s")).ui.dialog?.kind).toBe("line");
    expect(pressAt(run, esc, enter, ...typed("web-1"), enter).said).toHaveLength(1);
  });

  it("is never answered with anything else, whatever is pressed", () => {
    const key = fc.oneof(
      fc.constantFrom(...everyKey),
      fc.constantFrom(...typed("web-1"), enter),
      fc.string().map((text): Key => ({ kind: "paste", text })),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 12 }), (keys) => {
        for (const input of pressAt(runOf("type"), ...keys).said) {
          if (input.kind === "answer") expect(input.typed).toBe("web-1");
        }
      }),
      cases(100),
    );
  });
});

describe("what is said with a few words", () => {
  const said = {
    skip: [runOf("confirm"), "s", { kind: "skip", step: "reload", attempt: 1, reason: "not now" }],
    note: [runOf("confirm"), "n", { kind: "note", step: "reload", text: "not now" }],
    leave: [runOf("failed"), "l", { kind: "leave", step: "validate", attempt: 1, note: "not now" }],
    "did its work": [
      runOf("unknown"),
      "d",
      { kind: "settle", step: "edit", attempt: 1, ok: true, note: "not now" },
    ],
    "did not": [
      runOf("unknown"),
      "f",
      { kind: "settle", step: "edit", attempt: 1, ok: false, note: "not now" },
    ],
    "skip a restore": [
      runOf("stuck"),
      "s",
      { kind: "skip", step: "edit", attempt: 1, reason: "not now" },
    ],
  } as const;

  it.each(Object.entries(said))("%s", (_, [run, key, input]) => {
    expect(pressAt(run, letter(key), ...typed("not now"), enter).said).toEqual([input]);
    expect(pressAt(run, letter(key), ...typed("not now"), esc).said).toEqual([]);
    expect(pressAt(run, letter(key.toUpperCase()), ...typed("not now"), enter).said).toEqual([
      input,
    ]);
    const empty = pressAt(run, letter(key), letter(" "), enter);
    expect(empty.said).toEqual([]);
    expect(empty.ui.remark).toBe("A few words are needed.");
  });

  it("tells that a note was taken once it is in the transcript, not before", () => {
    const { story: before } = sceneNamed("confirm");
    const { ui } = pressAt(before, letter("n"), ...typed("x"), enter);
    expect(ui.remark).toBeNull();
    const noted = before.and({ type: "note.added", step: "reload", text: "x" });
    const told = afterEvents(ui, noted.events.slice(-1), noted.run);
    expect(told.remark).toBe("Noted.");
    const shown = view(pictureOf(noted.run, { ui: told }), small, unicodeSigns);
    expect(textOfFrame(shown)).toContain("Noted.");
  });

  it("tells that it looked again where that changed nothing", () => {
    const { story: before } = sceneNamed("denied");
    const last = before.events.at(-1);
    if (last?.type !== "step.denied") throw new Error("the scene does not end with a denial");
    const { at: _, ...denial } = last;
    const denied = (attempt: number) => {
      const again = before.and(...reached(last.step, undefined, attempt), { ...denial, attempt });
      return afterEvents(pressAt(before, letter("r")).ui, again.events.slice(-1), again.run);
    };
    expect(denied(2).remark).toMatch(/^Looked again at \d\d:\d\d:\d\d \(UTC\)\.$/);
    expect(denied(1).remark).toBeNull();
  });

  it("is a note about the step that was shown when it was begun", () => {
    const noting = pressAt(runOf("confirm"), letter("n"), ...typed("slow")).ui;
    const run = runOf("task");
    const { drawn } = view(pictureOf(run, { ui: noting }), small, unicodeSigns);
    expect(update(noting, enter, { run, drawn, ...unhurried }).say).toEqual([
      { kind: "note", step: "reload", text: "slow" },
    ]);
  });

  it("keeps a note that is being written when the step ends, but no reason to skip", () => {
    const before = runOf("confirm");
    const after = runOf("task");
    const noting = pressAt(before, letter("n"), ...typed("half")).ui;
    const { drawn } = view(pictureOf(after, { ui: noting }), small, unicodeSigns);
    const next = update(noting, letter("!"), { run: after, drawn, ...unhurried }).ui;
    expect(next.dialog).toMatchObject({ kind: "line", purpose: { kind: "note" } });
    const skipping = pressAt(before, letter("s"), ...typed("half")).ui;
    const scene = { run: after, drawn, ...unhurried };
    expect(update(skipping, enter, scene)).toMatchObject({ say: [], ui: { dialog: null } });
  });
});

describe("the way back, quitting and Ctrl-C", () => {
  it("walks the way back only after a yes", () => {
    expect(pressAt(runOf("failed"), letter("b"), letter("y")).said).toEqual([{ kind: "undo" }]);
    expect(pressAt(runOf("failed"), letter("b"), enter, letter("n")).said).toEqual([]);
  });

  it("offers no way back where nothing was changed, or while it is walked", () => {
    expect(pressAt(runOf("go"), letter("b")).ui.dialog).toBeNull();
    expect(pressAt(runOf("stuck"), letter("b")).ui.dialog).toBeNull();
  });

  it("quits after a yes, and is interrupted by Ctrl-C twice", () => {
    expect(pressAt(runOf("confirm"), letter("q"), letter("y")).said).toEqual([
      { kind: "quit", reason: "quit at the screen" },
    ]);
    expect(pressAt(runOf("confirm"), letter("q"), enter, letter("n")).said).toEqual([]);
    expect(pressAt(runOf("confirm"), ctrlC).said).toEqual([]);
    expect(pressAt(runOf("confirm"), ctrlC, ctrlC).said).toEqual([{ kind: "interrupt" }]);
  });

  it("cancels what runs first, and asks to quit when that is under way", () => {
    expect(pressAt(runOf("cancelling"), ctrlC).ui.dialog).toEqual({ kind: "quit" });
    expect(pressAt(null, ctrlC).said).toEqual([{ kind: "interrupt" }]);
  });

  it("closes the help with any key, which does nothing else", () => {
    for (const key of everyKey.filter((each) => each.kind !== "ctrl")) {
      const { ui, said } = pressAt(runOf("confirm"), letter("?"), key);
      expect([ui.dialog, said], nameOf(key)).toEqual([null, []]);
    }
  });
});

describe("the result of a step", () => {
  const { story } = sceneNamed("result");

  it("stays until Enter, and Enter once more does not approve what comes next", () => {
    expect(pressAt(story, letter("x"), letter("n"), esc).ui.unread).toMatchObject({
      step: "count",
    });
    const next = pressAt(story, enter);
    expect([next.ui.unread, next.said]).toEqual([null, []]);
    expect(textOfFrame(next.draw())).toContain("To run it, type web-1");
    expect(pressAt(story, enter, enter).said).toEqual([]);
  });

  it("is not there for a step that printed and kept nothing", () => {
    expect(pressAt(sceneNamed("confirm").story).ui.unread).toBeNull();
  });

  it("lets a note be added, and the session be quit", () => {
    expect(pressAt(story, letter("n"), ...typed("24 is right"), enter).said).toEqual([
      { kind: "note", step: "count", text: "24 is right" },
    ]);
    expect(pressAt(story, letter("q"), letter("y")).said).toHaveLength(1);
  });
});

describe("the form", () => {
  const run = runOf("inputs");

  it("begins with the defaults, and is filled by Enter on its last field", () => {
    expect(pressAt(run, enter, enter, enter).said).toEqual([
      { kind: "fill", values: { tenant: "acme", vhost: "shop.example.com", wait: "5m" } },
    ]);
  });

  it("goes through choices with the arrows, a letter, and round", () => {
    const tenant = (...keys: Key[]) => pressAt(run, ...keys, enter, enter, enter).said;
    const filled = (name: string) => [
      { kind: "fill", values: { tenant: name, vhost: "shop.example.com", wait: "5m" } },
    ];
    expect(tenant(press("right"))).toEqual(filled("globex"));
    expect(tenant(press("left"))).toEqual(filled("initech"));
    expect(tenant(letter("i"))).toEqual(filled("initech"));
    expect(tenant(press("right"), press("right"), press("right"))).toEqual(filled("acme"));
    expect(tenant(letter("x"))).toEqual(filled("acme"));
  });

  it("says nothing while a value is wrong, and goes to it", () => {
    const wrong = pressAt(run, press("tab"), letter(" "), press("tab"), enter);
    expect(wrong.said).toEqual([]);
    expect(wrong.ui.form.field).toBe(1);
    const mended = [press("backspace"), enter, enter];
    expect(
      pressAt(run, press("tab"), letter(" "), press("tab"), enter, ...mended).said,
    ).toHaveLength(1);
  });

  it("takes letters as text, and quits by Esc or Ctrl-C with a question", () => {
    expect(pressAt(run, press("tab"), letter("q")).ui.dialog).toBeNull();
    expect(pressAt(run, esc).ui.dialog).toEqual({ kind: "quit" });
    expect(pressAt(run, ctrlC).ui.dialog).toEqual({ kind: "quit" });
  });
});

describe("scrolling", () => {
  it("works in what lies on top, too, where that has more lines than there is room", () => {
    const changes = Array.from({ length: 30 }, (_, index) =>
      codeStep({ id: `c${index}`, rollback: "r", risk: "low" }),
    );
    const rollback = codeStep({ id: "r", role: "rollback" });
    const { run } = story({ title: "T", steps: [...changes, rollback] }).and(
      ...changes.slice(0, 29).flatMap(({ id }) => walked(id)),
      ...reached("c29"),
      asked("c29", {}),
    );
    const back = pressAt(run, letter("b"));
    expect(back.draw().drawn.top).toBe(0);
    expect(pressAt(run, letter("b"), press("pagedown")).draw().drawn.top).toBeGreaterThan(0);
    expect(pressAt(run, letter("b"), press("end"), letter("y")).said).toEqual([{ kind: "undo" }]);
  });

  it("goes up by a page and down again, and follows the end when it is there", () => {
    const run = runOf("type");
    const up = pressAt(run, press("pageup"));
    expect(up.draw().drawn.top).toBeLessThan(pressAt(run).draw().drawn.top);
    expect(pressAt(run, press("home")).ui.top).toBeNull();
    expect(pressAt(run, esc, press("home")).ui.top).toBe(0);
    const { lastTop } = pressAt(run, esc).draw().drawn;
    expect(pressAt(run, esc, press("home"), press("end")).draw().drawn.top).toBe(lastTop);
  });
});
