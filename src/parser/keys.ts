/**
 * The keys that a step may carry, each defined once: how its value is written and read, its default,
 * an example and what it is for. What reads annotations and what documents them both go by this table.
 */
import * as z from "zod/mini";
import { riskLevels } from "../model/risk.ts";
import { type Capture, expectationSchema, type Step } from "../model/step.ts";
import { readCapture } from "./capture.ts";
import {
  absolutePath,
  countUpTo,
  duration,
  durationAllowed,
  readExpectation,
  readWith,
  text,
  word,
} from "./key-values.ts";

/**
 * How a value is written. `flag`: the key alone, or true or false · `text`: one value · `words`: a list,
 * in braces with commas between · `texts`: one value, or several as a YAML list · `mapping`: names and
 * values, in YAML only.
 */
type Form = "flag" | "text" | "words" | "texts" | "mapping";

export interface Key<Value> {
  readonly form: Form;
  /** Takes a boolean, a string, a list or a mapping of strings, by `form`. Its issues complete "`key` …". */
  readonly schema: z.ZodMiniType<Value>;
  /** What a value may be, with its unit. */
  readonly allowed: string;
  /** What holds when the key is not there. */
  readonly fallback: string;
  readonly example: string;
  readonly doc: string;
  /** The kinds of steps that may carry it. */
  readonly kinds: readonly Step["kind"][];
  /** The key is read and checked, but no run can honour it: a step that carries it does not run. */
  readonly honoured?: false;
}

const every: readonly Step["kind"][] = ["code", "manual", "choice", "call"];
/** What is done by itself or by somebody's hand, wherever its own steps do it. */
const work: readonly Step["kind"][] = ["code", "manual"];
const workOrCall: readonly Step["kind"][] = [...work, "call"];
const code: readonly Step["kind"][] = ["code"];

const wordsAllowed = "letters, digits, `.`, `_` and `-`, 64 at most";

export const stepKeys = {
  id: {
    form: "text",
    schema: word,
    allowed: wordsAllowed,
    fallback: "from the heading and the first command",
    example: "{#count-vhosts}",
    doc: "Identity of the step. In a YAML comment: `id: count-vhosts`.",
    kinds: every,
  },
  title: {
    form: "text",
    schema: text.check(z.maxLength(120, "is longer than 120 characters")),
    allowed: "one line of text, 120 characters at most",
    fallback: "the heading, or the heading and the first command",
    example: 'title="Count the virtual hosts"',
    doc: "What the step is called on the screen and in the transcript.",
    kinds: every,
  },
  risk: {
    form: "text",
    schema: z.enum(riskLevels, { error: "must be a level of risk" }),
    allowed: riskLevels.join(", "),
    fallback: "what its code comes to; a task counts as `none`",
    example: "risk=medium",
    doc:
      "How much harm the step could do, from reading only to not recoverable. " +
      "The code is read, too, and the higher of the two counts.",
    kinds: work,
  },
  env: {
    form: "words",
    schema: z.array(word),
    allowed: "names of environments",
    fallback: "the document's `environments`",
    example: "env=stage,prod",
    doc: "Where the step may run; narrows the document's `environments`.",
    kinds: every,
  },
  on: {
    form: "text",
    schema: text,
    allowed: "`local`",
    fallback: "the document's `on`, or `local`",
    example: "on=local",
    doc: "The target. Nothing but this machine can be reached yet.",
    kinds: work,
  },
  needs: {
    form: "words",
    schema: z.array(word),
    allowed: "ids of steps",
    fallback: "none",
    example: "needs=count-vhosts",
    doc:
      "Steps that must have succeeded before this one. " +
      "If one was skipped or failed, this one is skipped.",
    kinds: every,
  },
  when: {
    form: "text",
    schema: text,
    allowed: "a condition in CEL over inputs, captured values and `env`",
    fallback: "always",
    example: 'when="int(vhosts) > 2"',
    doc: "The step is skipped when this does not hold.",
    kinds: every,
  },
  backup: {
    form: "words",
    schema: z.array(absolutePath),
    allowed: "absolute paths of files, perhaps with placeholders",
    fallback: "none",
    example: "backup=/etc/caddy/Caddyfile",
    doc: "Files that are saved, and read back, before the step runs.",
    kinds: code,
  },
  rollback: {
    form: "text",
    schema: word,
    allowed: "the id of a step",
    fallback: "none",
    example: "rollback=restore-config",
    doc: "The step that undoes this one. It is walked on the way back only.",
    kinds: code,
  },
  expect: {
    form: "texts",
    schema: z.pipe(z.array(readWith(readExpectation)), z.array(expectationSchema)),
    allowed: "a text, or a pattern `/…/` with the flags i, m, s, u",
    fallback: "nothing",
    example: 'expect="Valid configuration"',
    doc: "Output that must appear, on stdout or stderr. Several as a YAML list.",
    kinds: code,
  },
  exit: {
    form: "words",
    schema: z.array(
      readWith<number>((code) =>
        /^(0|[1-9]\d{0,2})$/.test(code) && Number(code) <= 255
          ? { ok: true, value: Number(code) }
          : { ok: false, message: "must be exit codes" },
      ),
    ),
    allowed: "exit codes from 0 to 255",
    fallback: "0",
    example: "exit=0,2",
    doc: "Exit codes that count as success.",
    kinds: code,
  },
  capture: {
    form: "text",
    schema: readWith<Capture>(readCapture),
    allowed: "`name`, `name=/…(…)…/` or `name=.json.path[0]`",
    fallback: "nothing",
    example: 'capture="version=/v([0-9.]+)/"',
    doc:
      "Saves what the step prints on stdout: all of it (trimmed), group 1 of a pattern, or a JSON path. " +
      "If it is not there, the step fails.",
    kinds: code,
  },
  timeout: {
    form: "text",
    schema: duration,
    allowed: durationAllowed,
    fallback: "no limit",
    example: "timeout=5m",
    doc: "The step is stopped when it runs longer.",
    kinds: code,
  },
  confirm: {
    form: "flag",
    schema: z.boolean(),
    allowed: "the key alone, or `true` or `false`",
    fallback: "what the policy asks",
    example: "confirm",
    doc: "Asks before the step, whatever the policy says.",
    kinds: workOrCall,
  },
  approvals: {
    form: "text",
    schema: countUpTo(5),
    allowed: "a number from 1 to 5",
    fallback: "what the policy asks",
    example: "approvals=1",
    doc: "How many other people have to approve the step, whatever the policy says.",
    kinds: code,
  },
  auto: {
    form: "text",
    schema: z.enum(["skip", "stop"], { error: "must be `skip` or `stop`" }),
    allowed: "`skip` or `stop`",
    fallback: "the guards decide",
    example: "auto=stop",
    doc: "In a headless run: `skip` leaves the step out, `stop` hands over to a person.",
    kinds: workOrCall,
  },
  runbook: {
    form: "text",
    schema: text.check(
      z.regex(
        /^(?![a-z][a-z0-9+.-]*:)[^{}?#]+\.(?:md|markdown)$/i,
        "must be the path of a Markdown file",
      ),
    ),
    allowed: "the path of a Markdown file, seen from this one",
    fallback: "the step calls nothing",
    example: "runbook: ./vault-unseal.md",
    doc: "In a comment above no block: [calls another runbook](#calls), whose steps come next.",
    kinds: ["call"],
  },
  inputs: {
    form: "mapping",
    schema: z.record(z.string(), z.string()),
    allowed: "a mapping from inputs to values, perhaps with placeholders",
    fallback: "they are asked for",
    example: 'inputs: { address: "{{vault}}" }',
    doc: "What the inputs of the called runbook are set to.",
    kinds: ["call"],
  },
  restore: {
    form: "text",
    schema: word,
    allowed: "the id of a step",
    fallback: "the saved files are put back as they were",
    example: "restore=load-dump",
    doc: "The step that puts the backup back, where copying files is not enough.",
    kinds: code,
    honoured: false,
  },
  verify: {
    form: "text",
    schema: word,
    allowed: "the id of a step of risk `none`",
    fallback: "the exit code and `expect` settle it",
    example: "verify=answers",
    doc: "The read-only step that settles whether this one worked, also after a crash.",
    kinds: code,
    honoured: false,
  },
  retries: {
    form: "text",
    schema: countUpTo(100),
    allowed: "a number from 1 to 100",
    fallback: "none",
    example: "retries=3",
    doc: "How often a failed step is tried again by itself.",
    kinds: code,
    honoured: false,
  },
  backoff: {
    form: "words",
    schema: z.array(duration),
    allowed: "durations with commas between, the last one for all further tries",
    fallback: "no wait",
    example: "backoff=1m,5m,15m",
    doc: "How long to wait before each of the `retries`.",
    kinds: code,
    honoured: false,
  },
  every: {
    form: "text",
    schema: duration,
    allowed: durationAllowed,
    fallback: "the step runs once",
    example: "every=10s",
    doc: "Runs the step again and again, this far apart, until it succeeds; needs `within`.",
    kinds: code,
    honoured: false,
  },
  within: {
    form: "text",
    schema: duration,
    allowed: durationAllowed,
    fallback: "the step runs once",
    example: "within=10m",
    doc: "How long `every` goes on before the step counts as failed.",
    kinds: code,
    honoured: false,
  },
  window: {
    form: "words",
    schema: z.array(word),
    allowed: "names of windows of the policy",
    fallback: "what the policy asks",
    example: "window=maintenance",
    doc: "Change windows in which alone the step may run.",
    kinds: code,
    honoured: false,
  },
  creates: {
    form: "words",
    schema: z.array(absolutePath),
    allowed: "absolute paths, perhaps with placeholders",
    fallback: "the step is never taken as done",
    example: "creates=/etc/example/ready",
    doc: "The step was done already, and is skipped, where all of these are there.",
    kinds: code,
    honoured: false,
  },
  unless: {
    form: "text",
    schema: text,
    allowed: "a command that only looks",
    fallback: "the step is never taken as done",
    example: 'unless="id deploy"',
    doc: "The step was done already, and is skipped, where this command succeeds.",
    kinds: code,
    honoured: false,
  },
  interactive: {
    form: "flag",
    schema: z.boolean(),
    allowed: "the key alone, or `true` or `false`",
    fallback: "no terminal, and an empty stdin",
    example: "interactive",
    doc: "The step needs a terminal and somebody at it.",
    kinds: code,
    honoured: false,
  },
  background: {
    form: "flag",
    schema: z.boolean(),
    allowed: "the key alone, or `true` or `false`",
    fallback: "the walk waits for the step to end",
    example: "background",
    doc: "The step keeps running beside the next ones, until the session ends.",
    kinds: code,
    honoured: false,
  },
  cwd: {
    form: "text",
    schema: text,
    allowed: "a path, perhaps with placeholders; a relative one begins at the runbook's directory",
    fallback: "the directory in which the session was opened",
    example: "cwd=/srv/example",
    doc: "The directory to run in. If it is not there, the step fails.",
    kinds: code,
    honoured: false,
  },
  shell: {
    form: "text",
    schema: z.enum(["bash", "sh"], { error: "must be `bash` or `sh`" }),
    allowed: "`bash` or `sh`",
    fallback: "`bash`",
    example: "shell=sh",
    doc: "The shell to run with.",
    kinds: code,
    honoured: false,
  },
  secret: {
    form: "flag",
    schema: z.boolean(),
    allowed: "the key alone, or `true` or `false`",
    fallback: "what is captured stands in the transcript",
    example: "secret",
    doc: "Keeps the captured value out of every record.",
    kinds: code,
    honoured: false,
  },
} satisfies Record<string, Key<unknown>>;

export type KeyName = keyof typeof stepKeys;

/** The values of an annotation, for the keys that it has. */
export type Settings = { -readonly [K in KeyName]?: z.output<(typeof stepKeys)[K]["schema"]> };
