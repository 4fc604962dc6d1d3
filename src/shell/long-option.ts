/** Long options that are cut short: getopt takes any beginning that can mean one option only. */

/**
 * The option that `begun` stands for, by its whole name or the beginning of it; undefined where it is none, or
 * may be several. Names of one option have the same `meaning`.
 */
export function longOption<Option>(
  begun: string,
  options: ReadonlyMap<string, Option>,
  meaning: (name: string, option: Option) => unknown,
): readonly [name: string, option: Option] | undefined {
  const exact = options.get(begun);
  if (exact !== undefined) return [begun, exact];
  // `--` ends the options.
  if (begun.length < 3) return undefined;
  const longer = [...options].filter(([name]) => name.startsWith(begun));
  const meanings = new Set(longer.map(([name, option]) => meaning(name, option)));
  return meanings.size === 1 ? longer[0] : undefined;
}
