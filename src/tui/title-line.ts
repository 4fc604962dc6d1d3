/** The first line: what is run, where it really is, and for how long. */
import { policyOf } from "../engine/policy-of.ts";
import { recognised } from "../guards/environment.ts";
import type { Sheet } from "./frame.ts";
import { legible } from "./legible.ts";
import { type Line, span, spread } from "./line.ts";
import { shownStep } from "./moment.ts";
import { stopwatch } from "./words.ts";

export function titleLine(sheet: Sheet): Line {
  const { run, width, signs, now } = sheet;
  const elapsed = stopwatch(Date.parse(now) - Date.parse(run.openedAt));
  const again = run.part > 1 ? [span(` ${signs.dot} resumed`, "warn")] : [];
  const title = [span(` ${legible(run.plan.runbook.title)}`, "strong"), ...again];
  const place = placeSpans(sheet);
  const right = [...place, span(`  ${elapsed} `, "quiet")];
  return spread(title, width >= 60 ? [...position(sheet), ...right] : right, width, signs.ellipsis);
}

/** Observed, not declared: nothing is claimed before the first look at the target. */
function placeSpans({ run, seen, signs, moment }: Sheet): Line {
  if (seen === null)
    return [span(`${legible(run.now.host)} ${signs.dot} not checked yet`, "quiet")];
  const name = span(legible(seen.hostname), "strong");
  const { environments } = policyOf(run.now, shownStep(run, moment)?.id ?? "");
  if (environments.length === 0) return [name];
  const host = [span(` ${signs.dot} `, "quiet"), name];
  const names = recognised(seen);
  if (names.length === 0) return [span("unknown environment", "warn"), ...host];
  const isProduction = environments.some((each) => each.production && names.includes(each.name));
  const words = names.map(legible).join(" or ");
  return isProduction
    ? [span(` ${words} `, "alarm"), span(" "), name]
    : [span(words, "good"), ...host];
}

function position({ run, moment }: Sheet): Line {
  const main = run.plan.steps.filter(({ role }) => role === "main");
  const shown = shownStep(run, moment);
  const index = shown === null ? -1 : main.indexOf(shown);
  return index < 0 ? [] : [span(`step ${index + 1} of ${main.length}  `, "quiet")];
}
