/** Finds Markdown files below a path, in a stable order. */
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { systemWords } from "../model/system-words.ts";
import type { Io } from "./io.ts";
import { type Outcome, refuse } from "./refusal.ts";

const passedOver = new Set(["node_modules", "dist"]);

/** A file stands for itself; a directory for the `.md` files below it, hidden ones left out. */
export async function findMarkdown(io: Io, path: string): Promise<Outcome<string[]>> {
  try {
    const isDirectory = (await stat(resolve(io.cwd, path))).isDirectory();
    const files = isDirectory ? await below(io, path) : [path];
    return { ok: true, value: files };
  } catch (error) {
    return refuse(`cannot read ${path}: ${systemWords(error)}`, null);
  }
}

async function below(io: Io, directory: string): Promise<string[]> {
  const entries = await readdir(resolve(io.cwd, directory), { withFileTypes: true });
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const found = await Promise.all(
    sorted.map((entry) => {
      const path = join(directory, entry.name);
      if (entry.name.startsWith(".") || passedOver.has(entry.name)) return [];
      if (entry.isDirectory()) return below(io, path);
      return entry.isFile() && entry.name.endsWith(".md") ? [path] : [];
    }),
  );
  return found.flat();
}
