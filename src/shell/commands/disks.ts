/** Disks, partitions and the file systems on them. */
import type { Risk } from "../../model/risk.ts";
import type { Call } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import { byOption, looksAlone, looksIfKnown, maybeOption, writesTo, written } from "./options.ts";
import { writeTo } from "./paths.ts";
import { nameOf } from "./places.ts";
import { nothingOr } from "./readers.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  onEach,
  operands,
  says,
  told,
} from "./row.ts";

/** Of the device, which is named first. */
function onDevice(does: string, risk: Risk, reversible: "yes" | "backup" | "no" = "no"): Judge {
  return (call) => onEach(call.operands.slice(0, 1), "device", does, risk, reversible);
}

const wipes = operands("device", "wipes", "critical", "no");

const mounts: Judge = (call) => {
  const { operands: named } = call;
  if (call.args.some(maybeOption)) return isUnknown(call);
  if (call.has("-a", "--all")) {
    return [
      told("device", "mounts all that the table of file systems names", null, "medium", "yes"),
    ];
  }
  const place = named.at(-1);
  if (!place) return call.has("-o", "--options", "-B", "--bind") ? isUnknown(call) : looks(call);
  const options = call.values("-o", "--options").map(({ text, written }) => text ?? written);
  const isReadOnly = options.some((option) => /\bremount\b/.test(option) && /\bro\b/.test(option));
  if (isReadOnly) return [told("device", "makes read-only", nameOf(place), "high", "yes")];
  const isAgain = options.some((option) => /\bremount\b/.test(option));
  const does = isAgain
    ? "mounts anew"
    : named.length > 1 && named[0]
      ? `mounts ${nameOf(named[0])} at`
      : "mounts";
  return [told("device", does, nameOf(place), "medium", "yes")];
};

const unmounts: Judge = (call) => {
  const isForced = call.has(
    "-f",
    "--force",
    "-l",
    "--lazy",
    "-a",
    "--all",
    "-A",
    "-R",
    "--recursive",
  );
  const risk = isForced || call.args.some(maybeOption) ? "high" : "medium";
  return onEach(call.operands, "device", "unmounts", risk, "yes");
};

/** Repairs, unless it is told to answer no to every question. */
const checks: Judge = byOption(
  { "-N, -n": looksIfKnown },
  operands("device", "checks, and may repair,", "high", "no"),
);

const parted: Judge = (call) => {
  if (call.has("-l", "--list")) return looksIfKnown(call);
  const [device, verb] = call.operands;
  const words = call.operands.slice(1).map(({ text }) => text);
  if (
    verb &&
    words.every(
      (word) =>
        word !== null &&
        /^(print|unit|[kMGT]i?B|s|B|free|all|%|help|align-check|opt|min|\d+)$/.test(word),
    )
  ) {
    return looks(call);
  }
  return device ? onDevice("changes the partitions of", "critical")(call) : isUnknown(call);
};

/** One operand asks for the value, a second sets it. */
function looksAtOne(judge: Judge): Judge {
  return (call) => (call.operands.length < 2 ? looksIfKnown(call) : judge(call));
}

/** Whether each of its words fits, and none may stand for options. */
function hasOnly(pattern: RegExp, { args }: Call): boolean {
  return args.every((arg) => pattern.test(arg.text ?? arg.written) && !maybeOption(arg));
}

const repartitions = onDevice("changes the partitions of", "critical");
const grows = onDevice("changes the size of the file system on", "high");
const tunes = (call: Call) =>
  onEach(call.operands.slice(-1), "device", "changes the file system on", "high", "backup");

/** Some of its commands copy files out, to any path. */
const debugfs: Judge = (call) => {
  if (call.has("-w", "-f")) return tunes(call);
  const asks =
    /^\s*(stat|ls|cat|stats|show_super_stats|icheck|ncheck|test[ib]|blocks|bd|imap|features|lsdel|ex\w*)\b/;
  return asks.test(call.value("-R")?.text ?? "") ? looksIfKnown(call) : isUnknown(call);
};

const xfsQuota: Judge = (call) => {
  const commands = call.values("-c").map(({ text }) => text);
  const isReport = commands.every((text) =>
    /^\s*(report|df|state|print|quota|free|help|paths|path)\b(?!.*-f)/.test(text ?? ""),
  );
  if (commands.length > 0 && isReport) return looksIfKnown(call);
  return onEach(call.operands, "device", "changes the quotas on", "medium", "yes");
};

export const disks: CommandTable = {
  mount: {
    valued: "-t --types -o --options -L --label -U --uuid -O --test-opts --source --target -N",
    tells: mounts,
  },
  umount: { valued: "-t --types -O --test-opts -N", tells: unmounts },
  "mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mke2fs mkfs.f2fs mkfs.exfat":
    {
      valued: "-t --type -L -U -b -i -I -N -m -O -E -T -J -d -s -l -n -R -F32",
      tells: (call) =>
        call.has("-n") && call.name === "mke2fs"
          ? looksIfKnown(call)
          : onDevice("formats, and so wipes,", "critical")(call),
    },
  mkswap: {
    valued: "-L --label -U --uuid -p --pagesize",
    tells: (call) =>
      call.operands.slice(0, 1).flatMap((place) => {
        const isFile = /^["']?\/(?!dev\/)/.test(place.written);
        const risk = isFile ? "high" : "critical";
        return [told("device", "makes into swap space, and so wipes,", nameOf(place), risk, "no")];
      }),
  },
  "fsck fsck.ext2 fsck.ext3 fsck.ext4 fsck.xfs fsck.vfat e2fsck fsck.btrfs": {
    valued: "-t -b -B -E -C -j -l -L -z",
    tells: checks,
  },
  xfs_repair: {
    valued: "-o -l -r -m -c -t",
    tells: byOption(
      { "-L": wipes, "-n": looksIfKnown },
      operands("device", "repairs", "high", "no"),
    ),
  },
  "fdisk gdisk": {
    valued: "-b --sector-size -o --output -t --type",
    tells: byOption(
      { "-l, --list, -x, --list-details, -s, --getsz, -v, -V": looksIfKnown },
      repartitions,
    ),
  },
  cfdisk: { tells: repartitions },
  sfdisk: {
    valued: "-o --output -N -O --backup-file",
    tells: byOption(
      {
        "--delete, -r, --reorder, -A, --activate": repartitions,
        "-l, --list, -d, --dump, -J, --json, -F, --list-free, -s, --show-size, -V, -n, --no-act":
          looksIfKnown,
      },
      repartitions,
    ),
  },
  parted: { valued: "-a --align", tells: parted },
  sgdisk: {
    valued:
      "-i --info -n --new -t --typecode -c --change-name -d --delete -b --backup -l --load-backup -R",
    tells: (call) =>
      call.args.every(
        ({ text }) =>
          text !== null &&
          /^(-p|--print|-v|--verify|-O|-i\d*|--info=\d+|-P|--pretend|\d+|\/.*)$/.test(text),
      )
        ? looks(call)
        : hasOnly(/^(-b.+|--backup=.+|[^-].*)$/, call) || hasOnly(/^(-b|--backup|[^-].*)$/, call)
          ? written(call, "-b --backup", "saves the partitions to")
          : repartitions(call),
  },
  wipefs: {
    valued: "-o --offset -t --types -O --output",
    tells: byOption(
      { "-n, --no-act": looksIfKnown, "-a, --all, -o, --offset": wipes },
      looksIfKnown,
    ),
  },
  blkdiscard: { valued: "-o --offset -l --length -p --step", tells: wipes },
  partprobe: {
    tells: unlessDry(
      "-d --dry-run",
      operands("device", "reads anew the partitions of", "low", "yes"),
    ),
  },
  kpartx: {
    valued: "-p -t",
    tells: byOption(
      {
        "-d": operands("device", "takes away the partitions of", "high", "yes"),
        "-a, -u": operands("device", "makes devices of the partitions of", "low", "yes"),
        "-l": looksIfKnown,
      },
      looksIfKnown,
    ),
  },
  partx: {
    tells: byOption(
      { "-s, --show, -l, --list": looksIfKnown },
      operands("device", "tells the kernel of other partitions of", "medium", "yes"),
    ),
  },
  blockdev: {
    tells: (call) => {
      if (hasOnly(/^(--(get\w+|report)$|[^-])/, call)) return looks(call);
      return operands("device", "changes how the kernel treats", "medium", "yes")(call);
    },
  },
  hdparm: {
    tells: (call) =>
      hasOnly(/^(-[iItTgvqC]+|[^-].*)$/, call)
        ? looks(call)
        : operands("device", "changes the settings of", "high", "no")(call),
  },
  smartctl: {
    valued:
      "-d --device -l --log -t --test -s --smart -o --offlineauto -S --saveauto -n --nocheck " +
      "-q -T --tolerance -g --get -v -f -r -b --set",
    tells: byOption(
      {
        "-s, --smart, --set, -o, --offlineauto, -S, --saveauto": operands(
          "device",
          "changes the settings of",
          "medium",
          "yes",
        ),
        "-t, --test": operands("device", "starts a self-test of", "low", "yes"),
        "-X, --abort": operands("device", "ends the self-test of", "low", "yes"),
      },
      (call) =>
        // `-l scterc,70,70` sets what `-l scterc` shows.
        call.values("-l", "--log").some(({ text }) => /^(scterc|scttempint),/.test(text ?? ""))
          ? operands("device", "changes the settings of", "medium", "yes")(call)
          : looksIfKnown(call),
    ),
  },
  nvme: {
    tells: byVerb({
      "list, list-subsys, id-ctrl, id-ns, smart-log, error-log, fw-log, get-feature, list-ns, version":
        looks,
      "format, sanitize, delete-ns, write, write-zeroes, dsm": onDevice("wipes", "critical"),
      "fw-download, fw-commit, fw-activate, reset, subsystem-reset, detach-ns": onDevice(
        "changes the controller of",
        "high",
      ),
    }),
  },
  badblocks: {
    valued: "-b -c -e -d -o -p -t -i",
    tells: byOption(
      {
        "-w": wipes,
        "-n": operands("device", "reads and writes all of", "high", "no"),
        "-o": (call) =>
          nothingOr(
            call.values("-o").flatMap((file) => writeTo(file)),
            call,
          ),
      },
      looksIfKnown,
    ),
  },
  "dumpe2fs xfs_info xfs_bmap filefrag xfs_ncheck": { tells: looksIfKnown },
  xfs_logprint: { valued: "-C -l -s", tells: writesTo("-C", "copies the log to") },
  tune2fs: {
    valued: "-c -C -e -E -g -i -I -j -J -L -m -M -o -O -Q -r -T -u -U",
    tells: (call) => (call.has("-l") && hasOnly(/^(-l|[^-].*)$/, call) ? looks(call) : tunes(call)),
  },
  "e2label fatlabel": { tells: looksAtOne(onDevice("changes the label of", "medium", "yes")) },
  xfs_admin: {
    valued: "-L -U -O",
    tells: (call) =>
      call.has("-L", "-U", "-O", "-e", "-j", "-p", "-c") ? tunes(call) : looksIfKnown(call),
  },
  debugfs: { valued: "-R -f -b -s -d", tells: debugfs },
  xfs_db: {
    valued: "-c -l -p",
    tells: (call) => {
      const asks = /^\s*(metadump|source|stop|start|log|write|blocktrash|fuzz)\b/;
      if (call.values("-c").some(({ text }) => text === null || asks.test(text)))
        return call.has("-r") ? isUnknown(call) : tunes(call);
      return call.has("-r") ? looksIfKnown(call) : tunes(call);
    },
  },
  resize2fs: { valued: "-d -S -z", tells: byOption({ "-P": looksIfKnown }, grows) },
  xfs_growfs: { valued: "-D -R -L -m -t", tells: byOption({ "-n": looksIfKnown }, grows) },
  "xfs_freeze fsfreeze": {
    tells: (call) =>
      onEach(
        call.operands.slice(-1),
        "device",
        "stops, or lets go on, all writing to",
        "high",
        "yes",
      ),
  },
  xfs_quota: { valued: "-c -d -p -D -P", tells: xfsQuota },
  e4defrag: {
    tells: byOption({ "-c": looksIfKnown }, operands("device", "rearranges", "low", "yes")),
  },
  swapon: {
    valued: "-p --priority -o --options -L -U --show",
    tells: byOption(
      {
        "-s, --summary, --show": looksIfKnown,
        "-a, --all": says("device", "uses all swap space there is", "medium", "yes"),
      },
      looksAlone(operands("device", "swaps to", "medium", "yes")),
    ),
  },
  swapoff: {
    valued: "-L -U",
    tells: byOption(
      { "-a, --all": says("device", "stops all swapping to disk", "high", "yes") },
      operands("device", "stops swapping to", "high", "yes"),
    ),
  },
  losetup: {
    valued: "-o --offset --sizelimit -j --associated -O --output -b --sector-size",
    tells: byOption(
      {
        "-d, --detach": operands("device", "detaches", "high", "yes"),
        "-D, --detach-all": says("device", "detaches all loop devices", "high", "yes"),
        "-c, --set-capacity": operands("device", "reads anew the size of", "low", "yes"),
        "--direct-io": operands("device", "changes how is read and written", "medium", "yes"),
        "-l, --list, -a, --all, -j, --associated": looksIfKnown,
      },
      (call) => {
        const file = call.operands.at(-1);
        if (!file || (call.operands.length < 2 && !call.has("-f", "--find")))
          return looksIfKnown(call);
        return [told("device", "makes a loop device of", nameOf(file), "low", "yes")];
      },
    ),
  },
  fstrim: {
    valued: "-o --offset -l --length -m --minimum",
    tells: unlessDry(
      "-n --dry-run",
      byOption(
        {
          "-a, --all, -A, --fstab": says("device", "tells all disks what is unused", "low", "no"),
        },
        operands("device", "tells the disk what is unused on", "low", "no"),
      ),
    ),
  },
  edquota: { tells: operands("device", "changes the quota of", "medium", "yes") },
  "quotaon quotaoff quotacheck": {
    tells: byOption(
      { "-p, --print-state": looksIfKnown },
      operands("device", "changes the quotas on", "medium", "yes"),
    ),
  },
};
