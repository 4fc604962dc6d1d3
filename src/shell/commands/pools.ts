/** File systems that are pools of their own: ZFS and btrfs. */
import type { Risk } from "../../model/risk.ts";
import type { Call } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import { looksIfKnown, looksUnless, maybeOption, writesTo } from "./options.ts";
import { nameOf } from "./places.ts";
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

function first(does: string, risk: Risk, reversible: "yes" | "backup" | "no" = "no"): Judge {
  return (call) => onEach(call.operands.slice(0, 1), "device", does, risk, reversible);
}

function last(does: string, risk: Risk, reversible: "yes" | "backup" | "no" = "no"): Judge {
  return (call) => onEach(call.operands.slice(-1), "device", does, risk, reversible);
}

/** A snapshot is what one goes back to; a data set is the data itself. */
const destroys: Judge = (call) =>
  onEach(
    call.operands.slice(0, 1),
    "delete",
    "destroys",
    isPlainSnapshot(call) ? "high" : "critical",
    "no",
  );

function isPlainSnapshot(call: Call): boolean {
  const name = call.operands[0]?.text ?? "";
  return /^[^@]+@[\w.:-]+$/.test(name) && !call.has("-r", "-R") && !call.args.some(maybeOption);
}

const receives: Judge = (call) =>
  call.has("-F")
    ? last("rolls back, and writes a stream over,", "critical")(call)
    : last("receives a stream into", "medium", "backup")(call);

/** Asks where only a pool is named, and sets where it is told what to. */
function looksWithout(judge: Judge): Judge {
  return (call) =>
    call.operands.length === 0 && !call.has("-a") ? looksIfKnown(call) : judge(call);
}

const poolOptions = { valued: "-o -O -R -m -t -d -c -T -g" };

export const pools: CommandTable = {
  zfs: {
    tells: byVerb({
      "list, get, holds, diff, version, send, userspace, groupspace, projectspace, help":
        looksIfKnown,
      snapshot: { valued: "-o", tells: operands("device", "makes the snapshot", "low", "yes") },
      snap: { valued: "-o", tells: operands("device", "makes the snapshot", "low", "yes") },
      create: { valued: "-o -V -b", tells: unlessDry("-n", last("makes", "low", "yes")) },
      "clone, bookmark": last("makes", "low", "yes"),
      hold: last("protects", "low", "yes"),
      release: last("no longer protects", "medium", "yes"),
      destroy: unlessDry("-n", destroys),
      rollback: first("gives up all changes since", "critical"),
      set: (call) =>
        onEach(call.operands.slice(-1), "device", "changes the properties of", "medium", "yes"),
      upgrade: looksWithout(last("upgrades the format of", "high")),
      "inherit, change-key": last("changes the properties of", "medium", "backup"),
      mount: looksWithout(last("mounts", "medium", "yes")),
      "unmount, umount": last("unmounts", "high", "yes"),
      "receive, recv": unlessDry("-n", receives),
      "rename, promote": first("changes the name or the origin of", "high", "yes"),
      "load-key": last("opens the encrypted", "medium", "yes"),
      "unload-key": last("closes the encrypted", "high", "yes"),
      "share, unshare, allow, unallow": last("changes who may use", "high", "yes"),
    }),
  },
  zpool: {
    tells: byVerb({
      "list, get, history, version, wait, help": looksIfKnown,
      "status, iostat": looksUnless({ "-c": isUnknown }),
      events: looksUnless({ "-c": says("delete", "forgets past events", "low", "no") }),
      scrub: first("reads and checks all of", "low", "yes"),
      "trim, sync, resilver, checkpoint": operands("device", "looks after", "low", "yes"),
      create: {
        ...poolOptions,
        tells: unlessDry("-n", first("wipes disks for the pool", "critical")),
      },
      destroy: first("destroys all of the pool", "critical"),
      labelclear: last("wipes the label of", "critical"),
      add: {
        ...poolOptions,
        tells: unlessDry("-n", first("adds disks, which stay, to the pool", "critical")),
      },
      export: first("takes offline the pool", "high", "yes"),
      import: { ...poolOptions, tells: looksWithout(first("brings in the pool", "medium", "yes")) },
      "attach, detach, remove, replace, split, initialize": first(
        "changes the disks of the pool",
        "high",
      ),
      offline: first("takes a disk out of the pool", "high", "yes"),
      "online, clear, reopen": first("takes a disk back into the pool", "medium", "yes"),
      set: (call) =>
        onEach(call.operands.slice(-1), "device", "changes the properties of", "medium", "yes"),
      upgrade: looksWithout(first("upgrades the format of the pool", "high")),
      reguid: first("changes the identity of the pool", "high"),
    }),
  },
  btrfs: {
    tells: byVerb({
      "filesystem show, filesystem df, filesystem usage, filesystem du, fi show, fi df, fi usage":
        looksIfKnown,
      "subvolume list, subvolume show, subvolume get-default, sub list, sub show, version":
        looksIfKnown,
      "device usage, device ready, scrub status, balance status, qgroup show": looksIfKnown,
      "device stats": looksUnless({ "-z, --reset": last("forgets the errors of", "low") }),
      "property get, property list, replace status": looksIfKnown,
      send: { valued: "-f -p -c -i", tells: writesTo("-f", "writes a stream to") },
      "inspect-internal dump-tree, inspect-internal dump-super, inspect-internal min-dev-size":
        looksIfKnown,
      "subvolume snapshot, sub snap, subvolume create, sub create": last("makes", "low", "yes"),
      "subvolume delete, sub del, sub delete": operands(
        "delete",
        "deletes the subvolume",
        "critical",
        "no",
      ),
      "subvolume set-default": last("changes what is mounted from", "high", "yes"),
      "filesystem resize, fi resize": last("changes the size of", "high"),
      "filesystem defragment, filesystem sync, device scan, scrub start": last(
        "looks after",
        "low",
        "yes",
      ),
      "scrub cancel, balance cancel, balance pause, balance start": last(
        "starts or stops moving data on",
        "medium",
        "yes",
      ),
      "device add, device remove, device delete, replace start": last(
        "changes the disks of",
        "high",
      ),
      "filesystem label, property set, quota enable, quota disable, qgroup limit": (call) =>
        onEach(call.operands.slice(0, 1), "device", "changes the settings of", "medium", "yes"),
      check: (call) =>
        call.has("--repair", "--init-csum-tree", "--init-extent-tree", "--clear-space-cache")
          ? repairs(call)
          : looksIfKnown(call),
      rescue: repairs,
      receive: (call) =>
        call.has("--dump") ? looks(call) : last("receives a stream into", "medium", "backup")(call),
      restore: (call) => {
        const target = call.operands[1];
        return target
          ? [told("write", "copies what it can save to", nameOf(target), "medium", "backup")]
          : isUnknown(call);
      },
    }),
  },
};

function repairs(call: Call): ReturnType<Judge> {
  return onEach(
    call.operands.slice(-1),
    "device",
    "repairs, or breaks for good,",
    "critical",
    "no",
  );
}
