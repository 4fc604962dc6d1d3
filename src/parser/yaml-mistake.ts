/** What the YAML library finds wrong, in our words, and what to do about it. */
import type { ErrorCode } from "yaml";

export interface Mistake {
  readonly message: string;
  readonly hint: string;
}

/** The library's own sentence only tells apart what has one code. */
export function mistakeOf(code: ErrorCode, said: string): Mistake {
  return shapes.find(([shape]) => shape.test(`${code} ${said}`))?.[1] ?? outOfPlace;
}

export const tooDeep: Mistake = {
  message: "nested too deeply to be read",
  hint: "a few levels are enough: take out brackets that are not needed",
};

export const anchorOrTag: Mistake = {
  message: "anchors and tags are not read here",
  hint: "write the value alone; in quotes, a `&` or `!` at its beginning is plain",
};

export const alias: Mistake = {
  message: "aliases are not read here",
  hint: "write the value again; in quotes, a `*` at its beginning is plain",
};

export const noWordAsKey: Mistake = {
  message: "a key must be a word",
  hint: "write `key: value`; a value that begins with a bracket needs quotes",
};

const outOfPlace: Mistake = {
  message: "this does not belong here",
  hint: "put quotes around a text that has brackets, `,`, `: ` or ` #` in it",
};

/** The first that fits counts; `said` goes on behind the code. */
const shapes: readonly (readonly [RegExp, Mistake])[] = [
  [/^RESOURCE_EXHAUSTION/, tooDeep],
  [
    /^MULTIPLE_DOCS/,
    {
      message: "another YAML document begins here, and only the first is read",
      hint: "take out the line `---` or `...` before it, and write all keys as one mapping",
    },
  ],
  [
    /^DUPLICATE_KEY/,
    { message: "this key stands in the same mapping twice", hint: "keep one of the two" },
  ],
  [/^(BAD_ALIAS.*[Aa]lias|ALIAS_PROPS)/, alias],
  [/TAG_RESOLVE|_TAGS|ANCHORS|PROP_ORDER|COLLECTION_TYPE|BAD_ALIAS|[Tt]ags and a/, anchorOrTag],
  [
    /^MISSING_CHAR .*quote/,
    {
      message: "quotes are opened and never closed",
      hint: "close them behind the text; an apostrophe at its beginning needs quotes around all of it",
    },
  ],
  [
    /must (.* and )?end with a [\]}]/,
    {
      message: "a `[` or `{` is never closed",
      hint: "close it, and indent the lines between more than their key",
    },
  ],
  [
    /^(BLOCK_|UNEXPECTED_TOKEN .*same line with key)/,
    {
      message: "no list or mapping can begin here",
      hint: "put quotes around a text with `: ` in it, or begin a new line, indented as its place asks",
    },
  ],
  [
    /^(MULTILINE_IMPLICIT_KEY|MISSING_CHAR Implicit)/,
    {
      message: "a key has to be on one line, with `:` behind it",
      hint: "write `key: value`, and quotes around a text of several lines",
    },
  ],
  [
    /^TAB_AS_INDENT/,
    { message: "a line cannot be indented by a tab", hint: "indent it with spaces" },
  ],
  [
    /^BAD_SCALAR_START/,
    { message: "no text begins with this character", hint: "put quotes around the text" },
  ],
  [
    /^BAD_DQ_ESCAPE/,
    {
      message: "a backslash in double quotes does not mean anything before this",
      hint: "write `\\\\` for a backslash, or use single quotes",
    },
  ],
  [/^BAD_DIRECTIVE/, { message: "lines with `%` are not read here", hint: "take the line out" }],
  [
    /scalar header/,
    {
      message: "a text after `|` or `>` begins on the next line",
      hint: "put it there, indented more than its key",
    },
  ],
  [
    /^BAD_INDENT/,
    {
      message: "this line is not indented as those before it",
      hint: "begin all lines of one list or mapping in the same column",
    },
  ],
  [/^KEY_OVER/, { message: "a key is too long to be read", hint: "make it shorter" }],
];
