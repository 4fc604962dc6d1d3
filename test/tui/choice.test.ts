/** The moment of a choice: keys that go to an option, the one that picks it, and what the outline says then. */
import { describe, expect, it } from "vitest";
import { reached, story } from "../support/runs.ts";
import { choiceStep, codeStep } from "../support/steps.ts";
import { enter, letter, press, pressAt, pressEvery, textOfFrame } from "./pressing.ts";
import { sceneNamed } from "./scenes.ts";

const choosing = sceneNamed("choice").story;
const picked = (option: number) => [{ kind: "choose", step: "which", attempt: 1, option }];

describe("a choice on the screen", () => {
  it("is picked with Enter, and the arrows stop at both ends", () => {
    const [up, down] = [press("up"), press("down")];
    expect(pressAt(choosing, enter).said).toEqual(picked(0));
    expect(pressAt(choosing, up, up, enter).said).toEqual(picked(0));
    expect(pressAt(choosing, down, enter).said).toEqual(picked(1));
    expect(pressAt(choosing, down, down, down, down, enter).said).toEqual(picked(2));
    expect(pressAt(choosing, down, down, up, enter).said).toEqual(picked(1));
  });

  it("is gone to with a digit, which picks nothing by itself", () => {
    expect(pressAt(choosing, letter("3")).said).toEqual([]);
    expect(pressAt(choosing, letter("3"), enter).said).toEqual(picked(2));
    expect(pressAt(choosing, letter("9"), letter("0"), enter).said).toEqual(picked(0));
  });

  it("is not made by a key that was pressed for something else", () => {
    expect(pressEvery(100, choosing, enter).said).toEqual([]);
    expect(pressAt(choosing, letter("3\r")).said).toEqual([]);
    expect(pressAt(choosing, letter("y"), letter(" "), letter("t")).said).toEqual([]);
  });

  it("can be skipped with a reason that says what is left out with it", () => {
    const asked = pressAt(choosing, letter("s"));
    expect(textOfFrame(asked.draw())).toContain("Left out with it: back, stop");
  });

  it("moves no line but the mark", () => {
    const frames = ["1", "2", "3"].map((digit) =>
      textOfFrame(pressAt(choosing, letter(digit)).draw()).replace(/▸ (?=\d)/, "  "),
    );
    const same = frames.map((frame) => frame.replace(/: \d is marked|pick \d/g, ""));
    expect(new Set(same).size).toBe(1);
  });

  it("keeps the option at hand in sight, however many there are", () => {
    const names = Array.from({ length: 40 }, (_, index) => `Option number ${index + 1}`);
    const many = choiceStep({ id: "which", ways: Object.fromEntries(names.map((n) => [n, []])) });
    const where = story({ title: "Many", steps: [many, codeStep({ id: "on" })] });
    const downs = Array.from({ length: 29 }, () => press("down"));
    const text = textOfFrame(pressAt(where.and(...reached("which")), ...downs).draw());
    expect(text).toContain("▸ 30 Option number 30");
    expect(text).toContain("30 is marked");
  });
});
