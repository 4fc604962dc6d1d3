/** Walks the syntax tree of marked code and says for every mark in which kind of place it stands. */
import { forEachChild, type ParsedScript, type SyntaxNode } from "unbash";
import { constantsOf } from "./constants.ts";
import type { Mark } from "./marks.ts";
import { parse } from "./parse.ts";
import { bareCommand } from "./survey-builtins.ts";
import { commandVisitors, handsOption, noteWordsAsCode } from "./survey-commands.ts";
import {
  type Context,
  outside,
  type Place,
  printed,
  type Survey,
  under,
  type Visitors,
} from "./survey-context.ts";
import { inputOf, strictest } from "./survey-inputs.ts";
import { intoOpened, noteOpened } from "./survey-outputs.ts";
import { wordVisitors } from "./survey-words.ts";
import type { Flow } from "./variable-flow.ts";

/** The code that some other code lies in, and how deep that is. */
interface Above {
  readonly depth: number;
  readonly survey: Survey;
  readonly context: Context;
}

/** One place for each mark, null where the tree has nothing; what variables do is added to `flow`. */
export function surveyCode(
  code: string,
  marks: readonly Mark[],
  flow: Flow,
  above: Above | null = null,
): (Place | null)[] {
  const script = parse(code);
  if (isBroken(script)) return marks.map(() => unreadable);
  const outer = above?.depth ?? 0;
  const { nodes, depth } = nodesOf(script, deepest - outer);
  const below = outer + depth;
  if (below > deepest) {
    flow.isCut = true;
    return marks.map(() => unreadable);
  }
  const isText = (text: string): boolean => !marks.some((mark) => text.includes(mark.text));
  const constants = constantsOf(nodes, isText, above?.survey.constants ?? null);
  const functions = nodes.filter((node) => node.type === "Function");
  const survey: Survey = {
    code,
    marks,
    places: marks.map(() => null),
    functions: new Set(functions.map(({ name }) => name.value)),
    subscripted: nodes.flatMap((node) =>
      node.type === "Word" && /^[A-Za-z_]\w*\[.+\]$/s.test(node.value) ? [node.value] : [],
    ),
    reopens: nodes.some(reopensInput),
    shifts: above?.survey.shifts || /\bshift\b/.test(code),
    handsOptions: above?.survey.handsOptions ?? false,
    inputs: new Map(),
    found: above?.survey.found ?? new Map(),
    functionInput: "plain",
    constants,
    flow,
    visit: (node, context) => visit(survey, node, context),
    visitChildren: (node, context) => forEachChild(node, (child) => visit(survey, child, context)),
    surveyText: (text, its, context) =>
      surveyOnce(text, its, flow, { depth: below, survey, context }),
  };
  survey.handsOptions ||= /\$\{?[@*]/.test(code) && nodes.some((node) => handsOption(survey, node));
  survey.functionInput = strictest(functions.map(({ body }) => inputOf(survey, body)));
  survey.inputs.clear();
  noteOpened(survey, nodes);
  const around = above?.context ?? outside;
  const isOrdered = above === null && !nodes.some(isOutOfOrder);
  for (const statement of script.commands) {
    if (isOrdered) flow.moment += 1;
    visit(survey, statement, intoOpened(survey, around));
  }
  // What it prints is code for another shell.
  if (around.strict === "nestedCode") noteWordsAsCode(survey, script);
  return survey.places;
}

/**
 * The same text comes several times where it is both a word of a command and code that a shell reads: what was
 * found once is found again. Without that, it would be looked at twice as often for each level that it is nested.
 */
function surveyOnce(
  text: string,
  marks: readonly Mark[],
  flow: Flow,
  { depth, survey, context }: Above,
): readonly (Place | null)[] {
  const { constants, handsOptions, shifts } = survey;
  const around = { ...context, word: null };
  const known = [constants.key, handsOptions, shifts, flow.moment, flow.opened.size];
  const key = JSON.stringify([text, marks.map((mark) => mark.text), around, known]);
  const before = survey.found.get(key);
  if (before) return before;
  const places = surveyCode(text, marks, flow, { depth, survey, context: around });
  survey.found.set(key, places);
  return places;
}

/** Deeper than anybody writes, and not so deep that the stack of calls would not hold it. */
const deepest = 300;

/** Without recursion, for the code may be nested deeper than that, and no further than one level below `most`. */
function nodesOf(script: SyntaxNode, most: number): { nodes: SyntaxNode[]; depth: number } {
  const nodes: SyntaxNode[] = [];
  let depth = 0;
  for (let level = [script]; level.length > 0 && depth <= most; depth += 1) {
    for (const node of level) nodes.push(node);
    const below: SyntaxNode[] = [];
    for (const node of level) forEachChild(node, (child) => below.push(child));
    level = below;
  }
  return { nodes, depth };
}

function reopensInput(node: SyntaxNode): boolean {
  if (node.type !== "Command") return node.type === "Coproc";
  const { redirects } = node;
  return (
    bareCommand(node).name?.value === "exec" &&
    redirects.some(({ operator }) => operator.startsWith("<"))
  );
}

/** What may run at another time than where it stands. */
function isOutOfOrder(node: SyntaxNode): boolean {
  if (node.type === "Statement") return node.background === true;
  if (node.type === "Command") return /^(trap|alias)$/.test(bareCommand(node).name?.value ?? "");
  return /^(Function|Coproc|ProcessSubstitution)$/.test(node.type);
}

const visitors: Visitors = { ...commandVisitors, ...wordVisitors, Script: visitScript };

function visit(survey: Survey, node: SyntaxNode, context: Context): void {
  // The table pairs each type with a visitor of that type, which TypeScript cannot follow here.
  const visitor = visitors[node.type] as Visitor | undefined;
  if (visitor) visitor(survey, node, context);
  else survey.visitChildren(node, context);
}

type Visitor = (survey: Survey, node: SyntaxNode, context: Context) => void;

/** A script within a word starts anew, but what is strict around it stays so. */
function visitScript(survey: Survey, node: ParsedScript, around: Context): void {
  const { strict, isForeign, replaced, terminator, splitsPrinted } = around;
  const carriers = printed(around.carriers).map((one) => ({ ...one, isTold: true }));
  const fresh = { ...outside, strict, isForeign, replaced, terminator, splitsPrinted, carriers };
  const within = intoOpened(survey, fresh);
  survey.visitChildren(node, isBroken(node) ? under(within, "unreadable") : within);
}

function isBroken({ errors = [] }: ParsedScript): boolean {
  return errors.length > 0;
}

const unreadable: Place = { ...outside, kind: "unreadable", carriers: [], heeded: [] };
