/** Settings in the values of options, as in `ssh -o name=value`: their names and values told apart. */

interface Setting {
  readonly name: string;
  readonly value: string;
}

/**
 * The name, without its quotes and in small letters, and the value as it stands. This is how ssh reads them, and no
 * program is more lenient: blanks may stand around both, and several `=`, or none at all, between them.
 */
export function settingOf(text: string): Setting {
  const [all = "", quoted = ""] = namePart.exec(text) ?? [];
  const name = quoted.replace(/["'\s]/g, "").toLowerCase();
  return { name, value: text.slice(all.length).replace(/^[\s=]+/, "") };
}

/** A name ends behind its quotes, whatever follows. */
const namePart = /^(?:[\s=]|""|'')*([^\s="']*(?:"[^"]*"|'[^']*')?)/;

/** The same; null where it has no value, or something else than letters for a name. */
export function namedSetting(text: string): Setting | null {
  const setting = settingOf(text);
  return setting.value !== "" && /^[\w.:-]+$/.test(setting.name) ? setting : null;
}
