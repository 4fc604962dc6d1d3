/** The words of `ansible -a`, for the modules that run a command: `chdir=/srv ls -l`. */

export interface ModuleWords {
  /** What is run, in each way to read it. */
  readonly codes: readonly string[];
  /** Where it begins; null for where the module stands by itself. */
  readonly directory: string | null;
}

/** Null for what is not read here. */
export function moduleWords(text: string): ModuleWords | null {
  if (/^\s*\{/.test(text)) return inBraces(text);
  const tokens = text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+|\s+/gs) ?? [];
  if (tokens.join("") !== text) return { codes: [text], directory: null };
  const valuesOf = (name: string) =>
    tokens
      .filter((token) => token.startsWith(`${name}=`))
      .map((token) => token.slice(name.length + 1).replace(/^(["'])(.*)\1$/s, "$2"));
  const free = tokens
    .filter((token) => !isSetting.test(token))
    .join("")
    .trim();
  const codes = [free, ...valuesOf("cmd")].filter((one) => one !== "");
  return { codes, directory: valuesOf("chdir").at(-1) ?? null };
}

/** What says how it is run, and is no part of it. */
const isSetting =
  /^(chdir|creates|removes|executable|warn|stdin|stdin_add_newline|strip_empty_ends)=/;

/** `{"cmd": "ls -l", "chdir": "/srv"}`, which may be YAML. */
function inBraces(text: string): ModuleWords | null {
  try {
    const { cmd, _raw_params: raw, argv, chdir } = JSON.parse(text) as Record<string, unknown>;
    const list = Array.isArray(argv) ? [argv.join(" ")] : [];
    const codes = [cmd, raw, ...list].filter((one) => typeof one === "string");
    return { codes, directory: typeof chdir === "string" ? chdir : null };
  } catch {
    return null;
  }
}
