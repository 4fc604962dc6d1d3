/**
 * Yoga, the layout engine below Ink, decodes its WebAssembly with `fetch("data:…")`. In Node that
 * loads all of undici, about 37 ms for nothing, so the bundle takes Yoga's other path: it decodes
 * the same text by itself when there is no fetch.
 */
import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

const fetchIsMissing = '"function"!=typeof fetch';

export const yogaWithoutFetch: Plugin = {
  name: "yoga-without-fetch",
  setup(build) {
    build.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!text.includes(fetchIsMissing)) {
        throw new Error(`${path} no longer tests for fetch: look again at scripts/yoga.ts`);
      }
      return { contents: text.replaceAll(fetchIsMissing, "!0"), loader: "js" };
    });
  },
};
