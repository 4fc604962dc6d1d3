/** What a dry run says: of each step what it would come to, and where a run without a person would end. */
import type { Open } from "../engine/open.ts";
import type { Coming, Judged, Prospect } from "../engine/rehearse.ts";
import type { Step } from "../model/step.ts";
import type { Ruling } from "../model/verdict.ts";
import { byHandWords, joinedBy, namesInWords } from "../model/words.ts";
import { hanging } from "../report/fold.ts";
import { effectPhrases } from "../shell/effect-words.ts";
import { exitOfStop } from "./exit-code.ts";

/** Not neutralised yet. What is to be copied or typed stays as wide as it is. */
export function prospectText(prospect: Prospect, isHeadless: boolean): string {
  const { step, condition, content } = prospect;
  return [
    ...[
      `${step.id}  ${step.title}`,
      ...(step.needs.length > 0 ? [`  needs ${step.needs.join(", ")}`] : []),
      ...(step.when === null ? [] : [`  when ${step.when}`]),
      ...hangsOn("whether it runs", condition),
      ...hangsOn("what it would be", content),
      ...comingLines(prospect, isHeadless),
    ].map(folded),
    ...asWritten(step, prospect.coming),
  ].join("\n");
}

/** One line or more of at most 79 columns, those that follow two further in. */
export function folded(line: string): string {
  const text = line.trimStart();
  return hanging(text, line.length - text.length).join("\n");
}

/** The last words on a headless run; none where nothing is known to end it. */
export function endWords(prospects: readonly Prospect[]): string[] {
  const last = prospects.findIndex(({ end }) => end?.isCertain);
  const before = last < 0 ? prospects : prospects.slice(0, last);
  const earlier = before.flatMap(({ step, end }) => (end === null ? [] : [step.id]));
  const final = prospects[last];
  if (final?.end) {
    const exits = joinedBy(
      "or",
      final.end.kinds.map((kind) => `${exitOfStop[kind]}`),
    );
    const words = `Without a person, it ends at ${final.step.id}`;
    if (earlier.length === 0) return [`${words}, with exit code ${exits}.`];
    const may = `what is open may end it at ${namesInWords(earlier)} already`;
    return [`${words} at the latest, with exit code ${exits}: ${may}.`];
  }
  if (earlier.length === 0) return [];
  return [`Without a person, it may end at ${namesInWords(earlier)}: that hangs on what is open.`];
}

function hangsOn(what: string, open: readonly Open[]): string[] {
  if (open.length === 0) return [];
  const groups = [...Map.groupBy(open, sourceOf).values()].map(openWords);
  // What tells where a value comes from has a comma in itself.
  const all = [groups.slice(0, -1).join(", "), ...groups.slice(-1)].filter(Boolean);
  return [`  ${what} hangs on ${all.join(", and ")}`];
}

/** What is told together: values that come from one step, and steps. */
function sourceOf({ kind, from }: Open): string {
  return kind === "printed" || kind === "given" ? `${kind} ${from}` : kind;
}

function openWords(open: readonly Open[]): string {
  const names = open.map(({ name }) => name);
  const values = joinedBy(
    "and",
    names.map((name) => `{{${name}}}`),
  );
  const [first] = open;
  switch (first?.kind) {
    case "chosen":
      return `what is chosen at ${joinedBy("and", names)}`;
    case "walked":
      return joinedBy("and", names);
    case "asked":
      return `${values} (give ${names.map((name) => `--set ${name}=…`).join(" ")})`;
    case "given":
      return `${values}, which ${first.from} has yet to give`;
    default:
      return `${values}, which ${first?.from} has yet to print`;
  }
}

function comingLines(prospect: Prospect, isHeadless: boolean): string[] {
  const { step, coming, condition } = prospect;
  const so = condition.length > 0 ? "if so, it " : "";
  switch (coming.kind) {
    case "leftOut":
      return [`  is left out: ${coming.reason}`];
    case "byHand":
      return [`  ${isHeadless ? `${so}stops here: ` : ""}${byHand(step)}`];
    case "impossible":
      return coming.reasons.map(({ text }) => `  ${so}cannot run: ${text}`);
    case "call": {
      const { kind } = coming.ruling;
      const given = coming.given.map(({ name, value }) => `    ${name} = ${value}`);
      const isFree = kind === "pass" && step.auto !== "stop";
      const rulings = isFree ? [] : rulingLines(prospect, coming, isHeadless);
      return [`  ${so}calls ${coming.runbook}`, ...given, ...rulings];
    }
    case "code": {
      const { backup, reading } = coming.prepared;
      return [
        ...rulingLines(prospect, coming, isHeadless),
        ...effectPhrases(reading).map((phrase) => `  it ${phrase}`),
        ...backup.map((path) => `  saves ${path} first`),
      ];
    }
  }
}

function byHand({ kind }: Step): string {
  return byHandWords[kind === "choice" ? kind : "manual"];
}

function rulingLines(
  { step, condition, content }: Prospect,
  { ruling, certain }: Judged,
  isHeadless: boolean,
): string[] {
  const so = condition.length > 0 ? "if so, it " : "";
  if (isHeadless && step.auto === "stop") return [`  ${so}stops here: auto=stop`];
  if (ruling.kind === "pass") {
    const words = isHeadless ? "runs without a question" : "runs at a press of Enter";
    return [`  ${so}${words}${content.length > 0 ? ", as far as is known" : ""}`];
  }
  const words = isHeadless ? headlessWords : wordsWithPerson;
  const [certainly, perhaps] = words(ruling);
  const isCertain = certainly === words(certain)[0];
  const least = certain.kind === "pass" || isCertain ? [] : [words(certain)[0]];
  const said = [...least, isCertain ? certainly : perhaps].join(", and ");
  return [`  ${so}${said}`, ...ruling.reasons.map(({ guard, text }) => `    ${guard}: ${text}`)];
}

/** What a ruling comes to, for certain and perhaps. */
type RulingWords = readonly [string, string];

const denied: RulingWords = ["is denied", "may be denied"];

function headlessWords({ kind }: Ruling): RulingWords {
  if (kind === "pass") return ["runs without a question", "may run without a question"];
  return kind === "ask"
    ? ["stops here: a person has to answer", "may stop here: a person may have to answer"]
    : denied;
}

function wordsWithPerson(ruling: Ruling): RulingWords {
  if (ruling.kind === "pass") return ["runs at a press of Enter", "may run at a press of Enter"];
  if (ruling.kind !== "ask") return denied;
  const what = ruling.level === "confirm" ? "yes or no" : "to type the target's name";
  const others = ruling.approvals > 0 ? ", and others to approve" : "";
  return [`asks ${what}${others}`, `may ask ${what}${others}`];
}

function asWritten(step: Step, coming: Coming): string[] {
  switch (coming.kind) {
    case "byHand":
      return whatIsAsked(step);
    case "code":
      return [indent(coming.prepared.code)];
    case "impossible":
      return step.kind === "code" ? [indent(step.code)] : [];
    default:
      return [];
  }
}

function whatIsAsked(step: Step): string[] {
  if (step.kind === "manual") return [indent(step.text)];
  if (step.kind !== "choice") return [];
  return [
    ...(step.question === "" ? [] : [indent(step.question)]),
    ...step.options.map(({ label }, index) => `    ${index + 1}) ${label}`),
  ];
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
