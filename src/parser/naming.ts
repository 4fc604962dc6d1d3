/** Ids and titles for steps that do not bring their own. */
import { showInvisible } from "./invisible.ts";

/** An id from the heading and the first command: no edit elsewhere in the document changes it. */
export function derivedId(heading: string | undefined, text: string): string {
  const words = [heading ?? "", ...firstCommand(text).slice(0, 2)];
  return slug(words.join(" ")) || "step";
}

/** Gives out ids once: an id that is `taken` already becomes the first free of `id-2`, `id-3`, … */
export function idDispenser(taken: Iterable<string>): (id: string) => string {
  const given = new Set(taken);
  const lastNumber = new Map<string, number>();
  return (id) => {
    let free = id;
    let number = lastNumber.get(id) ?? 1;
    while (given.has(free)) free = `${id}-${++number}`;
    lastNumber.set(id, number);
    given.add(free);
    return free;
  };
}

/** The heading where the step is the first under it, else the heading and the command. */
export function derivedTitle(heading: string | undefined, isFirst: boolean, code: string): string {
  const command = firstCommand(code).join(" ");
  if (heading === undefined || heading === "") return shorten(command || "Step");
  if (isFirst || command === "") return shorten(heading);
  const ending = `: ${shorten(command, longestTitle / 2)}`;
  return shorten(heading, longestTitle - [...ending].length) + ending;
}

/** What a document is called by its path alone: the name of its file. */
export function documentName(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? "";
  return name.replace(/\.(md|markdown)$/i, "");
}

/** The text without emphasis, code marks, links and anchors, in one line. */
export function plainText(markdown: string): string {
  return showInvisible(markdown.slice(0, 1000).replace(/\s+/g, " "))
    .replace(/\s*\{#[^{}]*\}$/, "")
    .replace(/!?\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])/g, "$1")
    .replace(/(\*\*|__|~~|`+)(?=\S)([^*_~`]*)\1/g, "$2")
    .replace(/(^|[^\w])[*_]([^*_]+)[*_](?=[^\w]|$)/g, "$1$2")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/\s+#+$/, "")
    .trim();
}

/** At most `length` characters, the last an ellipsis where something was left out. */
export function shorten(text: string, length = longestTitle): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}

const longestTitle = 60;

/** The first line that does something, up to four plain words, without `sudo` and assignments. */
function firstCommand(code: string): string[] {
  const lines = code.split("\n").map((line) => line.trim().replace(/^\$ +(?=\S)/, ""));
  const line = lines.find((candidate) => /^[^#\s]/.test(candidate) && !/^set [-+]/.test(candidate));
  const words = (line ?? "").slice(0, 200).split(/\s+/);
  while (/^(sudo|[A-Za-z_]\w*=\S*)$/.test(words[0] ?? "")) words.shift();
  const end = words.findIndex((word, index) => index > 0 && !/^[A-Za-z0-9][\w./:@-]*$/.test(word));
  return words.slice(0, end < 0 ? 4 : Math.min(end, 4)).map((word) => showInvisible(word));
}

function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 48)
    .replace(/-+$/, "");
}
