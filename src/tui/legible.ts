/**
 * Text from outside, made safe to draw: no control sequences, tabs as spaces, and no character of
 * which terminals disagree how wide it is.
 */
import { neutralise } from "../model/neutralise.ts";
import { widthOf } from "./line.ts";

/** Lines without line ends. A carriage return shows what it leaves: the text after it. */
export function legibleLines(text: string): string[] {
  return text.split("\n").map((each) => legible(lastState(each)));
}

/** One line; line ends become spaces. */
export function legible(text: string): string {
  return expandTabs(steady(neutralise(text.replace(/[\r\n]+/g, " "))));
}

const tabWidth = 4;

function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  const [first = "", ...rest] = text.split("\t");
  return rest.reduce(
    (done, part) => done + " ".repeat(tabWidth - (widthOf(done) % tabWidth)) + part,
    first,
  );
}

/**
 * Joiners, variation selectors, the keycap and skin tones turn what stands before them into something
 * of another width, on some terminals only. Without them every terminal agrees.
 */
function steady(text: string): string {
  return text.replace(/\u200c|\u200d|[\ufe00-\ufe0f]|\u20e3|[\u{1f3fb}-\u{1f3ff}]/gu, "");
}

/** What a line shows that was written over again and again, as progress bars do. */
function lastState(text: string): string {
  const written = text.replace(/\r+$/, "");
  return written.slice(written.lastIndexOf("\r") + 1);
}
