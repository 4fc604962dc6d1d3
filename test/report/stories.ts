/** What happened in some sessions, event by event, for reports to tell. */
import type { Fact } from "../../src/engine/fact.ts";
import type { Circumstances, Event } from "../../src/model/event.ts";
import type { StreamRecord } from "../../src/model/outcome.ts";
import { asked, ended, interactive, reached, started } from "../support/runs.ts";
import { codeStep, manualStep, observed, twoEnvironments } from "../support/steps.ts";

const config = "/opt/proxy/conf/config";

const steps = [
  codeStep({
    id: "count-vhosts",
    title: "Count the vhosts",
    risk: "none",
    code: "grep -cE '^[a-z0-9.*-]+ \\{' {{config}}",
    capture: { name: "vhosts", from: { kind: "whole" } },
  }),
  codeStep({
    id: "edit",
    title: "Add the www name to the vhost",
    risk: "high",
    backup: [config],
    rollback: "unedit",
  }),
  codeStep({ id: "validate", title: "validate", risk: "none" }),
  manualStep({
    id: "tell",
    title: "Tell the incident channel",
    text: "Tell the incident channel\nthat the proxy reloads now",
  }),
  codeStep({
    id: "unedit",
    title: "Take the www name out again",
    risk: "medium",
    role: "rollback",
  }),
];

const auto: Circumstances = {
  ...interactive,
  tool: "firebreak 0.1.0",
  mode: { kind: "auto", ceiling: "low" },
};

const opened: Fact = {
  type: "session.opened",
  session: "20261121-0312-caddy-ab12",
  plan: {
    runbook: {
      path: "runbooks/caddy.md",
      title: "Change the Caddy configuration",
      summary: null,
      digest: "3f9a".repeat(16),
      reviewed: "2026-10-01",
    },
    inputs: [],
    steps,
    callees: [],
    leftOut: {},
  },
  ...auto,
};

const prod = observed(twoEnvironments, "prod");
const config1: Extract<Fact, { type: "backup.ended" }>["result"] = {
  kind: "taken",
  artefacts: [
    {
      kind: "file",
      named: config,
      path: config,
      copy: "/var/lib/firebreak/20261121-0312-caddy-ab12/config.1",
      sha256: "0".repeat(64),
      bytes: 18_250,
      mode: 0o644,
      uid: 0,
      gid: 0,
      identity: "1:2:3",
    },
  ],
};

const counted: Fact[] = [
  { type: "input.set", by: "flag", values: { vhost: "www.example.com" } },
  { type: "input.set", by: "default", values: { config } },
  ...reached("count-vhosts", prod),
  started("count-vhosts", `grep -cE '^[a-z0-9.*-]+ \\{' ${config}`),
  printed("count-vhosts", "25\n"),
  ended("count-vhosts", { report: { durationMs: 130, captured: "25" } }),
];

const edited: Fact[] = [
  ...reached("edit", prod),
  asked("edit", { level: "type", code: "sed -i s/a/b/ config" }),
  { type: "step.answered", step: "edit", attempt: 1, typed: "web-1" },
  { type: "backup.started", step: "edit", attempt: 1, paths: [config] },
  { type: "backup.ended", step: "edit", attempt: 1, result: config1 },
  {
    ...started("edit", "set -e\nsed -i s/a/b/ config\n\nsystemctl reload caddy\n"),
    target: "lxc:acme-proxy",
  } as Fact,
  printed("edit", "reloading"),
  printed("edit", "job is slow\n", "stderr"),
  printed("edit", "done\r\n\n"),
  printed("edit", "over and out"),
  ended("edit", { report: { durationMs: 64_000 } }),
];

const failed: Fact[] = [
  ...reached("validate", prod),
  started("validate", "caddy validate --config config"),
  printed("validate", "line 1\nline 2\n"),
  ended("validate", {
    ok: false,
    report: {
      end: { kind: "exited", code: 1 },
      durationMs: 2340,
      stdout: record({
        bytes: 1_540_000,
        omittedBytes: 1_500_000,
        tail: "line 40000\nline 40001\n",
      }),
      stderr: record({ bytes: 5, tail: "oops\n" }),
      unmet: ["what was expected did not appear: Valid configuration"],
    },
  }),
];

const reasons = [
  { guard: "risk", text: "high, and production asks for the target's name to be typed" },
  {
    guard: "confirm",
    text:
      "the step asks for a confirmation whatever the policy says, so that somebody has read the code " +
      "and the name of the machine before it runs",
  },
];

export const stories: Readonly<Record<string, readonly Event[]>> = {
  finished: story(
    opened,
    ...counted,
    ...edited,
    { type: "step.skipped", step: "validate", by: "auto", reason: "auto=skip: left for a person" },
    {
      type: "step.skipped",
      step: "tell",
      by: "needs",
      reason: "it needs validate, which was skipped",
    },
    { type: "session.finished", outcome: "done" },
  ),
  "hands-over": story(
    opened,
    ...counted,
    ...reached("edit", observed(twoEnvironments)),
    asked("edit", {
      level: "type",
      code: `sed -i 's/a {/b {/' ${config}`,
      target: "lxc:acme-proxy",
      backup: [config],
      reasons,
    }),
    { type: "session.stopped", stop: { kind: "person", step: "edit", reasons } },
  ),
  task: story(opened, ...reached("tell", prod), {
    type: "session.stopped",
    stop: {
      kind: "person",
      step: "tell",
      reasons: [{ guard: "auto", text: "a task for a person" }],
    },
  }),
  failed: story(opened, ...counted, ...failed, {
    type: "session.stopped",
    stop: {
      kind: "failed",
      step: "validate",
      reasons: [{ guard: "outcome", text: "the step failed" }],
    },
  }),
  denied: story(
    opened,
    ...reached("edit", prod),
    { type: "step.denied", step: "edit", attempt: 1, reasons },
    { type: "session.stopped", stop: { kind: "denied", step: "edit", reasons } },
  ),
  interrupted: story(
    opened,
    ...reached("validate", prod),
    started("validate", "sleep 100"),
    {
      type: "stop.requested",
      stop: {
        kind: "interrupted",
        step: "validate",
        reasons: [{ guard: "person", text: "Ctrl-C" }],
      },
    },
    { type: "cancel.requested", step: "validate", attempt: 1 },
    ended("validate", { ok: false, report: { end: { kind: "cancelled" }, durationMs: 3100 } }),
    {
      type: "session.stopped",
      stop: {
        kind: "interrupted",
        step: "validate",
        reasons: [{ guard: "person", text: "Ctrl-C" }],
      },
    },
  ),
  undone: story(
    opened,
    ...counted,
    ...edited,
    { type: "session.resumed", ...auto, mode: { kind: "interactive" }, claim: "prod" },
    {
      type: "undo.chosen",
      items: [
        {
          step: "edit",
          artefacts: config1.kind === "taken" ? config1.artefacts : [],
          rollback: "unedit",
        },
      ],
    },
    {
      type: "restore.started",
      step: "edit",
      attempt: 1,
      artefacts: config1.kind === "taken" ? config1.artefacts : [],
    },
    {
      type: "restore.ended",
      step: "edit",
      attempt: 1,
      result: {
        kind: "restored",
        files: [{ path: config, displaced: "/var/lib/firebreak/displaced/config", isNew: true }],
      },
    },
    ...reached("unedit", prod),
    started("unedit", "systemctl reload caddy"),
    ended("unedit"),
    { type: "session.finished", outcome: "undone" },
  ),
  "after-a-crash": story(
    opened,
    ...reached("validate", prod),
    started("validate", "caddy validate"),
    { type: "session.resumed", ...auto },
    {
      type: "session.stopped",
      stop: {
        kind: "person",
        step: "validate",
        reasons: [
          {
            guard: "outcome",
            text: "it was running when the tool died; a person has to say how it ended",
          },
        ],
      },
    },
  ),
  "by-hand": story(
    opened,
    ...reached("validate", prod),
    started("validate", "caddy validate"),
    { type: "session.resumed", ...auto, mode: { kind: "interactive" } },
    {
      type: "step.settled",
      step: "validate",
      attempt: 1,
      ok: false,
      note: "the log says that it stopped",
    },
    { type: "step.left", step: "validate", attempt: 1, note: "harmless" },
    { type: "note.added", step: null, text: "the incident channel knows" },
    ...reached("tell", prod),
    { type: "step.ticked", step: "tell", attempt: 1 },
    {
      type: "backup.ended",
      step: "edit",
      attempt: 1,
      result: { kind: "failed", reason: "no space left" },
    },
    {
      type: "backup.ended",
      step: "edit",
      attempt: 1,
      result: {
        kind: "taken",
        artefacts: [{ kind: "absent", named: "/opt/new", path: "/opt/new" }],
      },
    },
    {
      type: "restore.ended",
      step: "edit",
      attempt: 1,
      result: { kind: "failed", reason: "the copy is not what was saved" },
    },
    { type: "restore.left", step: "edit", attempt: 1, note: "" },
    ...reached("validate", prod, 2),
    started("validate", "caddy validate", 2),
    ended("validate", { report: { end: { kind: "exited", code: 3 } } }, 2),
    { type: "session.finished", outcome: "failed" },
  ),
};

/** The facts as events, one every second. */
function story(...facts: readonly Fact[]): Event[] {
  const begin = Date.parse("2026-11-21T03:12:00.000Z");
  return facts.map((fact, index) => ({
    ...fact,
    at: new Date(begin + index * 1000).toISOString(),
  }));
}

function printed(step: string, text: string, stream: "stdout" | "stderr" = "stdout"): Fact {
  return { type: "step.output", step, attempt: 1, stream, text };
}

function record(changes: Partial<StreamRecord>): StreamRecord {
  return { bytes: 0, omittedBytes: 0, tail: "", sha256: "0".repeat(64), ...changes };
}
