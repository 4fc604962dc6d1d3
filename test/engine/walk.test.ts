import { describe, expect, it } from "vitest";
import { drive } from "../../src/engine/drive.ts";
import { createInbox } from "../../src/engine/inbox.ts";
import type { Event } from "../../src/model/event.ts";
import { exited, noon, type Walk, walk, yes } from "../support/engine-walk.ts";
import { codeStep, manualStep, noEnvironments } from "../support/steps.ts";

const low = { kind: "auto", ceiling: "low" } as const;

function types(events: readonly Event[]): string[] {
  return events.map((event) => ("step" in event ? `${event.type} ${event.step}` : event.type));
}

/** Says yes to the step at hand, and lets it end with `code`. */
function runStep(session: Walk, step: string, code = 0, captured: string | null = null): void {
  session.say(yes(session.waiting()));
  session.look();
  const attempt = session.run().attempts[step] ?? 0;
  session.say({ kind: "ended", step, attempt, report: exited(code, { captured }) });
}

describe("a step on the way forward", () => {
  it("is looked at, asked about, looked at again, and only then started", () => {
    const session = walk([codeStep({ id: "change", risk: "medium" })]);
    session.say(yes(session.waiting()));
    expect(session.due().map(({ key }) => key)).toEqual(["observe change#1.1"]);
    session.look();
    expect(types(session.events)).toEqual([
      "session.opened",
      "step.reached change",
      "environment.observed change",
      "step.asked change",
      "step.answered change",
      "environment.observed change",
      "step.started change",
    ]);
    expect(session.due().map(({ key }) => key)).toEqual(["spawn change#1"]);
  });

  it("is saved before it runs, and looked at once more after that", () => {
    const session = walk([codeStep({ id: "edit", risk: "low", backup: ["/etc/a"] })]);
    session.say(yes(session.waiting()));
    session.look();
    expect(session.due()).toMatchObject([{ kind: "backup", paths: ["/etc/a"] }]);
    session.say({
      kind: "backedUp",
      step: "edit",
      attempt: 1,
      result: { kind: "taken", artefacts: [{ kind: "absent", named: "/etc/a", path: "/etc/a" }] },
    });
    expect(session.due()).toMatchObject([{ kind: "observe" }]);
    session.look();
    expect(session.due()).toMatchObject([{ kind: "spawn" }]);
  });

  it("is not run without its backup, and can be tried again", () => {
    const session = walk([codeStep({ id: "edit", risk: "low", backup: ["/etc/a"] })]);
    session.say(yes(session.waiting()));
    session.look();
    const result = { kind: "failed", reason: "disk full" } as const;
    session.say({ kind: "backedUp", step: "edit", attempt: 1, result });
    expect(session.waiting()).toEqual({
      kind: "denied",
      step: "edit",
      attempt: 1,
      reasons: [{ guard: "backup", text: "no backup: disk full" }],
    });
    session.say({ kind: "retry", step: "edit", attempt: 1 });
    expect(session.waiting()).toMatchObject({ kind: "approval", attempt: 2 });
  });

  it("takes no answer that is stale, wrong, or meant for something else", () => {
    const session = walk([codeStep({ id: "change", risk: "high" })]);
    expect(session.waiting()).toMatchObject({ question: { level: "type", word: "web-1" } });
    const at = { step: "change", attempt: 1 };
    expect(session.say({ kind: "answer", ...at, typed: null })).toEqual([]);
    expect(session.say({ kind: "answer", ...at, typed: "web-2" })).toEqual([]);
    expect(session.say({ kind: "answer", step: "change", attempt: 2, typed: "web-1" })).toEqual([]);
    expect(session.say({ kind: "tick", ...at })).toEqual([]);
    expect(session.say({ kind: "ended", ...at, report: exited(0) })).toEqual([]);
  });

  it("gives its captured value to the condition and the code of the next", () => {
    const session = walk([
      codeStep({ id: "count", risk: "none", capture: { name: "sites", from: { kind: "whole" } } }),
      codeStep({ id: "few", risk: "none", when: "int(sites) < 3" }),
      codeStep({ id: "many", risk: "none", when: "int(sites) >= 3", code: "echo {{sites}}" }),
    ]);
    runStep(session, "count", 0, "25");
    const waiting = session.waiting();
    expect(waiting).toMatchObject({ step: "many", question: { code: "echo 25" } });
    expect(session.run().steps["few"]).toMatchObject({ kind: "skipped", by: "condition" });
  });

  it("knows the type of an input in its condition, as the check of the document does", () => {
    const full = {
      name: "full",
      type: "int" as const,
      prompt: "How full?",
      default: null,
      choices: [],
      raw: false,
      inferred: false,
    };
    const session = walk([codeStep({ id: "clean", risk: "none", when: "full > 70" })], {
      inputs: [full],
      given: { full: "80" },
    });
    expect(session.waiting()).toMatchObject({ kind: "approval", step: "clean" });
  });

  it("puts a raw input into its code as it is, where the policy allows it", () => {
    const filter = {
      name: "filter",
      type: "text" as const,
      prompt: "Which?",
      default: null,
      choices: [],
      raw: true,
      inferred: false,
    };
    const step = codeStep({ id: "look", risk: "none", code: "ls {{filter}}", raw: ["filter"] });
    const given = { filter: "-l; systemctl stop example" };
    const open = (rawInputs: string[]) =>
      walk([step], { inputs: [filter], given, policy: { ...noEnvironments, rawInputs } });
    expect(open(["filter"]).waiting()).toMatchObject({
      kind: "approval",
      question: {
        level: "type",
        code: "ls -l; systemctl stop example",
        reasons: [{ guard: "risk", text: expect.stringContaining("high") }, {}],
      },
    });
    expect(open([]).waiting()).toMatchObject({ kind: "denied", reasons: [{ guard: "raw" }] });
  });

  it("is left out, with the reason, when what it needs was skipped", () => {
    const session = walk([
      manualStep({ id: "look" }),
      codeStep({ id: "after", risk: "none", needs: ["look"] }),
    ]);
    session.waiting();
    session.say({ kind: "skip", step: "look", attempt: 1, reason: "seen it" });
    expect(session.run().steps["after"]).toEqual({
      kind: "skipped",
      by: "needs",
      reason: "needs look, which was skipped",
    });
    expect(session.run().finished).toBe("done");
  });

  it("is stopped at when it is broken, even if what it needs is not there", () => {
    const broken = codeStep({ id: "after", needs: ["nope"], blockers: ["there is no step nope"] });
    const session = walk([broken], { mode: low });
    session.look();
    expect(session.run().stopped).toEqual({
      kind: "denied",
      step: "after",
      reasons: [{ guard: "runbook", text: "there is no step nope" }],
    });
  });

  it("tells a person the values in a task", () => {
    const session = walk([manualStep({ id: "tell", text: "Tell {{who}} about {{what}}" })], {
      given: { who: "platform" },
    });
    expect(session.waiting()).toMatchObject({ text: "Tell {{who}} about {{what}}" });
    const filled = walk([manualStep({ id: "tell", text: "Tell {{who}}" })], {
      given: { who: "platform" },
    });
    expect(filled.waiting()).toMatchObject({ kind: "task", text: "Tell platform" });
  });

  it("fails when its exit code is none of those that count as success", () => {
    const session = walk([codeStep({ id: "grep", risk: "none", exit: [0, 1] })]);
    runStep(session, "grep", 1);
    expect(session.run().finished).toBe("done");
    const other = walk([codeStep({ id: "grep", risk: "none", exit: [0, 1] })]);
    runStep(other, "grep", 2);
    expect(other.waiting()).toMatchObject({ kind: "failed", step: "grep" });
  });

  it("fails when what was expected did not appear, whatever the exit code", () => {
    const session = walk([codeStep({ id: "check", risk: "none" })]);
    session.say(yes(session.waiting()));
    session.look();
    const report = exited(0, { unmet: ["expected output to contain ok"] });
    session.say({ kind: "ended", step: "check", attempt: 1, report });
    expect(session.waiting()).toMatchObject({ kind: "failed" });
  });
});

describe("the way back", () => {
  const edit = codeStep({
    id: "edit",
    risk: "low",
    backup: ["/etc/a"],
    rollback: "reload-old",
  });
  const steps = [
    edit,
    codeStep({ id: "check", risk: "none" }),
    codeStep({ id: "reload-old", risk: "medium", role: "rollback" }),
  ];

  function failedCheck(): Walk {
    const session = walk(steps);
    session.say(yes(session.waiting()));
    session.look();
    const artefacts = [{ kind: "absent" as const, named: "/etc/a", path: "/etc/a" }];
    session.say({
      kind: "backedUp",
      step: "edit",
      attempt: 1,
      result: { kind: "taken", artefacts },
    });
    session.look();
    session.say({ kind: "ended", step: "edit", attempt: 1, report: exited(0) });
    runStep(session, "check", 1);
    return session;
  }

  it("puts the files back first, then runs the rollback step under its own guards", () => {
    const session = failedCheck();
    session.say({ kind: "undo" });
    expect(session.due()).toMatchObject([{ kind: "restore", step: "edit", attempt: 1 }]);
    session.say({
      kind: "restored",
      step: "edit",
      attempt: 1,
      result: { kind: "restored", files: [{ path: "/etc/a", displaced: null, isNew: false }] },
    });
    expect(session.waiting()).toMatchObject({
      kind: "approval",
      step: "reload-old",
      question: { level: "confirm" },
    });
    runStep(session, "reload-old");
    expect(session.run().finished).toBe("undone");
  });

  it("asks what to do when files cannot be put back, and tries again", () => {
    const session = failedCheck();
    session.say({ kind: "undo" });
    const result = { kind: "failed", reason: "disk full" } as const;
    session.say({ kind: "restored", step: "edit", attempt: 1, result });
    expect(session.waiting()).toMatchObject({ kind: "stuck", step: "edit", attempt: 1 });
    session.say({ kind: "retry", step: "edit", attempt: 1 });
    expect(session.due()).toMatchObject([{ kind: "restore", attempt: 2 }]);
  });

  it("is not walked on by itself after a crash", () => {
    const session = failedCheck();
    session.say({ kind: "undo" });
    session.restart();
    expect(session.due()).toEqual([]);
    expect(session.waiting()).toMatchObject({ kind: "stuck" });
  });

  it("keeps the copy of the first attempt, not of a half-changed file", () => {
    const session = walk([codeStep({ id: "edit", risk: "low", backup: ["/etc/a"] })]);
    for (const copy of ["first", "second"]) {
      session.say(yes(session.waiting()));
      session.look();
      const attempt = session.run().attempts["edit"] ?? 0;
      const artefact = {
        ...{ kind: "file" as const, named: "/etc/a", copy, sha256: "0".repeat(64) },
        // The first attempt leaves a link behind, and a file that it leads to.
        path: copy === "first" ? "/etc/a" : "/etc/other",
        ...{ bytes: 1, mode: 0o644, uid: 0, gid: 0, identity: "1:2:3" },
      };
      const result = { kind: "taken" as const, artefacts: [artefact] };
      session.say({ kind: "backedUp", step: "edit", attempt, result });
      session.look();
      session.say({ kind: "ended", step: "edit", attempt, report: exited(1) });
      session.say({ kind: "retry", step: "edit", attempt });
    }
    expect(session.run().changes).toMatchObject([{ artefacts: [{ copy: "first" }] }]);
  });
});

describe("a crash", () => {
  it("makes the running step unknown; a person settles it", () => {
    const session = walk([codeStep({ id: "change", risk: "low" })]);
    session.say(yes(session.waiting()));
    session.look();
    session.restart();
    expect(session.due()).toEqual([]);
    expect(session.waiting()).toEqual({ kind: "unknown", step: "change", attempt: 1 });
    session.say({ kind: "settle", step: "change", attempt: 1, ok: true, note: "saw it" });
    expect(session.run().finished).toBe("done");
  });

  it("takes an approval along: it is asked again", () => {
    const session = walk([codeStep({ id: "change", risk: "medium" })]);
    session.say(yes(session.waiting()));
    session.restart();
    session.look();
    expect(session.waiting()).toMatchObject({ kind: "approval", attempt: 2 });
  });

  it("stops a headless run that finds a step unknown", () => {
    const session = walk([codeStep({ id: "change", risk: "low" })], { mode: low });
    session.look();
    session.restart(low);
    expect(session.run().stopped).toMatchObject({ kind: "person", step: "change" });
  });
});

describe("a headless run", () => {
  it("goes as far as its ceiling and says why it stopped", () => {
    const session = walk(
      [codeStep({ id: "look", risk: "none" }), codeStep({ id: "change", risk: "medium" })],
      { mode: low },
    );
    session.look();
    session.say({ kind: "ended", step: "look", attempt: 1, report: exited(0) });
    session.look();
    expect(session.run().stopped).toEqual({
      kind: "person",
      step: "change",
      reasons: [{ guard: "risk", text: "medium, above the ceiling of low" }],
    });
  });

  it("leaves out auto=skip and what needs it, and stops at auto=stop", () => {
    const session = walk(
      [
        codeStep({ id: "write", risk: "none", auto: "skip" }),
        codeStep({ id: "check", risk: "none", needs: ["write"] }),
        codeStep({ id: "hand-over", risk: "none", auto: "stop" }),
      ],
      { mode: low },
    );
    session.look();
    const { steps, stopped } = session.run();
    expect(steps["write"]).toMatchObject({ kind: "skipped", by: "auto" });
    expect(steps["check"]).toMatchObject({ kind: "skipped", by: "needs" });
    expect(stopped).toMatchObject({ kind: "person", step: "hand-over" });
  });

  it("stops when a step fails, and an interactive process goes on from there", () => {
    const session = walk([codeStep({ id: "look", risk: "none" })], { mode: low });
    session.look();
    session.say({ kind: "ended", step: "look", attempt: 1, report: exited(1) });
    expect(session.run().stopped).toMatchObject({ kind: "failed", step: "look" });
    session.restart();
    expect(session.waiting()).toMatchObject({ kind: "failed", step: "look" });
  });
});

describe("a note", () => {
  it("is about the step that it names, wherever the walk stands by then", () => {
    const session = walk([codeStep({ id: "first", risk: "low" }), codeStep({ id: "second" })]);
    const noteOn = (step: string | null) => session.say({ kind: "note", step, text: "n" });
    expect(noteOn("second")).toMatchObject([{ type: "note.added", step: "second" }]);
    expect(noteOn(null)).toMatchObject([{ type: "note.added", step: null }]);
    expect(noteOn("nowhere")).toMatchObject([{ type: "note.added", step: null }]);
  });
});

describe("stopping", () => {
  it("cancels what runs first, and stops when it has ended", () => {
    const session = walk([codeStep({ id: "long", risk: "none" })], { mode: low });
    session.look();
    session.say({ kind: "interrupt" });
    expect(session.due().map(({ kind }) => kind)).toEqual(["spawn", "cancel"]);
    expect(session.run().stopped).toBeNull();
    const report = exited(0, { end: { kind: "cancelled" } });
    session.say({ kind: "ended", step: "long", attempt: 1, report });
    expect(session.run().stopped).toMatchObject({ kind: "interrupted" });
  });

  it("does nothing more once it is over", () => {
    const session = walk([codeStep({ id: "change", risk: "low" })]);
    session.say({ kind: "quit", reason: "shift ends" });
    expect(session.run().stopped).toMatchObject({ kind: "quit" });
    expect(session.say({ kind: "note", step: null, text: "too late" })).toEqual([]);
    expect(session.due()).toEqual([]);
  });
});

describe("the loop", () => {
  it("stops every process and changes nothing when the journal is lost", async () => {
    let abandoned = false;
    const steps = [codeStep({ id: "change", risk: "low" })];
    const { plan, now } = walk(steps).run();
    const ended = await drive(
      null,
      { kind: "open", session: "s", plan, circumstances: now, given: {} },
      {
        journal: { append: () => Promise.reject(new Error("disk full")) },
        hands: {
          perform: () => Promise.reject(new Error("must not be reached")),
          abandon: async () => {
            abandoned = true;
          },
        },
        clock: { now: () => noon },
        inbox: createInbox(),
        followers: [],
      },
    );
    expect(ended).toMatchObject({ kind: "journalLost", run: null });
    expect(abandoned).toBe(true);
  });
});
