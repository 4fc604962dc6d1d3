/** Bundles the fixture program once, for Node reads no JSX. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { yogaWithoutFetch } from "../../scripts/yoga.ts";

/** The path of a program that `node` can run; its folder is the caller's to remove. */
export async function bundleSceneProgram(): Promise<{ program: string; directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), "firebreak-scenes-"));
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, "../fixtures/tui/show-scene.ts")],
    outdir: directory,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    jsx: "automatic",
    minifySyntax: true,
    define: { "process.env.NODE_ENV": '"production"', "process.env.DEV": '"false"' },
    external: ["react-devtools-core"],
    banner: {
      js: 'import{createRequire as sceneRequire}from"node:module";const require=sceneRequire(import.meta.url);',
    },
    plugins: [yogaWithoutFetch],
    logLevel: "error",
  });
  return { program: join(directory, "show-scene.mjs"), directory };
}
