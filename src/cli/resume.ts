/** The command `resume [SESSION]`: goes on with a session where it stopped or was cut off. */
import { replay } from "../engine/evolve.ts";
import type { Circumstances } from "../model/event.ts";
import { systemWords } from "../model/system-words.ts";
import { openTranscript, type Transcript } from "../transcript/journal.ts";
import { loadOperatorKey } from "../transcript/operator-key.ts";
import { readEvents } from "../transcript/read.ts";
import { listSessions, type SessionSummary } from "../transcript/sessions.ts";
import { callPoliciesOf } from "./call-policies.ts";
import { changeSince } from "./change-since.ts";
import { circumstancesOf, type ModeOptions, principalOf } from "./circumstances.ts";
import { exitCode } from "./exit-code.ts";
import { configDir, type Io, stateDir } from "./io.ts";
import { loadPolicy } from "./load-policy.ts";
import { type Outcome, refuse, report } from "./refusal.ts";
import { runSession } from "./session.ts";
import { verifyOwn } from "./verify-own.ts";

export interface ResumeOptions extends ModeOptions {
  readonly config: string | undefined;
  readonly stateDir: string | undefined;
}

export async function resume(
  io: Io,
  session: string | undefined,
  options: ResumeOptions,
): Promise<number> {
  const found = await choose(io, session, options);
  if (!found.ok) return report(io, found);
  const circumstances = await circumstancesNow(io, found.value, options);
  if (!circumstances.ok) return report(io, circumstances);
  const key = await loadOperatorKey({ configDir: configDir(io), principal: principalOf(io) });
  if (!key.ok) {
    return report(io, refuse(key.problem.message, key.problem.hint, exitCode.noTranscript));
  }
  const { directory } = found.value;
  const opened = await openTranscript({ directory, key: key.value });
  if (!opened.ok) {
    const { kind, message, hint } = opened.problem;
    return report(
      io,
      refuse(message, hint, kind === "io" ? exitCode.noTranscript : exitCode.usage),
    );
  }
  const { transcript, events } = opened.value;
  const replayed = replay(events);
  if (replayed.finished !== null) return sealOnly(io, transcript);
  return runSession(io, {
    directory,
    transcript,
    key: key.value,
    replayed,
    // The commands of the steps were written for where the session was opened, not for where we are now.
    opening: {
      kind: "resume",
      circumstances: { ...circumstances.value, directory: replayed.now.directory },
    },
    json: options.json,
    notice: await changeSince(replayed.plan),
    stateDir: options.stateDir,
  });
}

/**
 * Judged before the transcript is opened: a resume that cannot begin leaves no trace in it. What is read
 * here is not verified yet; it only says where the policy is looked for.
 */
async function circumstancesNow(
  io: Io,
  { path, runbook }: FoundSession,
  options: ResumeOptions,
): Promise<Outcome<Circumstances>> {
  const content = await readEvents(path);
  if (!content.ok) return refuse(content.problem.message, content.problem.hint);
  const { events, signed } = content.value;
  const { plan, now } = replay(events.slice(0, signed));
  const config = options.config ?? now.policy.path ?? undefined;
  const policy = await loadPolicy(io, runbook, config);
  if (!policy.ok) return policy;
  const own = options.config === undefined ? now.callPolicies : [];
  const pathOf = (call: string) => own.find((each) => each.call === call)?.policy.path ?? null;
  const callees = plan.callees.filter(({ call }) => pathOf(call) !== null);
  const callPolicies = await callPoliciesOf(io, callees, policy.value, pathOf);
  if (!callPolicies.ok) return callPolicies;
  return circumstancesOf(io, policy.value, callPolicies.value, options);
}

/** It had come to its end, and died before that was sealed: nothing is left to do but that. */
async function sealOnly(io: Io, transcript: Transcript): Promise<number> {
  try {
    await transcript.seal("finished");
  } catch (cause) {
    const message = `the transcript could not be sealed: ${systemWords(cause)}`;
    return report(io, refuse(message, null, exitCode.noTranscript));
  } finally {
    await transcript.close();
  }
  io.stderr.write(
    "firebreak: the session was finished already, and its transcript is sealed now\n",
  );
  io.stderr.write(`transcript: ${transcript.path}\n`);
  return exitCode.done;
}

type FoundSession = Extract<SessionSummary, { kind: "session" }>;

/** The session named, or the latest that is neither sealed at its end nor being run. */
async function choose(
  io: Io,
  id: string | undefined,
  options: ResumeOptions,
): Promise<Outcome<FoundSession>> {
  const listed = await listSessions(stateDir(io, options.stateDir));
  if (!listed.ok) return refuse(listed.problem.message, listed.problem.hint);
  const sessions = listed.value;
  const found =
    id === undefined ? sessions.find(isOpen) : sessions.find((session) => session.id === id);
  if (found === undefined) {
    return id === undefined
      ? refuse("there is no session to go on with", "firebreak sessions lists those there are")
      : refuse(`there is no session ${id}`, "firebreak sessions lists them");
  }
  if (found.kind === "broken") return refuse(`${found.id} cannot be read: ${found.reason}`, null);
  if (found.state.kind === "finished" && (await verifyOwn(io, found.path)) !== "UNSEALED") {
    return refuse(`${found.id} is finished`, `firebreak show ${found.id} tells what it did`);
  }
  return { ok: true, value: found };
}

function isOpen(session: SessionSummary): boolean {
  if (session.kind === "broken") return false;
  return session.state.kind === "stopped" || session.state.kind === "interrupted";
}
