/** Stores that span machines: Ceph and its block devices, MinIO by its administrator. */
import type { Call } from "./call.ts";
import { withOutput } from "./options.ts";
import { writeTo } from "./paths.ts";
import { nothingOr } from "./readers.ts";
import {
  byVerb,
  type CommandTable,
  given,
  isUnknown,
  type Judge,
  looks,
  ofFirst,
  onEach,
  operands,
  says,
  type Told,
} from "./row.ts";

const changesPool: Judge = ofFirst(operands("data", "changes the pool", "medium", "backup"));

const osd = byVerb({
  "ls, tree, df, status, stat, dump, perf, find, metadata, pool ls, pool get, pool stats": looks,
  "getmap, getcrushmap, utilization, blocked-by, ok-to-stop, safe-to-destroy, versions": looks,
  "crush dump, crush tree, crush rule ls": looks,
  "crush rule dump, crush show-tunables, crush class ls, pool autoscale-status": looks,
  "erasure-code-profile ls, erasure-code-profile get, blocklist ls, numa-status, count-metadata":
    looks,
  "lspools, map, pool get-quota": looks,
  "df-tree, test-reweight-by-utilization, get-require-min-compat-client": looks,
  set: operands("service", "holds back the cluster:", "medium", "yes"),
  unset: operands("service", "no longer holds back the cluster:", "low", "yes"),
  "reweight, crush reweight, reweight-by-utilization, crush move, crush set, crush add-bucket":
    operands("data", "moves data between disks:", "high", "yes"),
  "pool set, pool set-quota, pool application, pool create, pool rename": changesPool,
  "set-full-ratio, set-nearfull-ratio, set-backfillfull-ratio, set-require-min-compat-client": says(
    "service",
    "changes how full the cluster may get",
    "high",
    "yes",
  ),
  out: operands("data", "moves all data off", "high", "yes"),
  in: operands("data", "moves data onto", "medium", "yes"),
  "down, stop": operands("service", "stops", "high", "yes"),
  "scrub, deep-scrub, repair": operands("data", "checks or mends", "medium", "yes"),
  "purge, destroy, rm, lost, crush rm, crush remove, purge-new": operands(
    "data",
    "gives up for good",
    "critical",
    "no",
  ),
  "pool delete, pool rm": ofFirst(
    operands("data", "deletes, with all it holds, the pool", "critical", "no"),
  ),
  "setcrushmap, setmap": says("data", "changes where all data lives", "critical", "backup"),
  "blocklist add": operands("network", "shuts out", "high", "yes"),
  "blocklist rm, blocklist clear": operands("network", "lets in again", "medium", "yes"),
  tell: isUnknown,
});

const rbdOptions = `-p --pool --image --snap --namespace -s --size --id --keyring -c --conf -m --mon_host
  --format --cluster --dest-pool`;

export const storage: CommandTable = {
  ceph: {
    valued:
      "-c --conf --id -n --name --cluster -k --keyring -m -f --format -i -o --out-file --log-file --connect-timeout",
    tells: byVerbWithOutput({
      "": given("-s --status -v --version -w --watch --health", looks, isUnknown),
      "status, health, df, versions, version": looks,
      "features, report, fsid, quorum_status, time-sync-status": looks,
      osd: osd,
      "mon stat, mon dump, mon metadata, mon ok-to-stop": looks,
      "mgr stat, mgr dump, mgr services, mgr metadata": looks,
      "mgr module ls, mds stat, mds metadata, mds ok-to-stop, fs ls, fs status, fs dump, fs get":
        looks,
      "pg stat, pg dump, pg ls, pg map, pg dump_stuck, pg ls-by-osd, pg ls-by-pool, pg debug":
        looks,
      "config dump, config get, config show, config ls, config help, config log, config-key ls":
        looks,
      "auth ls, auth list, auth get, auth get-key": looks,
      "auth print-key, crash ls, crash info, crash stat": looks,
      "orch ls, orch ps, orch status, orch host ls": looks,
      "orch device ls, device ls, device info, balancer status": looks,
      "log last, progress json, iostat, node ls, service dump, service status, healthcheck": looks,
      "crash archive, crash archive-all, crash prune": says(
        "data",
        "puts away crash reports",
        "low",
        "no",
      ),
      "health mute, health unmute": operands(
        "service",
        "no longer, or again, warns of",
        "medium",
        "yes",
      ),
      "config set, config rm, config-key set, config assimilate-conf": operands(
        "service",
        "changes a setting of",
        "medium",
        "backup",
      ),
      "config-key rm, config reset": operands(
        "service",
        "takes back a setting of",
        "high",
        "backup",
      ),
      "auth add, auth caps, auth get-or-create, auth import, auth del, auth rm": ofFirst(
        operands("account", "changes who may do what:", "high", "backup"),
      ),
      "pg repair, pg scrub, pg deep-scrub": operands("data", "checks or mends", "medium", "yes"),
      "pg force-recovery, pg force-backfill": operands("data", "mends first", "medium", "yes"),
      "mon add, mon rm, mon remove": ofFirst(
        operands("service", "changes who keeps the map:", "critical", "backup"),
      ),
      "mgr fail, mds fail": operands("service", "makes another take over from", "high", "yes"),
      "mgr module enable, balancer on, balancer off, balancer mode": says(
        "service",
        "changes a setting of the cluster",
        "medium",
        "yes",
      ),
      "fs set, fs authorize, fs new, fs add_data_pool": ofFirst(
        operands("data", "changes the file system", "high", "backup"),
      ),
      "fs fail": operands("service", "stops the file system", "critical", "yes"),
      "fs rm, fs reset": operands("data", "deletes the file system", "critical", "no"),
      "orch restart, orch redeploy, orch reconfig, orch apply, orch upgrade": ofFirst(
        operands("service", "restarts or changes", "medium", "yes"),
      ),
      "orch stop, orch daemon, orch rm, orch osd": ofFirst(
        operands("service", "stops or removes", "high", "backup"),
      ),
      "daemon, tell": tells,
      pg: group,
    }),
  },
  rados: {
    valued: "-p --pool -N --namespace -c --conf --id -n --name",
    tells: byVerb({
      "df, ls, lspools, stat, getxattr, listxattr, listomapkeys, listomapvals, listwatchers": looks,
      get: (call) => {
        const file = call.operands[1];
        return file && file.text !== "-" ? nothingOr(writeTo(file), call) : looks(call);
      },
      "list-inconsistent-obj, list-inconsistent-pg, list-inconsistent-snapset, lssnap": looks,
      "put, append, truncate, setxattr, setomapval, create, touch, rollback": ofFirst(
        operands("data", "overwrites the object", "high", "backup"),
      ),
      bench: says("data", "loads the cluster, and writes objects", "medium", "yes"),
      mksnap: operands("data", "makes the snapshot", "low", "yes"),
      cleanup: says("data", "deletes objects of a benchmark", "high", "no"),
      "rm, rmsnap, rmxattr, rmomapkey, clearomap": operands(
        "data",
        "deletes the object",
        "high",
        "no",
      ),
      "purge, rmpool, cppool": operands(
        "data",
        "deletes or overwrites all of the pool",
        "critical",
        "no",
      ),
    }),
  },
  rbd: {
    valued: rbdOptions,
    tells: byVerb({
      "ls, list, info, du, disk-usage, status, showmapped, lock ls, lock list, children, snap ls":
        looks,
      "snap list, diff, trash ls, trash list, device list, watch, perf, mirror image status": looks,
      "mirror pool status, mirror pool info, image-meta list, config pool list, group ls, version":
        looks,
      create: operands("data", "makes the image", "low", "yes"),
      "snap create": operands("data", "makes the snapshot", "low", "yes"),
      "clone, cp, copy, deep": operands("data", "makes a copy as", "low", "yes", 1),
      export: (call) => {
        const file = call.operands[1];
        if (file?.text === "-") return looks(call);
        return file
          ? writeTo(file, "writes the image to")
          : operands("write", "writes out the image", "low", "yes")(call);
      },
      "import, import-diff": operands("data", "makes an image of", "medium", "backup"),
      "map, device map, device attach": operands("device", "connects the image", "low", "yes"),
      "unmap, device unmap, device detach": operands(
        "device",
        "disconnects the image",
        "high",
        "yes",
      ),
      resize: given(
        "--allow-shrink",
        operands("data", "cuts off the end of the image", "critical", "no"),
        operands("data", "makes larger the image", "medium", "no"),
      ),
      "rename, mv, move, flatten, feature, image-meta, snap protect, snap unprotect, config":
        operands("data", "changes the image", "medium", "yes"),
      "snap rollback": operands("data", "throws away what has changed since", "critical", "no"),
      "snap rm, snap remove": operands("data", "deletes the snapshot", "high", "no"),
      "snap purge": operands("data", "deletes all snapshots of", "critical", "no"),
      "rm, remove, trash rm, trash remove, trash purge": operands(
        "data",
        "deletes the image",
        "critical",
        "no",
      ),
      "trash mv, trash move": operands("data", "puts into the bin the image", "high", "yes"),
      "trash restore": operands("data", "takes out of the bin the image", "low", "yes"),
      "lock rm, lock remove": ofFirst(operands("data", "breaks the lock of", "high", "no")),
      "mirror image enable, mirror pool enable": operands("data", "mirrors", "medium", "yes"),
      "mirror image, mirror pool": operands(
        "data",
        "changes the mirroring of",
        "high",
        "backup",
        1,
      ),
    }),
  },
  "radosgw-admin": {
    valued: "--uid --bucket --display-name --access-key --secret",
    tells: byVerb({
      "user info, user list, bucket list, bucket stats, usage show": looks,
      "user stats": given(
        "--sync-stats --reset-stats",
        says("data", "counts anew what a user stores", "medium", "no"),
        looks,
      ),
      "bucket check": given(
        "--fix",
        says("data", "mends the index of a bucket", "medium", "no"),
        looks,
      ),
      "sync status, metadata list, metadata get, zone get": looks,
      "zonegroup get, realm list, period get, lc list": looks,
      "user create, user modify, key create, subuser create, caps add": says(
        "account",
        "lets somebody do more",
        "high",
        "yes",
      ),
      "user rm, key rm, user suspend, caps rm": says(
        "account",
        "lets somebody do less",
        "high",
        "no",
      ),
      "bucket rm, object rm, gc process": says("data", "deletes objects", "critical", "no"),
      "quota set, quota enable, bucket link, bucket reshard": says(
        "data",
        "changes a setting of the store",
        "medium",
        "backup",
      ),
    }),
  },
};

/** By verb, and with `-o` what is found goes to a file. */
function byVerbWithOutput(table: Readonly<Record<string, Judge>>): Judge {
  return withOutput("-o --out-file --log-file", "writes what it finds to", byVerb(table));
}

/** `ceph pg 1.2f query`: the name of a placement group stands before what is asked of it. */
function group(call: Call): readonly Told[] {
  const [id, verb] = call.operands;
  if (/^(query|list_unfound|list_missing)$/.test(verb?.text ?? "")) return looks(call);
  return verb?.text === "mark_unfound_lost"
    ? onEach(id ? [id] : [], "data", "gives up objects of", "critical", "no")
    : isUnknown(call);
}

/** What may be asked of a daemon. */
const asks = new RegExp(
  `^(${[
    "help|version|status|config (show|get|diff|help)|perf (dump|schema|histogram)|ops|dump_\\w+",
    "get_\\w+|list_\\w+|session ls|client ls|mon_status|quorum_status|sync status|damage ls",
    "scrub status|heap stats|cache status|objecter_requests",
  ].join("|")})( |$)`,
);

/** `ceph daemon osd.1 perf dump`, `ceph tell mon.a version`: a daemon is asked, or told. */
function tells(call: Call): readonly Told[] {
  const words = call.operands
    .slice(1)
    .map(({ text }) => text ?? "?")
    .join(" ");
  return asks.test(words) && !words.includes("?")
    ? looks(call)
    : onEach(call.operands.slice(0, 1), "service", "changes something in", "medium", "yes");
}
