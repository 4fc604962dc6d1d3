/** Makes the rows of the tables of commands that run another one. */
import {
  type Inner,
  type Input,
  optionsOf,
  type Program,
  plain,
  plainInner,
  type Value,
} from "./program.ts";

type Options = Partial<Record<Value, string>>;
type More = Partial<Inner> & { readonly input?: Input };

export type WrapperTable = readonly (readonly [names: string, program: Program])[];

export const help = "--help --version";

export function runs(options: Options, { input = "plain", ...inner }: More = {}): Program {
  return {
    ...plain,
    input,
    options: optionsOf(options),
    hasAllOptions: true,
    inner: { ...plainInner, ...inner },
  };
}
