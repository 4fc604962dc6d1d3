/** The streams and surroundings a command may use, passed in so that nothing reaches for globals. */
import { userInfo } from "node:os";
import { isAbsolute, join } from "node:path";

export interface Io {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The tool's own version. */
  readonly version: string;
  /** Where it is installed, as the URL of a folder: its documentation is below. */
  readonly home: string;
}

/**
 * Stands for the directory that the tool was started in where that was removed since: nothing is found
 * below it, and what needs nothing from it works.
 */
export const removedDirectory = "/proc/self/cwd";

/** Where sessions live: `--state-dir`, or `firebreak` below the XDG state directory. */
export function stateDir(io: Io, given: string | undefined): string {
  if (given !== undefined) return isAbsolute(given) ? given : join(io.cwd, given);
  return xdg(io, "XDG_STATE_HOME", ".local/state");
}

/** Where the operator's key and `allowed_signers` live. */
export function configDir(io: Io): string {
  return xdg(io, "XDG_CONFIG_HOME", ".config");
}

/** The XDG specification says that a relative path in such a variable is to be ignored. */
function xdg(io: Io, variable: string, fallback: string): string {
  const named = io.env[variable];
  if (named !== undefined && isAbsolute(named)) return join(named, "firebreak");
  return join(homeOf(io), fallback, "firebreak");
}

/**
 * Where HOME says nothing (cron, services), what the user database says: keys and trust must never come
 * from whatever directory one happens to stand in.
 */
function homeOf({ env }: Io): string {
  const home = env["HOME"];
  return home !== undefined && isAbsolute(home) ? home : userInfo().homedir;
}

/** Whether a person sits at both ends. */
export function hasTerminal({ stdin, stdout }: Io): boolean {
  return stdin.isTTY === true && stdout.isTTY === true;
}

/** Colour only where a terminal shows it and nobody said no (NO_COLOR, TERM=dumb). */
export function wantsColor({ env }: Io, stream: NodeJS.WriteStream): boolean {
  const refused = (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  return stream.isTTY === true && !refused;
}
