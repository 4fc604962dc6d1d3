/**
 * Bundles src/ into dist/. One entry that imports the rest lazily, split into chunks, so that a
 * command that draws no screen never loads Ink.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { thirdPartyNotices } from "./third-party.ts";
import { yogaWithoutFetch } from "./yoga.ts";

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");
const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
  version: string;
};

const built = await esbuild.build({
  absWorkingDir: root,
  entryPoints: { firebreak: "src/cli/entry.ts" },
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  format: "esm",
  splitting: true,
  platform: "node",
  target: "node24",
  jsx: "automatic",
  // Names stay as they are written, so that a stack trace from the field can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: "external",
  metafile: true,
  write: false,
  logLevel: "warning",
  define: {
    FIREBREAK_VERSION: JSON.stringify(version),
    "process.env.NODE_ENV": '"production"',
    // With DEV set, Ink looks for React's developer tools and for a package.json beside itself.
    "process.env.DEV": '"false"',
  },
  // One is native code; the other is only wanted when DEV is set, which the lines above rule out.
  external: ["@lydell/node-pty", "react-devtools-core"],
  // CommonJS dependencies call require() for Node's own modules.
  banner: {
    js: 'import{createRequire as firebreakRequire}from"node:module";const require=firebreakRequire(import.meta.url);',
  },
  plugins: [yogaWithoutFetch],
});

await mkdir(join(dist, "chunks"), { recursive: true });
// The entry goes last and old chunks go after it, so that a firebreak started meanwhile finds all it needs.
const entryLast = built.outputFiles.toSorted((a, b) => rank(a.path) - rank(b.path));
for (const file of entryLast) await writeFile(file.path, file.contents);
await writeFile(
  join(dist, "third-party.txt"),
  await thirdPartyNotices(root, Object.keys(built.metafile.inputs)),
);

const current = new Set(built.outputFiles.map((file) => basename(file.path)));
for (const name of await readdir(join(dist, "chunks"))) {
  if (!current.has(name)) await rm(join(dist, "chunks", name));
}

function rank(path: string): number {
  return path === join(dist, "firebreak.js") ? 1 : 0;
}
