/** The command `resume [SESSION]`: goes on with a session where it stopped or was cut off. */
import { replay } from "../engine/evolve.ts";
import { openTranscript } from "../transcript/journal.ts";
import { loadOperatorKey } from "../transcript/operator-key.ts";
import { directoryOfSession, listSessions, type SessionSummary } from "../transcript/sessions.ts";
import { circumstancesOf, type ModeOptions, principalOf } from "./circumstances.ts";
import { exitCode } from "./exit-code.ts";
import { configDir, type Io, stateDir } from "./io.ts";
import { loadPolicy } from "./load-policy.ts";
import { loadRunbook } from "./load-runbook.ts";
import { type Outcome, refuse, report } from "./refusal.ts";
import { runSession } from "./session.ts";

export interface ResumeOptions extends ModeOptions {
  readonly config: string | undefined;
  readonly stateDir: string | undefined;
}

export async function resume(
  io: Io,
  session: string | undefined,
  options: ResumeOptions,
): Promise<number> {
  const chosen = await choose(io, session, options);
  if (!chosen.ok) return report(io, chosen);
  const key = await loadOperatorKey({ configDir: configDir(io), principal: principalOf(io) });
  if (!key.ok) {
    return report(io, refuse(key.problem.message, key.problem.hint, exitCode.noTranscript));
  }
  const directory = directoryOfSession(stateDir(io, options.stateDir), chosen.value);
  const opened = await openTranscript({ directory, key: key.value });
  if (!opened.ok) {
    return report(io, refuse(opened.problem.message, opened.problem.hint));
  }
  const { transcript, events } = opened.value;
  const replayed = replay(events);
  const { path, digest } = replayed.plan.runbook;
  const policy = await loadPolicy(
    io,
    path,
    options.config ?? replayed.now.policy.path ?? undefined,
  );
  const circumstances = policy.ok ? circumstancesOf(io, policy.value, options) : policy;
  if (!circumstances.ok) {
    await transcript.close();
    return report(io, circumstances);
  }
  await warnOfChange(io, path, digest);
  return runSession(io, {
    directory,
    transcript,
    replayed,
    opening: { kind: "resume", circumstances: circumstances.value },
    json: options.json,
    stateDir: options.stateDir,
  });
}

/** The session named, or the latest that is neither finished nor being run. */
async function choose(
  io: Io,
  session: string | undefined,
  options: ResumeOptions,
): Promise<Outcome<string>> {
  const sessions = await listSessions(stateDir(io, options.stateDir));
  if (session === undefined) {
    const open = sessions.find(isOpen);
    return open === undefined
      ? refuse("there is no session to go on with", "firebreak sessions lists those there are")
      : { ok: true, value: open.id };
  }
  const found = sessions.find(({ id }) => id === session);
  if (found === undefined) {
    return refuse(`there is no session ${session}`, "firebreak sessions lists them");
  }
  if (found.kind === "session" && found.state.kind === "finished") {
    return refuse(`${session} is finished`, `firebreak show ${session} tells what it did`);
  }
  return { ok: true, value: session };
}

function isOpen(session: SessionSummary): boolean {
  if (session.kind === "broken") return false;
  return session.state.kind === "stopped" || session.state.kind === "interrupted";
}

/** The plan in the transcript counts; a person should know when the document says something else by now. */
async function warnOfChange(io: Io, path: string, digest: string): Promise<void> {
  const runbook = await loadRunbook(io, path);
  if (!runbook.ok) {
    io.stderr.write(`firebreak: ${path} is gone; going on with the plan as it was opened\n`);
  } else if (runbook.value.digest !== digest) {
    io.stderr.write(`firebreak: ${path} has changed; going on with the plan as it was opened\n`);
  }
}
