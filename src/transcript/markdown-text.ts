/** Text from a session as Markdown that shows it and does nothing else: no markup, no controls, no escape. */
import { neutralise } from "../model/neutralise.ts";

/** Plain words within a line; whatever Markdown or HTML would make of them is taken off. */
export function plain(text: string): string {
  return oneLine(text)
    .trim()
    .replace(/[\\`*_[\]<~&]/g, "\\$&")
    .replace(/^[-+=>#]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}

/** A code span within a line. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line.trim() === "") return `\`${line === "" ? " " : line}\``;
  const ticks = "`".repeat(longestRun(line) + 1);
  return ticks.length === 1 ? `\`${line}\`` : `${ticks} ${line} ${ticks}`;
}

/** A block of `text`, between fences that nothing in it can close. Windows line ends are taken as plain ones. */
export function fenced(text: string, language = "text"): string {
  const body = neutralise(text.replaceAll("\r\n", "\n")).replace(/\n$/, "");
  const fence = "`".repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${/^[\w-]+$/.test(language) ? language : "text"}\n${body}\n${fence}`;
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** A table of plain words, escaped already. A code span in a cell could not hold a bar on every forge. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.map(withoutBars).join(" | ")} |`).join("\n");
}

/** `2026-11-21 03:12:02.100Z` */
export function moment(at: string): string {
  return oneLine(at).replace("T", " ");
}

function withoutBars(cell: string): string {
  return cell.replaceAll("|", "&#124;");
}

function oneLine(text: string): string {
  return neutralise(text.replace(/\r\n|\n/g, " ⏎ ").replaceAll("\t", " "));
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
