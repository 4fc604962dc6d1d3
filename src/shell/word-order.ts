/** Words of a command that stand elsewhere, or look otherwise, than their tool takes them. */
import { endsWith, type Letters, startOf, textOf } from "./letters.ts";

type Words<Other> = readonly Letters<Other>[];

export function isOption<Other>(word: Letters<Other>): boolean {
  return word.length > 1 && word[0] === "-";
}

/** The first two operands in each other's place; null for fewer, unless a single word may become both. */
export function turned<Other>(written: Words<Other>, isCommand: boolean): Words<Other> | null {
  const isOperand = (word: Letters<Other>, at: number) => at > 0 && !isOption(word);
  const first = written.findIndex(isOperand);
  const second = written.findIndex((word, at) => at > first && isOperand(word, at));
  const [name, verb] = [written[first], written[second]];
  if (name === undefined) return null;
  if (verb === undefined) return isCommand && textOf(name) === null ? written : null;
  return written.with(first, verb).with(second, name);
}

/** `tar xf` is `tar -xf`. */
export function withDash<Other>(word: Letters<Other>): Letters<Other> {
  if (word[0] === "-") return word;
  return typeof word === "string" ? `-${word}` : ["-", ...word];
}

/** A number with a dash, or what may be one: `kill -9 -1`. */
export function isNegative<Other>(word: Letters<Other>): boolean {
  const isIn = (letter: string | Other) => typeof letter !== "string" || /\d/.test(letter);
  return word.length > 1 && word[0] === "-" && [...word].slice(1).every(isIn);
}

/** `0777` is `777`. In a pattern, a wildcard behind the zeros says more than one without them. */
export function withoutZeros<Other>(word: Letters<Other>, isCommand: boolean): Letters<Other> {
  const isIn = (letter: string | Other) =>
    typeof letter === "string" ? /\d/.test(letter) : isCommand;
  const zeros = /^0*/.exec(startOf(word))?.[0].length ?? 0;
  if (zeros === 0 || ![...word].every(isIn)) return word;
  return zeros === word.length ? "0" : word.slice(zeros);
}

/** `ssh://root@web-1` is `web-1`. */
export function withoutUser<Other>(word: Letters<Other>): Letters<Other> {
  const host = startOf(word).startsWith("ssh://") ? word.slice("ssh://".length) : word;
  const at = host.indexOf("@");
  const slash = host.indexOf("/");
  return at < 0 || (slash >= 0 && slash < at) ? host : host.slice(at + 1);
}

/** Whether it is not of this machine, or may be of another: `root@web-1:/srv`, and no file of the name `a@b`. */
export function mayHaveHost<Other>(word: Letters<Other>): boolean {
  const slash = word.indexOf("/");
  const begin = slash < 0 ? word : word.slice(0, slash);
  return [...begin].some((one) => one === ":" || typeof one !== "string");
}

/** `nginx:amd64`, `nginx/stable` and `nginx=1.2` are `nginx`; a path to a file is what it is. */
export function withoutVersion<Other>(word: Letters<Other>): Letters<Other> {
  const end = [...word].findIndex((one) => typeof one === "string" && ":/=~<>@".includes(one));
  if (end <= 0 || /^[.~]/.test(startOf(word))) return word;
  const name = word.slice(0, end);
  if (word[end] !== "/") return name;
  const release = word.slice(end + 1);
  if (release.includes("/") || endsWith(release, ".deb")) return word;
  // Where it is not known, it may be a file, and then there is more to its name.
  const start = startOf(release).length;
  return [...name, ...release.slice(start, start + 1)];
}
