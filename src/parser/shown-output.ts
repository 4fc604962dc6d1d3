/** Finds the block that shows what a step prints: labelled as output, or announced by words such as "Output". */
import { isCertainlyCommand } from "./command-words.ts";
import { executableLanguages, type Info, sessionLanguages } from "./info-string.ts";
import { plainPrompt } from "./prompt.ts";

/** `between` is the text from the end of the step to the block, whose code is `code`. */
export function isShownOutput(between: string, { language, entries }: Info, code: string): boolean {
  if (entries.length > 0) return false;
  const words = lastParagraph(between);
  if (outputLanguages.includes(language)) return words.length < longest;
  const isRun = executableLanguages.includes(language) || sessionLanguages.includes(language);
  if (!isRun) return plainLanguages.includes(language) && announces.test(words);
  // "Look at the output:" may announce a command; "Output:" alone does not.
  return label.test(words) && !code.split("\n").some(looksTyped);
}

const outputLanguages: readonly string[] = ["output", "out", "stdout", "result"];
const plainLanguages: readonly string[] = ["", "text", "txt", "plaintext", "plain", "log", "json"];

const announces =
  /\boutputs?\b|\bresults?\b|\bresponse\b|\b(?:prints?|returns?|displays?)\b|\bshould (?:look|see|be|show|get|return|print|report)\b|\b(?:will|can|would) (?:look|see|show|return|print)\b|\bsimilar to\b/i;
const label =
  /^[*_]{0,2}(?:(?:the|an|example|sample|expected|possible) ){0,2}(?:output|result|response)(?: (?:is|looks like|should (?:be|look like))(?: this)?)?[*_]{0,2}:?[*_]{0,2}$/i;

/** UTF-16 units. Who writes more between a command and a block writes about something else. */
const longest = 400;

/** In one line, without comments, markers of lists and quotes. */
function lastParagraph(text: string): string {
  const said = text
    .slice(-4 * longest)
    .replace(/<!--.*?-->/gs, "")
    .replace(/^[ \t>]*(?:[-+*]|\d{1,9}[.)])?[ \t]+|^[ \t]*>+[ \t]*/gm, "")
    .trim();
  const last = said.split(/\n[ \t]*\n/).at(-1) ?? "";
  return last.length > longest ? "" : last.replace(/\s+/g, " ").trim();
}

function looksTyped(line: string): boolean {
  return isCertainlyCommand(line) || plainPrompt(line) !== null;
}
