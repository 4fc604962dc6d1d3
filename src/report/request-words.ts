/** A request for an approval, for whoever is asked: all that a yes stands for, the code to its last line. */
import type { ApprovalRequest } from "../model/approval.ts";
import { neutralise } from "../model/neutralise.ts";
import { durationWords, namesInWords } from "../model/words.ts";
import { momentWords } from "../model/zone.ts";
import { fold } from "./fold.ts";

/** The reader's clock: their time zone, and the time in milliseconds since 1970. */
export interface Clock {
  readonly zone: string;
  readonly now: number;
}

/** Our own words keep to `width` columns; code stays as wide as it is. */
export function requestWords(request: ApprovalRequest, clock: Clock, width: number): string {
  const rows = rowsOf(request, clock);
  const labels = Math.max(...rows.map(([label]) => label.length));
  const lines = [
    "Somebody asks you to approve this:",
    "",
    ...rows.flatMap(([label, text]) =>
      fold(neutralise(text), width - labels - 4).map(
        (line, index) => `  ${(index === 0 ? label : "").padEnd(labels)}  ${line}`,
      ),
    ),
    "",
    ...request.code
      .trimEnd()
      .split("\n")
      .map((line) => `  | ${line}`),
  ];
  return neutralise(lines.join("\n"));
}

type Row = readonly [label: string, text: string];

function rowsOf(request: ApprovalRequest, clock: Clock): readonly Row[] {
  const { operator, approvers, runbook, title, host, target, environment, risk, does, backup } =
    request;
  const where = target === "local" ? host : `${target}, which is ${host}`;
  return [
    ["who", `${operator} asks, in session ${request.session}`],
    ["runbook", `${runbook.title} (${runbook.path})`],
    ["step", `${title} (${request.step}, attempt ${request.attempt})`],
    ["where", `${where}, ${environment ?? "no environment recognised"}`],
    ["risk", risk],
    ...(does.length > 0 ? does : ["nothing but look"]).map(
      (each, index): Row => [index === 0 ? "it does" : "", each.replace(/^does /, "")],
    ),
    ...backup.map((path): Row => ["saved first", path]),
    ...request.reasons.map(
      ({ guard, text }, index): Row => [index === 0 ? "asked for" : "", `${guard}: ${text}`],
    ),
    ["who may", namesInWords(approvers)],
    ["until", untilWords(request, clock)],
  ];
}

function untilWords({ expiresAt }: ApprovalRequest, { zone, now }: Clock): string {
  const at = Date.parse(expiresAt);
  return `${momentWords(zone, at)} (${zone}), in ${durationWords(at - now)}`;
}
