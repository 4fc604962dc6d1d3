/** Redis, and what grew out of it: by the command that is sent. */
import type { Arg, Call } from "./call.ts";
import { written } from "./options.ts";
import { nothingOr } from "./readers.ts";
import { byName, type CommandTable, looks, onEach, type Told, told } from "./row.ts";

type Sent = (args: readonly Arg[]) => readonly Told[];

const nothing: Sent = () => [told("read", "reads from the store", null, "none", "yes")];

function says(
  kind: Told["kind"],
  does: string,
  risk: Told["risk"],
  reversible: Told["reversible"],
): Sent {
  return () => [told(kind, does, null, risk, reversible)];
}

/** The same of each key; of the first alone where `isOne`. */
function keys(
  does: string,
  risk: Told["risk"],
  reversible: Told["reversible"],
  isOne = true,
): Sent {
  return (args) => onEach(isOne ? args.slice(0, 1) : args, "data", does, risk, reversible);
}

const low = says("read", "reads, and holds up the store meanwhile", "low", "yes");
const changes = keys("changes the key", "medium", "backup");
const removes = keys("takes something out of the key", "high", "backup");
const deletes = keys("deletes the key", "high", "no", false);

const sent: Readonly<Record<string, Sent>> = {
  "ping echo auth select hello time info dbsize lastsave role command lolwut quit readonly readwrite":
    nothing,
  "get mget strlen getrange substr exists type ttl pttl expiretime pexpiretime scan randomkey dump":
    nothing,
  "hget hmget hlen hexists hstrlen hkeys hvals hgetall hscan hrandfield llen lindex lrange lpos":
    nothing,
  "scard sismember smismember smembers srandmember sscan sdiff sinter sunion sintercard": nothing,
  "zcard zcount zlexcount zrange zrangebyscore zrevrange zrevrangebyscore zrank zrevrank zscore":
    nothing,
  "zmscore zscan zrangebylex bitcount bitpos getbit pfcount geodist geohash geopos geosearch":
    nothing,
  "xlen xrange xrevrange xread xpending object wait pubsub": nothing,
  touch: keys("says it was used now, and so keeps longer, the key", "low", "no", false),
  "xinfo asking multi exec discard watch unwatch subscribe psubscribe": nothing,
  "keys sort_ro monitor": low,
  "set mset append setrange incr decr incrby decrby incrbyfloat getset setnx setex psetex msetnx":
    changes,
  "hset hmset hsetnx hincrby hincrbyfloat lpush rpush lpushx rpushx linsert lset sadd zadd":
    changes,
  "zincrby setbit bitfield pfadd pfmerge geoadd xadd xack xclaim xautoclaim persist getex": changes,
  "lpop rpop lmove rpoplpush blpop brpop smove copy sort restore sdiffstore sinterstore": changes,
  "sunionstore zunionstore zinterstore zrangestore bitop geosearchstore": changes,
  "expire pexpire expireat pexpireat rename renamenx move": keys(
    "makes go away, or moves, the key",
    "high",
    "backup",
  ),
  "hdel ltrim lrem srem spop zrem zremrangebyrank zremrangebyscore zremrangebylex zpopmin": removes,
  "zpopmax xdel xtrim getdel": removes,
  "del unlink": deletes,
  flushall: says("data", "deletes all keys of all databases", "critical", "no"),
  flushdb: says("data", "deletes all keys of the database", "critical", "no"),
  swapdb: says("data", "exchanges two databases", "high", "yes"),
  shutdown: says("service", "stops the store", "critical", "yes"),
  save: says("data", "saves to disk, and holds up the store meanwhile", "medium", "yes"),
  "bgsave bgrewriteaof": says("data", "saves to disk", "low", "yes"),
  "publish spublish": says("data", "sends a message to subscribers", "medium", "no"),
  "eval evalsha fcall eval_ro evalsha_ro fcall_ro": says(
    "unknown",
    "runs a script in the store",
    "medium",
    "no",
  ),
  "replicaof slaveof": says(
    "service",
    "throws away its data for those of another, or stops replication",
    "critical",
    "no",
  ),
  failover: says("service", "makes another the primary", "high", "yes"),
  debug: says("unknown", "reaches into the store", "high", "no"),
  migrate: says("data", "moves keys to another store", "high", "backup"),
};

/** Commands whose first word alone says little. */
const pairs: Readonly<Record<string, Sent>> = {
  "config get, config help, client list, client info, client getname, client id, client help":
    nothing,
  "memory usage, memory stats, memory doctor, memory help, slowlog get, slowlog len": nothing,
  "latency doctor, latency latest, latency history, latency graph, latency histogram": nothing,
  "module list, script exists, function list, function stats, function dump": nothing,
  "acl list, acl whoami, acl users, acl getuser, acl cat, acl genpass, acl dryrun": nothing,
  "acl log": (args) =>
    args.length > 0 && !/^\d+$/.test(args[0]?.text ?? "")
      ? [told("data", "forgets who was refused", null, "low", "no")]
      : nothing(args),
  "cluster info, cluster nodes, cluster slots, cluster shards, cluster links, cluster myid":
    nothing,
  "cluster keyslot, cluster countkeysinslot, cluster getkeysinslot, cluster replicas": nothing,
  "cluster slaves, cluster count-failure-reports, sentinel masters, sentinel master": nothing,
  "sentinel replicas, sentinel slaves, sentinel sentinels, sentinel ckquorum": nothing,
  "sentinel get-master-addr-by-name, sentinel is-master-down-by-addr": nothing,
  "config set": (args) =>
    onEach(args.slice(0, 1), "service", "changes the setting", "medium", "backup"),
  "config rewrite": says("write", "writes settings to its file", "medium", "backup"),
  "config resetstat, slowlog reset, latency reset, memory purge": says(
    "data",
    "throws away statistics or spare memory",
    "low",
    "no",
  ),
  "client kill": says("process", "ends connections to the store", "high", "no"),
  "client pause": says("service", "lets clients wait", "high", "yes"),
  "client unpause": says("service", "lets clients in again", "low", "yes"),
  "client setname, client no-evict, client reply": nothing,
  "module load, module loadex": says("code", "loads a library into the store", "high", "no"),
  "module unload": says("service", "removes a module of the store", "high", "yes"),
  "acl setuser, acl load": says("account", "changes who may do what", "high", "backup"),
  "acl deluser": says("account", "lets somebody in no more", "high", "no"),
  "acl save": says("write", "writes who may do what to its file", "medium", "backup"),
  "script load": says("code", "stores a script", "low", "yes"),
  "script flush": says("code", "forgets all scripts", "medium", "no"),
  "script kill, function kill": says("process", "stops a script", "medium", "no"),
  "function load": says("code", "stores functions", "medium", "yes"),
  "function delete, function flush": says("code", "deletes functions", "high", "backup"),
  "function restore": says("code", "stores functions", "high", "backup"),
  "cluster failover, sentinel failover": says(
    "service",
    "makes another the primary",
    "high",
    "yes",
  ),
  "cluster reset": says("data", "leaves the cluster, and forgets its data", "critical", "no"),
  "cluster flushslots, cluster delslots": says("data", "gives up slots", "critical", "no"),
  "cluster forget": says("service", "takes a node out of the cluster", "high", "yes"),
  "cluster meet, cluster addslots": says(
    "service",
    "takes a node into the cluster",
    "medium",
    "yes",
  ),
  "cluster replicate": says("data", "throws away its data for those of another", "critical", "no"),
  "sentinel reset, sentinel remove": says("service", "forgets what is watched", "high", "yes"),
  "sentinel set, sentinel monitor": says("service", "changes what is watched", "medium", "backup"),
  "xgroup create, xgroup createconsumer, xgroup setid": changes,
  "xgroup destroy, xgroup delconsumer": removes,
};

/** `--cluster VERB`. */
const clusters: Readonly<Record<string, Sent>> = {
  "info check help": nothing,
  create: says("service", "makes a cluster of nodes", "high", "no"),
  "add-node": says("service", "takes a node into the cluster", "medium", "yes"),
  "del-node": says("service", "takes a node out of the cluster", "critical", "no"),
  "reshard rebalance fix": says("data", "moves keys between nodes", "high", "no"),
  import: says("data", "takes in keys from elsewhere", "high", "no"),
  call: says("unknown", "sends a command to all nodes", "high", "no"),
};

const byCommand = byName(sent);
const byPair = new Map(
  Object.entries(pairs).flatMap(([names, judge]) =>
    names.split(",").map((name) => [name.trim(), judge] as const),
  ),
);
const needsMore = new Set([...byPair.keys()].map((pair) => pair.split(" ")[0]));
const byCluster = byName(clusters);

export const redis: CommandTable = {
  "redis-cli valkey-cli keydb-cli": {
    valued: `-h -p -t -s -a -u -r -i -n -X -d -D --user --pass --sni --cacert --cacertdir --cert --key
      --tls-ciphers --pattern --quoted-pattern --count --cursor --eval --rdb --functions-rdb --lru-test
      --intrinsic-latency --memkeys-samples --cluster --show-pushes`,
    tells: (call) => {
      if (call.has("--version", "--help", "-v")) return looks(call);
      if (call.has("--scan", "--stat", "--latency", "--latency-history", "--intrinsic-latency"))
        return looks(call);
      if (call.has("--bigkeys", "--memkeys", "--hotkeys", "--latency-dist")) return low([]);
      if (call.has("--rdb", "--functions-rdb")) {
        return nothingOr(written(call, "--rdb --functions-rdb", "saves the store in"), call);
      }
      if (call.has("--eval"))
        return onEach(call.values("--eval"), "code", "runs in the store", "medium", "no");
      if (call.has("--pipe"))
        return [told("unknown", "sends commands that nobody can read here", null, "high", "no")];
      if (call.has("--cluster"))
        return (byCluster.get(call.value("--cluster")?.text ?? "") ?? unread)([]);
      if (call.has("--lru-test", "--replica", "--slave")) return unread([]);
      if (call.operands.length > 0) return tellsCommand(call.operands);
      return call.input === null ? unread([]) : typed(call);
    },
  },
  "redis-benchmark valkey-benchmark": {
    tells: () => [told("data", "loads the store, and changes keys", null, "high", "no")],
  },
  "redis-check-rdb redis-check-aof": {
    tells: (call) =>
      call.has("--fix")
        ? onEach(call.operands, "data", "cuts off what is broken in", "high", "no")
        : looks(call),
  },
};

const unread: Sent = () => [
  told("unknown", "sends what nobody can read here", null, "medium", "no"),
];

function tellsCommand(words: readonly Arg[]): readonly Told[] {
  const [first, second] = words.map(({ text }) => text?.toLowerCase() ?? "?");
  const judge = needsMore.has(first)
    ? byPair.get(`${first} ${second}`)
    : byCommand.get(first ?? "?");
  if (judge) return judge(words.slice(needsMore.has(first) ? 2 : 1));
  const does = `sends ${words[0]?.written ?? "a command"}, whose effects are not known`;
  return [told("unknown", does, null, "medium", "no")];
}

/** A command a line, as in a heredoc. */
function typed({ input }: Call): readonly Told[] {
  const lines = (input ?? "").split("\n").filter((line) => line.trim() !== "");
  const effects = lines.flatMap((line) => {
    const words = line
      .trim()
      .split(/\s+/)
      .map((word) => ({ text: word.replace(/^["']|["']$/g, ""), written: word }));
    return tellsCommand(words);
  });
  const changing = effects.filter(({ risk }) => risk !== "none");
  return changing.length > 0 ? changing : nothing([]);
}
