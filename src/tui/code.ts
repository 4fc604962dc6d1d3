/** Code in a block with a bar beside it, the values that were filled in standing out. */
import { findPlaceholders } from "../shell/placeholder.ts";
import { legibleLines } from "./legible.ts";
import { type Line, type Span, span, type Tone } from "./line.ts";
import type { Signs } from "./signs.ts";
import { wrap } from "./wrap.ts";

/** `code` as it would run, made from `template`; equal to it where nothing is filled in yet. */
export function codeBlock(code: string, template: string, width: number, signs: Signs): Line[] {
  const marked = code === template ? markPlaceholders(code) : markValues(code, template);
  const bar = (sign: string) => span(`${sign} `, "quiet");
  return splitLines(marked).flatMap((each) =>
    wrap(each, width, [bar(signs.bar)], [bar(signs.barAgain), span("  ")]),
  );
}

function markPlaceholders(code: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const { start, end } of findPlaceholders(code)) {
    spans.push(span(code.slice(from, start)), span(code.slice(start, end), "value"));
    from = end;
  }
  return [...spans, span(code.slice(from))];
}

/** Finds the template's own text in the code; what stands between is a value. */
function markValues(code: string, template: string): Span[] {
  const literals = literalsOf(template);
  const spans: Span[] = [];
  let at = 0;
  for (const [index, literal] of literals.entries()) {
    const isLast = index === literals.length - 1;
    const found = isLast ? code.length - literal.length : code.indexOf(literal, at);
    if (found < at || !code.startsWith(literal, found) || (index === 0 && found > 0)) {
      return [span(code)];
    }
    spans.push(span(code.slice(at, found), "value"), span(literal));
    at = found + literal.length;
  }
  return spans;
}

/** The template's text between its placeholders; one more than there are of them. */
function literalsOf(template: string): string[] {
  const found = findPlaceholders(template);
  const ends = [0, ...found.map(({ end }) => end)];
  return ends.map((end, index) => template.slice(end, found[index]?.start));
}

/** A span may hold several lines; a line may hold several spans. */
function splitLines(spans: readonly Span[]): Span[][] {
  const lines: Span[][] = [[]];
  const add = (text: string, tone: Tone) => {
    if (text !== "") lines.at(-1)?.push(span(text, tone));
  };
  for (const { text, tone } of spans) {
    const [first = "", ...rest] = legibleLines(text);
    add(first, tone);
    for (const each of rest) {
      lines.push([]);
      add(each, tone);
    }
  }
  if (lines.length > 1 && lines.at(-1)?.length === 0) lines.pop();
  return lines;
}
