/** Commands that are only asked what they can do. */
import type { Call } from "./call.ts";

/**
 * `tool --version`, `tool --help`: nothing else is there that could be done. After a verb it is for the
 * tables to say, for `sh deploy --help` runs `deploy`.
 */
export function asksForHelp({ args }: Call): boolean {
  if (args.length !== 1) return false;
  const [only] = args;
  return only?.text === "--version" || only?.text === "--help";
}
