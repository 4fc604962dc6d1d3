/** What the bundle leaves out of Ink: two detours that a shipped program never needs. */
import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * Yoga, the layout engine below Ink, decodes its WebAssembly with `fetch("data:…")`. In Node that
 * loads all of undici, about 37 ms for nothing. Without a fetch it decodes the same text by itself.
 */
export const yogaWithoutFetch: Plugin = {
  name: "yoga-without-fetch",
  setup(build) {
    build.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!text.includes(fetchIsMissing)) {
        throw new Error(`${path} no longer tests for fetch: look again at scripts/ink.ts`);
      }
      return { contents: text.replaceAll(fetchIsMissing, "!0"), loader: "js" };
    });
  },
};

const fetchIsMissing = '"function"!=typeof fetch';

/** With DEV set, Ink would look for React's developer tools, which are not in the bundle. */
export const inkWithoutDevtools: Plugin = {
  name: "ink-without-devtools",
  setup(build) {
    build.onLoad({ filter: /[\\/]ink[\\/]build[\\/]devtools\.js$/ }, () => ({ contents: "" }));
  },
};
