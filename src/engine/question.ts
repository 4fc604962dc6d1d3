/** The one question that stands before a step, made of the guards' ruling. */
import type { Observation } from "../model/observation.ts";
import type { Run } from "../model/run.ts";
import type { Question, Ruling } from "../model/verdict.ts";
import type { Prepared } from "./prepare.ts";

/** Null when nobody has to be asked: a headless run and a ruling that passes. */
export function makeQuestion(
  run: Run,
  ruling: Ruling,
  { code, target, backup }: Pick<Extract<Prepared, { kind: "code" }>, "code" | "target" | "backup">,
  { hostname }: Observation,
): Question | null {
  if (ruling.kind !== "ask" && run.now.mode.kind === "auto") return null;
  return {
    level: ruling.kind === "ask" ? ruling.level : "go",
    word: hostname,
    reasons: ruling.kind === "ask" ? [...ruling.reasons] : [],
    code,
    target,
    backup: [...backup],
  };
}

/** Whether a yes to `approved` is a yes to `question`: every word of it is the same. */
export function isSameQuestion(question: Question, approved: Question | null): boolean {
  return approved !== null && fingerprint(question) === fingerprint(approved);
}

function fingerprint({ level, word, reasons, code, target, backup }: Question): string {
  const said = reasons.map(({ guard, text }) => [guard, text]);
  return JSON.stringify([level, word, said, code, target, backup]);
}
