/**
 * What a command may be told by a word whose text comes from outside the code: without quotes it may turn out to be
 * any words, options among them, and in quotes one option. Which options matter knows the judge of the command: it is
 * run once to see for which it asks, and once more with each of them in that place.
 */
import type { EffectKind } from "../../model/command-effect.ts";
import { isWithin, type Risk } from "../../model/risk.ts";
import type { OutsideWord } from "../invocations.ts";
import { type Arg, callOf, type Surroundings } from "./call.ts";
import { type Row, type Told, told } from "./row.ts";

/** A command as its row gets it. */
export interface Asked {
  readonly name: string;
  readonly row: Row;
  /** All words after the name. */
  readonly args: readonly Arg[];
  readonly input: string | null;
  readonly around: Surroundings;
}

/**
 * What it may do beyond `known`, which is told of it as it stands. `outside` looks for such words, of which the name is
 * the first. Nothing where much is known already, or where no option does more.
 */
export function maybeTold(
  known: readonly Told[],
  outside: () => readonly OutsideWord[],
  asked: Asked,
): readonly Told[] {
  const least = known.some(({ risk }) => risk !== "none") ? "low" : "none";
  if (known.some(({ risk }) => !isWithin(risk, least))) return [];
  const words = outside();
  if (words.length === 0) return [];
  const options = optionsAskedFor(asked);
  for (const { at, isLoose } of words) {
    const word = asked.args[at - 1];
    const hidden = word && hiddenIn(at - 1, isLoose, least, options, asked);
    if (hidden) return [told("unknown", remark(word, isLoose, hidden), null, "medium", "no")];
  }
  return [];
}

interface Hidden {
  /** As the judge asks for it; null for another operand. */
  readonly option: string | null;
  readonly told: Told;
}

/** What makes the most of it; null where it stays as it is. */
function hiddenIn(
  at: number,
  isLoose: boolean,
  least: Risk,
  options: readonly string[],
  asked: Asked,
): Hidden | null {
  let most: Hidden | null = null;
  for (const option of isLoose ? [...options, null] : options) {
    const args = isLoose
      ? asked.args.toSpliced(at + 1, 0, ...severalWords(option))
      : asked.args.toSpliced(at, 1, oneWord(option ?? file));
    for (const one of tell({ ...asked, args })) {
      // A machine that is asked more often than it looks is left as it was.
      const bar = isLoose && one.kind !== "network" ? least : "medium";
      const isMore = !isWithin(one.risk, bar) && (most === null || outweighs(one, most.told));
      if (isMore) most = { option, told: one };
    }
  }
  return most;
}

/** Of two that weigh the same, the one that says more. */
function outweighs(one: Told, other: Told): boolean {
  if (!isWithin(one.risk, other.risk)) return true;
  return isWithin(other.risk, one.risk) && other.kind === "unknown" && one.kind !== "unknown";
}

function optionsAskedFor(asked: Asked): readonly string[] {
  const names = new Set<string>();
  tell(asked, names);
  return [...names];
}

function tell(
  { name, row, args, input, around }: Asked,
  names: Set<string> | null = null,
): readonly Told[] {
  const { isFed, sources } = around;
  return row.tells(callOf(name, args, row.valued ?? "", input, { isFed, sources, asked: names }));
}

/** An option with a value behind it, which is an operand where it takes none. */
function severalWords(option: string | null): readonly Arg[] {
  if (option === null) return [plain(file)];
  return option.startsWith("--") ? [oneWord(option)] : [plain(option), plain(file)];
}

function oneWord(option: string): Arg {
  return plain(option.startsWith("--") ? `${option}=${file}` : option);
}

function plain(text: string): Arg {
  return { text, written: text };
}

/** What is no stream, nor temporary, nor anything else that would count for less. */
const file = "/etc/x";

function remark({ written }: Arg, isLoose: boolean, { option, told: { kind } }: Hidden): string {
  const may = `may be told to ${deeds[kind]} by`;
  const hold = `it may hold ${option ?? "several names"}`;
  if (written === added) return `${may} its input: ${hold}`;
  if (!isLoose) return `${may} ${shortened(written)}, if that begins with a dash: ${option}`;
  return `${may} ${shortened(written)}, which has no quotes: ${hold}`;
}

/** Stands for what `xargs` adds. */
const added = "{}";

function shortened(written: string): string {
  return written.length > longest ? `${written.slice(0, longest)}…` : written;
}

const longest = 40;

const deeds: Readonly<Record<EffectKind, string>> = {
  read: "look elsewhere",
  write: "write files",
  delete: "delete",
  service: "change services",
  package: "change packages",
  firewall: "change the firewall",
  network: "reach other machines",
  data: "change data",
  container: "change containers",
  secret: "show secrets",
  account: "change accounts",
  process: "change processes",
  schedule: "change schedules",
  device: "change devices",
  power: "stop the machine",
  code: "run code",
  unknown: "do more",
};
