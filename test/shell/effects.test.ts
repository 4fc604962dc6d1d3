/** Holds the effects of labelled commands against what is told of them. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readEffects } from "../../src/shell/effects.ts";

interface Label {
  readonly code: string;
  readonly risk: string;
  /** Kind and resource of each effect, in order. */
  readonly effects: readonly string[];
}

const folder = resolve(import.meta.dirname, "../fixtures/shell");

for (const file of readdirSync(folder)) {
  describe(file, () => {
    const labels = JSON.parse(readFileSync(resolve(folder, file), "utf8")) as Label[];
    test.for(labels.map((label) => [label.code, label] as const))("%s", ([code, label]) => {
      const { effects, risk } = readEffects(code);
      const told = effects.map(({ kind, resource }) =>
        resource === null ? kind : `${kind} ${resource}`,
      );
      expect({ risk, effects: told }).toEqual({ risk: label.risk, effects: label.effects });
    });
  });
}
