/** Sets what a process prints behind a gutter that names the stream, in whatever pieces it comes. */
import { neutralise } from "../model/neutralise.ts";
import type { Stream } from "../model/outcome.ts";

export interface OutputLines {
  /** The text that shows the next piece. */
  add(stream: Stream, text: string): string;
  /** The text that ends a line which has no end yet; needed before anything else is shown. */
  close(): string;
}

export function createOutputLines(): OutputLines {
  /** The stream whose last line has no end yet. */
  let open: Stream | null = null;

  const close = (): string => {
    const end = open === null ? "" : "\n";
    open = null;
    return end;
  };

  const add = (stream: Stream, text: string): string => {
    const before = open === stream ? "" : close();
    const lines = neutralise(text.replaceAll("\r\n", "\n")).split("\n");
    const rest = lines.pop() ?? "";
    const whole = lines.map((line) => `${begin(stream, line)}\n`).join("");
    return before + whole + (rest === "" ? "" : begin(stream, rest, stream));
  };

  /** A line, behind its gutter unless it goes on from the piece before; `left` is open after it. */
  const begin = (stream: Stream, line: string, left: Stream | null = null): string => {
    const shown = open === stream ? line : behind(gutters[stream], line);
    open = left;
    return shown;
  };

  return { add, close };
}

const gutters: Readonly<Record<Stream, string>> = { stdout: "    │ ", stderr: "err │ " };

/** A line behind its gutter; no blanks at the end of an empty one. */
export function behind(gutter: string, line: string): string {
  return line === "" ? gutter.trimEnd() : `${gutter}${line}`;
}
