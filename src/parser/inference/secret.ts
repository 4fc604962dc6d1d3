/** Tells what stands for a secret: a value that must not come into code or into the transcript. */
import { wordsOf } from "./words.ts";

/** Whether `text`, the name of a placeholder or of what takes it, names a secret itself. */
export function namesSecret(text: string): boolean {
  const words = wordsOf(text).filter((word) => !/^(\d+|here)$/.test(word));
  const head = words.at(-1) ?? "";
  if (about.has(head)) return false;
  if (words.some((word) => secrets.has(word))) return true;
  return /password|passphrase|passwd|secretkey|apikey|privatekey|accesskey/.test(words.join(""));
}

const secrets: ReadonlySet<string> = new Set(
  "password passwd passphrase pwd token secret credential credentials".split(" "),
);

/** What is known of a secret without the secret itself. */
const about: ReadonlySet<string> = new Set(
  "name names id path file filename dir url uri namespace length count age ttl type role".split(
    " ",
  ),
);
