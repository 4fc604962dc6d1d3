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
  if (value.includes("\0")) {
    return { ok: false, text: `the value of \`{{${name}}}\` has a NUL character` };
  }
  if (!value.isWellFormed()) {
    return { ok: false, text: `the value of \`{{${name}}}\` is not valid Unicode` };
  }
  return { ok: true, value };
}
