/** A command that the text tells one to run, and that no step runs. */
import { isCertainlyCommand } from "../command-words.ts";
import type { Passage } from "./passages.ts";
import type { Complaint, Facts } from "./rule.ts";

export function commandOutsideAStep({ passages, runbook }: Facts): Complaint[] {
  // One text, in lines: to ask each step by itself takes too long in a document of thousands.
  const run = runbook.steps
    .flatMap((step) => (step.kind === "code" ? [squeezed(step.code)] : []))
    .join("\n");
  return passages
    .filter(({ kind }) => kind !== "heading")
    .flatMap((passage) =>
      passage.codes
        .filter(({ code, span }) => isCommand(code) && isOrdered(passage, span.start))
        // A text that names what the step below does is as it should be.
        .filter(({ code }) => !run.includes(squeezed(code)))
        .map(({ code, span }): Complaint => {
          const message = `the text says to run \`${squeezed(code)}\`, and no step does`;
          return {
            span,
            message,
            hint: "make it a block in `bash`, so that it is run and recorded",
          };
        }),
    );
}

function squeezed(code: string): string {
  return code.replace(/\s+/g, " ").trim();
}

/** One with an argument: a name alone may be meant as the name. */
function isCommand(code: string): boolean {
  const command = code.trim().replace(/^\$\s+/, "");
  return /^(?:sudo\s+)?\S+\s+\S/.test(command) && isCertainlyCommand(command);
}

/** "Run", "then run", "by hand: execute" right before it, in the imperative. */
function isOrdered(passage: Passage, start: number): boolean {
  const before = passage.plain.slice(0, start - passage.span.start);
  return order.test(before);
}

const beginning = [
  "^",
  "[.:;!?]\\s+",
  "[-*+]\\s+",
  "\\d[.)]\\s+",
  "\\|\\s*",
  ",\\s+",
  "\\b(?:then|and|please|now|first|next|finally|also)\\s+",
].join("|");
const order = new RegExp(
  `(?:${beginning})\\**(?:run|execute|issue|invoke|type|enter)\\b\\**:?` +
    "(?:\\s+(?:the|this|following|command|commands|again|also))*\\s*:?\\s*`+$",
  "i",
);
