/** A disk that is soon full, for tests that are run by root; others are skipped and say why. */
import { spawnSync } from "node:child_process";
import type { TestContext } from "vitest";
import { scratch } from "./executor-bench.ts";
import { skip } from "./skip.ts";

/** Mounts a memory disk of `bytes` while `use` runs. */
export async function onSmallDisk(
  context: TestContext,
  bytes: number,
  use: (directory: string) => Promise<void>,
): Promise<void> {
  const directory = scratch();
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", directory]);
  if (mounted.status !== 0) skip(context, `needs root to mount: ${mounted.stderr ?? "no mount"}`);
  try {
    await use(directory);
  } finally {
    spawnSync("umount", [directory]);
  }
}
