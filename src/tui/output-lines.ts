/** What a step printed, as lines to draw: its streams told apart, what is missing said. */
import type { Attempt } from "../model/input.ts";
import type { Report, Stream } from "../model/outcome.ts";
import { byteWords } from "../model/words.ts";
import type { Sheet } from "./frame.ts";
import { legibleLines } from "./legible.ts";
import { blank, type Line, line, span } from "./line.ts";
import { isOf, type Output } from "./output.ts";
import type { Signs } from "./signs.ts";
import { wrap } from "./wrap.ts";

/** What an ended step printed, below a blank line; where that is not at hand, how much it was. */
export function printedLines(
  { output, width, signs, moment }: Sheet,
  at: Attempt,
  report: Report,
): Line[] {
  const came = moment.kind === "result" ? "well" : "badly";
  if (isOf(output, at)) return [blank, ...outputLines(output, width, signs, came)];
  const bytes = report.stdout.bytes + report.stderr.bytes;
  const printed = `It printed ${byteWords(bytes)}; the transcript has them.`;
  return [blank, line(bytes === 0 ? "It printed nothing." : printed, "quiet")];
}

/**
 * In the order in which it came, with a sign at stderr: loud once the step has failed. After a step that
 * did its work stderr is mostly talk, so it stands aside, and what was asked for stands last.
 */
export function outputLines(
  output: Output,
  width: number,
  signs: Signs,
  came: "running" | "well" | "badly",
): Line[] {
  const error = came === "well" ? span(`${signs.dot} `, "quiet") : span("! ", errorTones[came]);
  const draw = ({ text, stream }: TextLine) =>
    wrap(
      text === "" ? [] : line(text),
      width,
      [stream === "stderr" ? error : span("  ")],
      [span(`${signs.barAgain} `, "quiet")],
    );
  const { chunks, earlierBytes } = output;
  const earlier = `${signs.ellipsis} ${byteWords(earlierBytes)} earlier`;
  const lines = came === "well" ? apart(chunks, draw) : textLines(chunks).flatMap(draw);
  return earlierBytes > 0 ? [line(earlier, "quiet"), ...lines] : lines;
}

const errorTones = { running: "warn", badly: "bad" } as const;

function apart(chunks: Output["chunks"], draw: (each: TextLine) => Line[]): Line[] {
  const of = (wanted: Stream) =>
    textLines(chunks.filter(({ stream }) => stream === wanted)).flatMap(draw);
  const errors = of("stderr");
  const asked = of("stdout");
  if (errors.length === 0) return asked;
  const aside = [line("On stderr:", "quiet"), ...errors];
  return asked.length === 0 ? aside : [...aside, blank, ...asked];
}

interface TextLine {
  text: string;
  readonly stream: Stream;
}

/** A change of stream begins a new line: two half lines in one would be read as one. */
function textLines(chunks: Output["chunks"]): TextLine[] {
  const runs: TextLine[] = [];
  for (const { stream, text } of chunks) {
    const last = runs.at(-1);
    if (last?.stream === stream) last.text += text;
    else runs.push({ stream, text });
  }
  return runs.flatMap(({ stream, text }) => {
    const lines = legibleLines(text);
    if (lines.at(-1) === "") lines.pop();
    return lines.map((each) => ({ stream, text: each }));
  });
}
