/** etcd: the keys that a cluster stands on. */
import { filesBy, inFiles, withinFiles } from "./in-files.ts";
import { writeTo } from "./paths.ts";
import { byVerb, type CommandTable, type Judge, looks, ofFirst, operands, says } from "./row.ts";

/** `etcdctl watch key -- command`: it runs whenever the key changes. */
const watches: Judge = (call) =>
  call.args.some(({ text }) => text === "--")
    ? says("code", "runs a command at each change", "medium", "no")(call)
    : looks(call);

const restores = inFiles(
  filesBy("--data-dir"),
  ofFirst(operands("data", "makes a cluster anew from", "critical", "backup")),
);

export const etcd: CommandTable = {
  etcdctl: {
    valued: `--endpoints --cacert --cert --key --user --password -w --write-out --dial-timeout
      --command-timeout --data-dir --name --initial-cluster --initial-cluster-token --peer-urls
      --limit --initial-advertise-peer-urls --rev --lease --sort-by --order --ttl
      --discovery-srv --ca-file --cert-file --key-file --wal-dir`,
    tells: byVerb({
      "get, version, endpoint health, endpoint status, endpoint hashkv, member list": looks,
      watch: watches,
      "cluster-health, ls, alarm list, user list, user get, role list, role get, auth status":
        looks,
      "snapshot status, lease list, lease timetolive, completion": looks,
      put: ofFirst(operands("data", "overwrites the key", "high", "backup")),
      "set, mk, update": ofFirst(operands("data", "overwrites the key", "high", "backup")),
      "del, rm": (call) =>
        call.has("--prefix", "--from-key", "--recursive", "-r") || call.operands.length > 1
          ? ofFirst(operands("data", "deletes all keys from", "critical", "no"))(call)
          : ofFirst(operands("data", "deletes the key", "high", "no"))(call),
      "check perf, check datascale": says(
        "data",
        "loads the cluster, and writes keys",
        "medium",
        "yes",
      ),
      txn: says("unknown", "changes keys that nobody can read here", "high", "no"),
      "compact, compaction": says("data", "throws away old revisions", "medium", "no"),
      defrag: says("data", "tidies up the database, and holds it up meanwhile", "medium", "yes"),
      "snapshot save": (call) =>
        call.operands.slice(0, 1).flatMap((file) => writeTo(file, "saves the database in")),
      "snapshot restore": restores,
      "alarm disarm": says("data", "lets writes through again", "medium", "yes"),
      "member add, member promote, member update": operands(
        "container",
        "changes the members:",
        "high",
        "yes",
      ),
      "member remove": operands("container", "removes the member", "critical", "no"),
      "move-leader": operands("container", "makes another the leader:", "high", "yes"),
      "user add, user delete, user passwd, user grant-role, user revoke-role": says(
        "account",
        "changes who gets in",
        "high",
        "no",
      ),
      "role add, role delete, role grant-permission, role revoke-permission": says(
        "account",
        "changes who may do what",
        "high",
        "no",
      ),
      "auth enable, auth disable": says(
        "account",
        "changes whether anybody gets in",
        "high",
        "yes",
      ),
      "lease grant, lease keep-alive, lock, elect": says(
        "data",
        "makes or keeps a lease",
        "low",
        "yes",
      ),
      "lease revoke": operands("data", "deletes keys of the lease", "high", "no"),
    }),
  },
  etcdutl: {
    valued: "--data-dir -w --name --initial-cluster --bump-revision",
    tells: byVerb({
      "snapshot status, version, hashkv": looks,
      "snapshot restore": restores,
      "defrag, migrate": withinFiles(
        filesBy("--data-dir"),
        says("data", "rewrites the database", "high", "backup"),
      ),
    }),
  },
};
