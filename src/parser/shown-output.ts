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

const announces = new RegExp(
  [
    String.raw`\b(?:outputs?|results?|response|prints?|returns?|displays?)\b`,
    String.raw`\bshould (?:look|see|be|show|get|return|print|report)\b`,
    String.raw`\b(?:will|can|would) (?:look|see|show|return|print)\b`,
    String.raw`\bsimilar to\b`,
  ].join("|"),
  "i",
);

const named = "(?:(?:the|an|example|sample|expected|possible) ){0,2}(?:output|result|response)";
const looks = "(?: (?:is|looks like|should (?:be|look like))(?: this)?)?";
const label = new RegExp(`^[*_]{0,2}${named}${looks}[*_]{0,2}:?[*_]{0,2}$`, "i");

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
