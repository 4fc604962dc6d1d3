/** How a survey goes through redirections: files, descriptors, here-strings and heredocs. */
import type { HereDoc, Redirection } from "unbash";
import { commandTables } from "./known-commands.ts";
import type { Input } from "./program.ts";
import {
  type Context,
  into,
  note,
  noteSubscript,
  noteText,
  type Survey,
  under,
  underInput,
} from "./survey-context.ts";
import { intoTarget, noteInputFile, writes } from "./survey-files.ts";
import { noteHeeded } from "./survey-heeded.ts";
import { noteSigns } from "./survey-signs.ts";
import { carriers } from "./variable-flow.ts";

/** `input` says what standard input is to the command that is redirected. */
export function visitRedirection(
  survey: Survey,
  node: Redirection,
  context: Context,
  input: Input,
): void {
  const inward = underInput(context, input);
  if (node.descriptor) {
    note(survey, node.descriptor, under(context, "command"));
    if ("name" in node.descriptor) noteSubscript(survey, node.descriptor.name);
  }
  if (node.type === "HereDoc") {
    visitHereDoc(survey, node, inward);
    if (input === "shell") noteHereDoc(survey, node, context);
    if (input === "code") noteSigns(survey, node.body, node.body.text);
  } else if (!node.target) {
    return;
  } else if (node.type === "HereString") {
    survey.visit(node.target, into({ ...inward, splits: false }, carriers.input));
    if (input === "shell") noteText(survey, node.target, node.target.value, context);
    if (input === "code") noteSigns(survey, node.target, node.target.value);
  } else if (node.operator.endsWith("&")) {
    survey.visit(node.target, under(context, "descriptor"));
  } else {
    const isInput = node.operator.startsWith("<");
    const around = isInput ? inward : context;
    if (isInput) noteInputFile(survey, node.target, into(inward, carriers.input));
    if (writes(node)) noteHeeded(survey, node.target);
    const named = writes(node) ? intoTarget(survey, around) : around;
    survey.visit(node.target, { ...named, kind: "redirection" });
  }
}

function visitHereDoc(survey: Survey, node: HereDoc, around: Context): void {
  const { delimiter, body } = node;
  if (delimiter) note(survey, delimiter, under(around, "unknown"));
  const kind = delimiter?.quoted ? "heredocQuoted" : "heredoc";
  const terminator = delimiter?.value ?? null;
  const inside = { ...into(under(around, kind), carriers.input), terminator };
  note(survey, body, inside);
  if (commandTables.test(body.text)) survey.flow.changesTables = true;
  survey.visitChildren(body, { ...inside, quoted: true });
}

function noteHereDoc(survey: Survey, { delimiter, body }: HereDoc, context: Context): void {
  noteText(survey, body, delimiter?.quoted ? body.text : read(body.text), context);
}

/** What is left of a heredoc's text when the shell has taken the backslashes away. */
function read(text: string): string {
  return text.replace(/\\([\\$`\n])/g, (_, character: string) =>
    character === "\n" ? "" : character,
  );
}
