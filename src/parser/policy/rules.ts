/** Reads the rules of a policy about commands: what they match, where and when they hold, and why. */
import type { CommandRule } from "../../model/policy.ts";
import { readPattern } from "../../shell/command-pattern.ts";
import { error, type Span } from "../finding.ts";
import { shorten } from "../naming.ts";
import type { Entry, Value } from "../value.ts";
import { takeApprovers } from "./people.ts";
import {
  anyText,
  type Desk,
  notThere,
  takeKeys,
  takeKnown,
  takeText,
  takeTexts,
  wrong,
} from "./take.ts";
import { takeTimes } from "./windows.ts";

const ruleKinds = ["deny", "ask", "window"] as const;
export const ruleKeys = [
  ...(["reason", "in", "except", "approvals", "approvers", "not", "only", "unless"] as const),
];

export function takeRules(entry: Entry | undefined, desk: Desk): CommandRule[] {
  if (entry === undefined) return [];
  if (entry.value.kind !== "list") {
    desk.findings.push(wrong(entry, "a list of rules, each with `deny`, `ask` or `window`"));
    return [];
  }
  return entry.value.items.flatMap((item) => takeRule(item, desk) ?? []);
}

/** `deny: …`, or short for where it holds: `deny in prod: …`. */
export const verbShape =
  /^(deny|ask|window)(?: in ([A-Za-z0-9][\w.@-]*(?:, ?[A-Za-z0-9][\w.@-]*)*))?$/;

function takeRule(item: Value, desk: Desk): CommandRule | null {
  const entries = item.kind === "mapping" ? item.entries : [];
  const verbs = entries.filter(({ key }) => verbShape.test(key));
  const [verb] = verbs;
  const refuse = (span: Span, message: string, expected: string): null => {
    desk.findings.push(error("bad-value", span, message, { expected }));
    return null;
  };
  if (!verb || verbs.length > 1) {
    return refuse(item.span, "a rule says one thing", `one of ${ruleKinds.join(", ")}`);
  }
  const others = entries.filter((entry) => entry !== verb);
  const given = takeKeys(others, "a rule", ruleKeys, desk);
  const [, kind = "", short] = verbShape.exec(verb.key) ?? [];
  const patterns = takePatterns(verb, desk);
  const reason = takeText(given.get("reason"), anyText, desk);
  if (reason === null) {
    refuse(verb.keySpan, "this rule has no reason", "`reason`: what the operator reads");
  }
  const times = takeRuleTimes(verb, kind, given, desk);
  return {
    kind: ruleKinds.find((one) => one === kind) ?? "deny",
    patterns,
    reason: reason ?? "",
    environments: takePlaces(verb, short, given.get("in"), desk),
    ...takeExceptions(given, desk),
    times,
    unlessBackup:
      takeText(given.get("unless"), { shape: /^backup$/, expected: "`backup`" }, desk) !== null,
    line: desk.lineAt(verb.keySpan.start),
  };
}

function takePatterns(verb: Entry, desk: Desk): string[] {
  const expected = "a command with wildcards, such as `scp * **:/opt/example/*`";
  return takeTexts(verb, { shape: /\S/, expected }, desk).map(({ text, span }) => {
    const read = readPattern(text);
    if (!read.ok) {
      const message = `the pattern \`${shorten(text)}\` ${read.message}`;
      desk.findings.push(error("bad-value", span, message, { expected }));
    }
    return text;
  });
}

function takePlaces(
  verb: Entry,
  short: string | undefined,
  inside: Entry | undefined,
  desk: Desk,
): string[] | null {
  const known = desk.environments;
  if (short === undefined) return takeKnown(inside, "environment", known, desk);
  if (inside) {
    const message = `\`in\` says again what \`${verb.key}\` says`;
    desk.findings.push(error("bad-value", inside.keySpan, message, { hint: "say it once" }));
  }
  const names = short.split(/, ?/);
  for (const name of names) {
    if (!known.includes(name)) {
      desk.findings.push(notThere(name, "environment", known, verb.keySpan));
    }
  }
  return names;
}

function takeExceptions(given: ReadonlyMap<string, Entry>, desk: Desk) {
  const paths = {
    shape: /^(?!\/|~|.*\.\.)\S+$/,
    expected: "paths of runbooks below this file, or their names",
  };
  const except = takeTexts(given.get("except"), paths, desk).map(({ text }) => text);
  const approvals = given.get("approvals");
  const count = takeText(approvals, { shape: /^[01]$/, expected: "0 or 1" }, desk);
  if (approvals && except.length === 0) {
    const message = "`approvals` is what an exception costs, and there is none";
    desk.findings.push(
      error("bad-value", approvals.keySpan, message, { expected: "`except`, too" }),
    );
  }
  const approvers = given.get("approvers");
  if (approvers && Number(count ?? 0) === 0) {
    const message = "`approvers` are for the approval that an exception costs, and it costs none";
    desk.findings.push(
      error("bad-value", approvers.keySpan, message, { expected: "`approvals: 1`, too" }),
    );
  }
  return { except, approvals: Number(count ?? 0), approvers: takeApprovers(approvers, desk) };
}

/** A window has its times; the others hold always. */
function takeRuleTimes(
  verb: Entry,
  kind: string,
  given: ReadonlyMap<string, Entry>,
  desk: Desk,
): CommandRule["times"] {
  const [not, only] = [given.get("not"), given.get("only")];
  const entry = not ?? only;
  if (kind !== "window") {
    if (entry) {
      const message = `\`${entry.key}\` belongs to a \`window\``;
      desk.findings.push(error("bad-value", entry.keySpan, message));
    }
    return null;
  }
  if ((not === undefined) === (only === undefined)) {
    const expected = "either `not` or `only`, with its times";
    desk.findings.push(error("bad-value", verb.keySpan, "a `window` says when", { expected }));
    return null;
  }
  return entry ? takeTimes(entry, not ? "outside" : "inside", desk) : null;
}
