/** Reads each document of the fixtures and holds what comes out against the JSON beside it. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { stepSchema } from "../../src/model/step.ts";
import { readRunbook } from "../../src/parser/read.ts";
import { project } from "./projection.ts";

const folder = resolve(import.meta.dirname, "../fixtures/parser");
const names = readdirSync(folder).filter((name) => name.endsWith(".md"));

test.each(names)("%s", (name) => {
  const runbook = readRunbook(readFileSync(resolve(folder, name), "utf8"), name);
  const expected = readFileSync(resolve(folder, name.replace(/md$/, "json")), "utf8");
  expect(project(runbook)).toEqual(JSON.parse(expected));
  for (const step of runbook.steps) expect(stepSchema.parse(step)).toEqual(step);
});
