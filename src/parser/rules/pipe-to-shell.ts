/** Code from the network that runs before anybody has seen it. */
import { fetchedCode, fetchers } from "../../shell/commands/unread.ts";
import { readEffects } from "../../shell/effects.ts";
import type { Complaint, Facts } from "./rule.ts";
import { nodesOf, type Script } from "./script.ts";

export function pipeToShell({ scripts }: Facts): Complaint[] {
  return scripts.flatMap((script) => {
    if (!script.commands.some(({ name }) => fetchers.has(name))) return [];
    return readEffects(script.code).effects.flatMap(({ does, start, end }) =>
      does === fetchedCode ? [complaint(script, start, end)] : [],
    );
  });
}

function complaint(script: Script, start: number, end: number): Complaint {
  const download = script.commands
    .filter(({ name, start: from }) => fetchers.has(name) && from <= end)
    .at(-1);
  const pos = Math.min(start, download?.start ?? start);
  const around = commandAround(script, pos, end);
  const fetched = `what \`${download?.name ?? "a command"}\` fetches`;
  const runner = script.commands.find((command) => command.start === start)?.name;
  const message = `${fetched} goes straight into \`${around?.name?.value ?? runner ?? "a shell"}\``;
  const hint = "fetch a file of a fixed version, check its digest, then run it";
  return { span: script.place(around ?? { pos, end }), message, hint };
}

/** The command in whose words both stand. */
function commandAround({ tree }: Script, start: number, end: number) {
  return [...nodesOf(tree)]
    .filter((node) => node.type === "Command")
    .findLast((node) => node.pos <= start && end <= node.end);
}
