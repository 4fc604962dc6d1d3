/** Volumes between disks and file systems: LVM, RAID, encrypted devices, the device mapper. */
import type { Risk } from "../../model/risk.ts";
import type { Call } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import {
  byOption,
  isGiven,
  looksIfKnown,
  looksUnless,
  orMore,
  withOutput,
  written,
} from "./options.ts";
import { makeNew } from "./paths.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  onEach,
  operands,
  type Row,
  says,
  told,
} from "./row.ts";

const lvmOptions =
  "-n --name -L --size -l --extents -o --options -S --select -c --chunksize -i --stripes -I -m --mirrors " +
  "-p --permission --physicalextentsize -T -V --virtualsize --type --thinpool --config --file -a " +
  "--activate --units --separator -O --sort --addtag --deltag -M --uuid -u";

/** A command of LVM that changes something, unless it only tries. */
function lvm(does: string, risk: Risk, reversible: "yes" | "backup" | "no" = "no"): Row {
  return {
    valued: lvmOptions,
    tells: unlessDry("-t --test", operands("device", does, risk, reversible)),
  };
}

/** `-L +10G` only adds; any other size may cut data off. */
const resizes: Judge = (call) => {
  const size = call.value("-L", "--size", "-l", "--extents")?.text;
  const isGrowth = size?.startsWith("+") ?? false;
  const does = isGrowth ? "enlarges" : "changes the size of";
  return onEach(call.operands.slice(0, 1), "device", does, isGrowth ? "high" : "critical", "no");
};

const newVolume: Judge = (call) => {
  const isSnapshot = call.has("-s", "--snapshot");
  const does = isSnapshot ? "makes a snapshot of" : "makes a volume in";
  return onEach(call.operands.slice(0, 1), "device", does, isSnapshot ? "low" : "medium", "yes");
};

/** Without a change it is a way of asking. */
function activates(does: string): Judge {
  return (call) => {
    const active = call.value("-a", "--activate")?.text;
    if (/^(y|ay|ey|sy|ly)$/.test(active ?? "")) {
      return operands("device", "activates", "medium", "yes")(call);
    }
    return operands(
      "device",
      call.has("-a", "--activate") ? "deactivates" : does,
      "high",
      "yes",
    )(call);
  };
}

const mdadm: Judge = (call) => {
  const array = call.operands.slice(0, 1);
  const on = (does: string, risk: Risk) => () => onEach(array, "device", does, risk, "no");
  return byOption(
    {
      "-C, --create": on("makes a new array, and so wipes the disks of", "critical"),
      "-B, --build": on("makes a new array of", "critical"),
      "--zero-superblock": operands("device", "wipes", "critical", "no"),
      "-G, --grow": on("changes the shape of", "high"),
      "-S, --stop": on("stops", "high"),
      "--fail, --set-faulty, --remove, --replace, -r": on("takes a disk out of", "high"),
      "-A, --assemble, -I, --incremental, -R, --run": on("assembles", "medium"),
      "-a, --add, --re-add, --add-spare": on("adds a disk to", "medium"),
      "-o, --readonly, -w, --readwrite": on("changes whether one may write to", "high"),
      "-D, --detail, -E, --examine, -Q, --query, --detail-platform, --examine-bitmap, -X":
        looksIfKnown,
    },
    // `-f` means to fail a disk, or to use force.
    (call2) => (call2.has("-f") ? on("takes a disk out of", "high")() : isUnknown(call2)),
  )(call);
};

function first(kind: "device" | "secret", does: string, risk: Risk): Judge {
  return (call) => onEach(call.operands.slice(0, 1), kind, does, risk, "no");
}

/** `--config 'log{file="…"}'` sets what it likes; which devices are looked at harms nobody. */
function unlessSet(judge: Judge): Judge {
  const onlyFilter = /^\s*devices\s*[{/]\s*(global_)?filter\s*=\s*\[[^\]]*\]\s*\}?\s*$/;
  return orMore((call) => {
    const values = call.values("--config");
    const isFilter = values.every(({ text }) => text !== null && onlyFilter.test(text));
    return isGiven(call, "--config") && (values.length === 0 || !isFilter);
  }, judge);
}

export const volumes: CommandTable = {
  "pvs vgs lvs pvdisplay vgdisplay lvdisplay lvmdiskscan": {
    valued: lvmOptions,
    tells: unlessSet(looksIfKnown),
  },
  "pvscan vgscan lvscan": {
    valued: "--config",
    tells: unlessSet(
      looksUnless({
        "--cache, --mknodes": () => [told("device", "looks anew for volumes", null, "low", "yes")],
        "-a, --activate": operands("device", "activates", "medium", "yes"),
      }),
    ),
  },
  pvcreate: lvm("makes a physical volume, and so wipes", "critical"),
  "pvremove vgremove lvremove": lvm("deletes the volume", "critical"),
  vgcreate: { ...lvm("makes a group of volumes of", "high"), valued: `${lvmOptions} -s` },
  vgextend: lvm("adds to the group of volumes", "high"),
  "vgreduce vgsplit vgmerge": lvm("changes which disks are in", "high"),
  "pvmove pvresize pvchange": lvm("moves or resizes what lies on", "high"),
  "vgrename lvrename vgexport vgimport": lvm("changes the name or the place of", "high", "yes"),
  lvcreate: { valued: lvmOptions, tells: unlessDry("-t --test", newVolume) },
  lvextend: {
    valued: lvmOptions,
    tells: unlessDry("-t --test", (call) =>
      onEach(call.operands.slice(0, 1), "device", "enlarges", "high", "no"),
    ),
  },
  lvreduce: {
    valued: lvmOptions,
    tells: unlessDry("-t --test", (call) =>
      onEach(call.operands.slice(0, 1), "device", "shrinks", "critical", "no"),
    ),
  },
  lvresize: { valued: lvmOptions, tells: unlessDry("-t --test", resizes) },
  lvconvert: {
    valued: lvmOptions,
    tells: unlessDry(
      "-t --test",
      byOption(
        {
          "--merge, --mergesnapshot, --uncache, --repair": operands(
            "device",
            "puts back, or takes apart,",
            "critical",
            "no",
          ),
        },
        operands("device", "changes the kind of", "high", "no"),
      ),
    ),
  },
  "lvchange vgchange": { valued: lvmOptions, tells: unlessDry("-t --test", activates("changes")) },
  vgcfgbackup: {
    valued: `${lvmOptions} -f`,
    tells: (call) =>
      call.has("-f", "--file")
        ? written(call, "-f --file", "saves the layout to")
        : [makeNew({ text: "/etc/lvm/backup", written: "/etc/lvm/backup" }, "saves the layout to")],
  },
  vgcfgrestore: lvm("puts back an older layout of", "critical"),
  mdadm: {
    valued:
      "-l --level -n --raid-devices -x --spare-devices -c --config -e --metadata -N --name " +
      "-u --uuid -z --size --chunk",
    tells: mdadm,
  },
  cryptsetup: {
    valued:
      "-d --key-file -c --cipher -s --key-size -h --hash -S --key-slot --type --header -b " +
      "--size --header-backup-file --label -i --uuid",
    tells: byVerb({
      "status, isLuks, benchmark": looksIfKnown,
      luksUUID: looksUnless({ "--uuid": first("device", "changes the identity of", "high") }),
      luksDump: byOption(
        { "--dump-master-key, --dump-volume-key": first("secret", "shows the key of", "high") },
        looksIfKnown,
      ),
      "open, luksOpen, plainOpen, tcryptOpen": (call: Call) =>
        onEach(call.operands.slice(-1), "device", "opens the encrypted device", "medium", "yes"),
      "close, luksClose, remove": operands("device", "closes", "high", "yes"),
      "luksFormat, erase, luksErase, luksHeaderRestore": first("device", "wipes", "critical"),
      "luksAddKey, luksChangeKey, config, token": first("secret", "changes the keys of", "high"),
      "luksRemoveKey, luksKillSlot": first("secret", "removes a key of", "critical"),
      luksHeaderBackup: withOutput(
        "--header-backup-file",
        "writes",
        first("secret", "saves the header of", "low"),
      ),
      "resize, reencrypt, repair, convert, luksSuspend, luksResume": first(
        "device",
        "changes",
        "high",
      ),
    }),
  },
  dmsetup: {
    tells: byVerb({
      "info, status, deps, targets, version, splitname": looksIfKnown,
      ls: looksUnless({ "--exec": isUnknown }),
      table: looksUnless({ "--showkeys": says("secret", "shows keys", "low", "yes") }),
      remove: operands("device", "takes away", "high", "yes"),
      "remove_all, wipe_table": operands("device", "takes away", "critical", "no"),
      "create, load, reload, resume, suspend, rename": first("device", "changes", "high"),
    }),
  },
  multipath: {
    tells: byOption(
      {
        "-F": () => [told("device", "forgets all unused paths", null, "high", "yes")],
        "-f": operands("device", "forgets the paths of", "high", "yes"),
        "-l, -ll, -t, -T": looksIfKnown,
      },
      isUnknown,
    ),
  },
};
