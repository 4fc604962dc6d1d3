/**
 * The first file that runs. It stays tiny: a code cache only helps what is loaded after it was opened, and
 * `--version` should cost no more than starting Node.
 */
import { mkdirSync, statSync } from "node:fs";
import { enableCompileCache, flushCompileCache } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { openCodeCache } from "./code-cache.ts";

declare const FIREBREAK_VERSION: string;

const [, self = "", ...args] = process.argv;
const saveAfterMs = 5_000;

if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  process.stdout.write(`${FIREBREAK_VERSION}\n`);
} else {
  void begin();
}

async function begin(): Promise<void> {
  const folder = cacheFolder();
  const cache = openCodeCache(folder);
  process.on("exit", () => cache.save());
  // The screen is an ES module, which only Node itself can load.
  if (folder !== null) enableCompileCache(folder);
  // A session may last for hours and end with the terminal.
  const save = () => {
    cache.save();
    flushCompileCache();
  };
  setTimeout(save, saveAfterMs).unref();
  const { main } = cache.load(join(dirname(self), "main.cjs")) as typeof import("./main.ts");
  process.exitCode = await main(args, FIREBREAK_VERSION, new URL("..", pathToFileURL(self)).href);
}

/** XDG says a relative path is to be ignored; without a home there is nowhere safe to cache. */
function cacheFolder(): string | null {
  const { XDG_CACHE_HOME: xdg, HOME: home } = process.env;
  const above = xdg?.startsWith("/") ? xdg : home?.startsWith("/") ? `${home}/.cache` : null;
  return above === null ? null : ownFolder(`${above}/firebreak`);
}

/** What runs from a cache is code, so its folder must be one's own: with `sudo -E` it is not. */
function ownFolder(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(folder);
    return uid === process.getuid?.() && (mode & 0o22) === 0 ? folder : null;
  } catch {
    return null;
  }
}
