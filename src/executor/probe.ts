/** Looks at this machine: does it show the marks of an environment? */
import { stat } from "node:fs/promises";
import { BlockList, isIPv6 } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import type { Turns } from "../engine/ports.ts";
import { matchesGlob } from "../model/glob.ts";
import type { Observation } from "../model/observation.ts";
import type { Environment, Probe } from "../model/policy.ts";
import { durationWords, endWords } from "../model/words.ts";
import { type BashRun, startBash } from "./bash.ts";
import { atOnce } from "./ladder.ts";
import { oneLine } from "./one-line.ts";
import type { PipeStock } from "./pipes.ts";
import { createSearch } from "./search.ts";
import { createStreamKeeper } from "./stream-keeper.ts";

type ProbeResult = Observation["environments"][number]["probes"][number];
type Seen = Pick<ProbeResult, "held" | "seen">;

export interface ProbeSurroundings {
  readonly cwd: string;
  /** The session's own directory. */
  readonly directory: string;
  readonly pipes: PipeStock;
  readonly timeoutMs: number;
  /** Who else changes this machine now. */
  readonly turns: Turns;
  /** Hears of each process, so that it can be stopped with the rest. */
  readonly started: (run: BashRun) => void;
}

/** All probes at the same time; one that gives no answer in time does not hold. */
export async function observe(
  environments: readonly Environment[],
  surroundings: ProbeSurroundings,
): Promise<Observation> {
  const busy = await surroundings.turns.holder("local");
  return {
    hostname: hostname(),
    busy: busy === null ? null : oneLine(busy),
    environments: await Promise.all(
      environments.map(async ({ name, probes }) => ({
        name,
        probes: await Promise.all(probes.map((probe) => look(probe, surroundings))),
      })),
    ),
  };
}

async function look(probe: Probe, surroundings: ProbeSurroundings): Promise<ProbeResult> {
  const { held, seen } = await ask(probe, surroundings);
  return { probe: inWords(probe), held, seen: oneLine(seen) };
}

function inWords(probe: Probe): string {
  switch (probe.kind) {
    case "hostname":
      return `hostname matches ${probe.glob}`;
    case "address":
      return `an address is in ${probe.block}`;
    case "file":
      return `file ${probe.path} exists`;
    case "command": {
      const does = probe.expect === null ? "succeeds" : `prints ${JSON.stringify(probe.expect)}`;
      return `command ${JSON.stringify(probe.command)} ${does}`;
    }
  }
}

function ask(probe: Probe, surroundings: ProbeSurroundings): Promise<Seen> {
  switch (probe.kind) {
    case "hostname": {
      const held = matchesGlob(hostname(), probe.glob);
      return Promise.resolve({ held, seen: `hostname is ${hostname()}` });
    }
    case "address":
      return Promise.resolve(hasAddressIn(probe.block));
    case "file":
      return askInTime(fileIsThere(probe.path), surroundings.timeoutMs);
    case "command":
      return askCommand(probe, surroundings);
  }
}

function hasAddressIn(block: string): Seen {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const [address = "", prefix] = block.split("/");
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  const blocks = new BlockList();
  blocks.addSubnet(address, Number(prefix ?? (family === "ipv6" ? 128 : 32)), family);
  const isIn = (one: (typeof own)[number]) =>
    blocks.check(one.address, one.family === "IPv6" ? "ipv6" : "ipv4");
  const outward = own.filter(({ internal }) => !internal);
  const list = (outward.length > 0 ? outward : own).map((one) => one.address).join(", ");
  return { held: own.some(isIn), seen: `addresses are ${list || "none"}` };
}

function noAnswer(timeoutMs: number): Seen {
  return { held: false, seen: `no answer within ${durationWords(timeoutMs)}` };
}

async function fileIsThere(path: string): Promise<Seen> {
  try {
    await stat(path);
    return { held: true, seen: "it is there" };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isAbsent = code === "ENOENT" || code === "ENOTDIR";
    return { held: false, seen: isAbsent ? "it is not there" : message };
  }
}

/** A dead network disk does not answer at all; the question itself cannot be taken back. */
async function askInTime(answer: Promise<Seen>, timeoutMs: number): Promise<Seen> {
  const { promise: late, resolve } = Promise.withResolvers<Seen>();
  const timer = setTimeout(() => resolve(noAnswer(timeoutMs)), timeoutMs);
  const seen = await Promise.race([answer, late]);
  clearTimeout(timer);
  return seen;
}

async function askCommand(
  { command, expect }: Extract<Probe, { kind: "command" }>,
  { cwd, directory, pipes, timeoutMs, started }: ProbeSurroundings,
): Promise<Seen> {
  const keepers = { stdout: createStreamKeeper(), stderr: createStreamKeeper() };
  const searches = { stdout: createSearch(expect ?? ""), stderr: createSearch(expect ?? "") };
  const run = startBash({
    code: command,
    cwd,
    directory,
    pipes,
    timeoutMs,
    rungs: atOnce,
    heard(stream, chunk) {
      keepers[stream].add(chunk);
      searches[stream].add(chunk);
    },
  });
  started(run);
  const { end } = await run.ended;
  if (end.kind === "timedOut") return noAnswer(timeoutMs);
  if (end.kind !== "exited") return { held: false, seen: endWords(end) };
  const isExpected = searches.stdout.isFound() || searches.stderr.isFound();
  const printed = [keepers.stdout, keepers.stderr].flatMap((keeper) => keeper.kept().texts);
  const line = firstLine(printed.join("\n")) ?? "nothing printed";
  if (end.code !== 0) return { held: false, seen: `${endWords(end)}: ${line}` };
  return { held: isExpected, seen: isExpected ? line : `it printed something else: ${line}` };
}

function firstLine(text: string): string | undefined {
  return text.split("\n").find((line) => line.trim() !== "");
}
