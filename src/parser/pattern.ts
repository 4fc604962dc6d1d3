/** Regular expressions as they are written in an annotation: `/pattern/flags`. */

interface Pattern {
  readonly pattern: string;
  readonly flags: string;
  /** How many groups it captures. */
  readonly groups: number;
}

export type PatternResult =
  | { readonly ok: true; readonly value: Pattern }
  | { readonly ok: false; readonly message: string };

/** Reads `/…/` with the flags i, m, s, u. The message completes "`key` …". */
export function readPattern(written: string): PatternResult {
  const close = written.lastIndexOf("/");
  if (!written.startsWith("/") || close < 2) {
    return fail(
      "begins with `/`, so it must be a pattern `/…/` (in a pattern, write `/` as `\\/`)",
    );
  }
  const pattern = written.slice(1, close);
  const flags = written.slice(close + 1);
  if (/[^imsu]/.test(flags) || new Set(flags).size !== flags.length) {
    return fail(
      `has \`${flags}\` after its last \`/\`: only the flags i, m, s, u, each once, may follow`,
    );
  }
  if (pattern.length > longest) return fail(`has a pattern longer than ${longest} characters`);
  try {
    // An empty alternative matches the empty text, and so tells how many groups there are.
    const groups = (new RegExp(`${pattern}|`, flags).exec("")?.length ?? 1) - 1;
    new RegExp(pattern, flags);
    return { ok: true, value: { pattern, flags, groups } };
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return fail(`has a pattern that cannot be read: ${reasonOf(thrown, pattern)}`);
  }
}

/** UTF-16 units. */
const longest = 1024;

function fail(message: string): PatternResult {
  return { ok: false, message };
}

/** `Invalid regular expression: /x(/: Unterminated group` says the pattern twice. */
function reasonOf(thrown: SyntaxError, pattern: string): string {
  const { message } = thrown;
  const at = message.lastIndexOf(": ");
  return (
    at < 0 || message.length < pattern.length ? message : message.slice(at + 2)
  ).toLowerCase();
}
