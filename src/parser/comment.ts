/** The comment form of an annotation: YAML in `<!-- step … -->`, or `<!-- choice … -->`, right above a step. */
import type { Html } from "mdast";
import { alignLines, withLineFeeds } from "./aligned.ts";
import { error, type Finding, type Span } from "./finding.ts";
import { stepKeys } from "./keys.ts";
import { nearest } from "./nearest.ts";
import type { SourceText } from "./source-text.ts";
import type { Entry } from "./value.ts";
import { readYaml } from "./yaml.ts";

/** The words that such a comment begins with. */
const words = ["step", "choice"] as const;
type Word = (typeof words)[number];

export interface Comment {
  readonly word: Word;
  readonly span: Span;
  readonly entries: readonly Entry[];
  readonly problems: readonly Finding[];
  /** Whether it is a step by itself: it calls another runbook. */
  readonly isCall: boolean;
}

/** Null when the HTML is no such comment. */
export function readComment(node: Html, source: SourceText): Comment | null {
  const { position } = node;
  const html = withLineFeeds(node.value);
  const [opening = "", first = "", colon = ""] = begins.exec(html) ?? [];
  const body = html.slice(opening.length);
  const known = words.find((each) => each === first.toLowerCase());
  const word = known ?? meantWord(first, body);
  if (!position || !word || (known && !isAnnotation(body))) return null;

  const span = { start: position.start.offset ?? 0, end: position.end.offset ?? 0 };
  const close = body.indexOf("-->");
  if (close < 0) return { word, span, entries: [], problems: [], isCall: false };
  const written = body.slice(0, close).replace(/\n-+$/, "\n");
  // Blanks instead of the opening keep every offset and column.
  const yaml = written.includes("\n")
    ? " ".repeat(opening.length) + written
    : `${" ".repeat(opening.length - 1)}\n${keyByLine(written)}`;
  const toSource = alignLines(source, html, position.start.line);
  const { entries, problems } = readYaml(yaml, toSource, "bad-attributes");
  const wrong = known && colon === "" ? [] : [mistyped(`${first}${colon}`, word, span)];
  const isCall = word === "step" && entries.some(({ key }) => key === "runbook");
  return { word, span, entries, problems: [...wrong, ...problems], isCall };
}

/** With a colon that does not belong there, but not where nothing else stands in that line. */
const begins = /^<!--+[ \t]*([A-Za-z]+)(?![\w-])[ \t]*(?:(:)[ \t]*(?=[A-Za-z"\n]))?/;

/** Several keys in one line, as YAML wants them; every offset stays. What stands in brackets or quotes is kept. */
function keyByLine(text: string): string {
  if (text.length > longestLine) return text;
  return text.replace(inOneLine, (part) => (/^[ \t]/.test(part) ? `\n${part.slice(1)}` : part));
}

function mistyped(first: string, word: Word, { start }: Span): Finding {
  const message = `a comment with the keys of a step begins with \`${first}\``;
  const span = { start, end: start + 4 };
  return error("bad-attributes", span, message, { expected: `\`<!-- ${word}\`` });
}

const keys = Object.keys(stepKeys);

/** UTF-16 units; to look for keys in what is longer could take long, and nobody would read it. */
const longestLine = 2000;

/** Without brackets within brackets: one level is as much as one line should hold. */
const inOneLine = new RegExp(
  [
    `"[^"]*"|'[^']*'`,
    "\\{\\{[^{}]*\\}\\}",
    `\\{(?:"[^"]*"|'[^']*'|[^{}"'])*\\}`,
    "\\[[^\\[\\]]*\\]",
    `(?<=\\S)[ \\t](?=(?:${keys.join("|")}):[ \\t])`,
  ].join("|"),
  "g",
);

/** `<!-- steps`, with a line below that begins with one of the keys. */
function meantWord(first: string, body: string): Word | null {
  const near = nearest(first, words);
  if (near === null || !body.startsWith("\n")) return null;
  const hasKey = body.split("\n").some((line) => keys.includes(/^\s*(\w+):/.exec(line)?.[1] ?? ""));
  return hasKey ? (words.find((each) => each === near) ?? null) : null;
}

/** `<!-- step 3 of 5 -->` is a remark; `<!-- step rsk: high -->` is an annotation with a mistake. */
function isAnnotation(body: string): boolean {
  if (/^\n|^-->|^[#{]/.test(body)) return true;
  const word = /^"?([A-Za-z][\w-]*)"?[ \t]*[:=]/.exec(body)?.[1];
  if (word === undefined) return false;
  return nearest(word, keys) !== null;
}

/** What to say of such a comment where nothing follows that it could be about. */
export function strayComment(span: Span, word: Word = "step"): Finding {
  const { stands, expected } = places[word];
  const message = `this ${word} comment stands above no ${stands}`;
  return error("stray-annotation", span, message, { expected, hint: nextWaits });
}

const places: Readonly<Record<Word, { readonly stands: string; readonly expected: string }>> = {
  step: {
    stands: "step",
    expected: "a code block in bash, sh or shell, or a list that begins with a task, right below",
  },
  choice: { stands: "list", expected: "a list of links, one for each option, right below" },
};

/** The next step may be the one that was meant. */
export const nextWaits = "put it right; the next step cannot run before that";
