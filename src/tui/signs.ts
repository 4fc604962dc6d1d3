/** The signs that the screen is drawn with, in Unicode and in plain ASCII. */

export interface Signs {
  readonly done: string;
  readonly current: string;
  readonly running: string;
  readonly pending: string;
  readonly skipped: string;
  readonly failed: string;
  readonly unknown: string;
  readonly undone: string;
  readonly bullet: string;
  readonly bar: string;
  /** Beside a line that goes on from the one above. */
  readonly barAgain: string;
  readonly across: string;
  readonly down: string;
  readonly teeDown: string;
  readonly teeUp: string;
  readonly ellipsis: string;
  readonly trail: string;
  readonly dot: string;
  readonly above: string;
  readonly below: string;
  readonly prompt: string;
}

export const unicodeSigns: Signs = {
  done: "✓",
  current: "▸",
  running: "●",
  pending: "○",
  skipped: "–",
  failed: "✗",
  unknown: "?",
  undone: "↶",
  bullet: "•",
  bar: "▎",
  barAgain: "┆",
  across: "─",
  down: "│",
  teeDown: "┬",
  teeUp: "┴",
  ellipsis: "…",
  trail: "›",
  dot: "·",
  above: "↑",
  below: "↓",
  prompt: "›",
};

export const asciiSigns: Signs = {
  done: "+",
  current: ">",
  running: "*",
  pending: ".",
  skipped: "-",
  failed: "x",
  unknown: "?",
  undone: "<",
  bullet: "*",
  bar: "|",
  barAgain: ":",
  across: "-",
  down: "|",
  teeDown: "+",
  teeUp: "+",
  ellipsis: "~",
  trail: ">",
  dot: "-",
  above: "^",
  below: "v",
  prompt: ">",
};

/** Unicode where the locale says UTF-8, in the order in which POSIX reads these variables. */
export function signsFor(environment: Readonly<Record<string, string | undefined>>): Signs {
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || "";
  return /utf-?8/i.test(locale) ? unicodeSigns : asciiSigns;
}
