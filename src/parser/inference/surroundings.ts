/** What stands right before a placeholder: the variable, option or key that takes it. */

export interface Surroundings {
  /** `namespace` for `--namespace=<x>`, `NAMESPACE="<x>"` and `namespace: <x>`; empty when nothing does. */
  readonly taker: string;
  /** Whether it begins a word or a quoted text. */
  readonly beginsWord: boolean;
}

export function surroundingsOf(code: string, start: number): Surroundings {
  const before = code.slice(Math.max(0, start - 120), start);
  const taken = takers.map((taker) => taker.exec(before)?.[1]).find((name) => name !== undefined);
  return { taker: taken ?? "", beginsWord: before === "" || /[\s="'`(,:]$/.test(before) };
}

const takers = [
  /(?:^|[\s;&|(])([A-Za-z_]\w*)\+?=["']?$/,
  /(?:^|\s)--([A-Za-z][\w-]*)[= ]["']?$/,
  /\\?["']([A-Za-z][\w-]*)\\?["']\s*:\s*\\?["']$/,
  /(?:^|\n)\s*(?:- )?([A-Za-z][\w-]*):\s*["']?$/,
  /\b([A-Za-z]+)\/$/,
];
