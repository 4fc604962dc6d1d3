/**
 * Loads the parts of the program together with what V8 made of their code in an earlier run, the
 * functions that were called then included. Node's own compile cache keeps only what is compiled before
 * anything is called, and to compile the rest is a third of what a short command does.
 *
 * A cache is a copy: without one, or when one cannot be written, a start takes longer and nothing else.
 */
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { constants, Script } from "node:vm";
import { crc32 } from "node:zlib";

export interface CodeCache {
  /** What a bundled part exports; its own `require` loads other parts beside it in the same way. */
  load(path: string): unknown;
  /** Keeps what was not there, and what is old; in long sessions V8 forgets code that rests. */
  save(): void;
}

/** Without a folder nothing is kept. */
export function openCodeCache(folder: string | null): CodeCache {
  const unsaved: Unsaved[] = [];
  const parts = new Map<string, { exports: unknown }>();
  return {
    load(path) {
      const known = parts.get(path);
      if (known) return known.exports;
      const part = { exports: {} };
      parts.set(path, part);
      const file = folder === null ? null : join(folder, `${basename(path)}.cache`);
      const { script, source, isFresh } = compile(path, file);
      if (file !== null && !isFresh) unsaved.push({ file, source, script });
      const run = script.runInThisContext() as CommonJs;
      const native = createRequire(path);
      const require = (name: string) =>
        isBeside(name) ? this.load(join(dirname(path), name)) : native(name);
      run.call(part.exports, part.exports, require, part, path, dirname(path));
      return part.exports;
    },
    save() {
      for (const one of unsaved.splice(0)) keep(one);
    },
  };
}

interface Unsaved {
  readonly file: string;
  readonly source: Buffer;
  readonly script: Script;
}

type CommonJs = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: unknown },
  filename: string,
  dirname: string,
) => void;

const opening = "(function (exports, require, module, __filename, __dirname) {";

function isBeside(name: string): boolean {
  return name.startsWith("./") && name.endsWith(".cjs");
}

function compile(path: string, file: string | null) {
  const source = readFileSync(path);
  const kept = file === null ? null : keptCode(file, source);
  const script = new Script(`${opening}${source}\n})`, {
    filename: path,
    columnOffset: -opening.length,
    ...(kept && { cachedData: kept.data }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  // Another version of V8, or other flags.
  const isRejected = script.cachedDataRejected ?? true;
  return { script, source, isFresh: kept !== null && !isRejected && !kept.isOld };
}

/** V8 looks at the length of a source alone, and trusts what it is given. */
const headBytes = 8;
const oldAfterMs = 60 * 60 * 1000;

function keptCode(file: string, source: Buffer): { data: Buffer; isOld: boolean } | null {
  try {
    const found = lstatSync(file);
    // Nobody knows when a pipe ends.
    if (!found.isFile()) return null;
    const kept = readFileSync(file);
    const data = kept.subarray(headBytes);
    if (kept.length < headBytes) return null;
    if (kept.readUInt32LE(0) !== crc32(source) || kept.readUInt32LE(4) !== crc32(data)) return null;
    return { data, isOld: Date.now() - found.mtimeMs > oldAfterMs };
  } catch {
    return null;
  }
}

function keep({ file, source, script }: Unsaved): void {
  const data = script.createCachedData();
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(crc32(source), 0);
  head.writeUInt32LE(crc32(data), 4);
  // Two that write at once may spoil it for each other, which shows when it is read.
  const whole = `${file}.new`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(whole, Buffer.concat([head, data]), { mode: 0o600 });
    renameSync(whole, file);
  } catch {
    discard(whole);
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where it cannot be removed, it could not be written.
  }
}
