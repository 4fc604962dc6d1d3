/** The one question that stands before a step, made of the guards' ruling. */
import type { Facts } from "../guards/facts.ts";
import type { Run } from "../model/run.ts";
import type { Question, Ruling } from "../model/verdict.ts";
import { effectPhrases } from "../shell/effect-words.ts";
import type { Prepared } from "./prepare.ts";

type Asked = Extract<Prepared, { kind: "code" }>;

/** Null when nobody has to be asked: a headless run and a ruling that passes. */
export function makeQuestion(
  run: Run,
  ruling: Ruling,
  { code, target, backup, reading }: Pick<Asked, "code" | "target" | "backup" | "reading">,
  { effective, observation }: Facts,
): Question | null {
  if (ruling.kind !== "ask" && run.now.mode.kind === "auto") return null;
  return {
    level: ruling.kind === "ask" ? ruling.level : "go",
    approvals: ruling.kind === "ask" ? ruling.approvals : 0,
    approvers: ruling.kind === "ask" ? withoutOperator(run, ruling.approvers) : [],
    word: observation.hostname,
    reasons: ruling.kind === "ask" ? [...ruling.reasons] : [],
    risk: effective.risk,
    does: effectPhrases(reading),
    code,
    target,
    backup: [...backup],
  };
}

function withoutOperator({ now }: Run, names: readonly string[]): string[] {
  return names.filter((name) => name !== now.operator);
}

/** Whether a yes to `approved` is a yes to `question`: every word of it is the same. */
export function isSameQuestion(question: Question, approved: Question | null): boolean {
  return approved !== null && fingerprint(question) === fingerprint(approved);
}

function fingerprint({
  level,
  approvals,
  approvers,
  word,
  reasons,
  risk,
  does,
  code,
  target,
  backup,
}: Question): string {
  const said = reasons.map(({ guard, text }) => [guard, text]);
  const others = [approvals, approvers];
  return JSON.stringify([level, others, word, said, risk, does, code, target, backup]);
}
