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
export function goInto<Other>(
  kept: Letters<Other>[],
  part: Letters<Other>,
  isFirst: boolean,
): void {
  const last = kept.at(-1);
  if (isText(part, ".") || (isText(part, "") && !isFirst)) return;
  // What is above a home is not known.
  const isHome = kept.length === 1 && last?.[0] === "~";
  const isKept = last === undefined || isText(last, "..") || isHome;
  if (!isText(part, "..") || isKept) kept.push(part);
  // Above the root there is nothing.
  else if (!isText(last, "")) kept.pop();
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
  return letters === text || (typeof letters === "object" && letters.join("") === text);
}
