/** The licences of what the bundle carries: most of them ask to travel along with the code. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export async function thirdPartyNotices(root: string, inputs: readonly string[]): Promise<string> {
  const notices: string[] = [];
  for (const folder of packageFolders(inputs)) notices.push(await notice(join(root, folder)));
  return `${notices.join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
}

/** `node_modules/a/node_modules/@b/c/d.js` belongs to `node_modules/a/node_modules/@b/c`. */
function packageFolders(inputs: readonly string[]): string[] {
  const folders = inputs.flatMap((input) =>
    (/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []).slice(0, 1),
  );
  return [...new Set(folders)].sort();
}

async function notice(folder: string): Promise<string> {
  const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license?: string;
  };
  const texts = (await readdir(folder)).filter((name) => /^(licen[cs]e|notice)/i.test(name)).sort();
  const bodies = await Promise.all(texts.map((name) => readFile(join(folder, name), "utf8")));
  const head = `${about.name} ${about.version} (${about.license ?? "licence not stated"})`;
  return [head, ...bodies.map((body) => body.trim())].join("\n\n");
}
