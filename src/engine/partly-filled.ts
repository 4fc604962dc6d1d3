/** Fills in what is known while other values have yet to come: those stay as they are written. */
import { fillText } from "../shell/fill.ts";
import { findPlaceholders, replacePlaceholders } from "../shell/placeholder.ts";
import { type Rendered, renderCode } from "../shell/render.ts";
import type { Values } from "../shell/value.ts";

/**
 * As `renderCode`, but nothing is said against the names in `open`. Where no stand-in can take the place of
 * one, all of the code stays as it is written: it is read for what it might be either way.
 */
export function renderPartly(
  code: string,
  values: Values,
  raw: readonly string[],
  open: readonly string[],
): Rendered {
  if (open.length === 0) return renderCode(code, values, raw);
  const known = withoutThose(values, open);
  const plain = renderCode(code, known, raw);
  const problems = plain.ok ? [] : plain.problems.filter(({ name }) => !open.includes(name));
  if (problems.length > 0) return { ok: false, problems };
  const standIns = standInsFor(open, [code, ...Object.values(known)]);
  const rendered = renderCode(code, { ...known, ...Object.fromEntries(standIns) }, raw);
  if (!rendered.ok) return { ok: true, code };
  const written = standIns.reduce(
    (text, [name, standIn]) => text.replaceAll(standIn, `{{${name}}}`),
    rendered.code,
  );
  return { ok: true, code: written };
}

/** As `fillText`, with the names in `open` left standing. */
export function fillPartly(
  template: string,
  values: Values,
  open: readonly string[],
): ReturnType<typeof fillText> {
  const known = withoutThose(values, open);
  const filled = fillText(template, known);
  const problems = filled.ok ? [] : filled.problems.filter(({ name }) => !open.includes(name));
  if (problems.length > 0) return { ok: false, problems };
  const put = ({ name }: { readonly name: string }) =>
    open.includes(name) ? `{{${name}}}` : (known[name] ?? "");
  return { ok: true, text: replacePlaceholders(template, put) };
}

/** Whether one of the names in `open` still stands in it. */
export function hasOpen(text: string, open: readonly string[]): boolean {
  return findPlaceholders(text).some(({ name }) => open.includes(name));
}

/** Whether it is one of them that it begins with. */
export function beginsOpen(text: string, open: readonly string[]): boolean {
  const [first] = findPlaceholders(text);
  return first?.start === 0 && open.includes(first.name);
}

function withoutThose(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** Digits need no quotes and may stand nearly everywhere; these are in none of the `texts`. */
function standInsFor(names: readonly string[], texts: readonly string[]): [string, string][] {
  const standIns: [string, string][] = [];
  let next = 700_000_000_000_000;
  for (const name of names) {
    while (texts.some((text) => text.includes(`${next}`))) next += 1;
    standIns.push([name, `${next}`]);
    next += 1;
  }
  return standIns;
}
