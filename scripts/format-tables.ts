/** The tables of docs/format.md that are made of the tables by which the parser reads. */
import type { Step } from "../src/model/step.ts";
import { type Key, stepKeys } from "../src/parser/keys.ts";
import { frontmatterShape } from "../src/parser/schema/frontmatter-shape.ts";

/** The page with each part between its markers made anew; a marker that is missing is an error. */
export function withTables(page: string): string {
  let text = page;
  for (const [name, lines] of parts) {
    const opening = `<!-- ${name}: made by npm run docs -->`;
    const closing = `<!-- end of ${name} -->`;
    const start = text.indexOf(opening);
    const end = text.indexOf(closing, start);
    if (start < 0 || end < 0) throw new Error(`the page has no ${opening} … ${closing}`);
    const made = ["", "", ...lines(), "", ""].join("\n");
    text = text.slice(0, start + opening.length) + made + text.slice(end);
  }
  return text;
}

const parts: readonly (readonly [name: string, lines: () => string[]])[] = [
  ["keys", keyLines],
  ["keys to come", keyToComeLines],
  ["frontmatter", frontmatterLines],
];

const keys: readonly [string, Key<unknown>][] = Object.entries(stepKeys);

function keyLines(): string[] {
  return [
    ...keyTable(keys.filter(([, { honoured }]) => honoured !== false)),
    "",
    ...Object.entries(kindWords).map(([kind, words]) => `- ${words} may carry ${keysOf(kind)}.`),
  ];
}

/** A code block may carry all but what is only for others. */
const kindWords: Readonly<Partial<Record<Step["kind"], string>>> = {
  manual: "A task",
  choice: "A choice",
  call: "A call",
};

function keysOf(kind: string): string {
  const named = keys.flatMap(([key, { kinds }]) =>
    kinds.some((each) => each === kind) ? [`\`${key}\``] : [],
  );
  return `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}

function keyToComeLines(): string[] {
  return keyTable(keys.filter(([, { honoured }]) => honoured === false));
}

function keyTable(rows: readonly [string, Key<unknown>][]): string[] {
  return table(
    ["key", "value", "without it", "example", "what it is for"],
    rows.map(([key, { allowed, fallback, example, doc }]) => [
      `\`${key}\``,
      allowed,
      fallback,
      `\`${example}\``,
      doc,
    ]),
  );
}

function frontmatterLines(): string[] {
  return table(
    ["key", "value", "what it is for"],
    Object.entries(frontmatterShape).map(([key, { allowed, doc }]) => [`\`${key}\``, allowed, doc]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row)];
}
