/** Starts a bundled program as `src/cli/entry.ts` starts the tool: `cached.ts FOLDER PROGRAM ARGS…`. */
import { openCodeCache } from "../src/cli/code-cache.ts";

const [node = "", , folder = "", program = "", ...args] = process.argv;
process.argv = [node, program, ...args];
const cache = openCodeCache(folder);
process.on("exit", () => cache.save());
cache.load(program);
