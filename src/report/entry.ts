/** The pieces that a report is made of, before anything is said about columns and colour. */
import type { Stream } from "../model/outcome.ts";

/** What a line means; colour only underlines what its sign and words say already. */
export type Tone = "plain" | "strong" | "quiet" | "good" | "warn" | "bad";

export type Entry =
  /** An empty line, unless there is one already. */
  | { readonly kind: "gap" }
  /** What the report is about, at its top. */
  | { readonly kind: "title"; readonly text: string }
  /** One thought, broken at spaces where it is too long. A line without a sign stands below one that has. */
  | {
      readonly kind: "line";
      readonly sign: string | null;
      readonly text: string;
      readonly tone: Tone;
    }
  /** A name and what belongs to it, in two columns. */
  | { readonly kind: "field"; readonly name: string; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  /** A piece of what a process printed; it may end in the middle of a line. */
  | { readonly kind: "output"; readonly stream: Stream; readonly text: string };

export const gap: Entry = { kind: "gap" };

/** A line that begins something, with one of the signs. */
export function headline(sign: string, text: string, tone: Tone): Entry {
  return { kind: "line", sign, text, tone };
}

/** A line below a headline. */
export function detail(text: string, tone: Tone = "plain"): Entry {
  return { kind: "line", sign: null, text, tone };
}

export const signs = {
  begin: "→",
  done: "✔",
  skipped: "○",
  failed: "✖",
  unknown: "?",
  stopped: "■",
  back: "←",
  note: "#",
} as const;
