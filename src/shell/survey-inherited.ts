/** How a survey follows the input of code within code, of functions and of groups to the commands that read it. */
import type { Command } from "unbash";
import type { Role } from "./argument-roles.ts";
import { inputWriters, readers, searchers } from "./file-commands.ts";
import { type Context, type Survey, under } from "./survey-context.ts";
import { isAny, namesInput, noteTaken, operandsOf, outputFileOf, wordsIn } from "./survey-files.ts";
import { carriers } from "./variable-flow.ts";

/** `sh -c 'cat > file'`: what reads the input that all around it has. `context` is that of what it makes of it. */
export function noteInherited(
  survey: Survey,
  command: Command,
  roles: readonly Role[],
  context: Context,
): void {
  const isTold = command.redirects.some(({ operator }) => operator.startsWith("<"));
  if (isTold || !readsInput(command, roles)) return;
  // Nothing else stands there: where code is read, it begins a command.
  const whole = context.strict === "nestedCode" ? under(context, "command") : context;
  noteTaken(survey, carriers.input, whole, command.pos);
  for (const { name, directly } of context.carriers) {
    if (name === carriers.input) continue;
    survey.flow.copies.push({ from: carriers.input, to: name, isNext: true, isMade: !directly });
  }
}

/** Whether it is known to write what it reads, and reads its standard input. */
function readsInput(command: Command, roles: readonly Role[]): boolean {
  if (wordsIn(command).some(namesInput) || isAny(inputWriters, command, roles)) return true;
  if (!isAny(readers, command, roles)) return false;
  const output = outputFileOf(command);
  const files = operandsOf(command, roles).filter(({ value }) => value !== output?.value);
  return files.length <= (isAny(searchers, command, roles) ? 1 : 0);
}
