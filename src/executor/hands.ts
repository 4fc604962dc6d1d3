/** Carries out the engine's effects on this machine: the engine's port `Hands`. */
import { join } from "node:path";
import type { Clock, Glimpse, Hands, Turn, Turns } from "../engine/ports.ts";
import type { ClearedStep, Effect, EffectOf } from "../model/effect.ts";
import type { ResultInput } from "../model/input.ts";
import { backUp } from "./backup.ts";
import type { BashRun } from "./bash.ts";
import { stampOf } from "./copy-name.ts";
import { createPipeStock } from "./pipes.ts";
import { observe } from "./probe.ts";
import { restore } from "./restore.ts";
import { startStep } from "./run-step.ts";
import type { MakeDirectory, Store } from "./store.ts";

/** Asks other people to approve a step, and reports what they hand in. */
type AskOthers = (
  effect: EffectOf<"approval">,
  report: (input: ResultInput) => void,
) => Promise<void>;

export interface HandsOptions {
  /** The session's own directory; it exists. Backups go to `backups/` in it. */
  readonly directory: string;
  readonly makeDirectory: MakeDirectory;
  readonly glimpse: (glimpse: Glimpse) => void;
  /** Whose turn it is to change a target; without it, nobody else is known. */
  readonly turns?: Turns;
  /** Dates the names of backups; the system's clock by default. */
  readonly clock?: Clock;
  /** Where steps and probes run; the directory the tool was started in by default. */
  readonly cwd?: string;
  /** Without it nobody is asked, and a step that needs an approval waits. */
  readonly askOthers?: AskOthers;
  /** How long a probe may take, in milliseconds; 5 s by default. */
  readonly probeTimeoutMs?: number;
}

export function createHands(options: HandsOptions): Hands {
  const { directory, glimpse } = options;
  const clock = options.clock ?? { now: () => new Date().toISOString() };
  const cwd = options.cwd ?? process.cwd();
  const timeoutMs = options.probeTimeoutMs ?? 5_000;
  const pipes = createPipeStock(directory);
  const turns = options.turns ?? alone;
  const steps = new Map<string, BashRun>();
  const cancelled = new Set<string>();
  const running = new Set<BashRun>();
  let isAbandoned = false;

  function started(run: BashRun): void {
    running.add(run);
    if (isAbandoned) run.abandon();
    void run.ended.then(() => running.delete(run));
  }

  async function spawn(effect: EffectOf<"spawn">, report: (input: ResultInput) => void) {
    const turn = await turnFor(effect.cleared, turns);
    const refused = turn.kind === "refused" ? turn.reason : null;
    const run = startStep(effect.cleared, { cwd, directory, pipes, glimpse, refused }, report);
    steps.set(nameOf(effect), run);
    started(run);
    if (cancelled.has(nameOf(effect))) run.cancel();
    await run.ended;
    steps.delete(nameOf(effect));
    await release(turn);
  }

  function storeIn(own: string | null): Store {
    const { makeDirectory } = options;
    return {
      directory: own ?? join(directory, "backups"),
      stamp: stampOf(clock.now()),
      makeDirectory,
    };
  }

  return {
    async perform(effect, report) {
      const { step, attempt } = effect;
      switch (effect.kind) {
        case "observe": {
          const surroundings = { cwd, directory, pipes, timeoutMs, turns, started };
          const observation = await observe(effect.environments, surroundings);
          return report({ kind: "observed", step, attempt, observation });
        }
        case "backup": {
          const result = await backUp(effect.paths, storeIn(effect.directory));
          return report({ kind: "backedUp", step, attempt, result });
        }
        case "restore": {
          const result = await restore(effect.artefacts, storeIn(null));
          return report({ kind: "restored", step, attempt, result });
        }
        case "approval":
          return await options.askOthers?.(effect, report);
        case "spawn":
          return await spawn(effect, report);
        case "cancel":
          // The step may still be waiting for its turn.
          cancelled.add(nameOf(effect));
          return steps.get(nameOf(effect))?.cancel();
      }
    },
    async abandon() {
      isAbandoned = true;
      const runs = [...running];
      for (const run of runs) run.abandon();
      await Promise.all(runs.map((run) => run.ended));
      pipes.close();
    },
  };
}

function nameOf({ step, attempt }: Effect): string {
  return `${step} ${attempt}`;
}

/** Where nobody keeps turns, every step has its own. */
const alone: Turns = {
  holder: async () => null,
  take: async () => ({ kind: "taken", release: async () => {} }),
};

/** What only looks needs no turn. */
function turnFor({ risk, target }: ClearedStep, turns: Turns): Promise<Turn> {
  return (risk === "none" ? alone : turns).take(target);
}

async function release(turn: Turn): Promise<void> {
  if (turn.kind === "taken") await turn.release();
}
