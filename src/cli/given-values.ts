/** Values from the command line: `--set k=v` and `--set-file k=path`, checked against the inputs. */
import type { InputSpec } from "../model/input-spec.ts";
import { checkValue } from "../parser/input-value.ts";
import type { Io } from "./io.ts";
import { readText } from "./read-file.ts";
import { type Outcome, refuse } from "./refusal.ts";

export interface GivenOptions {
  readonly set: readonly string[];
  readonly setFile: readonly string[];
}

export async function givenValues(
  io: Io,
  specs: readonly InputSpec[],
  { set, setFile }: GivenOptions,
): Promise<Outcome<Record<string, string>>> {
  const pairs: [string, string][] = [];
  for (const text of set) {
    const pair = split(text, "--set");
    if (!pair.ok) return pair;
    pairs.push(pair.value);
  }
  for (const text of setFile) {
    const pair = split(text, "--set-file");
    if (!pair.ok) return pair;
    const content = await readText(io, pair.value[1], "value");
    if (!content.ok) return content;
    // An editor ends the last line; the value does not include that.
    pairs.push([pair.value[0], content.value.replace(/\r?\n$/, "")]);
  }
  return check(specs, pairs);
}

function split(text: string, flag: string): Outcome<[string, string]> {
  const at = text.indexOf("=");
  if (at < 1)
    return refuse(`${flag} ${text} is not a name and a value`, `write ${flag} name=value`);
  return { ok: true, value: [text.slice(0, at), text.slice(at + 1)] };
}

function check(
  specs: readonly InputSpec[],
  pairs: readonly [string, string][],
): Outcome<Record<string, string>> {
  const twice = pairs.find(([name], index) => pairs.findIndex(([other]) => other === name) < index);
  if (twice !== undefined) return refuse(`${twice[0]} is given twice`, "say it once");
  for (const [name, value] of pairs) {
    const spec = specs.find((candidate) => candidate.name === name);
    if (spec === undefined) {
      const names = specs.map((candidate) => candidate.name).join(", ");
      const hint = names === "" ? "the runbook asks for no input" : `its inputs are ${names}`;
      return refuse(`there is no input ${name}`, hint);
    }
    const wrong = checkValue(spec, value);
    if (wrong !== null) return refuse(`${name}: ${wrong}`, `the runbook asks: ${spec.prompt}`);
  }
  return { ok: true, value: Object.fromEntries(pairs) };
}
