/** Directories and desks that go when the test is over. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Desk, deskIn } from "./desk.ts";

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "firebreak-transcript-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export async function desk(principal?: string): Promise<Desk> {
  return deskIn(await temporaryDirectory(), principal);
}
