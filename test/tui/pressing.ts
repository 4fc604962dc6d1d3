/** Presses keys at a run as the screen would: draw, press, draw again. */
import type { PersonInput } from "../../src/model/input.ts";
import type { Run } from "../../src/model/run.ts";
import { checkValue } from "../../src/parser/input-value.ts";
import type { Frame, Picture, Size } from "../../src/tui/frame.ts";
import type { Key, Name } from "../../src/tui/key.ts";
import { momentOf } from "../../src/tui/moment.ts";
import { unicodeSigns } from "../../src/tui/signs.ts";
import { afterEvents, freshUi, type Ui } from "../../src/tui/ui.ts";
import { update } from "../../src/tui/update.ts";
import { view } from "../../src/tui/view.ts";
import { type Story, storyTime } from "../support/runs.ts";

export const small: Size = { columns: 80, rows: 24 };

export function pictureOf(run: Run | null, change: Partial<Picture> = {}): Picture {
  return {
    run,
    ui: freshUi(momentOf(run, null)),
    output: null,
    seen: null,
    end: null,
    notice: null,
    now: storyTime,
    check: checkValue,
    ...change,
  };
}

/** With the result of its last step, where that is there to be read. */
export function storyPicture({ run, events }: Story): Picture {
  const picture = pictureOf(run);
  return { ...picture, ui: afterEvents(picture.ui, events, run) };
}

export interface Pressed {
  readonly ui: Ui;
  readonly said: readonly PersonInput[];
  /** Draws what is there after the last key. */
  readonly draw: () => Frame;
}

/** The run stays as it is: what is said is only heard. Nobody hurries. */
export function pressAt(where: Story | Run | null, ...keys: readonly Key[]): Pressed {
  return pressEvery(1000, where, ...keys);
}

/** The first key comes that many milliseconds after the first frame, the others after each other. */
export function pressEvery(
  paceMs: number,
  where: Story | Run | null,
  ...keys: readonly Key[]
): Pressed {
  const isStory = where !== null && "events" in where;
  const run = isStory ? where.run : where;
  let { ui } = isStory ? storyPicture(where) : pictureOf(run);
  const said: PersonInput[] = [];
  const draw = () => view(pictureOf(run, { ui }), small, unicodeSigns);
  let drawn = draw().drawn;
  let sinceMs = 0;
  for (const [index, key] of keys.entries()) {
    const nowMs = (index + 1) * paceMs;
    const reply = update(ui, key, {
      run,
      isEnded: false,
      drawn,
      sinceMs,
      nowMs,
      check: checkValue,
    });
    ui = reply.ui;
    const { drawn: next } = draw();
    if (next.asks !== drawn.asks) sinceMs = nowMs;
    drawn = next;
    said.push(...reply.say);
  }
  return { ui, said, draw };
}

export function textOfFrame(frame: Frame): string {
  return frame.lines
    .map((line) =>
      line
        .map(({ text }) => text)
        .join("")
        .trimEnd(),
    )
    .join("\n");
}

export const enter: Key = { kind: "press", name: "enter" };
export const esc: Key = { kind: "press", name: "escape" };
export const ctrlC: Key = { kind: "ctrl", letter: "c" };

export function press(name: Name): Key {
  return { kind: "press", name };
}

export function letter(text: string): Key {
  return { kind: "text", text };
}

/** One key for each character. */
export function typed(text: string): Key[] {
  return [...text].map(letter);
}
