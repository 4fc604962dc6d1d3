/** The command `run --dry-run`: what a run would do, step by step, with nothing started and nothing written. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evolve } from "../engine/evolve.ts";
import { rehearse } from "../engine/rehearse.ts";
import { createHands } from "../executor/hands.ts";
import { recognised } from "../guards/environment.ts";
import { neutralise } from "../model/neutralise.ts";
import type { Observation } from "../model/observation.ts";
import type { Run } from "../model/run.ts";
import { systemWords } from "../model/system-words.ts";
import { countWords } from "../model/words.ts";
import { makeDirectory } from "../transcript/directory.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { endWords, folded, prospectText } from "./prospect-words.ts";
import { type Outcome, refuse, report } from "./refusal.ts";

/** The probes of the policy are sent, for they only look; no step is, and no question is asked. */
export async function dryRun(io: Io, prepared: PreparedRun): Promise<number> {
  const run = openedRun(prepared);
  const looked = await look(prepared);
  if (!looked.ok) return report(io, looked);
  const observation = looked.value;
  const prospects = rehearse(run, { observation, at: run.openedAt });
  const count = countWords(prospects.length, "step");
  const head = `${run.plan.runbook.title}: ${count}, as they would be walked. Nothing was run.`;
  const isHeadless = run.now.mode.kind === "auto";
  const text = [
    folded(head),
    folded(placeWords(observation)),
    ...prospects.map((prospect) => prospectText(prospect, isHeadless)),
    ...(isHeadless ? endWords(prospects).map(folded) : []),
  ].join("\n\n");
  io.stdout.write(`${neutralise(text)}\n`);
  return exitCode.done;
}

/** The session that a run would open, without one. */
function openedRun({ plan, circumstances, given }: PreparedRun): Run {
  const at = new Date().toISOString();
  const run = evolve(null, {
    type: "session.opened",
    at,
    session: "dry-run",
    plan,
    ...circumstances,
  });
  const defaults = plan.inputs.flatMap(({ name, default: value }) =>
    value === null ? [] : [[name, value] as const],
  );
  const values = { ...Object.fromEntries(defaults), ...given };
  return evolve(run, { type: "input.set", at, by: "flag", values });
}

/** Probes need pipes, which stand in a directory of their own that is gone again afterwards. */
async function look({ circumstances }: PreparedRun): Promise<Outcome<Observation>> {
  const above = tmpdir();
  const directory = await mkdtemp(join(above, "firebreak-dry-run-")).catch((error) =>
    refuse(
      `there is no place for the pipes of probes in ${above}: ${systemWords(error)}`,
      "let TMPDIR name a directory that can be written",
    ),
  );
  if (typeof directory !== "string") return directory;
  const hands = createHands({
    directory,
    makeDirectory,
    cwd: circumstances.directory,
    glimpse: () => {},
  });
  try {
    const { environments } = circumstances.policy;
    const effect = { kind: "observe", key: "dry-run", step: "", attempt: 1, environments } as const;
    const value = await new Promise<Observation>((resolve, reject) => {
      const done = hands.perform(effect, (input) => {
        if (input.kind === "observed") resolve(input.observation);
      });
      done.catch(reject);
    });
    return { ok: true, value };
  } finally {
    await hands.abandon();
    await rm(directory, { recursive: true, force: true });
  }
}

function placeWords(observation: Observation): string {
  const seen = recognised(observation);
  const place =
    seen.length === 0 ? "which no probe recognises" : `recognised as ${seen.join(" and ")}`;
  return `On ${observation.hostname}, ${place}.`;
}
