/** What statements do that change something, by the words they open with. */
import type { Risk } from "../../model/risk.ts";
import { type Told, told } from "../commands/row.ts";
import { hasWord, isSign, namesFrom, outside, type Statement } from "./statement.ts";
import { reachesAllRows } from "./where.ts";

/** `at` is where the words end that it was found by. */
export type Change = (statement: Statement, at: number) => readonly Told[];

type Fate = readonly [Risk, Told["reversible"]];

/** The same of each name that follows. */
function names(kind: Told["kind"], does: string, ...[risk, reversible]: Fate): Change {
  return (statement, at) => {
    const found = namesFrom(statement, at);
    return found.length === 0
      ? [told(kind, does, null, risk, reversible)]
      : found.map((name) => told(kind, does, name, risk, reversible));
  };
}

/** The first name that follows. */
function first(kind: Told["kind"], does: string, ...fate: Fate): Change {
  return (statement, at) => names(kind, does, ...fate)(statement, at).slice(0, 1);
}

function fixed(kind: Told["kind"], does: string, ...[risk, reversible]: Fate): Change {
  return () => [told(kind, does, null, risk, reversible)];
}

function withWord(words: string, change: Change, otherwise: Change): Change {
  return (statement, at) =>
    (hasWord(statement, ...words.split(" ")) ? change : otherwise)(statement, at);
}

/** What hangs on it goes, too. */
function drops(what: string): Change {
  return withWord(
    "CASCADE",
    names("data", `drops, with all that hangs on it, the ${what}`, "critical", "no"),
    names("data", `drops the ${what}`, "high", "backup"),
  );
}

const rows =
  (does: string, preposition: string): Change =>
  (statement, at) => {
    const isAll = reachesAllRows(statement);
    const [risk, which]: [Risk, string] = isAll ? ["critical", "all rows"] : ["high", "rows"];
    return first("data", `${does} ${which} ${preposition}`, risk, "backup")(statement, at);
  };

const inserts: Change = (statement, at) => {
  const isUpsert =
    hasWord(statement, "DUPLICATE", "OVERWRITE") || /CONFLICT.*DO UPDATE/.test(said(statement));
  return isUpsert
    ? first("data", "adds or changes rows of", "high", "backup")(statement, at)
    : first("data", "adds rows to", "medium", "backup")(statement, at);
};

const alters: Change = (statement, at) => {
  const losesData =
    /\bDROP (COLUMN|PARTITION|PART)\b|\bDISCARD TABLESPACE\b|\bTRUNCATE PARTITION\b/;
  const dropsColumn =
    /\bDROP (?!CONSTRAINT|DEFAULT|NOT|INDEX|KEY|PRIMARY|FOREIGN|CHECK|IDENTITY|EXPRESSION)\w/;
  return losesData.test(said(statement)) || dropsColumn.test(said(statement))
    ? first("data", "drops data from the table", "critical", "no")(statement, at)
    : first("data", "alters the table", "high", "backup")(statement, at);
};

const copies: Change = (statement, at) => {
  const words = said(outside(statement));
  if (/\b(FROM|TO) PROGRAM\b/.test(words)) {
    return [told("code", "runs a command on the database server", null, "high", "no")];
  }
  if (/\bFROM\b/.test(words))
    return first("data", "adds rows to", "medium", "backup")(statement, at);
  return /\bTO STDOUT\b/.test(words)
    ? []
    : [told("write", "writes a file on the database server", null, "medium", "backup")];
};

const looks = fixed("read", "reads from the database", "none", "yes");

const executes: Change = (statement, at) => {
  const [name] = namesFrom(statement, at);
  if (/xp_cmdshell|sp_OA/i.test(name ?? "")) {
    return [told("code", "runs a command on the database server", null, "high", "no")];
  }
  return /^(sys\.)?sp_(help\w*|who2?|lock|spaceused|columns|tables|databases|readerrorlog)$/i.test(
    name ?? "",
  )
    ? []
    : [told("unknown", "runs, with effects that are not known,", name ?? null, "medium", "no")];
};

export const changes: Readonly<Record<string, Change>> = {
  INSERT: inserts,
  "INSERT OVERWRITE": first("data", "overwrites the rows of", "high", "backup"),
  REPLACE: first("data", "adds or changes rows of", "high", "backup"),
  UPSERT: first("data", "adds or changes rows of", "high", "backup"),
  MERGE: first("data", "adds, changes or deletes rows of", "high", "backup"),
  UPDATE: rows("changes", "of"),
  DELETE: (statement, at) => {
    const from = statement.findIndex(({ kind, text }) => kind === "word" && text === "FROM");
    return rows("deletes", "of")(statement, from > at ? from : at);
  },
  TRUNCATE: names("data", "deletes all rows of", "critical", "no"),

  "DROP TABLE": names("data", "drops the table", "critical", "no"),
  "DROP TEMPORARY TABLE": names("data", "drops the passing table", "low", "no"),
  "DROP FOREIGN TABLE": drops("link to the table"),
  "DROP DATABASE": names("data", "drops the database", "critical", "no"),
  "DROP SCHEMA": names("data", "drops the schema", "critical", "no"),
  "DROP KEYSPACE": names("data", "drops the keyspace", "critical", "no"),
  "DROP MEASUREMENT": names("data", "drops the measurement", "critical", "no"),
  "DROP SERIES": fixed("data", "drops series of points", "critical", "no"),
  "DROP SHARD": names("data", "drops the shard", "critical", "no"),
  "DROP TABLESPACE": names("data", "drops the tablespace", "critical", "no"),
  "DROP OWNED": names("data", "drops all that is owned by", "critical", "no"),
  "DROP DICTIONARY": drops("dictionary"),
  "DROP INDEX": names("data", "drops the index", "high", "backup"),
  "DROP VIEW": names("data", "drops the view", "high", "backup"),
  "DROP MATERIALIZED VIEW": names("data", "drops the view", "high", "backup"),
  "DROP ROLE": names("account", "drops the role", "high", "backup"),
  "DROP USER": names("account", "drops the user", "high", "backup"),
  "DROP LOGIN": names("account", "drops the login", "high", "backup"),
  "DROP PREPARE": looks,
  DROP: (statement, at) => {
    const isCascade = hasWord(statement, "CASCADE");
    const [risk, reversible]: Fate = isCascade ? ["critical", "no"] : ["high", "backup"];
    const what = statement[at]?.written.toLowerCase() ?? "";
    return first("data", `drops the ${what}`, risk, reversible)(statement, at + 1);
  },

  "ALTER TABLE": alters,
  "ALTER ROLE": first("account", "changes the role", "high", "backup"),
  "ALTER USER": first("account", "changes the user", "high", "backup"),
  "ALTER LOGIN": first("account", "changes the login", "high", "backup"),
  "ALTER DEFAULT PRIVILEGES": fixed("account", "changes who may do what", "high", "backup"),
  "ALTER SYSTEM": fixed("service", "changes the configuration of the database", "high", "backup"),
  "ALTER SESSION": looks,
  ALTER: (statement, at) =>
    first(
      "data",
      `alters the ${statement[at]?.written.toLowerCase() ?? "database"}`,
      "high",
      "backup",
    )(statement, at + 1),
  "RENAME TABLE": first("data", "renames the table", "high", "yes"),
  RENAME: first("data", "renames", "high", "yes"),
  "EXCHANGE TABLES": names("data", "exchanges the table", "high", "yes"),

  "CREATE TABLE": first("data", "makes the table", "low", "yes"),
  "CREATE DATABASE": first("data", "makes the database", "low", "yes"),
  "CREATE SCHEMA": first("data", "makes the schema", "low", "yes"),
  "CREATE VIEW": first("data", "makes the view", "low", "yes"),
  "CREATE MATERIALIZED VIEW": first("data", "makes the view", "low", "yes"),
  "CREATE OR REPLACE": fixed(
    "data",
    "makes or replaces something in the database",
    "medium",
    "backup",
  ),
  "CREATE TEMP": fixed("data", "makes something passing", "low", "yes"),
  "CREATE TEMPORARY": fixed("data", "makes something passing", "low", "yes"),
  "CREATE INDEX": withWord(
    "CONCURRENTLY",
    fixed("data", "builds an index", "low", "yes"),
    fixed("data", "builds an index, and lets nobody write meanwhile", "medium", "yes"),
  ),
  "CREATE UNIQUE INDEX": withWord(
    "CONCURRENTLY",
    fixed("data", "builds an index", "low", "yes"),
    fixed("data", "builds an index, and lets nobody write meanwhile", "medium", "yes"),
  ),
  "CREATE ROLE": first("account", "makes the role", "medium", "yes"),
  "CREATE USER": first("account", "makes the user", "medium", "yes"),
  "CREATE LOGIN": first("account", "makes the login", "medium", "yes"),
  "CREATE EXTENSION": first("code", "loads the extension", "medium", "yes"),
  CREATE: (statement, at) =>
    first(
      "data",
      `makes the ${statement[at]?.written.toLowerCase() ?? "thing"}`,
      "medium",
      "yes",
    )(statement, at + 1),
  COMMENT: fixed("data", "changes a comment", "low", "backup"),

  GRANT: fixed("account", "lets somebody do more", "high", "yes"),
  REVOKE: fixed("account", "lets somebody do less", "high", "yes"),
  DENY: fixed("account", "lets somebody do less", "high", "yes"),
  "REASSIGN OWNED": names("account", "gives away all that is owned by", "high", "no"),
  "SECURITY LABEL": fixed("account", "changes who may do what", "high", "backup"),
  "SET PASSWORD": fixed("account", "changes a password", "high", "no"),

  VACUUM: (statement, at) =>
    /\bFULL\b/.test(said(statement))
      ? first(
          "data",
          "rewrites, and locks meanwhile,",
          "high",
          "yes",
        )(afterBrackets(statement, at), 0)
      : [told("data", "clears up dead rows", null, "low", "yes")],
  ANALYZE: fixed("data", "counts anew for the planner", "low", "yes"),
  ANALYSE: fixed("data", "counts anew for the planner", "low", "yes"),
  REINDEX: withWord(
    "CONCURRENTLY",
    fixed("data", "builds indexes anew", "medium", "yes"),
    fixed("data", "builds indexes anew, and locks meanwhile", "high", "yes"),
  ),
  CLUSTER: first("data", "rewrites, and locks meanwhile,", "high", "yes"),
  LOCK: names("data", "locks", "high", "yes"),
  "LOCK TABLES": first("data", "locks", "high", "yes"),
  "UNLOCK TABLES": fixed("data", "frees locks", "low", "yes"),
  "REFRESH MATERIALIZED VIEW": withWord(
    "CONCURRENTLY",
    first("data", "fills anew the view", "low", "yes"),
    first("data", "fills anew, and locks meanwhile, the view", "medium", "yes"),
  ),
  CHECKPOINT: fixed("data", "flushes the database to disk", "low", "yes"),
  OPTIMIZE: first("data", "rewrites, and locks meanwhile,", "high", "yes"),
  "OPTIMIZE TABLE": names("data", "rewrites, and locks meanwhile, the table", "high", "yes"),
  "REPAIR TABLE": names("data", "mends the table", "high", "backup"),
  "CHECK TABLE": fixed("data", "checks tables", "low", "yes"),
  "CHECKSUM TABLE": fixed("data", "checks tables", "low", "yes"),
  "ANALYZE TABLE": fixed("data", "counts anew for the planner", "low", "yes"),

  COPY: copies,
  LOAD: fixed("code", "loads a library into the database", "high", "no"),
  "LOAD DATA": fixed("data", "adds rows from a file", "medium", "backup"),
  NOTIFY: fixed("data", "sends a notice to listeners", "low", "no"),
  "IMPORT FOREIGN SCHEMA": fixed("data", "makes links to tables elsewhere", "low", "yes"),
  "INSTALL PLUGIN": fixed("code", "loads a library into the database", "high", "yes"),
  "UNINSTALL PLUGIN": fixed("data", "removes a plugin of the database", "high", "yes"),

  "SET GLOBAL": fixed("service", "changes a setting of the database", "medium", "backup"),
  "SET @@GLOBAL": fixed("service", "changes a setting of the database", "medium", "backup"),
  "SET PERSIST": fixed("service", "changes a setting of the database", "medium", "backup"),
  "FLUSH TABLES": withWord(
    "READ EXPORT",
    fixed("data", "locks all tables", "high", "yes"),
    fixed("data", "closes all tables", "medium", "yes"),
  ),
  FLUSH: fixed("service", "reloads or clears what the database keeps", "medium", "yes"),
  KILL: fixed("process", "ends connections to the database", "high", "no"),
  "PURGE BINARY LOGS": fixed("data", "deletes binary logs", "critical", "no"),
  "PURGE MASTER LOGS": fixed("data", "deletes binary logs", "critical", "no"),
  "RESET MASTER": fixed("data", "deletes all binary logs", "critical", "no"),
  "RESET BINARY LOGS": fixed("data", "deletes all binary logs", "critical", "no"),
  "RESET SLAVE": fixed("data", "forgets where replication stands", "critical", "no"),
  "RESET REPLICA": fixed("data", "forgets where replication stands", "critical", "no"),
  "CHANGE MASTER": fixed("data", "changes what is replicated from", "high", "backup"),
  "CHANGE REPLICATION": fixed("data", "changes what is replicated from", "high", "backup"),
  "START SLAVE": fixed("service", "starts replication", "medium", "yes"),
  "START REPLICA": fixed("service", "starts replication", "medium", "yes"),
  "STOP SLAVE": fixed("service", "stops replication", "high", "yes"),
  "STOP REPLICA": fixed("service", "stops replication", "high", "yes"),
  "STOP GROUP_REPLICATION": fixed("service", "stops replication", "high", "yes"),
  SHUTDOWN: fixed("service", "stops the database", "critical", "yes"),

  EXEC: executes,
  EXECUTE: executes,
  "BACKUP DATABASE": first("write", "saves the database", "low", "yes"),
  BACKUP: fixed("write", "saves what the database holds", "low", "yes"),
  RESTORE: fixed("data", "overwrites from a backup", "critical", "backup"),
  "RESTORE VERIFYONLY": looks,
  "RESTORE FILELISTONLY": looks,
  "RESTORE HEADERONLY": looks,
  "DBCC CHECKDB": fixed("data", "checks the database", "low", "yes"),
  DBCC: fixed("data", "reaches into the database", "high", "no"),

  DETACH: first("data", "takes off", "high", "yes"),
  "DETACH DATABASE": looks,
  ATTACH: first("data", "takes on", "low", "yes"),
  "SYSTEM FLUSH": fixed("data", "flushes the database to disk", "low", "yes"),
  "SYSTEM RELOAD": fixed("service", "reloads the configuration of the database", "medium", "yes"),
  "SYSTEM START": fixed("service", "resumes work in the database", "low", "yes"),
  "SYSTEM STOP": fixed("service", "halts work in the database", "high", "yes"),
  "SYSTEM SHUTDOWN": fixed("service", "stops the database", "critical", "yes"),
  "SYSTEM KILL": fixed("service", "stops the database", "critical", "yes"),
  "SYSTEM DROP REPLICA": fixed("data", "drops a replica", "critical", "no"),
  "SYSTEM DROP": fixed("service", "clears what the database keeps", "medium", "yes"),
  "SYSTEM SYNC": fixed("data", "waits for replication", "low", "yes"),
  "SYSTEM RESTART": fixed("service", "restarts replication", "medium", "yes"),

  // Of the console of PgBouncer.
  RELOAD: fixed("service", "reloads the configuration of the pooler", "medium", "yes"),
  RECONNECT: fixed("service", "makes all connections anew", "medium", "yes"),
  PAUSE: fixed("service", "lets clients wait", "high", "yes"),
  SUSPEND: fixed("service", "lets clients wait", "high", "yes"),
  DISABLE: fixed("service", "turns clients away", "high", "yes"),
  RESUME: fixed("service", "lets clients in again", "low", "yes"),
  ENABLE: fixed("service", "lets clients in again", "low", "yes"),
};

/** Its words, with blanks between. */
function said(statement: Statement): string {
  return statement.map(({ text }) => text).join(" ");
}

/** `VACUUM (FULL, ANALYZE) t` and `VACUUM FULL t`: what stands after the options. */
function afterBrackets(statement: Statement, at: number): Statement {
  const options = /^(FULL|FREEZE|VERBOSE|ANALYZE)$/;
  let here = at;
  if (isSign(statement[here], "(")) {
    here = statement.findIndex((token) => isSign(token, ")")) + 1;
  }
  while (options.test(statement[here]?.text ?? "")) here += 1;
  return statement.slice(here);
}
