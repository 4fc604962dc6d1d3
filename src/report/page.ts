/**
 * Turns entries into text, one after the other: indentation, folding and colour. What comes from outside
 * is made harmless here (and where output is set), before any colour is added.
 */
import { neutralise } from "../model/neutralise.ts";
import type { Entry, Tone } from "./entry.ts";
import { fold } from "./fold.ts";
import { behind, createOutputLines } from "./output-lines.ts";
import { createPaint } from "./paint.ts";

interface PageOptions {
  readonly color: boolean;
  /** Columns that lines of our own keep to; output and code stay as wide as they are. */
  readonly width: number;
}

/** A function that gives the text for the next entry. */
export function createPage({ color, width }: PageOptions): (entry: Entry) => string {
  const paint = createPaint(color);
  const room = (indent: string) => Math.max(20, width - indent.length);
  let isGap = true;
  const output = createOutputLines();

  const lines = (text: string, tone: Tone, first: string, next: string): string =>
    fold(neutralise(text), room(next))
      .map((line, index) => `${index === 0 ? first : next}${paint(line, tone)}\n`)
      .join("");

  const show = (entry: Exclude<Entry, { kind: "gap" | "output" }>): string => {
    switch (entry.kind) {
      case "line":
        return entry.sign === null
          ? lines(entry.text, entry.tone, "    ", "      ")
          : lines(entry.text, entry.tone, `${paint(entry.sign, entry.tone)} `, "    ");
      case "title":
        return lines(entry.text, "strong", "", "");
      case "field":
        return lines(entry.text, "plain", `  ${entry.name.padEnd(nameWidth)}`, fieldIndent);
      case "code":
        return neutralise(entry.text.replace(/\n$/, ""))
          .split("\n")
          .map((line, index) => behind(index === 0 ? "    $ " : "    > ", paint(line, "quiet")))
          .map((line) => `${line}\n`)
          .join("");
    }
  };

  return (entry) => {
    if (entry.kind === "output") {
      if (entry.text === "") return "";
      isGap = false;
      return output.add(entry.stream, entry.text);
    }
    const before = output.close();
    if (entry.kind === "gap") {
      const text = isGap ? before : `${before}\n`;
      isGap = true;
      return text;
    }
    isGap = false;
    return before + show(entry);
  };
}

const nameWidth = 10;
const fieldIndent = " ".repeat(nameWidth + 2);
