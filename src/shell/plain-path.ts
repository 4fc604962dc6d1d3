/** Paths as they would be looked up, as far as their text says: links are not known. */
import type { Letters } from "./letters.ts";

/**
 * Without `//` and `/./`, without `name/..`, and without a slash at its end. Whatever stands before the path, such as
 * `host:`, stays, and so do addresses with a scheme. The same letters where there is nothing to change.
 */
export function plainPath<Other>(letters: Letters<Other>): Letters<Other> {
  if (typeof letters === "string" && !hasMorePlain.test(letters)) return letters;
  const parts = partsOf(letters);
  if (parts.length === 1 || isAddress(parts)) return letters;
  const kept: Letters<Other>[] = [];
  for (const [at, part] of parts.entries()) goInto(kept, part, at === 0);
  if (kept.length === parts.length) return letters;
  return withSlashes(kept);
}

/** Nearly all paths are plain as they are. */
const hasMorePlain = /\/\/|\/$|(^|\/)\.\.?(\/|$)/;

/** Adds one more part to those of a plain path. */
function goInto<Other>(kept: Letters<Other>[], part: Letters<Other>, isFirst: boolean): void {
  const step = stepOf(part, isFirst, kept.at(-1), kept.length);
  if (step === "into") kept.push(part);
  if (step === "up") kept.pop();
}

/** Where one more part leads from a plain path that has `depth` of them: `last` is the last one. */
export function stepOf<Other>(
  part: Letters<Other>,
  isFirst: boolean,
  last: Letters<Other> | undefined,
  depth: number,
): "into" | "up" | "nowhere" {
  if (isText(part, ".") || (isText(part, "") && !isFirst)) return "nowhere";
  if (!isText(part, "..") || last === undefined || isText(last, "..")) return "into";
  // What is above a home is not known.
  if (depth === 1 && last[0] === "~") return "into";
  // Above the root there is nothing.
  return isText(last, "") ? "nowhere" : "up";
}

/** The path from `directory` on, perhaps not plain; where it has its own beginning, the path itself. */
export function pathFrom<Other>(directory: Letters<Other>, path: Letters<Other>): Letters<Other> {
  return path[0] === "/" ? path : withSlashes([directory, path]);
}

/** A file of the same name as `path`, in `directory`; perhaps not plain. */
export function pathIn<Other>(directory: Letters<Other>, path: Letters<Other>): Letters<Other> {
  return withSlashes([directory, nameOf(path)]);
}

/** The last part of a path: what the file is called. */
export function nameOf<Other>(path: Letters<Other>): Letters<Other> {
  return partsOf(plainPath(path)).at(-1) ?? "";
}

export function partsOf<Other>(letters: Letters<Other>): Letters<Other>[] {
  if (typeof letters === "string") return letters.split("/");
  const parts: (string | Other)[][] = [[]];
  for (const one of letters) {
    if (one === "/") parts.push([]);
    else parts.at(-1)?.push(one);
  }
  return parts;
}

export function withSlashes<Other>(parts: readonly Letters<Other>[]): Letters<Other> {
  if (parts.length === 1 && isText(parts[0], "")) return "/";
  if (parts.every((part) => typeof part === "string")) return parts.join("/");
  return parts.flatMap((part, at) => (at === 0 ? [...part] : ["/", ...part]));
}

/** `https://…` */
function isAddress<Other>([scheme, none]: readonly Letters<Other>[]): boolean {
  return scheme?.at(-1) === ":" && scheme.length > 1 && none?.length === 0;
}

function isText<Other>(letters: Letters<Other> | undefined, text: string): boolean {
  if (typeof letters !== "object") return letters === text;
  return letters.length === text.length && letters.every((one, at) => one === text[at]);
}
