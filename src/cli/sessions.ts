/** The command `sessions`: what was run from here, newest first, and how each stands. */
import { neutralise } from "../model/neutralise.ts";
import { listSessions, type SessionState, type SessionSummary } from "../transcript/sessions.ts";
import { exitCode } from "./exit-code.ts";
import { type Io, stateDir } from "./io.ts";
import { refuse, report } from "./refusal.ts";

export interface SessionsOptions {
  readonly stateDir: string | undefined;
  readonly json: boolean;
}

export async function sessions(io: Io, options: SessionsOptions): Promise<number> {
  const listed = await listSessions(stateDir(io, options.stateDir));
  if (!listed.ok) return report(io, refuse(listed.problem.message, listed.problem.hint));
  const found = listed.value;
  if (options.json) {
    io.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  } else if (found.length === 0) {
    io.stdout.write("no sessions yet: firebreak run FILE starts one\n");
  } else {
    io.stdout.write(`${neutralise(found.map(describe).join("\n"))}\n`);
  }
  return exitCode.done;
}

function describe(session: SessionSummary): string {
  if (session.kind === "broken") return `${session.id}  unreadable: ${session.reason}`;
  return `${session.id}  ${stateInWords(session.state)}  ${session.title}`;
}

function stateInWords(state: SessionState): string {
  switch (state.kind) {
    case "running":
      return `running (process ${state.pid})`;
    case "finished":
      return `finished: ${state.outcome}`;
    case "stopped":
      return `stopped: ${state.stop.kind}`;
    case "interrupted":
      return "cut off";
  }
}
