/** Ansible: what it runs on other machines, and what of the caller's choosing it runs here. */

import type { Arg, Call } from "./call.ts";
import { isDry } from "./dry-run.ts";
import { filesBy, inFiles, operandsAt } from "./in-files.ts";
import { byOption, looksIfKnown, looksUnless, orMore, withOutput, writesTo } from "./options.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  onEach,
  operands,
  runsCode,
  says,
} from "./row.ts";

const options = `-i --inventory -l --limit -t --tags --skip-tags -e --extra-vars -u --user -f --forks
  --become-user --become-method -c --connection -T --timeout --private-key --key-file --vault-id
  --vault-password-file --start-at-task -M --module-path -m --module-name -a --args -B -P
  --playbook-dir --ssh-common-args --ssh-extra-args --sftp-extra-args --scp-extra-args
  --become-password-file --connection-password-file`;

const changesSecrets = operands("secret", "changes the secrets in", "medium", "backup");

export const ansible: CommandTable = {
  "ansible-playbook": {
    valued: options,
    tells: orMore(
      runsMore,
      byOption({ "--syntax-check, --list-hosts, --list-tasks, --list-tags": looks }, (call) =>
        isDry(call, "-C --check")
          ? onEach(call.operands, "code", "tries out, and mostly changes nothing by,", "low", "yes")
          : onEach(call.operands, "code", "runs on other machines the playbook", "high", "no"),
      ),
    ),
  },
  ansible: {
    valued: `${options} --tree`,
    tells: withOutput(
      "-t --tree",
      "writes what comes back into",
      orMore(runsMore, adHoc, runsCode),
    ),
  },
  "ansible-inventory": {
    valued: `${options} --output --host`,
    tells: withOutput(
      "--output",
      "writes what it knows to",
      orMore(runsMore, looksIfKnown, runsCode),
    ),
  },
  "ansible-doc ansible-config": {
    valued: options,
    tells: looksUnless({ "-M, --module-path, --playbook-dir": isUnknown }),
  },
  "ansible-lint": {
    valued: "-c --config-file -r --rules-dir -R --sarif-file",
    tells: looksUnless({
      "-r, --rules-dir": isUnknown,
      "--fix, --write": says("write", "changes playbooks", "medium", "backup"),
      "--generate-ignore": says("write", "writes what is to be ignored", "medium", "backup"),
      "--sarif-file": writesTo("--sarif-file", "writes what it finds to"),
    }),
  },
  "ansible-vault": {
    valued: "--output --vault-id --vault-password-file --encrypt-vault-id -n --name",
    tells: byVerb({
      view: operands("secret", "shows what is in", "none", "yes"),
      "encrypt, decrypt": (call) =>
        call.value("--output")
          ? withOutput("--output", "writes the secrets to", looksIfKnown)(call)
          : inFiles(operandsAt(0), changesSecrets)(call),
      "rekey, edit, create": inFiles(operandsAt(0), changesSecrets),
      encrypt_string: writesTo("--output", "writes the secret to"),
    }),
  },
  "ansible-galaxy": {
    valued: "-r --role-file -p --roles-path --collections-path --init-path",
    tells: byVerb({
      "list, info, search, role list, collection list, role info, collection verify": looks,
      "install, role install, collection install": inFiles(
        filesBy("-p --roles-path --collections-path"),
        says("code", "installs roles or collections", "medium", "yes"),
      ),
      "init, role init, collection init": inFiles(
        filesBy("--init-path"),
        operands("write", "makes the role", "low", "yes"),
      ),
      "remove, role remove": operands("delete", "removes the role", "medium", "yes"),
    }),
  },
  "ansible-pull": { tells: says("code", "fetches and runs a playbook here", "high", "no") },
};

/** Modules that only look. */
const asks = new Set(
  `ping win_ping setup debug stat getent find slurp gather_facts service_facts package_facts assert
   wait_for`.split(/\s+/),
);

function adHoc(call: Call): ReturnType<Judge> {
  if (call.has("--list-hosts", "--version", "--help", "-h")) return looks(call);
  const module = call.value("-m", "--module-name");
  if (asks.has(module?.text?.replace("ansible.builtin.", "") ?? "?")) return looks(call);
  if (module && isDry(call, "-C --check")) return looks(call);
  return onEach(call.operands.slice(0, 1), "code", "runs something on the machines", "high", "no");
}

/** A program may be run here before anything else is, or instead of ssh. */
function runsMore(call: Call): boolean {
  const passwords = call.values(
    ...["--vault-password-file", "--vault-id", "--become-password-file"],
    "--connection-password-file",
  );
  const settings = call.values(
    ...["-e", "--extra-vars", "-a", "--args", "--ssh-common-args", "--ssh-extra-args"],
    ...["--sftp-extra-args", "--scp-extra-args"],
  );
  return (
    call.has("-M", "--module-path", "--playbook-dir") ||
    call.values("-i", "--inventory").some((it) => !isData(it)) ||
    passwords.some((it) => script.test(it.text ?? "")) ||
    settings.some(({ text, written }) => runningSetting.test(text ?? written))
  );
}

const script = /\.(py|sh|bash|rb|pl|js|php)$/;

/** `{{ lookup('pipe', …) }}`, and variables that name the programs Ansible starts. */
const runningSetting =
  /\b(lookup|query|q)\s*\(|ansible_\w*(interpreter|executable|_args|_exe)|(proxy|local)command/i;

/** An inventory that may be run is run; one of these names is read, and a variable has to be believed. */
function isData({ text }: Arg): boolean {
  if (text === null || text.includes(",") || text.endsWith("/")) return true;
  return /\.(ini|ya?ml|json|toml|cfg)$|(^|\/)(hosts|inventory|inventories)$/.test(text);
}
