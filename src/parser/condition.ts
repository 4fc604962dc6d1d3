/** Conditions (`when`): one CEL expression over inputs, captured values and `env`. */
import {
  Environment,
  EvaluationError,
  ParseError,
  TypeError as TypeProblem,
} from "@marcbachmann/cel-js";
import type { InputSpec } from "../model/input-spec.ts";
import { oneOf } from "./finding.ts";
import { checkName } from "./names.ts";
import { nearest } from "./nearest.ts";

export type ConditionCheck =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly message: string;
      readonly expected?: string;
      /** The part that is wrong, as offsets in the condition, where that can be said. */
      readonly start?: number;
      readonly end?: number;
    };

export type CheckCondition = (text: string) => ConditionCheck;

/**
 * Tells whether a text can be evaluated with `names` and `env`. All are strings, except the `inputs` of
 * type `int` and `port`, which are CEL's `int`.
 */
export function conditionChecker(
  names: readonly string[],
  inputs: readonly InputSpec[] = [],
): CheckCondition {
  // Made for the first condition: most documents have none, and some have thousands.
  let environment: Environment | null = null;
  return (text) => {
    if (text.length > longest) return { ok: false, message: `longer than ${longest} characters` };
    environment ??= environmentFor(names, inputs);
    const checked = environment.check(text);
    if (checked.error) return explain(checked.error, names);
    if (checked.type === "bool" || checked.type === "dyn") return { ok: true };
    return {
      ok: false,
      message: `it is ${withArticle(checked.type ?? "value")}, not true or false`,
      expected: "a comparison, such as `int(count) > 2` or `env == 'prod'`",
    };
  };
}

/** The same for one text. */
export function checkCondition(
  text: string,
  names: readonly string[],
  inputs: readonly InputSpec[] = [],
): ConditionCheck {
  return conditionChecker(names, inputs)(text);
}

/**
 * Evaluates `text` over `values` and `env` (empty when no environment was recognised). A value that is
 * not there, a failed conversion and a result that is not true or false are errors.
 */
export function evaluateCondition(
  text: string,
  values: Readonly<Record<string, string>>,
  env: string,
  inputs: readonly InputSpec[] = [],
):
  | { readonly ok: true; readonly value: boolean }
  | { readonly ok: false; readonly message: string } {
  const names = Object.keys(values);
  const checked = checkCondition(text, names, inputs);
  if (!checked.ok) return { ok: false, message: `the condition \`${text}\`: ${checked.message}` };
  const ints = intsOf(inputs);
  const context = new Map<string, string | bigint>([["env", env]]);
  for (const [name, value] of Object.entries(values)) {
    if (!ints.has(name)) context.set(name, value);
    else if (/^-?\d{1,18}$/.test(value)) context.set(name, BigInt(value));
    else return { ok: false, message: `\`${name}\` is not a whole number: \`${value}\`` };
  }
  try {
    const value: unknown = environmentFor(names, inputs).evaluate(
      text,
      Object.fromEntries(context),
    );
    if (typeof value === "boolean") return { ok: true, value };
    return { ok: false, message: `the condition \`${text}\` is not true or false` };
  } catch (thrown) {
    if (!isCelError(thrown)) throw thrown;
    return { ok: false, message: `the condition \`${text}\` fails: ${thrown.summary}` };
  }
}

const nowhere = { start: 0, end: 0 };

/** UTF-16 units. */
const longest = 4096;

function environmentFor(names: readonly string[], inputs: readonly InputSpec[]): Environment {
  const ints = intsOf(inputs);
  const environment = new Environment({ unlistedVariablesAreDyn: false });
  for (const name of new Set(["env", ...names])) {
    if (name !== "env" && checkName(name, nowhere)) continue;
    environment.registerVariable(name, ints.has(name) ? "int" : "string");
  }
  return environment;
}

function intsOf(inputs: readonly InputSpec[]): ReadonlySet<string> {
  return new Set(
    inputs.filter(({ type }) => type === "int" || type === "port").map(({ name }) => name),
  );
}

function explain(problem: ParseError | TypeProblem, names: readonly string[]): ConditionCheck {
  const place = problem.range ? { start: problem.range.start, end: problem.range.end } : {};
  const unknown = /^Unknown variable: (\S+)/.exec(problem.summary)?.[1];
  if (unknown === undefined) {
    const isCut = problem.summary === "Unexpected token: EOF";
    return {
      ok: false,
      message: isCut ? "it ends too early" : lowerFirst(problem.summary),
      ...place,
    };
  }
  const near = nearest(unknown, ["env", ...names]);
  const expected =
    near === null ? oneOf(["env", ...names].map((name) => `\`${name}\``)) : `\`${near}\``;
  return {
    ok: false,
    message: `\`${unknown}\` is no input and no captured value`,
    expected,
    ...place,
  };
}

function isCelError(thrown: unknown): thrown is EvaluationError | ParseError | TypeProblem {
  return [EvaluationError, ParseError, TypeProblem].some((kind) => thrown instanceof kind);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function withArticle(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
