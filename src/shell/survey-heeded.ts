/** How a survey follows values into files that programs heed without being told of them. */
import type { Command, Word } from "unbash";
import type { Role } from "./argument-roles.ts";
import { namers } from "./file-commands.ts";
import { beginsShell, heedersOf, loginShell } from "./heeded-files.ts";
import { wordsOf } from "./program.ts";
import type { Survey } from "./survey-context.ts";
import { anyAt, fileAt, isAny, isUnknown, wordsIn } from "./survey-files.ts";

/** Those that let a file be run by its name. */
const openers = new Set(wordsOf("chmod install"));

/** Notes that what is in a file may run when another program does, which heeds it. */
export function noteHeeded(survey: Survey, file: Word): void {
  const from = fileAt(survey, file);
  for (const name of heedersOf(survey.constants.textOf(file) ?? file.value)) {
    survey.flow.copies.push({ from, to: heededBy(name), isNext: false });
  }
}

function heededBy(name: string): string {
  return `heeded:${name}`;
}

/** Notes what a command heeds, and which files it puts where another one does. */
export function noteHeeding(survey: Survey, command: Command, roles: readonly Role[]): void {
  const { uses, copies } = survey.flow;
  const words = wordsIn(command);
  const named = words.filter((_, index) => index === 0 || roles[index] === "command");
  for (const { value } of named) {
    const name = value.slice(value.lastIndexOf("/") + 1);
    uses.push({ carrier: heededBy(name), kind: "nestedCode" });
    const options = words.map((word) => word.value);
    if (beginsShell(name, options)) {
      uses.push({ carrier: heededBy(loginShell), kind: "nestedCode" });
    }
  }
  if (isAny(namers, command, roles)) for (const word of words.slice(1)) noteHeeded(survey, word);
  if (!isAny(openers, command, roles)) return;
  for (const word of words.slice(1)) {
    const name = word.value.slice(word.value.lastIndexOf("/") + 1);
    copies.push({ from: fileAt(survey, word), to: heededBy(name), isNext: false });
  }
}

/** `BASH_ENV=file` */
export function noteStartup(survey: Survey, file: Word): void {
  for (const carrier of isUnknown(file)
    ? [fileAt(survey, file), anyAt(survey.flow)]
    : [fileAt(survey, file)]) {
    survey.flow.uses.push({ carrier, kind: "nestedCode" });
  }
}
