/** Proposes the annotation of a step: its keys go into the braces behind the language of its fence. */
import type { Risk } from "../../model/risk.ts";
import type { CodeStep } from "../../model/step.ts";
import { readingOf } from "../../shell/step-reading.ts";
import { readAnnotation } from "../annotation.ts";
import { readInfo } from "../info-string.ts";
import type { FenceBlock } from "../outline.ts";
import { attributeText } from "./attribute-text.ts";
import { editedFiles } from "./edited-files.ts";
import { isReadOnly } from "./read-only.ts";
import type { SourceEdit } from "./source-edit.ts";
import { stableLine } from "./stable-line.ts";

/** Null when there is nothing to add, or when what stands there already has to be put right first. */
export function stepEdit(step: CodeStep, block: FenceBlock, source: string): SourceEdit | null {
  const { language, entries, findings } = readInfo(source, block.info);
  const all = [...(block.comment?.entries ?? []), ...entries];
  const annotation = readAnnotation(all, "code", source);
  const problems = [...findings, ...(block.comment?.problems ?? []), ...annotation.findings];
  const place = placeIn(block, source, language);
  if (problems.length > 0 || !block.closed || place === null) return null;
  const has = (key: string) => all.some((entry) => entry.key === key);
  const expected = step.expect.length === 0 ? stableLine(step.shown) : null;
  const keys: readonly [key: string, value: string | null][] = [
    ["id", has("id") ? null : step.id],
    ["risk", has("risk") ? null : riskOf(step)],
    ["backup", has("backup") ? null : editedFiles(step).join(",") || null],
    ["expect", has("expect") ? null : expected],
  ];
  const isTick = source[block.span.start] === "`";
  const added = keys.flatMap(([key, value]) => {
    const written = value === null ? null : attributeText(key, value);
    // Markdown allows no backtick behind backticks.
    return written === null || (isTick && written.includes("`")) ? [] : [{ key, written }];
  });
  if (added.length === 0) return null;
  const text = added.map(({ written }) => written).join(" ");
  const says = `${step.id}: ${added.map(({ key }) => key).join(", ")}`;
  return { at: place.at, text: `${place.before}${text}${place.after}`, says };
}

/** What the code comes to. Where it seems to do nothing, and that is not certain, it may do more than is read off. */
function riskOf(step: CodeStep): Risk {
  if (isReadOnly(step)) return "none";
  const { risk } = readingOf(step);
  return risk === "none" ? "medium" : risk;
}

interface Spot {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** Within the braces, or new ones right after the language; null when something else stands there. */
function placeIn({ info }: FenceBlock, source: string, language: string): Spot | null {
  const written = source.slice(info.start, info.end);
  const head = /^[ \t]*[^ \t{]*/.exec(written)?.[0] ?? "";
  const rest = written.slice(head.length).trim();
  if (language === "") return null;
  if (rest === "") return { at: info.start + head.length, before: " {", after: "}" };
  if (!/^\{.*\}$/s.test(rest) || /^\{\s*"/.test(rest)) return null;
  const close = info.start + written.lastIndexOf("}");
  const inside = source.slice(0, close);
  return { at: close, before: /[{\s]$/.test(inside) ? "" : " ", after: "" };
}
