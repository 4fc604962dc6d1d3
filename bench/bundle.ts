/** Bundles a program of this folder, as the product is. */
import * as esbuild from "esbuild";

/** Makes `outfile` of `program` and all that it imports; minified alike, names kept. */
export async function bundle(program: string, outfile: string): Promise<void> {
  await esbuild.build({
    entryPoints: [program],
    outfile,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: "warning",
  });
}
