/** Comments that silence a rule about the block below: `<!-- firebreak-ignore rule-id reason -->`. */
import type { Html, Nodes, Root } from "mdast";
import type { Span } from "../finding.ts";
import { nearest } from "../nearest.ts";
import { joined } from "../spans.ts";
import type { Complaint } from "./rule.ts";
import { isRule, type RuleId, rules } from "./table.ts";

export interface Silences {
  /** Where a rule may not speak: spans in order that do not overlap. */
  readonly quiet: ReadonlyMap<RuleId, readonly Span[]>;
  readonly refused: readonly (Complaint & { readonly rule: "cannot-silence" | "bad-ignore" })[];
}

export function silencesIn(root: Root): Silences {
  const quiet = new Map<RuleId, Span[]>();
  const refused: Silences["refused"][number][] = [];
  const left: Nodes[] = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    if (!("children" in node)) continue;
    const { children } = node;
    let below: Nodes | undefined;
    for (const child of children.toReversed()) {
      left.push(child);
      const order = child.type === "html" ? orderIn(child) : null;
      const problem = order && problemOf(order, below);
      if (problem) refused.push({ ...problem, span: spanOf(child) });
      else if (order && below && isRule(order.rule)) {
        const spans = quiet.get(order.rule) ?? [];
        spans.push(spanOf(below));
        quiet.set(order.rule, spans);
      }
      if (child.type !== "html") below = child;
    }
  }
  return { quiet: new Map([...quiet].map(([rule, spans]) => [rule, joined(spans)])), refused };
}

interface Order {
  readonly rule: string;
  readonly reason: string;
}

function orderIn({ value }: Html): Order | null {
  const match = /^<!--+\s*firebreak-ignore\b:?\s*(\S*)([\s\S]*?)--+>/.exec(value);
  if (!match) return null;
  const [, rule = "", reason = ""] = match;
  return { rule: rule.replace(/--+>?$/, ""), reason: reason.trim() };
}

function problemOf(
  { rule, reason }: Order,
  below: Nodes | undefined,
): Omit<Silences["refused"][number], "span"> | null {
  if (!isRule(rule)) {
    const near = nearest(rule, Object.keys(rules));
    const hint =
      near === null ? "name the rule that the diagnostic names" : `did you mean \`${near}\`?`;
    const message = rule === "" ? "no rule is named" : `there is no rule \`${rule}\``;
    return { rule: "bad-ignore", message, hint };
  }
  if (rules[rule].kind !== "advice") {
    const message = `\`${rule}\` guards safety, and no document can silence it`;
    const hint = "put right what it says; the project's policy alone can change how it speaks";
    return { rule: "cannot-silence", message, hint };
  }
  if (reason === "") {
    const message = `no reason is given for silencing \`${rule}\``;
    return { rule: "bad-ignore", message, hint: "say why, behind the name of the rule" };
  }
  if (below !== undefined) return null;
  return { rule: "bad-ignore", message: "nothing stands below this comment", hint: "take it out" };
}

function spanOf({ position }: Nodes): Span {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}
