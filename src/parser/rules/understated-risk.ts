/** A step that declares less risk than its code comes to: the words responsible are pointed at. */
import { isWithin } from "../../model/risk.ts";
import { phraseOf } from "../../shell/effect-words.ts";
import { readingOf } from "../../shell/step-reading.ts";
import type { Complaint, Facts } from "./rule.ts";

export function understatedRisk({ scripts }: Facts): Complaint[] {
  return scripts.flatMap(({ step, place }) => {
    const { risk, decidedBy } = readingOf(step);
    if (step.risk === null || decidedBy === null || isWithin(risk, step.risk)) return [];
    const { start, end } = decidedBy;
    const message = `\`${step.id}\` says risk ${step.risk}, and this ${phraseOf(decidedBy)}: risk ${risk}`;
    const hint = `declare risk=${risk}; until then it counts as ${risk} all the same`;
    return [{ span: place({ pos: start, end }), message, expected: `risk=${risk}`, hint }];
  });
}
