/** Walks the syntax tree of marked code and says for every mark in which kind of place it stands. */
import { forEachChild, type ParsedScript, type SyntaxNode } from "unbash";
import { type Aliases, aliasesIn, withoutAliases } from "./aliases.ts";
import { constantsOf } from "./constants.ts";
import { inBoth } from "./joined-places.ts";
import { findMarks, type Mark } from "./marks.ts";
import { levelsOf, parse } from "./parse.ts";
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
import { type Flow, noFlow } from "./variable-flow.ts";

/** The code that some other code lies in, and how deep that is. */
interface Above {
  /** Whether it is told by nobody that a shell reads this as code. */
  readonly isAside?: boolean;
  readonly depth: number;
  readonly survey: Survey;
  readonly context: Context;
  /** Whether it is the same code, into which its aliases have been put. */
  readonly isSame?: boolean;
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
  const { nodes, depth } = levelsOf(script, deepest - outer);
  const below = outer + depth;
  if (below > deepest) {
    flow.isCut = true;
    return marks.map(() => unreadable);
  }
  const isText = (text: string): boolean => !marks.some((mark) => text.includes(mark.text));
  const constants = constantsOf(nodes, isText, above?.survey.constants ?? null);
  const known = above?.survey.aliases ?? none;
  const aliases = above?.isSame ? known : aliasesIn(nodes, isText, known);
  const functions = nodes.filter((node) => node.type === "Function");
  const survey: Survey = {
    code,
    marks,
    places: marks.map(() => null),
    functions: new Set(functions.map(({ name }) => name.value)),
    aliases,
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
    isAside: above?.isAside ?? above?.survey.isAside ?? false,
    surveyAside: (text, its) =>
      surveyAside(text, its, { depth: below, survey, context: outside, isAside: true }),
  };
  survey.handsOptions ||= /\$\{?[@*]/.test(code) && nodes.some((node) => handsOption(survey, node));
  survey.functionInput = strictest(functions.map(({ body }) => inputOf(survey, body)));
  survey.inputs.clear();
  noteOpened(survey, nodes);
  const around = above?.context ?? outside;
  const isOrdered = above === null && aliases.size === 0 && !nodes.some(isOutOfOrder);
  for (const statement of script.commands) {
    if (isOrdered && flow.moment < mostMoments) flow.moment += 1;
    visit(survey, statement, intoOpened(survey, around));
  }
  // What it prints is code for another shell.
  if (around.strict === "nestedCode") noteWordsAsCode(survey, script);
  if (above?.isSame) return survey.places;
  const written = withoutAliases(code, nodes, aliases, isText);
  if (written === null) flow.changesTables = true;
  if (written === null || written === code) return survey.places;
  // Which of the two a shell reads is for its options to say.
  const same = { depth: outer, survey, context: around, isSame: true };
  const moved = findMarks(marks, written).filter((mark) => mark !== null);
  return inBoth(survey.places, surveyCode(written, moved, flow, same));
}

const none: Aliases = new Map();

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
  const { aliases, constants, handsOptions, shifts } = survey;
  const around = { ...context, word: null, heeds: null, listed: null };
  const set = [constants.key, handsOptions, shifts, flow.moment, flow.opened.size];
  const known = [...set, ...aliases];
  const key = JSON.stringify([text, marks.map((mark) => mark.text), around, known]);
  const before = survey.found.get(key);
  if (before) return before;
  const places = surveyCode(text, marks, flow, { depth, survey, context: around });
  survey.found.set(key, places);
  return places;
}

/** Code within such code may be the same again: what is being looked at is not begun anew. */
function surveyAside(
  text: string,
  marks: readonly Mark[],
  above: Above,
): readonly (Place | null)[] {
  const { found } = above.survey;
  const key = `aside ${text}`;
  const before = found.get(key);
  if (before) return before;
  found.set(key, []);
  const places = surveyCode(text, marks, noFlow(), above);
  found.set(key, places);
  return places;
}

/** Of so many statements, the later ones count as if they ran in any order. */
const mostMoments = 300;

/** Deeper than anybody writes, and not so deep that the stack of calls would not hold it. */
const deepest = 300;

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
