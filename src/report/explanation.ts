/** What a step would do, in plain words: its effects, its risk and why, and where its values would stand. */
import { plannedRisk } from "../guards/effective-risk.ts";
import type { CommandEffect, Reversible } from "../model/command-effect.ts";
import type { Risk } from "../model/risk.ts";
import type { CodeStep, Step } from "../model/step.ts";
import { phraseOf } from "../shell/effect-words.ts";
import { nothingDone } from "../shell/effects.ts";
import { strictnessOf } from "../shell/place-kind.ts";
import { placeWords } from "../shell/place-words.ts";
import { placementsOf } from "../shell/placement.ts";
import { readingOf } from "../shell/step-reading.ts";
import { hanging } from "./fold.ts";

export interface Explanation {
  readonly step: string;
  readonly title: string;
  /** First and last line in the document. */
  readonly lines: { readonly first: number; readonly last: number };
  /** Null where the document says nothing. */
  readonly declaredRisk: Risk | null;
  /** The higher of the declared one and the one that the code comes to. */
  readonly risk: Risk;
  readonly why: string;
  readonly effects: readonly CommandEffect[];
  readonly values: readonly ExplainedValue[];
  /** Why it cannot run as it is written. */
  readonly blockers: readonly string[];
}

interface ExplainedValue {
  readonly name: string;
  /** In words: `inside single quotes`. */
  readonly where: string;
  /** What may be filled in there. */
  readonly allows: string;
}

/** A task for a person has no code, so it has no effects. */
export function explanationOf(step: Step): Explanation {
  const reading = step.kind === "code" ? readingOf(step) : nothingDone;
  const { risk, why } = plannedRisk(step);
  return {
    step: step.id,
    title: step.title,
    lines: step.lines,
    declaredRisk: step.risk,
    risk,
    why: `risk is ${why}`,
    effects: reading.effects,
    values: step.kind === "code" ? valuesIn(step) : [],
    blockers: step.blockers,
  };
}

function valuesIn({ code, raw }: CodeStep): ExplainedValue[] {
  return placementsOf(code).map((placement) => ({
    name: placement.name,
    where: placeWords(placement).where,
    allows: raw.includes(placement.name)
      ? "anything, and it becomes code"
      : allowed[strictnessOf(placement.kind)],
  }));
}

const allowed = {
  quote: "any value of its type, quoted",
  safe: "only letters, digits and _ . / : @ % + = , -",
  part: "only letters, digits and _ . / : @ % + -",
  digits: "only digits",
  never: "nothing: this has to be written out",
} as const;

/** As text for a terminal; not neutralised yet. */
export function explanationText(explained: Explanation): string {
  const { step, title, lines, why, effects, values, blockers } = explained;
  return [
    `${step}  ${title}  (lines ${lines.first}–${lines.last})`,
    ...hanging(why, 2),
    ...blockers.flatMap((text) => hanging(`cannot run as it is written: ${text}`, 2)),
    ...effects.flatMap(effectLines),
    ...values.flatMap(({ name, where, allows }) =>
      hanging(`{{${name}}} stands ${where}: ${allows}`, 2),
    ),
  ].join("\n");
}

function effectLines(effect: CommandEffect): string[] {
  const { risk, reversible, command } = effect;
  const back =
    risk !== "none" && effect.kind !== "unknown" ? `; ${reversibleWords[reversible]}` : "";
  const shown = command.split("\n", 1)[0] ?? "";
  const isCut = shown.length > mostShown || shown !== command;
  const [first = "", ...others] = hanging(`${phraseOf(effect)}${back}`, 12);
  return [
    `  ${risk.padEnd(8)}  ${first.trimStart()}`,
    ...others,
    `            ${shown.slice(0, mostShown)}${isCut ? " …" : ""}`,
  ];
}

/** UTF-16 units of a command; the whole stands in the document. */
const mostShown = 64;

const reversibleWords: Readonly<Record<Reversible, string>> = {
  yes: "can be put back",
  backup: "can be put back from a copy only",
  no: "cannot be undone",
};
