/** The variables that a command gives to the one that it runs. */
import type { CommandLine } from "../command-line.ts";
import { settingOf } from "../setting.ts";
import type { Assigned } from "./shell.ts";
import type { ShellWord } from "./words.ts";

/** Variables in front of the command, or in options for them. */
export function givenBy(own: readonly ShellWord[], { values }: CommandLine): Assigned[] {
  const inOptions = values.flatMap(({ option, is, text }) =>
    /^(-e|-E|--env|--setenv)$/.test(option) ? [text] : is === "setting" ? setBy(text) : [],
  );
  const told = new Set(values.map(({ at }) => at));
  const others = own.filter((_, at) => at > 0 && !told.has(at));
  return [...others.map(({ value }) => value), ...inOptions].flatMap((word) => {
    const [, name, text] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
    return name === undefined || text === undefined ? [] : [{ name, text, written: text }];
  });
}

/** `ssh -o SetEnv=A=b`, `systemd-run -p Environment="A=b C=d"` */
function setBy(setting: string): readonly string[] {
  const { name, value } = settingOf(setting);
  if (!/^(setenv|environment)$/.test(name)) return [];
  const words = value.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replace(/["']/g, ""));
}
