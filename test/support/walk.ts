/** Walks a runbook at a real terminal the way a person does: read what it asks, then answer. */
import { hostname } from "node:os";
import { enter, type Terminal } from "./terminal.ts";

/** What the screen says, by what it wants. */
const prompts = {
  go: "Press Enter to run it",
  confirm: "Press y for yes",
  type: "To run it, type",
  task: "Press Enter once it is done",
} as const;
export type Asked = keyof typeof prompts;

/** Waits until the screen asks about this step (counted from 1); tells how it asks. */
export async function asksAt(screen: Terminal, step: number): Promise<Asked> {
  const any = Object.values(prompts).join("|");
  const seen = await pastResults(screen, new RegExp(`step ${step} of \\d+ .*(${any})`, "s"));
  const kinds = Object.keys(prompts) as Asked[];
  const kind = kinds.find((each) => seen.includes(prompts[each]));
  if (kind === undefined) throw new Error(`no prompt on this screen:\n${seen}`);
  return kind;
}

/** Reads what earlier steps printed, until `wanted` is there. */
async function pastResults(screen: Terminal, wanted: RegExp): Promise<string> {
  const result = "Press Enter to go on";
  const seen = await screen.until(new RegExp(`${wanted.source}|${result}`, wanted.flags));
  if (!seen.includes(result)) return seen;
  await pressOn(screen);
  await screen.until(new RegExp(`^(?!.*${result})`, "s"));
  return pastResults(screen, wanted);
}

/** Waits for the step's question and says yes to it in the way that it wants. */
export async function goOn(screen: Terminal, step: number): Promise<Asked> {
  const asked = await asksAt(screen, step);
  if (asked === "type") {
    screen.press(hostname());
    await screen.until(new RegExp(`type ${hostname()} .*:\\W+${hostname()}$`, "m"));
  }
  if (asked === "go") {
    await pressOn(screen);
    return asked;
  }
  await read();
  screen.press(asked === "confirm" ? "y" : enter);
  return asked;
}

/** Once more Enter, when it has been let go for as long as tells it from one that is held down. */
async function pressOn(screen: Terminal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 450));
  screen.press(enter);
}

/** As long as the screen wants a question read before it takes a yes, and a key let go. */
export async function read(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 750));
}

/** Leaves the last screen; gives the transcript that the normal screen names then. */
export async function leave(screen: Terminal): Promise<{ transcript: string; verdict: string }> {
  await pastResults(screen, /Press any key to leave/);
  screen.press(enter);
  await screen.exited;
  const left = await screen.until(/^ +verdict +\S/m);
  // A long path goes on in the next line.
  const transcript = /^ +transcript +(\S+?(\n\S+?)*\.jsonl)$/m
    .exec(left)?.[1]
    ?.replaceAll("\n", "");
  const verdict = /^ +verdict +(\S+)/m.exec(left)?.[1];
  if (transcript === undefined || verdict === undefined) {
    throw new Error(`no transcript on this screen:\n${left}`);
  }
  return { transcript, verdict };
}
