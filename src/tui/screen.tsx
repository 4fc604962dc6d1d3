/**
 * The screen: follows a run, draws it, and says what a person answers. It decides nothing: it may lag
 * or be closed without hurting the run.
 */
import { type Instance, render } from "ink";
import type { Clock, Follower, Glimpse, Mailbox } from "../engine/ports.ts";
import type { Event } from "../model/event.ts";
import type { Run } from "../model/run.ts";
import { checkValue } from "../parser/input-value.ts";
import type { End, Frame, Picture } from "./frame.ts";
import type { Key } from "./key.ts";
import { blank, type Line } from "./line.ts";
import { momentOf } from "./moment.ts";
import { afterEvent, afterGlimpse } from "./output.ts";
import { FramePicture } from "./picture.tsx";
import type { Drawn } from "./scene.ts";
import { isScroll } from "./scrolling.ts";
import { signsFor } from "./signs.ts";
import { summary } from "./summary.ts";
import { afterEvents, freshUi } from "./ui.ts";
import { update } from "./update.ts";
import { tooSmall, view } from "./view.ts";

export interface ScreenOptions {
  readonly mailbox: Mailbox;
  /** What a person should know before the first answer; null when there is nothing. */
  readonly notice: string | null;
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  /** Read for the locale and for `NO_COLOR`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The machine's clock, unless said otherwise. */
  readonly clock?: Clock;
  /** Milliseconds on a clock that never goes back; the process's own, unless said otherwise. */
  readonly uptimeMs?: () => number;
}

export interface Screen extends Follower {
  glimpse(glimpse: Glimpse): void;
  /** Shows how it ended until a key is pressed, then leaves the terminal clean, the summary in it. */
  finish(end: End): Promise<void>;
  /** Leaves the terminal clean, now. */
  close(): Promise<void>;
}

/** Frames a second at most; twice what output is gathered to. */
const maxFps = 20;
const gatherMs = 100;
const tickMs = 1000;

const machineClock: Clock = { now: () => new Date().toISOString() };

const nothingDrawn: Drawn = { asks: null, top: 0, lastTop: 0, page: 0, toRead: 0 };

export function openScreen(options: ScreenOptions): Screen {
  const { stdout, stdin, env, mailbox, clock = machineClock } = options;
  const uptimeMs = options.uptimeMs ?? (() => performance.now());
  const signs = signsFor(env);
  const colour = (env["NO_COLOR"] ?? "") === "";

  let picture: Picture = {
    run: null,
    ui: freshUi({ kind: "opening" }),
    output: null,
    seen: null,
    end: null,
    notice: options.notice,
    now: clock.now(),
    check: checkValue,
  };
  /** What React holds, and what of it has reached the terminal. */
  let committed = nothingDrawn;
  let drawn = nothingDrawn;
  /** Since when `drawn` asks what it asks. */
  let sinceMs = 0;
  let gathering: NodeJS.Timeout | null = null;
  let leave: (() => void) | null = null;
  let instance: Instance | null = null;

  function show(change: Partial<Picture>): void {
    picture = { ...picture, ...change, now: clock.now() };
    if (instance === null) return;
    const frame = currentFrame();
    // Before it is handed over: Ink may draw at once, and says so from within this call.
    committed = frame.drawn;
    instance.rerender(draw(frame));
  }

  function currentFrame(): Frame {
    const { columns = 80, rows = 24 } = stdout;
    return view(picture, { columns, rows }, signs);
  }

  function draw(frame: Frame) {
    return <FramePicture frame={frame} colour={colour} press={press} />;
  }

  function press(key: Key): void {
    const { run, ui, end } = picture;
    const isEnded = end !== null;
    const isOver = momentOf(run, ui.unread, isEnded).kind === "over";
    if (leave !== null && isOver && !isScroll(key, drawn)) {
      if (drawn.asks === "over" || drawn.asks === tooSmall) leave();
      return;
    }
    if (key.kind === "ctrl" && key.letter === "l") {
      repaint();
      return;
    }
    const reply = update(ui, key, {
      run,
      isEnded,
      drawn,
      sinceMs,
      nowMs: uptimeMs(),
      check: checkValue,
    });
    const isAnswered = reply.say.some(({ kind }) => kind !== "note" && kind !== "cancel");
    show({ ui: reply.ui, notice: isAnswered ? null : picture.notice });
    for (const input of reply.say) mailbox.say(input);
  }

  /** Ink redraws what has changed, and cannot know that somebody else wrote over the rest. */
  function repaint(): void {
    const { rows = 24 } = stdout;
    const empty = Array<Line>(rows).fill(blank);
    committed = nothingDrawn;
    instance?.rerender(draw({ lines: empty, cursor: null, drawn: nothingDrawn }));
    stdout.write(`\x1b[2J\x1b[${rows};1H`);
    instance?.waitUntilRenderFlush().then(redraw, () => {});
  }

  function redraw(): void {
    show({});
  }

  // Before Ink's own listener, so that it already has the frame of the new size.
  stdout.on("resize", redraw);
  const first = currentFrame();
  committed = first.drawn;
  instance = render(draw(first), {
    stdout,
    stdin,
    alternateScreen: true,
    exitOnCtrlC: false,
    patchConsole: false,
    incrementalRendering: true,
    interactive: true,
    maxFps,
    onRender: () => {
      if (committed.asks !== drawn.asks) sinceMs = uptimeMs();
      drawn = committed;
    },
  });
  const tick = setInterval(() => {
    if (momentOf(picture.run, null, picture.end !== null).kind !== "over") redraw();
  }, tickMs);
  tick.unref();

  async function close(): Promise<void> {
    clearInterval(tick);
    if (gathering !== null) clearTimeout(gathering);
    gathering = null;
    stdout.off("resize", redraw);
    const open = instance;
    instance = null;
    if (open === null) return;
    open.unmount();
    await open.waitUntilExit();
  }

  return {
    follow(run: Run, events: readonly Event[]): void {
      const output = events.reduce(afterEvent, picture.output);
      const looks = events.filter((event) => event.type === "environment.observed");
      const ui = afterEvents(picture.ui, events, run);
      show({ run, ui, output, seen: looks.at(-1)?.observation ?? picture.seen });
    },
    glimpse(glimpse: Glimpse): void {
      picture = { ...picture, output: afterGlimpse(picture.output, glimpse) };
      gathering ??= setTimeout(() => {
        gathering = null;
        redraw();
      }, gatherMs);
    },
    async finish(end: End): Promise<void> {
      show({ end });
      // Without a run there is nothing to look at.
      if (instance !== null && picture.run !== null) {
        await new Promise<void>((resolve) => {
          leave = resolve;
        });
      }
      await close();
      if (picture.run !== null) stdout.write(summary(picture.run, end, signs));
    },
    close,
  };
}
