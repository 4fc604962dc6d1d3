/** What a step printed, as lines to draw: errors marked, what is missing said. */
import type { Attempt } from "../model/input.ts";
import type { Report } from "../model/outcome.ts";
import { byteWords } from "../model/words.ts";
import type { Sheet } from "./frame.ts";
import { legibleLines } from "./legible.ts";
import { blank, type Line, line, span } from "./line.ts";
import { isOf, type Output } from "./output.ts";
import type { Signs } from "./signs.ts";
import { wrap } from "./wrap.ts";

/** What an ended step printed, below a blank line; where that is not at hand, how much it was. */
export function printedLines({ output, width, signs }: Sheet, at: Attempt, report: Report): Line[] {
  if (isOf(output, at)) return [blank, ...outputLines(output, width, signs)];
  const bytes = report.stdout.bytes + report.stderr.bytes;
  const printed = `It printed ${byteWords(bytes)}; the transcript has them.`;
  return [blank, line(bytes === 0 ? "It printed nothing." : printed, "quiet")];
}

export function outputLines(output: Output, width: number, signs: Signs): Line[] {
  const lines = textLines(output).flatMap(({ text, stream }) => {
    const isError = stream === "stderr";
    const mark = isError ? span("! ", "bad") : span("  ");
    return wrap(
      text === "" ? [] : line(text),
      width,
      [mark],
      [span(`${signs.barAgain} `, "quiet")],
    );
  });
  const earlier = `${signs.ellipsis} ${byteWords(output.earlierBytes)} earlier`;
  return output.earlierBytes > 0 ? [line(earlier, "quiet"), ...lines] : lines;
}

interface TextLine {
  text: string;
  readonly stream: "stdout" | "stderr";
}

/** A change of stream begins a new line: two half lines in one would be read as one. */
function textLines({ chunks }: Output): TextLine[] {
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
