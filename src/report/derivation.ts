/** How a ruling came about, for people: what each guard says, and the line of the policy it rests on. */
import { neutralise } from "../model/neutralise.ts";
import type { Ruling, Verdict } from "../model/verdict.ts";
import { momentWords } from "../model/zone.ts";
import { fold } from "./fold.ts";

/** One line a verdict, folded within 80 columns; `policy` is the file's name, null without one. */
export function derivationText(verdicts: readonly Verdict[], policy: string | null): string {
  return verdicts.map((verdict) => neutralise(lineOf(verdict, policy))).join("\n");
}

/** `pass`, `ask: type the machine's name`, `wait until Mon 2026-11-23 09:00 (Europe/Berlin)`, `deny`. */
export function rulingWords(ruling: Ruling, zone: string): string {
  if (ruling.kind === "ask") return `ask: ${levels[ruling.level]}`;
  if (ruling.kind !== "wait") return ruling.kind;
  return `wait until ${momentWords(zone, Date.parse(ruling.until))} (${zone})`;
}

const levels = {
  confirm: "say yes",
  type: "type the machine's name",
  approve: "a second person says yes, too",
} as const;

function lineOf({ kind, reason, lines = [] }: Verdict, policy: string | null): string {
  const where = lines.length > 0 && policy !== null ? ` [${policy}:${lines.join(", ")}]` : "";
  const head = `  ${reason.guard.padEnd(12)}${kind.padEnd(5)} `;
  const [first = "", ...rest] = fold(`${reason.text}${where}`, 79 - head.length);
  return [`${head}${first}`, ...rest.map((line) => `${" ".repeat(head.length)}${line}`)].join("\n");
}
