/** Backup tools: what makes a copy, what puts one back, and what deletes those that there are. */
import type { Risk } from "../../model/risk.ts";
import type { Arg, Call } from "./call.ts";
import { isDry, unlessDry } from "./dry-run.ts";
import { byOption, looksIfKnown, looksUnless, orMore, orMoreBy, writesTo } from "./options.ts";
import { riskOfTree, writeTo } from "./paths.ts";
import { here, isTemporary, nameOf } from "./places.ts";
import { nothingOr } from "./readers.ts";
import {
  byVerb,
  type CommandTable,
  type Judge,
  looks,
  onEach,
  operands,
  says,
  told,
} from "./row.ts";

const backsUp: Judge = (call) => onEach(call.operands, "write", "makes a backup of", "low", "yes");
const makesRepository = says("write", "makes a new store of backups", "low", "yes");
const changesKeys = says("secret", "changes the keys of the backups", "high", "backup");
const breaksLock = says("write", "takes away the lock of the backups", "medium", "no");
const mountsBackups: Judge = (call) =>
  onEach(call.operands.slice(-1), "device", "mounts backups at", "low", "yes");

function forgets(does: string, risk: Risk = "high"): Judge {
  return says("delete", does, risk, "no");
}

/** What is put back lies over what is there; over a directory of the system more than files is at stake. */
function putsBackTo(target: Arg | null): Judge {
  return (call) => {
    if (!target)
      return [told("write", "puts back files from a backup over those here", null, "high", "no")];
    const risk = isTemporary(target)
      ? "low"
      : riskOfTree(target) === "critical"
        ? "high"
        : "medium";
    const found = told("write", "puts back files from a backup to", nameOf(target), risk, "backup");
    return nothingOr([{ ...found, writes: { path: target, keeps: false } }], call);
  };
}

const resticRestore: Judge = unlessDry("--dry-run", (call) =>
  putsBackTo(call.value("-t", "--target"))(call),
);

const borgExtract: Judge = unlessDry("-n --dry-run --stdout", (call) =>
  putsBackTo(here)(call).map((it) => ({ ...it, risk: "medium" as const })),
);

/** Of an archive, `repo::name`, or of all there is. */
const borgDelete: Judge = unlessDry("-n --dry-run", (call) => {
  const isOne =
    call.operands.length > 1 || call.operands.some(({ written }) => /::./.test(written));
  const isSome =
    isOne ||
    call.has("-a", "--glob-archives", "-P", "--prefix", "--first", "--last", "--match-archives");
  return onEach(
    call.operands.slice(0, 1),
    "delete",
    isSome ? "deletes backups in" : "deletes all backups in",
    isSome ? "high" : "critical",
    "no",
  );
});

const duplicity: Judge = (call: Call) => {
  const target = call.operands.at(-1);
  return byVerb({
    "verify, collection-status, list-current-files": looksIfKnown,
    "full, incr, incremental, inc, backup": (inner) =>
      backsUp({ ...inner, operands: inner.operands.slice(0, 1) }),
    restore: unlessDry("--dry-run", (inner) => putsBackTo(inner.operands.at(-1) ?? null)(inner)),
    "cleanup, remove-older-than, remove-all-but-n-full, remove-all-inc-of-but-n-full": (inner) =>
      call.has("--force") && !isDry(call, "--dry-run")
        ? onEach(target ? [target] : [], "delete", "deletes backups in", "high", "no")
        : looksIfKnown(inner),
  })(call);
};

export const backups: CommandTable = {
  restic: {
    valued:
      "-r --repo -p --password-file --password-command -o --option --cacert -t --target -H --host --tag --path " +
      "--keep-last --keep-daily --keep-weekly --keep-monthly --keep-yearly --keep-within -i --include -e --exclude " +
      "--exclude-file --files-from --limit-upload --limit-download --repository-file -l -d -w -m -y",
    tells: unlessRunsOthers(
      byVerb({
        "snapshots, ls, find, stats, check, diff, list, version, cat, help, features": looksIfKnown,
        cache: looksUnless({ "--cleanup": says("delete", "deletes old caches", "low", "yes") }),
        dump: byOption({ "-t, --target": writesTo("-t --target", "writes") }, looksIfKnown),
        backup: unlessDry("-n --dry-run", backsUp),
        restore: resticRestore,
        forget: unlessDry("-n --dry-run", (call) =>
          onEach(
            call.operands,
            "delete",
            call.has("--prune") ? "deletes for good the backups" : "forgets the backups",
            "high",
            "no",
          ),
        ),
        prune: unlessDry("-n --dry-run", forgets("deletes for good what no backup needs")),
        rewrite: unlessDry(
          "-n --dry-run",
          forgets("writes backups anew, without what is left out"),
        ),
        "repair, rebuild-index, recover, migrate": says(
          "write",
          "repairs the store of backups",
          "high",
          "backup",
        ),
        init: makesRepository,
        unlock: breaksLock,
        "key list": looks,
        key: changesKeys,
        "tag, copy": says("write", "changes or copies backups", "low", "yes"),
        mount: mountsBackups,
        "self-update": says("package", "installs another version of restic", "medium", "backup"),
      }),
    ),
  },
  borg: {
    valued:
      "-P --prefix -a --glob-archives --match-archives -C --compression -e --exclude " +
      "--exclude-from --pattern --patterns-from " +
      "-d --keep-daily -w --keep-weekly -m --keep-monthly -y --keep-yearly -H " +
      "--keep-hourly --keep-last --keep-within " +
      "--rsh --remote-path --strip-components --format --first --last --comment --timestamp -r --repo",
    tells: unlessRunsOthers(
      byVerb({
        "list, info, diff, rlist, rinfo, version, help": looksIfKnown,
        check: byOption(
          { "--repair": says("write", "repairs, and may drop, backups", "high", "no") },
          looksIfKnown,
        ),
        create: unlessDry("-n --dry-run", (call) =>
          onEach(call.operands.slice(0, 1), "write", "makes the backup", "low", "yes"),
        ),
        extract: borgExtract,
        delete: borgDelete,
        rdelete: unlessDry(
          "-n --dry-run",
          operands("delete", "deletes all backups in", "critical", "no"),
        ),
        prune: unlessDry(
          "-n --dry-run",
          operands("delete", "deletes old backups in", "high", "no"),
        ),
        compact: operands("delete", "deletes for good what no backup needs in", "high", "no"),
        recreate: unlessDry(
          "-n --dry-run",
          operands("delete", "writes backups anew in", "high", "no"),
        ),
        "init, rcreate": makesRepository,
        mount: mountsBackups,
        umount: operands("device", "unmounts", "low", "yes"),
        "key export": (call) =>
          onEach(
            call.operands.slice(1),
            "secret",
            "writes the key of the backups to",
            "medium",
            "yes",
          ),
        "key change-passphrase, key import, key migrate-to-repokey": changesKeys,
        "break-lock": breaksLock,
        "rename, config, upgrade, transfer, import-tar": says(
          "write",
          "changes the store of backups",
          "medium",
          "backup",
        ),
        "export-tar": (call) =>
          nothingOr(
            call.operands
              .slice(1, 2)
              .flatMap((file) => (file.text === "-" ? [] : writeTo(file, "packs"))),
            call,
          ),
      }),
    ),
  },
  duplicity: {
    valued:
      "--encrypt-key --sign-key --name --include --exclude --time -t --restore-time " +
      "--file-to-restore --archive-dir --full-if-older-than",
    tells: orMoreBy("--gpg-binary, --ssh-options, --rsync-options, --gpg-options", duplicity),
  },
  rsnapshot: {
    valued: "-c",
    tells: byVerb({
      "configtest, du, diff, version, help": looksIfKnown,
      "alpha, beta, gamma, delta, hourly, daily, weekly, monthly, sync": says(
        "write",
        "makes a backup, and drops the oldest",
        "low",
        "no",
      ),
    }),
  },
};

/** A command that prints the password, or by which the store is reached, is code. */
function unlessRunsOthers(judge: Judge): Judge {
  return orMore(
    (call) => {
      const settings = call.values("-o", "--option");
      const runs = settings.some(({ text }) => text === null || /command|args|program/.test(text));
      return runs || call.has("--debug-profile");
    },
    orMoreBy("--password-command, --rsh, --remote-path", judge),
  );
}
