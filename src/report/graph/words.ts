/** The words and colours that all drawings of a graph share. */
import type { Risk } from "../../model/risk.ts";
import { callOf } from "../../model/step.ts";
import { byHandWords } from "../../model/words.ts";
import type { GraphNode } from "../../parser/graph-model.ts";
import type { Phase } from "../../parser/phases.ts";

const phaseWords: Readonly<Record<Phase, string>> = {
  prepare: "Prepare",
  diagnose: "Diagnose",
  fix: "Fix",
  verify: "Verify",
  rollBack: "Roll back",
  escalate: "Escalate",
  none: "Steps",
};

/** Background, border and text; from calm to alarming, and readable on white. */
export const riskColors: Readonly<Record<Risk, { fill: string; stroke: string; text: string }>> = {
  none: { fill: "#e6f4ea", stroke: "#137333", text: "#000000" },
  low: { fill: "#e8f0fe", stroke: "#1967d2", text: "#000000" },
  medium: { fill: "#fef7e0", stroke: "#b06000", text: "#000000" },
  high: { fill: "#fad2cf", stroke: "#c5221f", text: "#000000" },
  critical: { fill: "#a50e0e", stroke: "#000000", text: "#ffffff" },
};

/** The second line of a node: its id, and how risky it is or who does it. */
export function factsOf({ id, kind, risk, isRunnable }: GraphNode): string {
  const who = kind === "code" ? `risk ${risk}` : personWords[kind];
  return `${id}, ${who}${isRunnable ? "" : ", cannot run as it is written"}`;
}

const personWords = {
  ...byHandWords,
  call: "calls another runbook",
} as const;

export interface Group {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
}

/**
 * The nodes by phase, and those that a call brings in by that call, in order of first appearance; rollback
 * steps come last, whatever their heading.
 */
export function groupsOf(nodes: readonly GraphNode[]): Group[] {
  const groups = Map.groupBy(nodes, ({ id, role, phase }) => {
    if (role === "rollback") return "On the way back";
    const call = callOf(id);
    return call === null ? phaseWords[phase] : `Called by ${call}`;
  });
  return [...groups].map(([name, members]) => ({ name, nodes: members }));
}
