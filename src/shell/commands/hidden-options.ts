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
  const asks = known.some(({ kind }) => kind === "network");
  const obeyed = asked.row.obeyed?.split(/\s+/) ?? [];
  for (const outsider of words) {
    const { at, isLoose, isOption } = outsider;
    const word = asked.args[at - 1];
    const option = word && obeyed.find((one) => isFor(one, word, asked.args[at - 2]));
    if (option) return [told("unknown", choosing(word, option), null, "medium", "no")];
    const hidden = isOption && word && hiddenIn(outsider, { least, asks, options }, asked);
    if (hidden) return [told("unknown", remark(word, isLoose, hidden), null, "medium", "no")];
  }
  return [];
}

/** Whether a word is the value of an option, or the option with it. */
function isFor(option: string, { written }: Arg, before: Arg | undefined): boolean {
  return before?.text === option || written.startsWith(`${option}=`);
}

function choosing({ written }: Arg, option: string): string {
  return `may run what the settings of ${shortened(written)} name: it is given to ${option}`;
}

interface Hidden {
  /** As the judge asks for it; null for other operands. */
  readonly option: string | null;
  readonly told: Told;
}

interface Known {
  /** The risk that counts as nothing more. */
  readonly least: Risk;
  /** Whether another machine is asked anyway. */
  readonly asks: boolean;
  /** All that the judge looks for, and whether it looks for a value. */
  readonly options: ReadonlyMap<string, boolean>;
}

/** What makes the most of it; null where it stays as it is. */
function hiddenIn(outsider: OutsideWord, known: Known, asked: Asked): Hidden | null {
  const { at, isLoose, isQuoted } = outsider;
  let most: Hidden | null = null;
  for (const [option, words] of triesOf(known.options, isLoose)) {
    const args = asked.args.toSpliced(isLoose ? at : at - 1, isLoose ? 0 : 1, ...words);
    const all = tell({ ...asked, args });
    // With nobody to ask, a client does nothing.
    if (isQuoted && known.asks && !all.some(({ kind }) => kind === "network")) continue;
    for (const one of all) {
      const bar = barFor(one, outsider, known);
      const isMore = !isWithin(one.risk, bar) && (most === null || outweighs(one, most.told));
      if (isMore) most = { option, told: one };
    }
  }
  return most;
}

/** What may hide in a word, and the words that come of it then. */
function triesOf(
  options: Known["options"],
  isLoose: boolean,
): readonly (readonly [option: string | null, words: readonly Arg[]])[] {
  const all = [...options].flatMap(([option, isValued]) =>
    isLoose
      ? [[option, severalWords(option)] as const]
      : oneWord(option, isValued).map((text) => [option, [plain(text)]] as const),
  );
  const command = [commandOfEditors, [plain(commandOfEditors)]] as const;
  const other = ["another option", [plain("--other-option")]] as const;
  return isLoose ? [...all, [null, [plain(file)]], command, other] : [...all, command];
}

function barFor(one: Told, { isQuoted, isFound }: OutsideWord, { least, asks }: Known): Risk {
  const { kind } = one;
  if (kind === "code" || (!isFound && replaces(one))) return least;
  // A machine that is asked more often than it looks is left as it was.
  return isQuoted || (asks && kind === "network") ? "medium" : least;
}

/** Whether what the word names, which may be any file, loses what it holds. */
function replaces({ writes }: Told): boolean {
  return writes !== undefined && !writes.keeps && writes.path.text === file;
}

/** Of two that weigh the same, the one that says more. */
function outweighs(one: Told, other: Told): boolean {
  if (!isWithin(one.risk, other.risk)) return true;
  return isWithin(other.risk, one.risk) && other.kind === "unknown" && one.kind !== "unknown";
}

function optionsAskedFor(asked: Asked): ReadonlyMap<string, boolean> {
  const names = new Map<string, boolean>();
  tell(asked, names);
  return names;
}

function tell(
  { name, row, args, input, around }: Asked,
  names: Map<string, boolean> | null = null,
): readonly Told[] {
  const { isFed, sources } = around;
  return row.tells(callOf(name, args, row.valued ?? "", input, { isFed, sources, asked: names }));
}

/** An option with a value behind it, which is an operand where it takes none. */
function severalWords(option: string): readonly Arg[] {
  return option.startsWith("--") ? [plain(`${option}=${file}`)] : [plain(option), plain(file)];
}

/** The same in one word, once for each thing that a value may be. */
function oneWord(option: string, isValued: boolean): readonly string[] {
  const isLong = option.length > 2;
  const values = [file, statement, script].map((value) => `${option}${isLong ? "=" : ""}${value}`);
  if (option.startsWith("--")) return values;
  return isValued || isLong ? [option, ...values] : [option];
}

function plain(text: string): Arg {
  return { text, written: text };
}

/** What is no stream, nor temporary, nor anything else that would count for less. */
const file = "/etc/x";
/** What a database would lose. */
const statement = "DROP TABLE x";
/** What `sed` would run. */
const script = "e x";
/** What `vi` and `less` do first: no option, and yet no name. */
const commandOfEditors = "+!x";

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
  network: "act on the network",
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
