/** The comment form of an annotation: YAML in `<!-- step … -->` right above a step. */
import type { Html } from "mdast";
import { alignLines, withLineFeeds } from "./aligned.ts";
import { error, type Finding, type Span } from "./finding.ts";
import { stepKeys } from "./keys.ts";
import { nearest } from "./nearest.ts";
import type { SourceText } from "./source-text.ts";
import type { Entry } from "./value.ts";
import { readYaml } from "./yaml.ts";

export interface Comment {
  readonly span: Span;
  readonly entries: readonly Entry[];
  readonly problems: readonly Finding[];
}

/** Null when the HTML is not a step comment. */
export function readComment(node: Html, source: SourceText): Comment | null {
  const { position } = node;
  const html = withLineFeeds(node.value);
  const [opening = "", word = ""] = /^<!--+[ \t]*([A-Za-z]+)(?![\w-])[ \t]*/.exec(html) ?? [];
  const body = html.slice(opening.length);
  const isMistyped = word.toLowerCase() !== "step";
  if (!position || (isMistyped ? !isMeant(word, body) : !isAnnotation(body))) return null;

  const span = { start: position.start.offset ?? 0, end: position.end.offset ?? 0 };
  const close = body.indexOf("-->");
  if (close < 0) return { span, entries: [], problems: [] };
  // Blanks instead of the opening keep every offset and column.
  const yaml = " ".repeat(opening.length) + body.slice(0, close).replace(/\n-+$/, "\n");
  const toSource = alignLines(source, html, position.start.line);
  const { entries, problems } = readYaml(yaml, toSource, "bad-attributes");
  return { span, entries, problems: isMistyped ? [mistyped(word, span), ...problems] : problems };
}

function mistyped(word: string, { start }: Span): Finding {
  const message = `a comment with the keys of a step begins with \`${word}\``;
  const span = { start, end: start + 4 };
  return error("bad-attributes", span, message, { expected: "`<!-- step`" });
}

const keys = Object.keys(stepKeys);

/** `<!-- steps`, with a line below that begins with one of the keys. */
function isMeant(word: string, body: string): boolean {
  if (nearest(word, ["step"]) === null || !body.startsWith("\n")) return false;
  return body.split("\n").some((line) => keys.includes(/^\s*(\w+):/.exec(line)?.[1] ?? ""));
}

/** `<!-- step 3 of 5 -->` is a remark; `<!-- step rsk: high -->` is an annotation with a mistake. */
function isAnnotation(body: string): boolean {
  if (/^:?[ \t]*\n|^-->|^[#{]/.test(body)) return true;
  const word = /^"?([A-Za-z][\w-]*)"?[ \t]*[:=]/.exec(body)?.[1];
  if (word === undefined) return false;
  return nearest(word, keys) !== null;
}

/** What to say of a step comment that nothing follows. */
export function strayComment(span: Span): Finding {
  return error("stray-annotation", span, "this step comment stands above no step", {
    expected: "a code block in bash, sh or shell, or a list that begins with a task, right below",
    hint: nextWaits,
  });
}

/** The next step may be the one that was meant. */
export const nextWaits = "put it right; the next step cannot run before that";
