/** Pipes made ahead of the runs that use them. */
import { fstatSync, readdirSync, readlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { closeOutputs, createPipeStock } from "../../src/executor/pipes.ts";
import { createBench, runCode, scratch, setEnvironment } from "../support/executor-bench.ts";

test("every taker gets pipes of their own, and no name stays", async () => {
  const directory = scratch();
  const stock = createPipeStock(directory);
  const taken = await Promise.all(Array.from({ length: 20 }, () => stock.take()));
  const pipes = taken.flatMap((outputs) => (outputs ? [outputs.stdout, outputs.stderr] : []));
  expect(pipes).toHaveLength(40);
  const files = pipes.map(({ readEnd, writeEnd }) => {
    const inode = fstatSync(readEnd).ino;
    expect(fstatSync(readEnd).isFIFO()).toBe(true);
    expect(fstatSync(writeEnd).ino).toBe(inode);
    return inode;
  });
  expect(new Set(files).size).toBe(40);
  expect(readdirSync(directory)).toEqual([]);
  for (const outputs of taken) if (outputs) closeOutputs(outputs);
  stock.close();
});

test("a stock that is closed holds no descriptor", async () => {
  const directory = scratch();
  const stock = createPipeStock(directory);
  for (let count = 0; count < 5; count += 1) {
    const outputs = await stock.take();
    if (outputs) closeOutputs(outputs);
  }
  expect(openBelow(directory)).toBe(2 * 4);
  stock.close();
  expect(openBelow(directory)).toBe(0);
});

test("there are none where nothing makes them", async () => {
  const directory = scratch();
  setEnvironment("PATH", directory);
  expect(await createPipeStock(directory).take()).toBeNull();
  expect(readdirSync(directory)).toEqual([]);
  expect(await createPipeStock(`${directory}/missing`).take()).toBeNull();
});

test("a child left behind is not heard in the runs that follow", async () => {
  const bench = createBench();
  await runCode(bench, "true");
  await runCode(bench, "(sleep 1.3; echo ghost) &");
  const later = [await runCode(bench, "echo second"), await runCode(bench, "sleep 1; echo third")];
  expect(later.map(({ printed }) => printed.stdout)).toEqual(["second\n", "third\n"]);
});

/** How many descriptors of this process belong to files that were made in `directory`. */
function openBelow(directory: string): number {
  return readdirSync("/proc/self/fd").filter((fd) => linkOf(fd).startsWith(directory)).length;
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    // The descriptor through which the list was read.
    return "";
  }
}
