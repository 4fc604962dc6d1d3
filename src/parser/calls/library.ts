/** The documents that calls lead to, and which of them may be called from where. */
import type { Runbook } from "../../model/runbook.ts";

export interface Document {
  readonly runbook: Runbook;
  /** Where the file really lies: two documents are the same when this is. */
  readonly path: string;
  /** SHA-256 of the source, in hex. */
  readonly digest: string;
}

export type Found =
  | { readonly kind: "document"; readonly document: Document }
  | { readonly kind: "unreadable"; readonly reason: string };

/** What a path leads to, as the document at `from` writes it. */
export type Find = (from: string, written: string) => Found;

export interface Walk {
  readonly find: Find;
  /** From the document that was opened to the one at hand. */
  readonly trail: readonly Document[];
  readonly count: { calls: number };
}

export interface Problem {
  /** Completes "this call cannot be made: …". */
  readonly reason: string;
  readonly hint: string | null;
  /** Of a circle: the index in the trail of the document that it leads back to. */
  readonly back?: number;
}

/** The document that `written` leads to, or why it cannot be called from here. */
export function calleeOf(
  written: string,
  from: Document,
  { find, trail, count }: Walk,
): { readonly document: Document } | Problem {
  const found = find(from.path, written);
  if (found.kind === "unreadable") {
    const hint = "the path is seen from the document that the call stands in";
    return { reason: `\`${written}\`: ${found.reason}`, hint };
  }
  const { document } = found;
  const again = trail.findIndex(({ path }) => path === document.path);
  if (again >= 0) {
    const circle = [...trail.slice(again), document].map(({ runbook }) => runbook.path);
    const reason = `${circle.join(" → ")} never ends`;
    return { reason, hint: "take one of these calls out", back: again };
  }
  if (trail.length > deepestCall) {
    return {
      reason: `it would be more than ${deepestCall} calls deep`,
      hint: "call fewer in a row",
    };
  }
  if (count.calls >= mostCalls) {
    return { reason: `there are more than ${mostCalls} calls already`, hint: "split it up" };
  }
  return { document };
}

/** Calls within calls, and calls in all: more than any operation needs, and still soon read. */
export const deepestCall = 8;
export const mostCalls = 100;
