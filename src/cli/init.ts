/** The command `init`: a first `firebreak.yaml` and a first runbook. What is there already stays as it is. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemCode, systemWords } from "../model/system-words.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { refuse, report } from "./refusal.ts";

const policy = `# What Firebreak asks for in this project. Everything here is optional.

# Environments are observed, never believed: all probes of exactly one of them must hold.
# environments:
#   prod:
#     production: true
#     probes:
#       - hostname: "web-*"
#       - command: cat /etc/environment-name
#         expect: production

# What each risk demands of a person: run, confirm, type (the machine's name), or approve (a second person).
risk: { none: run, low: run, medium: confirm, high: type, critical: type }
productionRisk: { none: run, low: confirm, medium: confirm, high: type, critical: type }

# Commands that are denied, asked about, or wait for their time. firebreak policy check looks over them.
# rules:
#   - deny: "scp * **:/opt/example/bin/*"
#     reason: Deployments go through the pipeline

# When changes may be made, and when not.
# windows:
#   office: { open: "mon-thu 09:00-16:00", in: prod, timezone: Europe/Berlin }

# The highest ceiling that --max-risk may set for a run without a person.
auto: { maxRisk: medium }
`;

const runbook = `---
title: Free space on a full disk
summary: Find what fills the disk, decide, and look again.
owner: platform
inputs:
  where: { type: path, prompt: Which directory is on the full disk?, default: /var }
---

# Free space on a full disk

See how full it is before anything else.

\`\`\`bash {#usage risk=none capture="used=/(\\\\d+)%/"}
df -h {{where}}
\`\`\`

Above 80 percent it is worth looking for what is large.

\`\`\`bash {#largest risk=none when="int(used) >= 80" timeout=60s}
du -xh --max-depth=2 {{where}} 2>/dev/null | sort -rh | head -n 10 || true
\`\`\`

- [ ] Decide with the owner what may go, and remove it {#remove}
`;

const files: readonly { readonly path: string; readonly content: string }[] = [
  { path: "firebreak.yaml", content: policy },
  { path: "runbooks/full-disk.md", content: runbook },
];

export async function init(io: Io): Promise<number> {
  for (const { path, content } of files) {
    const target = join(io.cwd, path);
    try {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content, { flag: "wx" });
      io.stdout.write(`wrote ${path}\n`);
    } catch (error) {
      if (systemCode(error) !== "EEXIST") {
        return report(io, refuse(`cannot write ${path}: ${systemWords(error)}`, null));
      }
      io.stdout.write(`${path} is there already, left as it is\n`);
    }
  }
  io.stdout.write("next: firebreak run runbooks/full-disk.md\n");
  return exitCode.done;
}
