/** Proposes a title and the inputs that a document uses and does not declare. */
import type { InputSpec } from "../../model/input-spec.ts";
import type { Runbook } from "../../model/runbook.ts";
import { findPlaceholders } from "../../shell/placeholder.ts";
import type { Frontmatter } from "../frontmatter.ts";
import { checkName } from "../names.ts";
import { plainText } from "../naming.ts";
import type { Outline } from "../outline.ts";
import { lineOf, type SourceText, startOfLine } from "../source-text.ts";
import type { SourceEdit } from "./source-edit.ts";
import { yamlText } from "./yaml-text.ts";

/** Offsets are those of `body`. What is not known, such as the owner, is left out. */
export function frontmatterEdits(
  runbook: Runbook,
  frontmatter: Frontmatter,
  outline: Outline,
  body: SourceText,
): SourceEdit[] {
  const inputs = undeclared(runbook).map((spec) => `  ${spec.name}: ${inputText(spec)}`);
  const title = frontmatter.title === null && hasHeading(outline) ? [titleLine(runbook)] : [];
  const names = [...(title.length > 0 ? ["title"] : []), ...(inputs.length > 0 ? ["inputs"] : [])];
  if (names.length === 0) return [];
  const says = names.join(" and ");
  const end = lineEndOf(body.text);
  const { frontmatter: span } = outline;
  if (span === null) {
    const lines = ["---", ...title, ...headed(inputs), "---", "", ""];
    return [{ at: 0, text: lines.join(end), says }];
  }
  // What is added is written as YAML.
  if ("format" in span && span.format !== "yaml") return [];
  const at = span.end;
  const own = inputEntries(frontmatter, body);
  const put = (lines: readonly string[], where: number, what: string): SourceEdit[] => {
    if (lines.length === 0) return [];
    const text =
      span.end > span.start ? lines.map((line) => end + line) : lines.map((line) => line + end);
    return [{ at: where, text: text.join(""), says: what }];
  };
  if (own === null) return put([...title, ...headed(inputs)], at, says);
  const indented = inputs.map((line) => own.indent + line.trimStart());
  return [...put(indented, own.end, "inputs"), ...put(title, at, "title")];
}

function headed(inputs: readonly string[]): string[] {
  return inputs.length > 0 ? ["inputs:", ...inputs] : [];
}

function hasHeading({ blocks }: Outline): boolean {
  const heading = blocks.find((block) => block.kind === "heading");
  return heading !== undefined && plainText(heading.text) !== "";
}

function titleLine({ title }: Runbook): string {
  return `title: ${yamlText(title)}`;
}

/** What was inferred, and what code or a backup names in braces although nothing gives it. */
function undeclared({ inputs, steps }: Runbook): InputSpec[] {
  const given = new Set([
    ...inputs.map(({ name }) => name),
    ...steps.flatMap((step) => (step.kind === "code" && step.capture ? [step.capture.name] : [])),
  ]);
  const used = steps.flatMap((step) => (step.kind === "code" ? [step.code, ...step.backup] : []));
  const names = new Set(used.flatMap((text) => findPlaceholders(text).map(({ name }) => name)));
  const missing = [...names].filter((name) => !given.has(name) && !checkName(name, nowhere));
  return [
    ...inputs.filter(({ inferred }) => inferred),
    ...missing.map(
      (name): InputSpec => ({
        name,
        type: "text",
        prompt: name,
        default: null,
        choices: [],
        raw: false,
        inferred: true,
      }),
    ),
  ];
}

const nowhere = { start: 0, end: 0 };

function inputText({ name, type, prompt, default: fallback, choices }: InputSpec): string {
  const details = [
    ...(prompt === name ? [] : [`prompt: ${yamlText(prompt)}`]),
    ...(fallback === null ? [] : [`default: ${yamlText(fallback)}`]),
    ...(choices.length === 0 ? [] : [`choices: [${choices.map(yamlText).join(", ")}]`]),
  ];
  return details.length === 0 ? type : `{ ${[`type: ${type}`, ...details].join(", ")} }`;
}

/** Where the entries of `inputs` begin and end, when they stand each in a line of its own. */
function inputEntries(
  { inputSpans }: Frontmatter,
  body: SourceText,
): { readonly indent: string; readonly end: number } | null {
  const spans = [...inputSpans.values()];
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return null;
  const start = startOfLine(body, lineOf(body, first.start));
  const indent = body.text.slice(start, first.start);
  return { indent, end: endOfEntry(body, last.start, indent.length) };
}

/** The end of the last line of an entry: the next that is not empty stands further out, or ends it all. */
function endOfEntry(body: SourceText, start: number, indent: number): number {
  let line = lineOf(body, start);
  let end = startOfLine(body, line);
  for (;;) {
    const text = body.text.slice(startOfLine(body, line), startOfLine(body, line + 1));
    const content = text.replace(/[\r\n]+$/, "");
    end = startOfLine(body, line) + content.length;
    line += 1;
    const next = body.text.slice(startOfLine(body, line), startOfLine(body, line + 1));
    if (next.trim() === "" || next.search(/\S/) <= indent) return end;
  }
}

/** The document's own, as its first line ends; LF where it has but one line. */
function lineEndOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}
