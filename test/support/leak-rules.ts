/** What no committed file may name: where packages were fetched from, and one machine's folders. */
import type { Violation } from "./source.ts";

// Joined here so that this file does not name them either.
const registries = [
  ["registry", "npmjs", "org"],
  ["registry", "yarnpkg", "com"],
  ["registry", "npmmirror", "com"],
  ["npm", "pkg", "github", "com"],
].map((parts) => parts.join("."));
const folders = [`${"."}library`, `/${"work"}/`];

export function forbiddenWords(configuredRegistry: string | undefined): readonly string[] {
  const own = configuredRegistry ? [new URL(configuredRegistry).host] : [];
  return [...registries, ...folders, ...own];
}

export function leaksNothing(path: string, text: string, words: readonly string[]): Violation[] {
  return text.split("\n").flatMap((line, index) =>
    words
      .filter((word) => namesIt(line, word))
      .map((word) => ({
        place: `${path}:${index + 1}`,
        rule: `names ${word}`,
        hint: "it belongs to one machine, not into the repository",
      })),
  );
}

/** A folder must stand at the start of a path: the same name further down in another path is fine. */
function namesIt(line: string, word: string): boolean {
  const at = line.indexOf(word);
  return at >= 0 && !(word.startsWith("/") && /[\w.-]/.test(line[at - 1] ?? ""));
}

export function lockNamesNoHost(path: string, text: string): Violation[] {
  return text.split("\n").flatMap((line, index) => {
    if (!/"resolved": "(?:https?|git|file|ssh)[:+]/.test(line)) return [];
    const hint = "npm install with omit-lockfile-registry-resolved, as .npmrc says";
    return [{ place: `${path}:${index + 1}`, rule: "names where it was fetched", hint }];
  });
}
