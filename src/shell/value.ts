/** Looks up the value of a placeholder and says what is wrong with it wherever it would stand. */

export type Values = Readonly<Record<string, string>>;

export type Found =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly text: string };

/** The value of `name`; not there, or with characters that no process can be given, is a problem. */
export function findValue(name: string, values: Values): Found {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) {
    return { ok: false, text: `\`{{${name}}}\` has no value: no input or earlier step gives one` };
  }
  const lost = Object.keys(controlNames).find((character) => value.includes(character));
  if (lost !== undefined) {
    return { ok: false, text: `the value of \`{{${name}}}\` has ${controlNames[lost]}` };
  }
  if (!value.isWellFormed()) {
    return { ok: false, text: `the value of \`{{${name}}}\` is not valid Unicode` };
  }
  return { ok: true, value };
}

/** No process can be given the first; bash uses the other two for itself and loses them in places. */
const controlNames: Readonly<Record<string, string>> = {
  "\0": "a NUL character",
  "\u0001": "the control character U+0001",
  "\u007f": "the control character U+007F",
};
