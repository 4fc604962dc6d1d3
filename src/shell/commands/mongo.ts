/** The shell of MongoDB: what its JavaScript does, told roughly, by the methods that are called. */
import { spelled } from "../sql/spelled.ts";
import type { Arg, Call } from "./call.ts";
import { byName, looks, type Told, told } from "./row.ts";
import { runsFiles } from "./sql-clients.ts";

type Act = readonly [Told["kind"], string, Told["risk"], Told["reversible"]];

const acts = byName<Act>({
  "dropDatabase drop dropAllUsers": ["data", "drops a database or collection", "critical", "no"],
  "deleteMany remove": ["data", "deletes documents", "high", "no"],
  "deleteOne findOneAndDelete findAndModify": [
    "data",
    "deletes or changes a document",
    "high",
    "no",
  ],
  "updateMany updateOne update replaceOne findOneAndUpdate findOneAndReplace bulkWrite": [
    "data",
    "changes documents",
    "high",
    "backup",
  ],
  "insertOne insertMany insert save": ["data", "adds documents", "medium", "yes"],
  "createCollection createView": ["data", "makes a collection", "low", "yes"],
  "createIndex createIndexes ensureIndex": ["data", "builds an index", "medium", "yes"],
  "dropIndex dropIndexes hideIndex": ["data", "drops an index", "high", "backup"],
  "renameCollection convertToCapped compact reIndex": [
    "data",
    "changes a collection",
    "high",
    "backup",
  ],
  "createUser createRole": ["account", "makes a user or role", "medium", "yes"],
  [`dropUser updateUser changeUserPassword grantRolesToUser revokeRolesFromUser dropRole updateRole
    grantPrivilegesToRole revokePrivilegesFromRole grantRolesToRole revokeRolesFromRole`]: [
    "account",
    "changes who may do what",
    "high",
    "backup",
  ],
  "stepDown reconfig freeze add addArb initiate": [
    "service",
    "changes the replica set",
    "high",
    "backup",
  ],
  "shutdownServer fsyncLock": [
    "service",
    "stops the database, or all writes to it",
    "critical",
    "yes",
  ],
  fsyncUnlock: ["service", "lets writes through again", "low", "yes"],
  "killOp killSession killSessions": ["process", "ends running operations", "high", "no"],
  "setProfilingLevel setLogLevel setFeatureCompatibilityVersion": [
    "service",
    "changes a setting of the database",
    "medium",
    "yes",
  ],
  [`addShard removeShard shardCollection moveChunk startBalancer stopBalancer enableSharding
    enableBalancing disableBalancing addShardToZone splitAt splitFind`]: [
    "service",
    "changes how data is spread",
    "high",
    "backup",
  ],
});

const reads = new Set(
  `find findOne count countDocuments estimatedDocumentCount distinct explain stats status
    serverStatus hostInfo version getCollection getCollectionNames getCollectionInfos
    getSiblingDB getDB getMongo getName getUser getUsers getRoles getRole getIndexes getIndices
    getProfilingStatus getLogComponents dataSize storageSize totalSize totalIndexSize validate
    currentOp isMaster hello ping conf config printReplicationInfo printSecondaryReplicationInfo
    printSlaveReplicationInfo printShardingStatus getReplicationInfo isBalancerRunning
    getBalancerState latencyStats getShardDistribution limit skip sort project projection pretty
    toArray forEach map filter hasNext next itcount size length readPref secondaryOk
    setSecondaryOk slaveOk hint maxTimeMS batchSize print printjson printjsonOneLine tojson
    stringify ObjectId ISODate Date NumberLong NumberInt UUID Number parseInt keys values join
    toString push log function if for while return auth quit getTime includes reduce slice
    toFixed round`.split(/\s+/),
);

/** `db.runCommand({ping: 1})`: the first key is the command. */
const commands = new Set(
  `ping hello isMaster serverStatus replSetGetStatus replSetGetConfig listDatabases listCollections
   listIndexes dbStats collStats buildInfo hostInfo getParameter currentOp connectionStatus
   connPoolStats count find distinct explain getCmdLineOpts getLog top usersInfo rolesInfo validate
   features whatsmyuri balancerStatus listShards dataSize`.split(/\s+/),
);

export function tellsMongo(call: Call): readonly Told[] {
  if (call.has("--version", "--help", "-h")) return looks(call);
  const files = call.values("-f", "--file").concat(call.operands.filter(isScript));
  const scripts = call.values("--eval").map(spelled);
  const asksOn = call.has("--shell");
  if (call.input !== null && (scripts.length === 0 || asksOn)) scripts.push(call.input);
  if (scripts.length + files.length === 0 || (asksOn && call.input === null)) {
    return [told("unknown", "runs what nobody can read here", null, "medium", "no")];
  }
  const effects = [...scripts.flatMap(tellsScript), ...runsFiles(files).map(asCode)];
  return effects.length > 0
    ? effects
    : [told("read", "reads from the database", null, "none", "yes")];
}

function isScript({ text }: Arg): boolean {
  return text?.endsWith(".js") ?? false;
}

function asCode(effect: Told): Told {
  return { ...effect, does: effect.does.replace("runs the SQL of", "runs") };
}

function tellsScript(script: string): Told[] {
  const bare = script
    .replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, "")
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  const found = new Map<string, Told>();
  for (const [, written, rest] of bare.matchAll(/([\w$}\]]+)\s*\((?=([\s\S]{0,200}))/g)) {
    const effect = tellsMethod(written as string, rest ?? "", script);
    if (effect) found.set(effect.does, effect);
  }
  const isPlain =
    /^[\s\w.,;:(){}[\]"'<>=!&|+\-*/%?$\\]*$/.test(bare) &&
    !/\$\{|\$\(|\{\{|`|\[["\w]+\]\s*\(/.test(bare);
  const isCalled = /\(|^\s*(show|use|db|rs|sh)\b/.test(bare);
  if (!isPlain || !isCalled) {
    found.set("", told("unknown", "runs what nobody can read here", null, "medium", "no"));
  }
  return [...found.values()];
}

function tellsMethod(name: string, rest: string, script: string): Told | null {
  if (/^(runCommand|adminCommand)$/.test(name)) {
    const [, key] = /^\s*\{?\s*"?(\w*)/.exec(rest) ?? [];
    if (key !== undefined && commands.has(key)) return null;
    if (/^(dropDatabase|drop|shutdown)$/.test(key ?? "")) {
      return told("data", `runs the command ${key}`, null, "critical", "no");
    }
    return told("unknown", "runs a command of the server", null, "high", "no");
  }
  if (name === "aggregate") {
    if (/\$(out|merge)\b/.test(script)) {
      return told("data", "writes to a collection", null, "high", "backup");
    }
    // The name of a stage may be computed.
    return /\{\s*\[/.test(script)
      ? told("unknown", "aggregates, which may write to a collection", null, "medium", "backup")
      : null;
  }
  if (
    /^(remove|deleteMany)$/.test(name) &&
    /^\s*(\{\s*\}\s*)?\)/.test(rest) &&
    !/\brs\.remove/.test(script)
  ) {
    return told("data", "deletes all documents of a collection", null, "critical", "no");
  }
  const act = acts.get(name);
  if (act) return told(act[0], act[1], null, act[2], act[3]);
  if (reads.has(name)) return null;
  return told("unknown", `calls ${name}, whose effects are not known`, null, "medium", "no");
}
