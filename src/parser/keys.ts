/**
 * The keys that a step may carry, each defined once: how its value is written and read, its default,
 * an example and what it is for. What reads annotations and what documents them both go by this table.
 */
import * as z from "zod/mini";
import { riskLevels } from "../model/risk.ts";
import { type Capture, type Expectation, expectationSchema } from "../model/step.ts";
import { readCapture } from "./capture.ts";
import { readDuration } from "./duration.ts";
import { readPattern } from "./pattern.ts";

/**
 * How a value is written. `flag`: the key alone, or true or false · `text`: one value · `words`: a list,
 * in braces with commas between · `texts`: one value, or several as a YAML list.
 */
type Form = "flag" | "text" | "words" | "texts";

export interface Key<Value> {
  readonly form: Form;
  /** Takes a boolean, a string or a list of strings, by `form`. Its issues complete "`key` …". */
  readonly schema: z.ZodMiniType<Value>;
  /** What a value may be, with its unit. */
  readonly allowed: string;
  /** What holds when the key is not there. */
  readonly fallback: string;
  readonly example: string;
  readonly doc: string;
  /** Whether a task for a person may carry it. */
  readonly tasks: boolean;
}

const word = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "must be a plain word"));
const text = z
  .string()
  .check(z.trim(), z.minLength(1, "must not be empty"), z.maxLength(4096, "is too long"));

/** A schema from a reader that answers with a value or says what is wrong. */
function readWith<Value>(
  read: (text: string) => { ok: true; value: Value } | { ok: false; message: string },
): z.ZodMiniType<Value, string> {
  const transform = z.transform((text: string, { issues }) => {
    const result = read(text);
    if (result.ok) return result.value;
    issues.push({ code: "custom", message: result.message, input: text });
    return z.NEVER;
  });
  return z.pipe(z.string(), transform);
}

const longestTimeoutMs = 7 * 24 * 3_600_000;

const wordsAllowed = "letters, digits, `.`, `_` and `-`, 64 at most";

export const stepKeys = {
  id: {
    form: "text",
    schema: word,
    allowed: wordsAllowed,
    fallback: "from the heading and the first command",
    example: "{#count-vhosts}",
    doc: "Identity of the step. In a YAML comment: `id: count-vhosts`.",
    tasks: true,
  },
  title: {
    form: "text",
    schema: text.check(z.maxLength(120, "is longer than 120 characters")),
    allowed: "one line of text, 120 characters at most",
    fallback: "the heading, or the heading and the first command",
    example: 'title="Count the virtual hosts"',
    doc: "What the step is called on the screen and in the transcript.",
    tasks: true,
  },
  risk: {
    form: "text",
    schema: z.enum(riskLevels, { error: "must be a level of risk" }),
    allowed: riskLevels.join(", "),
    fallback: "`medium`; a task counts as `none`",
    example: "risk=medium",
    doc:
      "How much harm the step could do, from reading only to not recoverable. " +
      "It is believed: nothing looks at the code yet.",
    tasks: true,
  },
  env: {
    form: "words",
    schema: z.array(word),
    allowed: "names of environments",
    fallback: "the document's `environments`",
    example: "env=stage,prod",
    doc: "Where the step may run; narrows the document's `environments`.",
    tasks: true,
  },
  on: {
    form: "text",
    schema: text,
    allowed: "`local`",
    fallback: "the document's `on`, or `local`",
    example: "on=local",
    doc: "The target. Nothing but this machine can be reached yet.",
    tasks: true,
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
    tasks: true,
  },
  when: {
    form: "text",
    schema: text,
    allowed: "a condition in CEL over inputs, captured values and `env`",
    fallback: "always",
    example: 'when="int(vhosts) > 2"',
    doc: "The step is skipped when this does not hold.",
    tasks: true,
  },
  backup: {
    form: "words",
    schema: z.array(
      z
        .string()
        .check(z.regex(/^(\/|\{\{)/, "must be an absolute path, or begin with a placeholder")),
    ),
    allowed: "absolute paths of files, perhaps with placeholders",
    fallback: "none",
    example: "backup=/etc/caddy/Caddyfile",
    doc: "Files that are saved, and read back, before the step runs.",
    tasks: false,
  },
  rollback: {
    form: "text",
    schema: word,
    allowed: "the id of a step",
    fallback: "none",
    example: "rollback=restore-config",
    doc: "The step that undoes this one. It is walked on the way back only.",
    tasks: false,
  },
  expect: {
    form: "texts",
    schema: z.pipe(z.array(readWith(readExpectation)), z.array(expectationSchema)),
    allowed: "a text, or a pattern `/…/` with the flags i, m, s, u",
    fallback: "nothing",
    example: 'expect="Valid configuration"',
    doc: "Output that must appear, on stdout or stderr. Several as a YAML list.",
    tasks: false,
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
    tasks: false,
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
    tasks: false,
  },
  timeout: {
    form: "text",
    schema: readWith<number>((written) => {
      const ms = readDuration(written);
      if (ms === null || ms === 0) return { ok: false, message: "must be a duration above zero" };
      if (ms > longestTimeoutMs) return { ok: false, message: "must be at most 168h" };
      return { ok: true, value: ms };
    }),
    allowed: "hours, minutes and seconds, such as `90s`, `5m` or `1h30m`",
    fallback: "no limit",
    example: "timeout=5m",
    doc: "The step is stopped when it runs longer.",
    tasks: false,
  },
  confirm: {
    form: "flag",
    schema: z.boolean(),
    allowed: "the key alone, or `true` or `false`",
    fallback: "what the policy asks",
    example: "confirm",
    doc: "Asks before the step, whatever the policy says.",
    tasks: true,
  },
  auto: {
    form: "text",
    schema: z.enum(["skip", "stop"], { error: "must be `skip` or `stop`" }),
    allowed: "`skip` or `stop`",
    fallback: "the guards decide",
    example: "auto=stop",
    doc: "In a headless run: `skip` leaves the step out, `stop` hands over to a person.",
    tasks: true,
  },
} satisfies Record<string, Key<unknown>>;

export type KeyName = keyof typeof stepKeys;

/** The values of an annotation, for the keys that it has. */
export type Settings = { -readonly [K in KeyName]?: z.output<(typeof stepKeys)[K]["schema"]> };

/** Keys of the format that this version cannot honour: a step that carries one does not run. */
export const keysNotYet: Readonly<Record<string, string>> = {
  restore: "how to put a backup back",
  verify: "a read-only step that settles the outcome",
  retries: "how often to try again",
  backoff: "how long to wait between tries",
  every: "how often to poll",
  within: "how long to poll",
  approvals: "how many other people must approve",
  window: "when the step may run",
  creates: "a file that shows the step was done",
  unless: "a command that shows the step was done",
  interactive: "needs a terminal",
  background: "keeps running beside the next steps",
  cwd: "the directory to run in",
  shell: "the shell to run with",
  secret: "keeps the captured value out of every record",
};

/** What begins with `/` is a pattern, so that a mistyped pattern never becomes a text. */
function readExpectation(
  written: string,
): { ok: true; value: Expectation } | { ok: false; message: string } {
  if (written === "") return { ok: false, message: "must not be empty" };
  if (!written.startsWith("/")) return { ok: true, value: { kind: "text", text: written } };
  const read = readPattern(written);
  if (!read.ok) return read;
  const { pattern, flags } = read.value;
  return { ok: true, value: { kind: "pattern", pattern, flags } };
}
