/** The command `policy check [FILE]`: is the policy sound, and does all of it have a meaning? */
import { countWords } from "../model/words.ts";
import { examinePolicy } from "../parser/policy/examine.ts";
import { readPolicy } from "../parser/policy.ts";
import { firstDiagnosticsText } from "../report/diagnostics/text.ts";
import { fingerprintOfKey } from "../transcript/ssh-wire.ts";
import { exitCode } from "./exit-code.ts";
import { type Io, wantsColor } from "./io.ts";
import { findPolicy } from "./load-policy.ts";
import { readText } from "./read-file.ts";
import { refuse, report } from "./refusal.ts";

export async function policyCheck(io: Io, file: string | undefined): Promise<number> {
  const path = file ?? (await findPolicy(io.cwd));
  if (path === null) {
    const hint = "firebreak init writes one, or name the file";
    return report(io, refuse("there is no firebreak.yaml here or above", hint));
  }
  const text = await readText(io, path, "policy");
  if (!text.ok) return report(io, text);
  const { policy, diagnostics } = readPolicy(text.value, path, fingerprintOfKey);
  const found = policy === null ? diagnostics : examinePolicy(policy, text.value, Date.now());
  io.stdout.write(firstDiagnosticsText(found, text.value, path, wantsColor(io, io.stdout)));
  if (policy === null) {
    io.stderr.write(`${path}: ${countWords(found.length, "error")}, and so nothing runs by it\n`);
    return exitCode.failed;
  }
  const { environments, rules, windows } = policy;
  const parts = [
    countWords(environments.length, "environment"),
    countWords(rules.length, "rule"),
    countWords(windows.length, "window"),
  ];
  const more =
    found.length === 0 ? "nothing to complain about" : countWords(found.length, "warning");
  io.stderr.write(`${path}: ${parts.join(", ")}; ${more}\n`);
  return exitCode.done;
}
