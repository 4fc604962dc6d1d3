/** What a signal does to a process, for all that send some. */
import type { Arg, Call } from "./call.ts";
import { isUnknown, looks, onEach, type Told } from "./row.ts";

/**
 * Sends `signal`, with or without `SIG`, or by number; null where it is known only when it runs.
 * `what` is said before the targets: `process`, `all processes of`.
 */
export function signals(
  call: Call,
  kind: "process" | "service",
  signal: string | null,
  what: string,
  targets: readonly Arg[],
): readonly Told[] {
  if (signal === null) return isUnknown(call);
  const name = signal.toUpperCase().replace(/^SIG(?=\w)/, "");
  if (name === "0" || name === "EXIT") return looks(call);
  const [does, risk, reversible] = gentle.get(name) ?? ["kills", "high", "no"];
  return onEach(targets, kind, what === "" ? does : `${does} ${what}`, risk, reversible);
}

type Judged = readonly [string, "medium" | "high", "yes" | "no"];

/** All others end what they reach. */
const gentle: ReadonlyMap<string, Judged> = new Map(
  (
    [
      ["HUP 1", ["reloads", "medium", "yes"]],
      ["USR1 USR2 10 12 WINCH 28 URG 23 CHLD 17", ["signals", "medium", "yes"]],
      ["CONT 18", ["lets go on", "medium", "yes"]],
      ["STOP TSTP 19 20", ["halts", "high", "yes"]],
    ] as const
  ).flatMap(([names, judged]) => names.split(" ").map((name) => [name, judged] as const)),
);
