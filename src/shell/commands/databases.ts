/** Clients and tools of databases other than PostgreSQL. */

import { cassandra, clickhouse, mssql, mysql, sqlite } from "../sql/dialect.ts";
import { type Call, callOf } from "./call.ts";
import { tellsMongo } from "./mongo.ts";
import {
  byOption,
  looksIfKnown,
  looksUnless,
  orMoreBy,
  unlessCutShort,
  withOutput,
  writesTo,
  written,
} from "./options.ts";
import { writeTo } from "./paths.ts";
import { nothingOr } from "./readers.ts";
import {
  byVerb,
  type CommandTable,
  given,
  isUnknown,
  type Judge,
  looks,
  operands,
  type Row,
  runsCode,
  says,
  type Told,
  told,
} from "./row.ts";
import { mattering, runsFiles, runsInput, runsSql } from "./sql-clients.ts";

const mysqlOptions = `-h --host -P --port -u --user -D --database -S --socket --protocol
  --defaults-file --defaults-extra-file --defaults-group-suffix --login-path --ssl-ca --ssl-cert
  --ssl-key --ssl-mode --default-character-set --connect-timeout --max-allowed-packet`;

const flushes = says("service", "reloads or clears what the database keeps", "medium", "yes");

/** A library of the caller's choosing, or a program that what is found is sent to. */
function unlessItLoads(judge: Judge): Judge {
  return orMoreBy("--plugin-dir, --pager", judge);
}

const clickhouseClient: Row = {
  valued: `-q --query -h --host --port -u --user --password -d --database -f --format --queries-file
    --max_threads --config-file -C`,
  tells: (call) => fromFiles(call, "-q --query", "--queries-file", clickhouse),
};

/** `-p` takes its value in the same word alone: `-psecret` is no cluster of options. */
const looksAlone: Judge = (call) => (call.operands.length > 0 ? isUnknown(call) : looks(call));

function besidePassword(judge: Judge): Judge {
  return (call) => {
    const args = call.args.filter(({ text, written }) => !/^-p./.test(text ?? written));
    const read = callOf(
      call.name,
      args,
      `${mysqlOptions} -e --execute --tee -r --result-file -w --where --ignore-table -T --tab
        --log-error --init-command --delimiter`,
      call.input,
      call,
    );
    const before = runsSql(read.values("--init-command"), mysql);
    const told = unlessCutShort("--init-command --execute", judge)(read);
    return before.length > 0 ? mattering([...before, ...told]) : told;
  };
}

export const databases: CommandTable = {
  "mysql mariadb": {
    valued: `${mysqlOptions} -e --execute --init-command --delimiter --tee --pager`,
    tells: besidePassword(
      unlessItLoads((call) => {
        if (call.has("-V", "--version", "--help", "-?")) return looks(call);
        const given = call.values("-e", "--execute");
        const input = call.has("-e", "--execute") ? [] : runsInput(call, mysql);
        const outside = written(call, "--tee", "writes");
        return mattering([...runsSql(given, mysql), ...input, ...outside]);
      }),
    ),
  },
  "mysqladmin mariadb-admin": {
    valued: mysqlOptions,
    tells: besidePassword(
      unlessItLoads(
        byVerb({
          // More than one may stand there, and the next does what it says.
          "status, extended-status, ping, processlist, variables, version, proc-stat": looksAlone,
          create: operands("data", "makes the database", "low", "yes"),
          drop: operands("data", "drops the database", "critical", "no"),
          kill: says("process", "ends connections to the database", "high", "no"),
          "password, flush-password": says("account", "changes a password", "high", "no"),
          "reload, refresh, flush-privileges, flush-hosts, flush-logs, flush-status": flushes,
          "flush-tables, flush-threads, flush-binary-log, flush-slow-log": flushes,
          "start-slave, start-replica": says("service", "starts replication", "medium", "yes"),
          "stop-slave, stop-replica": says("service", "stops replication", "high", "yes"),
          shutdown: says("service", "stops the database", "critical", "yes"),
          debug: says("service", "writes to the log of the database", "low", "yes"),
        }),
      ),
    ),
  },
  "mysqldump mariadb-dump mysqlpump": {
    valued: `${mysqlOptions} -r --result-file -w --where --ignore-table -T --tab`,
    tells: besidePassword(
      unlessItLoads((call) => {
        if (call.has("--delete-master-logs", "--delete-source-logs")) {
          return [
            told("data", "saves the database, and deletes binary logs", null, "critical", "no"),
          ];
        }
        const found = [
          ...(call.has("-F", "--flush-logs")
            ? [told("data", "begins new logs of the database", null, "low", "no")]
            : []),
          ...(call.has("--dump-slave", "--dump-replica")
            ? [told("data", "holds up replication meanwhile", null, "medium", "yes")]
            : []),
          ...written(call, "-r --result-file -T --tab", "saves the database in"),
          ...written(call, "--log-error", "appends to"),
        ];
        return found.length > 0 ? found : looks(call);
      }),
    ),
  },
  mysqlimport: {
    valued: mysqlOptions,
    tells: given(
      "-d --delete -r --replace",
      operands("data", "replaces rows from", "critical", "backup", 1),
      operands("data", "adds rows from", "medium", "backup", 1),
    ),
  },
  "mysqlcheck mariadb-check": {
    valued: mysqlOptions,
    tells: given(
      "-o --optimize -r --repair --auto-repair",
      says("data", "rewrites tables, and locks them meanwhile", "high", "yes"),
      says("data", "checks tables", "low", "yes"),
    ),
  },
  mysqlshow: { valued: mysqlOptions, tells: besidePassword(unlessItLoads(looksIfKnown)) },
  "pt-query-digest": {
    valued: mysqlOptions,
    tells: looksUnless({
      "--filter": runsCode,
      "--config, --review, --history, --log, --pid, --daemonize": isUnknown,
    }),
  },
  mysqlslap: { tells: says("data", "loads the database, and makes tables in it", "medium", "yes") },
  "mysqlbinlog mariadb-binlog": {
    valued: `${mysqlOptions} -r --result-file`,
    tells: besidePassword(
      byOption(
        {
          "-r, --result-file": writesTo("-r --result-file", "writes"),
          "--raw": says("write", "writes files", "medium", "backup"),
        },
        unlessItLoads(looksIfKnown),
      ),
    ),
  },
  "mysql_upgrade mysql_secure_installation": {
    tells: says("data", "changes the tables of the server itself", "high", "backup"),
  },
  sqlite3: {
    valued: "-cmd -init -separator -newline -nullvalue -mmap -lookaside -pagecache -vfs",
    tells: lite,
  },
  "clickhouse-client clickhouse-local": clickhouseClient,
  clickhouse: { tells: byVerb({ "client, local": clickhouseClient }) },
  sqlcmd: {
    valued: "-S -U -P -d -Q -q -i -o -v -h -s -W -w -t -l -H -a -y -Y -E",
    tells: withOutput("-o", "writes what it finds to", (call) =>
      fromFiles(call, "-Q -q", "-i", mssql),
    ),
  },
  cqlsh: {
    valued: `-e --execute -f --file -k --keyspace -u --username -p --password --cqlshrc
        --connect-timeout --request-timeout`,
    tells: (call) => fromFiles(call, "-e --execute", "-f --file", cassandra),
  },
  nodetool: {
    valued:
      "-h --host -p --port -u --username -pw --password -pwf -F --format -st -et -pr -dc -hosts -t",
    tells: byVerb({
      "status, info, ring, netstats, tpstats, tablestats, cfstats, compactionstats": looks,
      "compactionhistory, describecluster, describering, gossipinfo, version, proxyhistograms":
        looks,
      "tablehistograms, getendpoints, getcompactionthroughput, statusbinary, statusgossip": looks,
      "listsnapshots, failuredetector, gcstats, getlogginglevels, getstreamthroughput, help": looks,
      "flush, snapshot, verify": says(
        "data",
        "flushes or saves the data of this node",
        "low",
        "yes",
      ),
      "repair, cleanup, compact, scrub, upgradesstables, rebuild, refresh, garbagecollect": says(
        "data",
        "rewrites data of this node, and loads it meanwhile",
        "medium",
        "yes",
      ),
      clearsnapshot: says("delete", "deletes snapshots", "high", "no"),
      "drain, disablebinary, disablegossip, disablehandoff, stopdaemon, stop, pausehandoff": says(
        "service",
        "takes this node out of service",
        "high",
        "yes",
      ),
      "enablebinary, enablegossip, enablehandoff, resumehandoff": says(
        "service",
        "takes this node into service",
        "low",
        "yes",
      ),
      "setcompactionthroughput, setstreamthroughput, setlogginglevel, invalidatekeycache": says(
        "service",
        "changes a setting of this node",
        "medium",
        "yes",
      ),
      "decommission, removenode, assassinate, move, truncatehints": says(
        "data",
        "takes a node and its data out of the ring",
        "critical",
        "no",
      ),
    }),
  },
  "mongo mongosh": {
    valued: `--eval --host --port -u --username -p --password --authenticationDatabase
    --authenticationMechanism --tls --tlsCAFile --tlsCertificateKeyFile -f --file --apiVersion`,
    tells: tellsMongo,
  },
  mongodump: {
    valued: "-o --out --archive -d --db -c --collection -q --query --uri -u -p --host --port",
    tells: (call) =>
      // Without a file, the archive goes to the standard output.
      call.has("--archive") && call.value("--archive") === null
        ? looks(call)
        : call.has("-o", "--out", "--archive")
          ? nothingOr(written(call, "-o --out --archive", "saves the database in"), call)
          : [told("write", "saves the database in", "dump", "low", "backup")],
  },
  mongoexport: {
    valued: "-o --out -d --db -c --collection -q --query --uri",
    tells: writesTo("-o --out", "writes"),
  },
  mongorestore: {
    valued: "-d --db -c --collection --uri --archive --nsInclude --dir -u -p --host --port",
    tells: given(
      "--drop",
      operands("data", "drops and fills collections from", "critical", "no"),
      operands("data", "adds to collections from", "medium", "backup"),
    ),
  },
  mongoimport: {
    valued: "-d --db -c --collection --uri --file --mode --type",
    tells: given(
      "--drop",
      says("data", "drops and fills a collection", "critical", "no"),
      says("data", "adds to a collection", "medium", "backup"),
    ),
  },
  "mongostat mongotop": { tells: looks },
  influx: {
    valued: `-host -port -database -execute -username -password -format -o --org -t --token --host -b
        --bucket`,
    tells: (call) => {
      const queries = call.values("-execute");
      return queries.length > 0 ? runsSql(queries, clickhouse) : influxVerbs(call);
    },
  },
};

const influxVerbs: Judge = byVerb({
  "ping, version, config list, config ls": looks,
  query: (call) =>
    call.operands.every(({ text }) => text !== null && !/\b(to|post|do|delete)\s*\(/.test(text)) &&
    call.operands.length > 0
      ? looks(call)
      : isUnknown(call),
  "bucket list, org list, user list, task list, auth list, v1 dbrp list, server-config": looks,
  write: says("data", "adds points", "medium", "no"),
  backup: (call) => call.operands.flatMap((path) => writeTo(path, "saves the database in")),
  restore: operands("data", "overwrites from the backup", "critical", "no"),
  delete: says("data", "deletes points", "critical", "no"),
  "bucket create, org create, task create": says(
    "data",
    "makes something in the database",
    "low",
    "yes",
  ),
  "user create, auth create": says("account", "lets somebody in", "medium", "yes"),
  "bucket delete, org delete": says(
    "data",
    "deletes, with all it holds, a bucket or organization",
    "critical",
    "no",
  ),
  "user delete, auth delete, user password": says(
    "account",
    "lets somebody in no more",
    "high",
    "no",
  ),
  "bucket update, task update, org update": says(
    "data",
    "changes a setting of the database",
    "medium",
    "backup",
  ),
});

/** `sqlite3 FILE SQL…`; also `.dump` and its like. What changes the data changes the file. */
function lite(call: Call): readonly Told[] {
  const [path] = call.operands;
  return askedOfLite(call).map((one) =>
    path && one.kind === "data" && one.risk !== "none"
      ? { ...one, writes: { path, keeps: true } }
      : one,
  );
}

function askedOfLite(call: Call): readonly Told[] {
  if (call.has("-version", "--version", "-help", "--help")) return looks(call);
  const before = runsSql(call.values("-cmd"), sqlite);
  const init = runsFiles(call.values("-init"));
  const commands = call.operands.slice(1);
  if (commands.length === 0) return mattering([...before, ...init, ...runsInput(call, sqlite)]);
  return mattering([...before, ...init, ...runsSql(commands, sqlite)]);
}

function fromFiles(
  call: Call,
  query: string,
  file: string,
  dialect: typeof mssql,
): readonly Told[] {
  if (call.has("-L", "--version", "-?", "--help")) return looks(call);
  const queries = call.values(...query.split(" "));
  const files = call.values(...file.split(" "));
  const input = queries.length + files.length === 0 ? runsInput(call, dialect) : [];
  return mattering([...runsSql(queries, dialect), ...runsFiles(files), ...input]);
}
