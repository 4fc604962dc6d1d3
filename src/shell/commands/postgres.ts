/** PostgreSQL: its client, its tools, and what runs clusters of it. */
import { postgres as dialect } from "../sql/dialect.ts";
import type { Call } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import { isGiven, looksUnless, unlessCutShort, withFiles, writesTo, written } from "./options.ts";
import { writeTo } from "./paths.ts";
import { nothingOr } from "./readers.ts";
import {
  byVerb,
  type CommandTable,
  given,
  isUnknown,
  looks,
  onEach,
  operands,
  runsCode,
  says,
  type Told,
  told,
} from "./row.ts";
import { mattering, runsFiles, runsInput, runsSql } from "./sql-clients.ts";

const connection =
  "-h --host -p --port -U --username -d --dbname --maintenance-db -j --jobs -E --encoding";

const dumps = writesTo("-f --file", "saves the database in");

/** It may keep the log for the next backup, and save on the server. */
function besidesBackup(call: Call): readonly Told[] {
  const slots = onEach(call.values("-S", "--slot"), "data", "makes the slot", "medium", "yes");
  const isElsewhere = call
    .values("-t", "--target")
    .some(({ text }) => text !== "blackhole" && text !== "client");
  return [
    ...(isGiven(call, "-C", "--create-slot") ? slots : []),
    ...(isElsewhere
      ? [told("write", "saves the database on the server", null, "medium", "backup")]
      : []),
  ];
}

export const postgres: CommandTable = {
  psql: {
    valued: `-c --command -d --dbname -f --file -h --host -p --port -U --username -v --set
      --variable -o --output -L --log-file -F --field-separator -R --record-separator -P --pset
      -T --table-attr`,
    tells: unlessCutShort("--command --file --output --log-file", asked),
  },
  pg_dump: {
    valued: `${connection} -f --file -F --format -n --schema -N --exclude-schema -t --table -T
      --exclude-table --exclude-table-data -Z --compress --role --snapshot -S --superuser
      --section`,
    tells: dumps,
  },
  pg_dumpall: {
    valued: `${connection} -f --file -l --database --role -S --superuser`,
    tells: dumps,
  },
  pg_restore: {
    valued: `${connection} -f --file -F --format -n --schema -N --exclude-schema -t --table -I --index
      -P --function -T --trigger -L --use-list --section --role -S --superuser`,
    tells: restores,
  },
  pg_basebackup: {
    valued: `${connection} -D --pgdata -F --format -X --wal-method -c --checkpoint -l --label -r
      --max-rate -S --slot -T --tablespace-mapping -t --target -Z --compress`,
    tells: (call) =>
      withFiles(writesTo("-D --pgdata", "saves the database in")(call), besidesBackup(call)),
  },
  "pg_isready pg_config pg_controldata pg_test_timing pg_verifybackup": { tells: looks },
  pg_test_fsync: {
    valued: "-f --filename -s --secs-per-test",
    tells: (call) =>
      call.has("-f", "--filename")
        ? written(call, "-f --filename", "overwrites, to try how fast that is,")
        : [told("write", "overwrites, to try how fast that is,", "pg_test_fsync.out", "low", "no")],
  },
  pg_amcheck: {
    tells: looksUnless({
      "--install-missing": says("data", "installs an extension in the database", "medium", "yes"),
    }),
  },
  pg_waldump: {
    valued: "-p --path -s -e -n -r -t -R -B -F -x --save-fullpage",
    tells: writesTo("--save-fullpage", "writes pages to"),
  },
  pg_ctl: {
    valued: "-D --pgdata -l --log -m --mode -o -t --timeout -p -c -N -U -P",
    tells: byVerb({
      status: looks,
      start: says("service", "starts the database", "low", "yes"),
      restart: says("service", "restarts the database", "medium", "yes"),
      "reload, logrotate": says(
        "service",
        "reloads the configuration of the database",
        "medium",
        "yes",
      ),
      stop: says("service", "stops the database", "high", "yes"),
      promote: says("service", "makes this replica the primary", "critical", "no"),
      kill: says("process", "sends a signal to a process of the database", "high", "no"),
      "init, initdb": says("data", "makes a new and empty database cluster", "medium", "yes"),
    }),
  },
  pg_ctlcluster: { valued: "-m --mode -o", tells: (call) => clusters(call) },
  pg_lsclusters: { tells: looks },
  pg_createcluster: { tells: says("data", "makes a new and empty database cluster", "low", "yes") },
  pg_dropcluster: {
    tells: says("data", "deletes, with all it holds, a database cluster", "critical", "no"),
  },
  "pg_upgrade pg_upgradecluster": {
    tells: given(
      "-c --check",
      looks,
      says("data", "upgrades a database cluster", "critical", "backup"),
    ),
  },
  initdb: { tells: says("data", "makes a new and empty database cluster", "medium", "yes") },
  "pg_resetwal pg_resetxlog": {
    tells: unlessDry(
      "-n --dry-run",
      says("data", "throws away the write-ahead log of the database", "critical", "no"),
    ),
  },
  pg_rewind: {
    tells: unlessDry(
      "-n --dry-run",
      says("data", "winds back a database cluster", "critical", "no"),
    ),
  },
  pg_archivecleanup: {
    tells: unlessDry(
      "-n --dry-run",
      says("delete", "deletes old segments of the log", "high", "no"),
    ),
  },
  pg_checksums: {
    valued: "-D --pgdata -f --filenode",
    tells: looksUnless({
      "-e, --enable, -d, --disable": says("data", "rewrites checksums", "high", "yes"),
    }),
  },
  createdb: {
    valued: `${connection} -T -O -D -l`,
    tells: operands("data", "makes the database", "low", "yes"),
  },
  dropdb: { valued: connection, tells: operands("data", "drops the database", "critical", "no") },
  createuser: {
    valued: `${connection} -g -c`,
    tells: operands("account", "makes the user", "medium", "yes"),
  },
  dropuser: { valued: connection, tells: operands("account", "drops the user", "high", "backup") },
  vacuumdb: {
    valued: `${connection} -t --table -P --parallel -n --schema`,
    tells: given(
      "-f --full",
      says("data", "rewrites tables, and locks them meanwhile", "high", "yes"),
      says("data", "clears up dead rows", "low", "yes"),
    ),
  },
  reindexdb: {
    valued: `${connection} -t --table -i --index -S --schema`,
    tells: given(
      "--concurrently",
      says("data", "builds indexes anew", "medium", "yes"),
      says("data", "builds indexes anew, and locks meanwhile", "high", "yes"),
    ),
  },
  clusterdb: { tells: says("data", "rewrites tables, and locks them meanwhile", "high", "yes") },
  pgbench: {
    valued: `${connection} -c --client -T --time -t --transactions -s --scale -f --file -b
      --builtin`,
    tells: given(
      "-i --initialize",
      says("data", "drops and fills the tables of the benchmark", "high", "no"),
      says("data", "loads the database, and changes the tables of the benchmark", "medium", "no"),
    ),
  },
  patronictl: {
    valued: `-c --config-file -d --dcs-url -f --format --leader --candidate --primary --group
        --member -W`,
    tells: byVerb({
      "list, topology, history, show-config, version, dsn": looks,
      query: {
        valued: "-c --command -m --member -d --dbname -U -r --role --format --file",
        tells: (call) => {
          const files = call.values("--file");
          const commands = call.values("-c", "--command");
          return files.length + commands.length === 0
            ? isUnknown(call)
            : mattering([...runsSql(commands, dialect), ...runsFiles(files)]);
        },
      },
      reload: operands("service", "reloads the configuration of", "medium", "yes", -1),
      restart: operands("service", "restarts", "high", "yes", -1),
      "switchover, failover": operands(
        "service",
        "makes another member the primary of",
        "high",
        "yes",
      ),
      reinit: operands("data", "wipes and copies anew", "critical", "no", -1),
      "edit-config": operands("service", "changes the configuration of", "high", "backup"),
      pause: operands("service", "switches off failing over of", "high", "yes"),
      resume: operands("service", "switches on failing over of", "low", "yes"),
      flush: operands("service", "forgets what was planned for", "medium", "yes"),
      remove: operands("data", "forgets the cluster", "critical", "no"),
      "demote-cluster, promote-cluster": operands(
        "service",
        "changes the role of",
        "critical",
        "no",
      ),
    }),
  },
  pgbackrest: {
    valued:
      "--stanza --repo --type --target --set --log-level-console --config --delta --process-max " +
      "--cmd --cmd-ssh",
    tells: byVerb({
      "info, verify, version, help, repo-ls, repo-get": looksUnless({
        "--cmd, --cmd-ssh": runsCode,
      }),
      check: says("data", "begins a new segment of the log, to see it saved", "low", "yes"),
      backup: says("write", "saves the database", "low", "yes"),
      "stanza-create, stanza-upgrade, start": says(
        "service",
        "sets up the backup",
        "medium",
        "yes",
      ),
      stop: says("service", "stops all backups", "high", "yes"),
      restore: says("data", "overwrites the database from a backup", "critical", "no"),
      "expire, annotate": says("delete", "deletes old backups", "high", "no"),
      "stanza-delete, repo-rm": says("delete", "deletes all backups", "critical", "no"),
    }),
  },
};

function asked(call: Call): readonly Told[] {
  if (call.has("-l", "--list", "-V", "--version", "--help", "-?")) return looks(call);
  const commands = call.values("-c", "--command");
  const files = call.values("-f", "--file");
  const isInput = files.some(({ text }) => text === "-") || commands.length + files.length === 0;
  const outputs = call.values("-o", "--output", "-L", "--log-file");
  const outside = outputs.flatMap((file) =>
    file.text?.startsWith("|")
      ? [told("code", "sends its output into a command of the shell", null, "high", "no")]
      : writeTo(file),
  );
  return mattering([
    ...runsSql(commands, dialect),
    ...runsFiles(files.filter(({ text }) => text !== "-")),
    ...(isInput ? runsInput(call, dialect) : []),
    ...outside,
  ]);
}

function restores(call: Call): readonly Told[] {
  if (call.has("-l", "--list", "-V", "--version", "--help")) return looks(call);
  const files = call.values("-f", "--file");
  const databases = call.values("-d", "--dbname");
  if (databases.length === 0) {
    return files.length > 0 ? nothingOr(written(call, "-f --file", "writes"), call) : looks(call);
  }
  return call.has("-c", "--clean")
    ? onEach(databases, "data", "drops and fills from a dump", "critical", "no")
    : onEach(databases, "data", "fills from a dump", "high", "backup");
}

/** `pg_ctlcluster VERSION NAME VERB`. */
function clusters(call: Call): readonly Told[] {
  const judge = (postgres["pg_ctl"] as CommandTable[string]).tells;
  return judge({ ...call, operands: call.operands.slice(2) });
}
