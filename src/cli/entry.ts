/**
 * The first file that runs. It stays tiny: the compile cache only helps what is imported after it
 * was switched on, and `--version` should cost no more than starting Node.
 */
import { enableCompileCache, flushCompileCache } from "node:module";
import { pathToFileURL } from "node:url";

declare const FIREBREAK_VERSION: string;

const [, self = "", ...args] = process.argv;
const flushAfterMs = 5_000;

if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  process.stdout.write(`${FIREBREAK_VERSION}\n`);
} else {
  const cache = cacheFolder();
  if (cache) enableCompileCache(cache);
  void begin();
  // Node writes the cache when it exits. A session may last for hours and end with the terminal.
  if (cache) setTimeout(flushCompileCache, flushAfterMs).unref();
}

async function begin(): Promise<void> {
  const { main } = await import("./main.ts");
  process.exitCode = await main(args, FIREBREAK_VERSION, new URL("..", pathToFileURL(self)).href);
}

/** XDG says a relative path is to be ignored; without a home there is nowhere safe to cache. */
function cacheFolder(): string | undefined {
  const { XDG_CACHE_HOME: xdg, HOME: home } = process.env;
  if (xdg?.startsWith("/")) return `${xdg}/firebreak`;
  return home?.startsWith("/") ? `${home}/.cache/firebreak` : undefined;
}
