/** Paths as they would be looked up, as far as their text says: links are not known. */
import type { Letters } from "./letters.ts";

/**
 * Without `//` and `/./`, without `name/..`, and without a slash at its end. Whatever stands before the path, such as
 * `host:`, stays, and so do addresses with a scheme. The same letters where there is nothing to change.
 */
export function plainPath<Other>(letters: Letters<Other>): Letters<Other> {
  const parts = partsOf(letters);
  if (parts.length === 1 || isAddress(parts)) return letters;
  const kept: Letters<Other>[] = [];
  for (const [at, part] of parts.entries()) {
    const last = kept.at(-1);
    if (isText(part, ".") || (isText(part, "") && at > 0)) continue;
    // What is above a home is not known.
    const isHome = kept.length === 1 && last?.[0] === "~";
    const isKept = last === undefined || isText(last, "..") || isHome;
    if (!isText(part, "..") || isKept) kept.push(part);
    // Above the root there is nothing.
    else if (!isText(last, "")) kept.pop();
  }
  if (kept.length === parts.length) return letters;
  return kept.length === 1 && isText(kept[0], "") ? "/" : withSlashes(kept);
}

/** The path from `directory` on; where it has its own beginning, the path itself. */
export function pathFrom<Other>(directory: Letters<Other>, path: Letters<Other>): Letters<Other> {
  return path[0] === "/" ? plainPath(path) : plainPath(withSlashes([directory, path]));
}

/** A file of the same name as `path`, in `directory`. */
export function pathIn<Other>(directory: Letters<Other>, path: Letters<Other>): Letters<Other> {
  return plainPath(withSlashes([directory, partsOf(plainPath(path)).at(-1) ?? ""]));
}

function partsOf<Other>(letters: Letters<Other>): Letters<Other>[] {
  if (typeof letters === "string") return letters.split("/");
  const parts: (string | Other)[][] = [[]];
  for (const one of letters) {
    if (one === "/") parts.push([]);
    else parts.at(-1)?.push(one);
  }
  return parts;
}

function withSlashes<Other>(parts: readonly Letters<Other>[]): Letters<Other> {
  if (parts.every((part) => typeof part === "string")) return parts.join("/");
  return parts.flatMap((part, at) => (at === 0 ? [...part] : ["/", ...part]));
}

/** `https://…` */
function isAddress<Other>([scheme, none]: readonly Letters<Other>[]): boolean {
  return scheme?.at(-1) === ":" && scheme.length > 1 && none?.length === 0;
}

function isText<Other>(letters: Letters<Other> | undefined, text: string): boolean {
  return letters?.length === text.length && [...text].every((one, at) => letters[at] === one);
}
