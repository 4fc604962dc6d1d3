/** Reads a YAML mapping into values with places. Anchors, aliases and tags are refused. */
import { isAlias, isMap, isScalar, isSeq, type ParsedNode, parseDocument } from "yaml";
import { type Advice, error, type Finding, type Span } from "./finding.ts";
import type { Entry, Value } from "./value.ts";
import {
  alias,
  anchorOrTag,
  type Mistake,
  mistakeOf,
  noWordAsKey,
  tooDeep,
} from "./yaml-mistake.ts";

export interface YamlMapping {
  readonly entries: readonly Entry[];
  readonly span: Span;
  /** Not empty: nothing of it may be relied on. */
  readonly problems: readonly Finding[];
}

/**
 * Reads `text` as one YAML 1.2 mapping. `toSource` turns an offset in `text` into one in the document;
 * `rule` names what is wrong when it is no mapping. More than `longest` UTF-16 units are not read, for the
 * library compares each key of a mapping with all before it.
 */
export function readYaml(
  text: string,
  toSource: (offset: number) => number,
  rule: string,
  longest = 16_384,
): YamlMapping {
  const span = spanOf([0, text.trimEnd().length], toSource);
  const refuse = (message: string, at = span, advice: Advice = form) => ({
    entries: [],
    span,
    problems: [error(rule, at, message, advice)],
  });
  if (text.length > longest) {
    const message = `longer than ${longest} characters, and so not read`;
    return refuse(message, span, { hint: "make it shorter" });
  }
  // Markdown ends a line at a lone CR too; YAML would read on.
  const document = parse(text.replace(/\r(?!\n)/g, "\n"));
  if (document === null) return refuse(tooDeep.message, span, tooDeep);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) {
    const mistake = mistakeOf(problem.code, problem.message);
    const { code, pos } = problem;
    const at = code === "MULTIPLE_DOCS" ? firstLineAt(pos, text) : pos;
    return refuse(mistake.message, spanOf(at, toSource), mistake);
  }

  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return { entries: [], span, problems: [] };
  }
  if (!isMap(contents)) return refuse("this is no mapping");
  const problems: Finding[] = [];
  const value = toValue(contents, toSource, (at, mistake) =>
    problems.push(error(rule, at, mistake.message, { hint: mistake.hint })),
  );
  return { entries: value.kind === "mapping" ? value.entries : [], span, problems };
}

const form: Advice = { expected: "a YAML mapping: lines of `key: value`" };

function parse(text: string): ReturnType<typeof parseDocument> | null {
  try {
    // Told to be silent, the library says nothing of the documents after the first.
    return parseDocument(text, { prettyErrors: false, logLevel: "error" });
  } catch (thrown) {
    // The library recurses as deep as the text is nested and knows no limit but the stack.
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

type Refuse = (span: Span, mistake: Mistake) => void;

/** As deep as `parse` went without running out of stack, and with smaller frames. */
function toValue(node: unknown, toSource: (offset: number) => number, refuse: Refuse): Value {
  const range = rangeOf(node);
  const span = spanOf(range, toSource);
  if ((isScalar(node) || isSeq(node) || isMap(node)) && (node.anchor ?? node.tag) !== undefined) {
    refuse(span, anchorOrTag);
  }
  if (isScalar(node)) {
    if (node.value === null) return { kind: "empty", span };
    const text = node.source ?? String(node.value);
    const isBlock = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
    return { kind: "text", text: isBlock ? text.trimEnd() : text, span };
  }
  if (isAlias(node)) {
    refuse(span, alias);
    return { kind: "empty", span };
  }
  if (isSeq(node)) {
    return { kind: "list", items: node.items.map((item) => toValue(item, toSource, refuse)), span };
  }
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }): Entry => {
      const keySpan = spanOf(rangeOf(key), toSource);
      if (!isScalar(key)) refuse(keySpan, noWordAsKey);
      const name = isScalar(key) ? (key.source ?? "") : "";
      if (value === null) return { key: name, keySpan, value: { kind: "empty", span: keySpan } };
      return { key: name, keySpan, value: toValue(value, toSource, refuse) };
    });
    return { kind: "mapping", entries, span };
  }
  return { kind: "empty", span };
}

function firstLineAt([start, end]: readonly [number, number], text: string): [number, number] {
  const [line = ""] = text.slice(start, end).split(/[\r\n]/, 1);
  return [start, start + line.length];
}

function rangeOf(node: unknown): readonly [number, number] {
  const range = (node as ParsedNode | null)?.range;
  return range ? [range[0], range[1]] : [0, 0];
}

function spanOf([start, end]: readonly [number, number], toSource: (at: number) => number): Span {
  const from = toSource(start);
  return { start: from, end: end > start ? Math.max(toSource(end - 1) + 1, from) : from };
}
