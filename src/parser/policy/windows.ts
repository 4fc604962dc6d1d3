/** Reads change windows and freezes, and the times in them and in rules. */
import type { ChangeWindow } from "../../model/policy.ts";
import { riskSchema } from "../../model/risk.ts";
import type { Times } from "../../model/times.ts";
import { isZone } from "../../model/zone.ts";
import { error } from "../finding.ts";
import type { Entry } from "../value.ts";
import {
  anyText,
  type Desk,
  takeKnown,
  takeMapping,
  takeNamed,
  takeText,
  takeTexts,
  takeWord,
  wrong,
} from "./take.ts";
import { readTimes, timesForm } from "./times.ts";

export const windowKeys = ["open", "freeze", "timezone", "in", "from", "reason"] as const;

/** `zone` is the project's own. */
export function takeWindows(entry: Entry | undefined, zone: string, desk: Desk): ChangeWindow[] {
  return takeNamed(entry, "windows", desk).flatMap((one) => {
    const given = takeMapping(one, windowKeys, desk);
    const [open, freeze] = [given.get("open"), given.get("freeze")];
    const reason = takeText(given.get("reason"), anyText, desk);
    const refuse = (message: string, expected: string) => {
      desk.findings.push(error("bad-value", one.keySpan, message, { expected }));
    };
    if ((open === undefined) === (freeze === undefined)) {
      refuse(`\`${one.key}\` is a window or a freeze`, "either `open` or `freeze`, with its times");
    } else if (freeze && reason === null) {
      refuse(`the freeze \`${one.key}\` has no reason`, "`reason`: what people read who must wait");
    }
    const times = open
      ? takeTimes(open, "inside", desk)
      : freeze && takeTimes(freeze, "outside", desk);
    if (!times) return [];
    return [
      {
        name: one.key,
        times,
        zone: takeZone(given.get("timezone"), zone, desk),
        environments: takeKnown(given.get("in"), "environment", desk.environments, desk),
        from: takeWord(given.get("from"), riskSchema, "low", desk),
        reason,
        line: desk.lineAt(one.keySpan.start),
      },
    ];
  });
}

/** Null where none of it can be read. */
export function takeTimes(entry: Entry, kind: Times["kind"], desk: Desk): Times | null {
  const written: string[] = [];
  const ranges = takeTexts(entry, { shape: /\S/, ...timesForm }, desk).flatMap(({ text, span }) => {
    const range = readTimes(text);
    written.push(text);
    if (range !== null) return [range];
    const message = `\`${text}\` is no time`;
    desk.findings.push(error("bad-value", span, message, timesForm));
    return [];
  });
  return ranges.length === 0 ? null : { kind, ranges, written: written.join(", ") };
}

export function takeZone(entry: Entry | undefined, fallback: string, desk: Desk): string {
  const zone = takeText(entry, { shape: /^\S+$/, expected: zoneExpected }, desk);
  if (zone === null || !entry) return fallback;
  if (isZone(zone)) return zone;
  desk.findings.push(wrong(entry, zoneExpected));
  return fallback;
}

const zoneExpected = "a time zone, such as `Europe/Berlin` or `UTC`";
