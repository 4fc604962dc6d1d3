/** The command `policy test CASES`: does the policy say what the project's own cases expect of it? */
import { dirname, resolve } from "node:path";
import { imagineFacts } from "../engine/imagine.ts";
import { combine, verdictsBeforeAsking } from "../guards/rule.ts";
import { bareCode } from "../model/bare-step.ts";
import { neutralise } from "../model/neutralise.ts";
import type { Policy } from "../model/policy.ts";
import type { CodeStep } from "../model/step.ts";
import type { Ruling, Verdict } from "../model/verdict.ts";
import { countWords } from "../model/words.ts";
import { type PolicyCase, readCases } from "../parser/policy/cases.ts";
import { readMoment } from "../parser/policy/moment.ts";
import { derivationText, rulingWords } from "../report/derivation.ts";
import { firstDiagnosticsText } from "../report/diagnostics/text.ts";
import { hanging } from "../report/fold.ts";
import { exitCode } from "./exit-code.ts";
import { type Io, wantsColor } from "./io.ts";
import { loadPolicy } from "./load-policy.ts";
import { readText } from "./read-file.ts";
import { refuse, report } from "./refusal.ts";

export interface PolicyTestOptions {
  readonly config: string | undefined;
}

export async function policyTest(
  io: Io,
  path: string,
  { config }: PolicyTestOptions,
): Promise<number> {
  const text = await readText(io, path, "cases");
  if (!text.ok) return report(io, text);
  const { cases, policy: named, diagnostics } = readCases(text.value);
  if (diagnostics.length > 0) {
    io.stderr.write(firstDiagnosticsText(diagnostics, text.value, path, wantsColor(io, io.stderr)));
    return exitCode.usage;
  }
  const own = named === null ? undefined : resolve(io.cwd, dirname(path), named);
  const loaded = await loadPolicy(io, path, config ?? own);
  if (!loaded.ok) return report(io, loaded);
  const { policy } = loaded.value;
  if (policy.path === null) {
    const hint = "name it with --config, or with `policy` in the file";
    return report(io, refuse(`there is no firebreak.yaml for ${path}`, hint));
  }
  const names = policy.environments.map(({ name }) => name);
  const stray = cases.find(
    ({ environment }) => environment !== null && !names.includes(environment),
  );
  if (stray) {
    const hint = names.length > 0 ? `it knows ${names.join(", ")}` : "it defines none";
    const message = `${path}:${stray.line}: the policy has no environment ${stray.environment}`;
    return report(io, refuse(message, hint));
  }
  const failures = cases.flatMap((one) => failureOf(one, policy, path) ?? []);
  for (const failure of failures) io.stdout.write(`${failure}\n\n`);
  const held = cases.length - failures.length;
  const fail = failures.length === 0 ? "" : `, ${failures.length} not as expected`;
  io.stdout.write(`${countWords(cases.length, "case")}: ${held} as expected${fail}\n`);
  return failures.length === 0 ? exitCode.done : exitCode.failed;
}

/** In text; null where all is as expected. */
function failureOf(one: PolicyCase, policy: Policy, path: string): string | null {
  const verdicts = verdictsOn(one, policy);
  const ruling = combine(verdicts);
  const isSaid = one.reason === null || saidBy(ruling, verdicts).includes(one.reason);
  if (ruling.kind === one.expect && isSaid) return null;
  const [firstLine = ""] = one.code.trim().split("\n");
  const wanted = ruling.kind === one.expect ? `the reason "${one.reason}"` : one.expect;
  const head = `${path}:${one.line}: expected ${wanted}, but it is ${rulingWords(ruling, policy.timezone)}`;
  const derivation = derivationText(verdicts, policy.path?.split("/").at(-1) ?? null);
  const lines = [...hanging(head, 0), ...hanging(firstLine, 2)];
  return `${neutralise(lines.join("\n"))}\n${derivation}`;
}

function saidBy(ruling: Ruling, verdicts: readonly Verdict[]): string {
  const reasons = ruling.kind === "pass" ? verdicts.map(({ reason }) => reason) : ruling.reasons;
  return reasons.map(({ text }) => text).join("\n");
}

/** Without a time, what depends on it is left out: a case must not fail on some days only. */
function verdictsOn(one: PolicyCase, policy: Policy): Verdict[] {
  const timeless = { windows: [], rules: policy.rules.filter(({ times }) => times === null) };
  const at = one.at === null ? null : readMoment(one.at, policy.timezone);
  const step = stepOf(one);
  const moment = at ?? Date.parse(one.reviewed ?? new Date().toISOString());
  return verdictsBeforeAsking(
    imagineFacts({
      policy: at === null ? { ...policy, ...timeless } : policy,
      environment: one.environment,
      at: moment,
      runbook: {
        path: resolve(dirname(policy.path ?? "/"), one.document),
        reviewed: one.reviewed ?? new Date(moment).toISOString().slice(0, 10),
      },
      step,
      steps: [step],
      code: one.code,
      toSave: one.backup,
    }),
  );
}

function stepOf({ code, risk, backup, line }: PolicyCase): CodeStep {
  return {
    ...bareCode(),
    id: "case",
    title: "Case",
    lines: { first: line, last: line },
    risk,
    code,
    backup: [...backup],
  };
}
