/**
 * Bundles src/ into dist/: what starts, each command by itself, and the screen. A command then loads
 * one file and nothing that only others need.
 *
 * The starter and the commands are CommonJS, for Node's loader of ES modules takes about 10 ms to get
 * going. The screen is an ES module, for Ink and its layout engine wait at the top level.
 */
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import * as esbuild from "esbuild";
import about from "../package.json" with { type: "json" };
import { thirdPartyNotices } from "./third-party.ts";
import { yogaWithoutFetch } from "./yoga.ts";

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");

/** What is imported lazily stands in a file of its own. */
const lazyImportsStayOut: esbuild.Plugin = {
  name: "lazy-imports-stay-out",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ kind, path }) => {
      if (kind !== "dynamic-import") return undefined;
      return { path: `./${basename(path).replace(/\.tsx?$/, "")}${endOf(path)}`, external: true };
    });
  },
};

function endOf(path: string): string {
  return path.endsWith(".tsx") ? ".mjs" : ".cjs";
}

const shared = {
  absWorkingDir: root,
  outdir: "dist",
  bundle: true,
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
    FIREBREAK_VERSION: JSON.stringify(about.version),
    "process.env.NODE_ENV": '"production"',
    // With DEV set, Ink looks for React's developer tools and for a package.json beside itself.
    "process.env.DEV": '"false"',
  },
  // One is native code; the other is only wanted when DEV is set, which the lines above rule out.
  external: ["@lydell/node-pty", "react-devtools-core"],
  plugins: [lazyImportsStayOut, yogaWithoutFetch],
} satisfies esbuild.BuildOptions;

const commands = [
  ...["annotate", "approve", "explain", "init", "lint", "list", "resume", "run", "schema"],
  ...["policy-check", "policy-test", "policy-why"],
  ...["sessions", "show", "verify"],
  // No command, but a file by itself: lint starts threads with it.
  "lint-worker",
];

const parts = await Promise.all([
  esbuild.build({
    ...shared,
    entryPoints: { firebreak: "src/cli/entry.ts", main: "src/cli/main.ts" },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    // So that a command is loaded by require(): import() would start the loader of ES modules.
    supported: { "dynamic-import": false },
  }),
  esbuild.build({
    ...shared,
    entryPoints: commands.map((name) => `src/cli/${name}.ts`),
    format: "cjs",
    outExtension: { ".js": ".cjs" },
  }),
  esbuild.build({
    ...shared,
    entryPoints: ["src/tui/screen.tsx"],
    format: "esm",
    outExtension: { ".js": ".mjs" },
    // CommonJS dependencies call require() for Node's own modules.
    banner: {
      js: 'import{createRequire as firebreakRequire}from"node:module";const require=firebreakRequire(import.meta.url);',
    },
  }),
]);

await mkdir(dist, { recursive: true });
const files = parts.flatMap(({ outputFiles }) => outputFiles);
// Whole files only: somebody may start a firebreak meanwhile.
for (const { path, contents } of files) await writeFile(`${path}.new`, contents);
for (const { path } of files) await rename(`${path}.new`, path);
await writeFile(
  join(dist, "third-party.txt"),
  await thirdPartyNotices(
    root,
    parts.flatMap(({ metafile }) => Object.keys(metafile.inputs)),
  ),
);

const current = new Set(["third-party.txt", ...files.map(({ path }) => basename(path))]);
for (const name of await readdir(dist)) {
  if (!current.has(name)) await rm(join(dist, name), { recursive: true });
}
