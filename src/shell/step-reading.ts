/** What the code of a step would do as it is written, before its values are known: read once for each step. */
import type { CodeStep } from "../model/step.ts";
import { type Reading, readEffects } from "./effects.ts";

export function readingOf(step: CodeStep): Reading {
  const known = readings.get(step);
  if (known) return known;
  const reading = readEffects(step.code);
  readings.set(step, reading);
  return reading;
}

const readings = new WeakMap<CodeStep, Reading>();
