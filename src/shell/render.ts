/**
 * Puts values into shell code so that they cannot become code: quoted where quotes can be put, refused
 * where only the safe alphabet passes, and the result parsed again to see that its shape has not changed.
 */
import { troubleWithSigns } from "./own-signs.ts";
import { type PlaceKind, strictnessOf } from "./place-kind.ts";
import { placeWords } from "./place-words.ts";
import { findPlaceholders, type Placeholder, replacePlaceholders } from "./placeholder.ts";
import { type Placement, placementsOf, wordBefore } from "./placement.ts";
import {
  asItIs,
  type Quoted,
  quoteInDoubleQuotes,
  quoteWord,
  unsafeIn,
  unsafeInBraces,
} from "./quoting.ts";
import { haveSameShape } from "./same-shape.ts";
import { findValue, type Values } from "./value.ts";

export type Rendered =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly problems: readonly RenderProblem[] };

interface RenderProblem {
  /** The placeholder's name. */
  readonly name: string;
  /** One sentence, no trailing full stop: where it stands, what is wrong, what to do. */
  readonly text: string;
  /** Line of the code, counted from 1. */
  readonly line: number;
}

/**
 * Replaces each `{{name}}` in bash code by its value, or says of each why that cannot be. Values of the
 * names in `raw` are code: they go in as they are, and what stands around all others is judged with them.
 */
export function renderCode(code: string, values: Values, raw: readonly string[] = []): Rendered {
  const inserted = raw.length > 0 ? insertRaw(code, values, raw) : { ok: true as const, code };
  return inserted.ok ? renderQuoted(inserted.code, values) : inserted;
}

function insertRaw(code: string, values: Values, raw: readonly string[]): Rendered {
  const theirs = findPlaceholders(code).filter(({ name }) => raw.includes(name));
  const problems = theirs.flatMap((placeholder) => {
    const trouble = troubleWithRaw(placeholder.name, values);
    return trouble === null ? [] : [problem(code, placeholder, trouble)];
  });
  if (problems.length > 0) return { ok: false, problems };
  const put = ({ name, start, end }: Placeholder) =>
    raw.includes(name) ? (values[name] ?? "") : code.slice(start, end);
  return { ok: true, code: replacePlaceholders(code, put) };
}

function troubleWithRaw(name: string, values: Values): string | null {
  const found = findValue(name, values);
  if (!found.ok) return found.text;
  // It would be filled in with the others, as if the document had it.
  const [first] = findPlaceholders(found.value);
  return first ? `the value of \`{{${name}}}\` has \`{{${first.name}}}\` in it` : null;
}

function renderQuoted(code: string, values: Values): Rendered {
  const placements = placementsOf(code);
  if (placements.length === 0) return { ok: true, code };
  const attempts = placements.map((placement) => quote(code, placement, values));
  const refused = placements.flatMap((placement, index) => {
    const attempt = attempts[index];
    return typeof attempt === "string" ? [problem(code, placement, attempt)] : [];
  });
  if (refused.length > 0) return { ok: false, problems: refused };

  const quoted = attempts.filter((attempt) => typeof attempt !== "string");
  const rendered = assemble(code, quoted, () => true);
  if (keepsShape(code, quoted, () => true)) return { ok: true, code: rendered };
  return { ok: false, problems: blame(code, placements, quoted) };
}

/** The value as it will stand there, or what is wrong with it. */
function quote(code: string, placement: Placement, values: Values): Quoted | string {
  const found = findValue(placement.name, values);
  if (!found.ok) return found.text;
  const signs = troubleWithSigns(placement.heeded, placement.name, found.value);
  if (signs !== null) return signs;
  const trouble = troubleWith(code, placement, found.value, values);
  if (trouble !== null) {
    const { word } = placement;
    const around = word ? code.slice(word.start, word.end) : "";
    const { where, instead } = placeWords(placement, around);
    return `\`{{${placement.name}}}\` stands ${where}: ${trouble}; ${instead}`;
  }
  switch (placement.kind) {
    case "word":
    case "assignment":
    case "redirection":
      return quoteWord(found.value, mayBeBare(code, placement));
    case "doubleQuoted":
      return quoteInDoubleQuotes(found.value);
    default:
      return asItIs(found.value);
  }
}

/** Digits right before `<` or `>` would name a file descriptor. */
function mayBeBare(code: string, { end }: Placement): boolean {
  return !/[<>]/.test(code.charAt(end));
}

const alphabet = "only letters, digits and _ . / : @ % + = , - can go there";
const alphabetInBraces = "only letters, digits and _ . / : @ % + - can go there";

function troubleWith(
  code: string,
  placement: Placement,
  value: string,
  values: Values,
): string | null {
  const { kind, replaced, terminator } = placement;
  if (replaced && [...replaced].some((character) => value.includes(character))) {
    return `\`${replaced}\` is filled in by the command, and the value has a part of that`;
  }
  if (terminator !== null && value !== "" && terminator.includes(value)) {
    return `the heredoc ends with \`${terminator}\`, and the value is a part of that`;
  }
  switch (strictnessOf(kind)) {
    case "never":
      return "no value can go there";
    case "digits":
      return notANumber(value);
    case "part": {
      const unsafe = unsafeIn(value) ?? unsafeInBraces(value);
      return unsafe === null ? null : `${alphabetInBraces}, and ${unsafe}`;
    }
    case "safe": {
      const unsafe = unsafeIn(value);
      if (unsafe !== null) return `${alphabet}, and ${unsafe}`;
      return isText.includes(kind) ? null : troubleInCode(code, placement, value);
    }
    case "quote":
      return troubleInWord(code, placement, value, values);
  }
}

/** What other code makes of a value that needs no quotes there. */
function troubleInCode(code: string, { start, end }: Placement, value: string): string | null {
  if (isDescriptor(code.slice(Math.max(start - 2, 0), start), value, code.slice(end, end + 2))) {
    return "before `<` or `>` it would be taken for a file descriptor";
  }
  const isInBraces = /\{[^\s{}]*$/.test(wordBefore(code, start));
  const unsafe = isInBraces ? unsafeInBraces(value) : null;
  return unsafe === null ? null : `${alphabetInBraces}, and ${unsafe}`;
}

function isDescriptor(before: string, value: string, after: string): boolean {
  const inBraces = /(^|[\s;&|()])\{$/.test(before) && /^\}[<>]/.test(after);
  const bare = /(^|[\s;&|()])$/.test(before) && /^[<>]/.test(after);
  return inBraces || (bare && /^\d+$/.test(value));
}

/** What is in these is no code to anybody. */
const isText: readonly PlaceKind[] = ["singleQuoted", "heredoc", "heredocQuoted", "comment"];

/** To bash `010` is eight and `08` is none, and a number of 20 digits is another. */
function notANumber(value: string): string | null {
  if (!/^\d+$/.test(value)) return "only digits can go there";
  if (/^0./.test(value))
    return "a number that begins with a zero would be read to the base of eight";
  return value.length > 18 ? "the number has more than 18 digits" : null;
}

function troubleInWord(
  code: string,
  { argument, word, start, end }: Placement,
  value: string,
  values: Values,
): string | null {
  // Most values are neither, and a word may have thousands of them.
  if (word === null || !/^(-|$)/.test(value)) return null;
  const before = code.slice(word.start, start).replaceAll(/["']/g, "");
  const after = code.slice(end, word.end).replaceAll(/["']/g, "");
  const isFirst = replacePlaceholders(before, ({ name }) => values[name] ?? "") === "";
  if (argument && isFirst && value !== "") {
    return "a value that begins with a dash would be taken for an option";
  }
  // `/srv/{{x}}` must not become `/srv/`.
  if (value === "" && (/[^\s=]$/.test(before) || /^\S/.test(after))) {
    return "an empty value would make another word of what is around it";
  }
  return null;
}

function problem(code: string, { name, start }: Placeholder, text: string): RenderProblem {
  return { name, text, line: code.slice(0, start).split("\n").length };
}

function assemble(
  code: string,
  quoted: readonly Quoted[],
  isReal: (index: number) => boolean,
): string {
  return replacePlaceholders(code, (_, index) => {
    const value = quoted[index];
    return (isReal(index) ? value?.code : value?.harmless) ?? "";
  });
}

function keepsShape(
  code: string,
  quoted: readonly Quoted[],
  isReal: (index: number) => boolean,
): boolean {
  return haveSameShape(
    assemble(code, quoted, () => false),
    assemble(code, quoted, isReal),
  );
}

/** Each is tried with all of the code around it. */
const mostTried = 200;

/** Those whose value alone changes the shape; all of them when it takes several, or there are too many. */
function blame(
  code: string,
  placements: readonly Placement[],
  quoted: readonly Quoted[],
): RenderProblem[] {
  const tried = placements.length > mostTried ? [] : placements;
  const guilty = tried.filter((_, at) => !keepsShape(code, quoted, (index) => index === at));
  return (guilty.length > 0 ? guilty : placements).map((placement) => {
    const { where } = placeWords(placement);
    const trouble = "the value would change what the code is; give another value";
    return problem(code, placement, `\`{{${placement.name}}}\` stands ${where}: ${trouble}`);
  });
}
