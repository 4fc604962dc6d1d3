/** Choices on the way: what is walked, what is left out, and why. */
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/model/event.ts";
import { exited, type Walk, walk, yes } from "../support/engine-walk.ts";
import { choiceStep, codeStep, manualStep } from "../support/steps.ts";

const low = { kind: "auto", ceiling: "low" } as const;
const which = choiceStep({
  id: "which",
  ways: { "The disk is full": ["clean"], "It hangs": ["restart", "tell"] },
});
const steps = [
  which,
  codeStep({ id: "clean", risk: "low" }),
  codeStep({ id: "restart", risk: "low" }),
  manualStep({ id: "tell" }),
  codeStep({ id: "check", risk: "none", needs: ["which"] }),
];

function choose(session: Walk, option: number): Event[] {
  session.look();
  const attempt = session.run().attempts["which"] ?? 0;
  return session.say({ kind: "choose", step: "which", attempt, option });
}

function skipped(events: readonly Event[]) {
  return events.flatMap((event) =>
    event.type === "step.skipped" ? [[event.step, event.by, event.reason]] : [],
  );
}

describe("a choice", () => {
  it("waits for a person to pick, and leaves out the steps of the others with the reason", () => {
    const session = walk(steps);
    expect(session.waiting()).toEqual({
      kind: "choice",
      step: "which",
      attempt: 1,
      question: "Which one?",
      options: ["The disk is full", "It hangs"],
      inferred: false,
    });
    expect(choose(session, 1)).toMatchObject([
      { type: "step.chosen", step: "which", attempt: 1, option: 1, label: "It hangs" },
      { type: "step.skipped", step: "clean", by: "choice" },
      { type: "step.reached", step: "restart" },
    ]);
    expect(skipped(session.events)).toEqual([
      ["clean", "choice", 'not part of "It hangs", chosen at which'],
    ]);
  });

  it("walks on to what no option leads to, which may need the choice", () => {
    const session = walk(steps);
    choose(session, 0);
    session.say(yes(session.waiting()));
    session.look();
    session.say({ kind: "ended", step: "clean", attempt: 1, report: exited(0) });
    expect(session.waiting()).toMatchObject({ kind: "approval", step: "check" });
    expect(skipped(session.events).map(([id]) => id)).toEqual(["restart", "tell"]);
  });

  it("takes no option that is not there, no other word, and nothing twice", () => {
    const session = walk(steps);
    expect(choose(session, 2)).toEqual([]);
    expect(choose(session, -1)).toEqual([]);
    expect(choose(session, 0.5)).toEqual([]);
    expect(session.say({ kind: "tick", step: "which", attempt: 1 })).toEqual([]);
    expect(choose(session, 0)).not.toEqual([]);
    expect(choose(session, 1)).toEqual([]);
  });

  it("that is skipped takes none of its ways", () => {
    const session = walk(steps);
    session.look();
    session.say({ kind: "skip", step: "which", attempt: 1, reason: "neither" });
    const reason = "nothing was chosen at which, and it hangs on that";
    expect(skipped(session.events)).toEqual([
      ["which", "operator", "neither"],
      ["clean", "choice", reason],
      ["restart", "choice", reason],
      ["tell", "choice", reason],
      ["check", "needs", "needs which, which was skipped"],
    ]);
  });

  it("within an option that was not picked takes none of its ways either", () => {
    const inner = choiceStep({ id: "inner", ways: { a: ["one"], b: ["two"] } });
    const outer = choiceStep({ id: "which", ways: { yes: ["inner"], no: [] } });
    const session = walk([outer, inner, codeStep({ id: "one" }), codeStep({ id: "two" })]);
    choose(session, 1);
    expect(skipped(session.events).map(([id]) => id)).toEqual(["inner", "one", "two"]);
    expect(session.run().finished).toBe("done");
  });

  it("that --from or --only leaves out leaves nothing out", () => {
    const session = walk(steps, { leftOut: { which: "--from clean" } });
    expect(session.waiting()).toMatchObject({ kind: "approval", step: "clean" });
  });

  it("leaves a broken step out like any other", () => {
    const broken = codeStep({ id: "clean", blockers: ["unknown key"] });
    const session = walk([which, broken, codeStep({ id: "restart" })]);
    choose(session, 1);
    expect(session.waiting()).toMatchObject({ kind: "approval", step: "restart" });
  });

  it("outlives a crash once it was made, and is asked anew before", () => {
    const session = walk(steps);
    session.look();
    session.restart();
    expect(session.waiting()).toMatchObject({ kind: "choice", attempt: 2 });
    choose(session, 1);
    session.restart();
    expect(session.waiting()).toMatchObject({ kind: "approval", step: "restart" });
    expect(session.run().chosen).toEqual({ which: 1 });
  });

  it("is handed over by a headless run", () => {
    const session = walk(steps, { mode: low });
    session.look();
    expect(session.run().stopped).toEqual({
      kind: "person",
      step: "which",
      reasons: [{ guard: "auto", text: "a choice for a person" }],
    });
  });

  it("is skipped where its condition does not hold, and cannot be made where it is broken", () => {
    const session = walk([{ ...which, when: "env == 'prod'" }, ...steps.slice(1)]);
    session.look();
    expect(session.run().steps["clean"]).toMatchObject({ kind: "skipped", by: "choice" });
    const broken = walk([{ ...which, blockers: ["leads nowhere"] }, ...steps.slice(1)]);
    expect(broken.waiting()).toMatchObject({ kind: "denied" });
    expect(choose(broken, 0)).toEqual([]);
  });

  it("asks with values filled in, and keeps the words that were read", () => {
    const asks = { ...which, question: "Is {{host}} down?" };
    const inputs = [
      {
        name: "host",
        type: "name",
        prompt: "?",
        default: null,
        choices: [],
        raw: false,
        inferred: false,
      },
    ] as const;
    const [first] = asks.options;
    const options = [{ ...asks.options[0], label: "{{host}} is full" }, asks.options[1]];
    expect(first).toBeDefined();
    const session = walk(
      [{ ...asks, options: options as typeof asks.options }, ...steps.slice(1)],
      {
        inputs: [...inputs].map((spec) => ({ ...spec, choices: [] })),
        given: { host: "web-1" },
      },
    );
    expect(session.waiting()).toMatchObject({ question: "Is web-1 down?" });
    expect(choose(session, 0)[0]).toMatchObject({ label: "web-1 is full" });
  });
});
