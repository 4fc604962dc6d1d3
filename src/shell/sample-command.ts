/** Code that a pattern of commands is certain to mean: what a policy's patterns are held against each other by. */
import type { CommandPattern, PatternForm, Token, WordPattern } from "./command-pattern.ts";

/** Each with something else where the pattern has its wildcards. */
export function samplesOf({ forms }: CommandPattern): string[] {
  return forms.flatMap((form) => fillings.map((filling) => sampleOf(form, filling)));
}

interface Filling {
  /** For any part of a word. */
  readonly anything: string;
  /** For a part without a slash. */
  readonly name: string;
  /** For any number of words. */
  readonly words: readonly string[];
}

const fillings: readonly Filling[] = [
  { anything: "x", name: "x", words: [] },
  { anything: "y/z.w", name: "v.u", words: ["s", "t/r"] },
];

function sampleOf(form: PatternForm, filling: Filling): string {
  const { assignments, options, valued, words } = form;
  const [name, ...others] = words;
  const parts = [
    ...assignments.map((one) => `${one.name}=${quoted(textOf(one.value, filling))}`),
    ...(name === undefined || name === "words" ? [] : [nameOf(textOf(name, filling))]),
    ...options.map((one) => quoted(textOf(one, filling))),
    ...valued
      .flatMap(({ option, value }) => [option, value])
      .map((one) => quoted(textOf(one, filling))),
    ...others.flatMap((one) => (one === "words" ? filling.words : [quoted(textOf(one, filling))])),
  ];
  return parts.join(" ");
}

/** A redirection is none once it is quoted. */
function nameOf(text: string): string {
  return /^>>?$/.test(text) ? text : quoted(text);
}

function quoted(text: string): string {
  return /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function textOf({ tokens }: WordPattern, filling: Filling): string {
  return tokens.map((token) => characterOf(token, filling)).join("");
}

function characterOf(token: Token, { anything, name }: Filling): string {
  if (typeof token === "string") return token;
  switch (token.kind) {
    case "set":
      return printable.find(token.isIn) ?? "";
    case "name":
      return name;
    case "anything":
      return anything;
  }
}

/** Letters and digits first. */
const printable = [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  ...".,_-+=:@%/!#$&*?^~|;()[]{}<>'`\"\\",
];
