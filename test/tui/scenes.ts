/** Sessions at every moment that the screen knows, to be drawn by tests and by the fixture program. */
import type { Glimpse } from "../../src/engine/ports.ts";
import type { Artefact } from "../../src/model/artefact.ts";
import type { Question } from "../../src/model/verdict.ts";
import type { End } from "../../src/tui/frame.ts";
import type { Key } from "../../src/tui/key.ts";
import {
  asked,
  ended,
  goodReport,
  interactive,
  reached,
  type Story,
  started,
  story,
  walked,
} from "../support/runs.ts";
import { callStep, choiceStep, codeStep, manualStep } from "../support/steps.ts";

export interface Scene {
  readonly name: string;
  readonly story: Story;
  readonly glimpses?: readonly Glimpse[];
  /** Pressed once the screen is there. */
  readonly keys?: readonly Key[];
  readonly end?: End;
  readonly notice?: string;
}

const headings = ["Change the Caddy configuration"];
const config = "/opt/gbo/conf/config";

const steps = [
  codeStep({
    id: "count",
    title: "Count the virtual hosts",
    headings,
    prose:
      "A full configuration has **about 25** virtual hosts. If you see *one or two*, stop: you are looking at a broken file.",
    risk: "none",
    code: `grep -cE '^[a-z0-9.*-]+ \\{' ${config}`,
    capture: { name: "vhosts", from: { kind: "whole" } },
  }),
  codeStep({
    id: "edit",
    title: "Add the www name",
    headings: [...headings, "The change"],
    prose:
      "Never replace the whole file. One name is added to the host that is there already:\n\n- the line is changed in place\n- nothing is reloaded yet\n\nSee [the naming rules](https://wiki.example.com/names) if in doubt.",
    risk: "high",
    code: `sed -i 's/{{vhost}} {/www.{{vhost}} {/' ${config}`,
    backup: [config],
    rollback: "restore",
  }),
  codeStep({
    id: "validate",
    title: "Validate it",
    headings: [...headings, "The change"],
    prose: "Caddy reads the file and says what is wrong with it. It does not load it.",
    risk: "none",
    code: `caddy validate --config ${config} --adapter caddyfile`,
    expect: [{ kind: "text", text: "Valid configuration" }],
    timeoutMs: 30_000,
  }),
  codeStep({
    id: "reload",
    title: "Reload the proxy",
    headings: [...headings, "The change"],
    prose: "Open connections are kept. The old configuration serves until the new one is loaded.",
    risk: "medium",
    needs: ["validate"],
    code: "systemctl reload caddy",
  }),
  manualStep({
    id: "tell",
    title: "Tell the incident channel",
    headings: [...headings, "Afterwards"],
    prose: "People see the certificate change.",
    needs: ["reload"],
    text: "Tell the **incident channel** that the proxy was reloaded, and why",
  }),
  codeStep({
    id: "watch",
    title: "Watch the error rate",
    headings: [...headings, "Afterwards"],
    risk: "none",
    code: "journalctl -u caddy --since -5m | grep -c ' 50[0-9] '",
  }),
  codeStep({
    id: "clean",
    title: "Remove old access logs",
    headings: [...headings, "Afterwards"],
    risk: "critical",
    code: "find /var/log/caddy -name 'access-*.log' -mtime +30 -delete",
  }),
  codeStep({
    id: "restore",
    title: "Load the old configuration",
    role: "rollback",
    risk: "medium",
    code: "systemctl reload caddy",
  }),
];

const opening = {
  title: "Change the Caddy configuration",
  summary: "Add a name to a site: count, back up, edit, validate, reload. Never replace the file.",
  steps,
};
const filled = {
  type: "input.set",
  by: "operator",
  values: { vhost: "shop.example.com" },
} as const;
const begun = story(opening).and(filled);

const after = "Fewer than **twenty**? Then somebody is at work here: ask before you go on.";
const explained = steps.map((step) => (step.id === "count" ? { ...step, after } : step));

const editQuestion: Question = {
  level: "type",
  approvals: 0,
  approvers: [],
  word: "web-1",
  reasons: [
    { guard: "risk", text: "high risk in prod: the target's name has to be typed" },
    { guard: "backup", text: "one file is saved and read back first" },
  ],
  risk: "high",
  does: [`edits ${config} in place`],
  code: `sed -i 's/shop.example.com {/www.shop.example.com {/' ${config}`,
  target: "local",
  backup: [config],
};

const saved: Artefact = {
  kind: "file",
  named: config,
  path: config,
  copy: "/var/lib/firebreak/copies/1",
  sha256: "a".repeat(64),
  bytes: 18_304,
  mode: 0o644,
  uid: 0,
  gid: 0,
  identity: "1:2:3",
};

const counted = begun.and(...walked("count"));
const countedAloud = story({ ...opening, steps: explained }).and(
  filled,
  ...reached("count"),
  started("count", `grep -cE '^[a-z0-9.*-]+ \\{' ${config}`),
  { type: "step.output", step: "count", attempt: 1, stream: "stdout", text: "24\n" },
  ended("count", {
    report: { durationMs: 38, stdout: { ...goodReport.stdout, bytes: 3 }, captured: "24" },
  }),
  ...reached("edit"),
  asked("edit", editQuestion),
);
const beforeEdit = counted.and(...reached("edit"), asked("edit", editQuestion));
const twice = {
  ...editQuestion,
  approvals: 1,
  approvers: ["bob@example.com", "eve@example.com"],
};
const [, lookedAgain] = reached("edit");
const waitingForOthers = counted.and(
  ...reached("edit"),
  asked("edit", twice),
  { type: "step.answered", step: "edit", attempt: 1, typed: "web-1" },
  ...(lookedAgain ? [lookedAgain] : []),
  {
    type: "approval.requested",
    step: "edit",
    attempt: 1,
    path: "/home/ops/.local/state/firebreak/sessions/20261121-0312-caddy-ab12/approvals/edit-1.request",
    expiresAt: "2026-11-21T04:12:00.000Z",
  },
);
const editing = beforeEdit.and(
  { type: "step.answered", step: "edit", attempt: 1, typed: "web-1" },
  { type: "backup.started", step: "edit", attempt: 1, paths: [config] },
  { type: "backup.ended", step: "edit", attempt: 1, result: { kind: "taken", artefacts: [saved] } },
  started("edit", editQuestion.code),
);
const edited = editing.and(ended("edit"));
const validating = edited.and(
  ...reached("validate"),
  asked("validate", { code: `caddy validate --config ${config} --adapter caddyfile` }),
  { type: "step.answered", step: "validate", attempt: 1, typed: null },
  started("validate", `caddy validate --config ${config} --adapter caddyfile`),
);
const invalid = validating.and(
  {
    type: "step.output",
    step: "validate",
    attempt: 1,
    stream: "stderr",
    text: `using config from file ${config}\nError: adapting config using caddyfile: ${config}:41: unrecognized directive: www.shop.example.com\n`,
  },
  ended("validate", {
    ok: false,
    report: {
      end: { kind: "exited", code: 1 },
      durationMs: 412,
      unmet: ['the output has no "Valid configuration"'],
    },
  }),
);
const validated = validating.and(ended("validate"));
const validatedAloud = validating.and(
  {
    type: "step.output",
    step: "validate",
    attempt: 1,
    stream: "stderr",
    text: `using config from file ${config}\nadapted config to JSON\n`,
  },
  {
    type: "step.output",
    step: "validate",
    attempt: 1,
    stream: "stdout",
    text: "Valid configuration\n",
  },
  ended("validate", {
    report: {
      durationMs: 388,
      stdout: { ...goodReport.stdout, bytes: 20 },
      stderr: { ...goodReport.stderr, bytes: 71 },
    },
  }),
);
const beforeReload = validated.and(
  ...reached("reload"),
  asked("reload", {
    level: "confirm",
    code: "systemctl reload caddy",
    reasons: [{ guard: "risk", text: "medium risk in prod asks for a yes" }],
  }),
);
const atTask = validated.and(...walked("reload"), ...reached("tell"));
const undoing = invalid.and(
  {
    type: "undo.chosen",
    items: [{ step: "edit", artefacts: [saved], rollback: "restore" }],
  },
  { type: "restore.started", step: "edit", attempt: 1, artefacts: [saved] },
);

const inputs = story({
  ...opening,
  inputs: [
    {
      name: "tenant",
      type: "name",
      prompt: "Which tenant?",
      default: null,
      choices: ["acme", "globex", "initech"],
      raw: false,
      inferred: false,
    },
    {
      name: "vhost",
      type: "hostname",
      prompt: "Which virtual host?",
      default: "shop.example.com",
      choices: [],
      raw: false,
      inferred: false,
    },
    {
      name: "wait",
      type: "duration",
      prompt: "How long to watch it afterwards?",
      default: "5m",
      choices: [],
      raw: false,
      inferred: false,
    },
  ],
});

const which = choiceStep({
  id: "which",
  title: "What does the log say?",
  headings: ["The proxy does not answer"],
  prose: "Both have happened in the last weeks. They look alike from outside.",
  question: "What does the **log** say?",
  ways: {
    "If it cannot read its configuration: Put the last one back": ["back"],
    "If a port is taken by a process that was never stopped, go to Stop the old one": ["stop"],
    "Otherwise: Call the network team": [],
  },
});
const choosing = story({
  title: "The proxy does not answer",
  steps: [
    codeStep({ id: "log", title: "Read its log", risk: "none" }),
    which,
    codeStep({ id: "back", title: "Put the last one back", risk: "high" }),
    codeStep({ id: "stop", title: "Stop the old one", risk: "high" }),
    codeStep({ id: "answers", title: "Does it answer?", risk: "none" }),
  ],
}).and(...walked("log"), ...reached("which"));

const called = story({
  title: "Deploy",
  steps: [
    callStep({ id: "unseal", title: "Unseal the vault", headings: ["Open it"] }),
    codeStep({
      id: "unseal/state",
      title: "What state is it in?",
      headings: ["Open it", "Unseal the vault"],
      prose: "It is sealed after each restart.",
      risk: "none",
    }),
    callStep({ id: "unseal/keys", title: "Fetch the keys" }),
    codeStep({ id: "unseal/keys/fetch", title: "Fetch them", risk: "low" }),
    codeStep({ id: "deploy", title: "Deploy it", risk: "medium", needs: ["unseal"] }),
    callStep({
      id: "seal",
      title: "Seal it again",
      runbook: "./vault/seal.md",
      confirm: true,
      prose: "Nobody can read it from then on.",
      bindings: [{ name: "address", value: "{{vault}}", sets: null }],
    }),
  ],
}).and(
  { type: "input.set", by: "flag", values: { vault: "vault.example.com" } },
  ...reached("unseal"),
  { type: "call.entered", step: "unseal", attempt: 1, values: {} },
);

const end: End = {
  transcript: "/home/ops/.local/state/firebreak/sessions/20261121-0312-caddy-ab12/session.jsonl",
  verdict: "SEALED by operator@example.com",
  exit: 0,
  trouble: [],
  next: null,
};

const letter = (text: string): Key => ({ kind: "text", text });

function printed(text: string, skippedBytes = 0): Glimpse {
  return { step: "watch", attempt: 1, stream: "stdout", text, skippedBytes };
}

const watching = atTask.and(
  { type: "step.ticked", step: "tell", attempt: 1 },
  ...reached("watch"),
  started("watch", "journalctl -u caddy --since -5m | grep -c ' 50[0-9] '"),
);

export const scenes: readonly Scene[] = [
  { name: "inputs", story: inputs },
  { name: "looking", story: begun.and({ type: "step.reached", step: "count", attempt: 1 }) },
  {
    name: "go",
    story: begun.and(
      ...reached("count"),
      asked("count", { code: steps[0]?.kind === "code" ? steps[0].code : "" }),
    ),
  },
  { name: "result", story: countedAloud },
  { name: "result-stderr", story: validatedAloud },
  { name: "confirm", story: beforeReload },
  { name: "type", story: beforeEdit },
  { name: "type-keys", story: beforeEdit, keys: [{ kind: "press", name: "escape" }] },
  {
    name: "skip-reason",
    story: beforeReload,
    keys: [letter("s"), letter("It reloads itself at four")],
  },
  { name: "others", story: waitingForOthers },
  { name: "running", story: editing },
  {
    name: "output",
    story: watching,
    glimpses: [
      ...Array.from({ length: 40 }, (_, index) =>
        printed(`Nov 21 03:1${index % 10}:07 web-1 caddy[912]: GET /cart/${index} 200\n`),
      ),
      { ...printed("Nov 21 03:14:09 web-1 caddy[912]: upstream timed out\n"), stream: "stderr" },
      printed("Nov 21 03:14:10 web-1 caddy[912]: GET /basket 502\n", 12_400_000),
      printed("Nov 21 03:14:11 web-1 caddy[912]: GET /ünïcode/日本語 200\n"),
    ],
  },
  {
    name: "cancelling",
    story: watching.and({ type: "cancel.requested", step: "watch", attempt: 1 }),
  },
  { name: "task", story: atTask },
  { name: "choice", story: choosing, keys: [{ kind: "press", name: "down" }] },
  {
    name: "chosen",
    story: choosing.and(
      {
        type: "step.chosen",
        step: "which",
        attempt: 1,
        option: 1,
        label: "If a port is taken by a process that was never stopped, go to Stop the old one",
      },
      {
        type: "step.skipped",
        step: "back",
        by: "choice",
        reason: 'not part of "If a port is taken", chosen at which',
      },
      ...reached("stop"),
      asked("stop", { code: "kill 912", level: "type" }),
    ),
  },
  {
    name: "called",
    story: called.and(...reached("unseal/state"), asked("unseal/state", { code: "vault status" })),
  },
  {
    name: "call",
    story: called.and(
      ...walked("unseal/state"),
      { type: "step.skipped", step: "unseal/keys", by: "operator", reason: "they are here" },
      {
        type: "step.skipped",
        step: "unseal/keys/fetch",
        by: "needs",
        reason: "needs unseal/keys, which was skipped",
      },
      ...walked("deploy"),
      ...reached("seal"),
      asked("seal", {
        level: "confirm",
        code: "",
        reasons: [{ guard: "confirm", text: "the runbook asks for a confirmation here" }],
      }),
    ),
  },
  {
    name: "denied",
    story: validated.and(...reached("reload"), {
      type: "step.denied",
      step: "reload",
      attempt: 1,
      reasons: [
        { guard: "environment", text: "web-1 is recognised as prod; the step is only for stage" },
        { guard: "window", text: "no changes between Friday 16:00 and Monday 08:00" },
      ],
    }),
  },
  { name: "failed", story: invalid },
  { name: "way-back", story: invalid, keys: [letter("b")] },
  {
    name: "unknown",
    story: editing.and({ type: "session.resumed", ...interactive }),
  },
  { name: "restoring", story: undoing },
  {
    name: "stuck",
    story: undoing.and({
      type: "restore.ended",
      step: "edit",
      attempt: 1,
      result: { kind: "failed", reason: `${config}: no space left on device` },
    }),
  },
  { name: "quit", story: beforeReload, keys: [letter("q")] },
  { name: "help", story: beforeReload, keys: [letter("?")] },
  {
    name: "done",
    story: watching.and(
      ended("watch"),
      {
        type: "step.skipped",
        step: "clean",
        by: "operator",
        reason: "not tonight",
      },
      { type: "note.added", step: null, text: "The shop team was told by phone" },
      { type: "session.finished", outcome: "done" },
    ),
    end,
  },
  {
    name: "stopped",
    story: beforeReload.and({
      type: "session.stopped",
      stop: {
        kind: "quit",
        step: "reload",
        reasons: [{ guard: "operator", text: "quit at the screen" }],
      },
    }),
    end: {
      ...end,
      verdict: "UNSEALED",
      exit: 4,
      next: "firebreak resume 20261121-0312-caddy-ab12",
    },
  },
];

export function sceneNamed(name: string): Scene {
  const scene = scenes.find((each) => each.name === name);
  if (scene === undefined)
    throw new Error(`no scene ${name} among ${scenes.map((each) => each.name).join(" ")}`);
  return scene;
}
