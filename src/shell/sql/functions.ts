/** Functions in SQL: those that only compute or look, and those by which a query acts. */
import { type Told, told } from "../commands/row.ts";
import type { Statement } from "./statement.ts";

const known = `abs age any array array_agg avg bit_and bit_or bool_and bool_or cardinality cast
  ceil ceiling char char_length clock_timestamp coalesce concat concat_ws connection_id convert
  count cume_dist curdate current_database current_date current_query current_schema
  current_schemas current_setting current_timestamp current_user curtime database date datediff
  datetime decode dense_rank encode every exp extract first_value floor format from_unixtime
  gen_random_uuid generate_series generate_subscripts greatest group_concat hex host hostname
  iff ifnull iif inet_client_addr inet_server_addr inet_server_port initcap instr isnull
  justify_interval lag last_insert_id last_value lcase lead least left length ln localtime
  localtimestamp log lower lpad ltrim make_interval max md5 min mod mode month name_const now
  nth_value ntile nullif nvl obj_description col_description octet_length overlay percent_rank
  percentile_cont percentile_disc position power quantile quote_ident quote_literal
  quote_nullable random rank regexp_matches regexp_replace repeat replace reverse right round
  row row_number row_to_json rpad rtrim schema session_user sha1 sha2 sign split_part sqrt
  statement_timestamp stddev str_to_date strftime strpos substr substring sum timediff timeofday
  timestamp timestampdiff timezone tostring totypename transaction_timestamp translate trim
  trunc truncate typeof ucase uniq unix_timestamp unnest upper user utc_timestamp uuid variance
  version width_bucket xmlagg year txid_current_if_assigned object_id object_name db_name db_id
  getdate serverproperty suser_sname newid datename datepart dateadd isdate len charindex
  julianday printf total pg_backend_pid pg_blocking_pids pg_column_size pg_current_wal_lsn
  pg_current_xlog_location pg_database_size pg_describe_object pg_encoding_to_char
  pg_export_snapshot pg_filenode_relation pg_indexes_size pg_is_in_backup pg_is_in_recovery
  pg_is_wal_replay_paused pg_jit_available pg_last_committed_xact pg_last_wal_receive_lsn
  pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_last_xlog_replay_location
  pg_last_xlog_receive_location pg_listening_channels pg_lock_status pg_ls_dir pg_ls_logdir
  pg_ls_waldir pg_my_temp_schema pg_postmaster_start_time pg_conf_load_time pg_read_file
  pg_read_binary_file pg_relation_filepath pg_relation_size pg_show_all_settings pg_size_pretty
  pg_size_bytes pg_stat_file pg_table_is_visible pg_table_size pg_tablespace_location
  pg_tablespace_size pg_total_relation_size pg_typeof pg_wal_lsn_diff pg_xlog_location_diff
  pg_walfile_name pg_safe_snapshot_blocking_pids mxid_age pg_isolation_test_session_is_blocked
  pgstattuple pgstatindex bt_metap pg_buffercache_summary`;

const readers = new Set(known.toUpperCase().split(/\s+/));

/** Families of functions that all only compute or look. */
const readerFamilies = new RegExp(
  `^(${[
    "PG_GET_\\w+|PG_STAT_GET_\\w+|PG_CONTROL_\\w+|PG_[A-Z_]+_SIZE|HAS_\\w+_PRIVILEGE",
    "JSONB?_\\w+|ARRAY_\\w+|REGEXP_\\w+|STRING_\\w+|DATE_\\w+|TIME_\\w+|SYS\\.DM_\\w+",
    "TO_(CHAR|DATE|TIMESTAMP|NUMBER|HEX|JSONB?|TSVECTOR|TSQUERY|REG\\w+|BASE64|DAYS|SECONDS)",
    "FORMATREADABLE\\w+|FORMATDATETIME|COUNTIF|SUMIF|AVGIF|QUANTILES?\\w*|ARG(MIN|MAX)",
    `TO(DATE\\w*|U?INT\\d+|FLOAT\\d+|YYYYMM\\w*|STARTOF\\w+|DAYOF\\w+|HOUR|MONTH|YEAR|INTERVAL\\w+)`,
    "IS(NUMERIC|DATE|JSON|_SRVROLEMEMBER|_MEMBER)|DAY\\w*|MONTH\\w*|WEEK\\w*|HOUR|MINUTE|SECOND",
  ].join("|")})$`,
);

/** Words that a bracket follows and that are no functions. */
const words = new Set(
  `COPY ALL AND ANY AS BETWEEN BY CASE CONFLICT CROSS DISTINCT ELSE EXCEPT EXISTS FILTER FROM FULL
    GROUP HAVING IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE ILIKE LIMIT
    MATERIALIZED NOT OFFSET ON OR ORDER OVER PARTITION RETURNING RIGHT ROLLUP CUBE SETS SELECT
    SOME THEN UNION USING VALUES WHEN WHERE WITH WITHIN NUMERIC DECIMAL VARCHAR CHAR VARBINARY
    BINARY FLOAT TIME NVARCHAR KEY RECURSIVE OPTION TOP`.split(/\s+/),
);

type Acts = readonly [Told["kind"], string, Told["risk"], Told["reversible"]];

const actors: readonly (readonly [RegExp, Acts])[] = [
  [/^PG_TERMINATE_BACKEND$/, ["process", "ends connections to the database", "high", "no"]],
  [/^PG_CANCEL_BACKEND$/, ["process", "stops running queries", "medium", "no"]],
  [/^PG_RELOAD_CONF$/, ["service", "reloads the configuration of the database", "medium", "yes"]],
  [/^PG_ROTATE_LOGFILE/, ["service", "begins a new log of the database", "low", "yes"]],
  [/^PG_PROMOTE$/, ["service", "makes this replica the primary", "critical", "no"]],
  [
    /^PG_SWITCH_(WAL|XLOG)$/,
    ["service", "begins a new segment of the write-ahead log", "low", "yes"],
  ],
  [/^PG_CREATE_RESTORE_POINT$/, ["service", "marks a point to restore to", "low", "yes"]],
  [
    /^PG_(START_BACKUP|BACKUP_START|STOP_BACKUP|BACKUP_STOP)$/,
    ["service", "begins or ends a backup", "medium", "yes"],
  ],
  [/^PG_(WAL|XLOG)_REPLAY_PAUSE$/, ["service", "halts replication", "high", "yes"]],
  [/^PG_(WAL|XLOG)_REPLAY_RESUME$/, ["service", "resumes replication", "low", "yes"]],
  [/^PG_DROP_REPLICATION_SLOT$/, ["data", "drops a replication slot", "high", "no"]],
  [/^PG_CREATE_\w+_SLOT$/, ["data", "makes a replication slot", "medium", "yes"]],
  [/^PG_REPLICATION_(SLOT_ADVANCE|ORIGIN_\w+)$/, ["data", "moves replication on", "high", "no"]],
  [/^PG_LOGICAL_SLOT_GET_/, ["data", "uses up changes of a replication slot", "high", "no"]],
  [/^PG_LOGICAL_SLOT_PEEK_/, ["read", "reads changes of a replication slot", "none", "yes"]],
  [/^PG_LOGICAL_EMIT_MESSAGE$/, ["data", "writes a message to the log", "low", "no"]],
  [/^PG_STAT_\w*RESET|^PG_STAT_RESET/, ["data", "throws away statistics", "medium", "no"]],
  [/^PG_(TRY_)?ADVISORY/, ["process", "takes or frees a lock", "low", "yes"]],
  [
    /^PG_(FILE_WRITE|FILE_UNLINK|FILE_RENAME|FILE_SYNC)$/,
    ["write", "changes a file of the server", "high", "backup"],
  ],
  [/^(LO_|LOWRITE)/, ["data", "reads or changes a large object", "high", "backup"]],
  [/^PG_SLEEP/, ["read", "waits", "none", "yes"]],
  [/^SLEEP$/, ["read", "waits", "none", "yes"]],
  [/^PG_NOTIFY$/, ["data", "sends a notice to listeners", "low", "no"]],
  [/^SETVAL$/, ["data", "sets a sequence", "high", "backup"]],
  [/^NEXTVAL$/, ["data", "moves a sequence on", "low", "no"]],
  [/^CURRVAL|^LASTVAL/, ["read", "reads a sequence", "none", "yes"]],
  [/^SET_CONFIG$/, ["data", "changes a setting of the session", "low", "yes"]],
  [/^DBLINK/, ["unknown", "runs what is not known in another database", "high", "no"]],
  [
    /^QUERY_TO_XML|^DATABASE_TO_XML/,
    ["unknown", "runs a query that is given as text", "medium", "no"],
  ],
  [/^(GET_LOCK|RELEASE_LOCK|IS_FREE_LOCK)$/, ["process", "takes or frees a lock", "low", "yes"]],
  [/^LOAD_FILE$/, ["read", "reads a file of the server", "none", "yes"]],
  [
    /^(WRITEFILE|LOAD_EXTENSION|EDIT|SYS_EXEC|SYS_EVAL)$/,
    ["code", "writes a file or runs code on the server", "high", "no"],
  ],
  [
    /^(DROP|TRUNCATE)_|^(CREATE|ALTER|SET|ADD|REMOVE|DELETE)_/,
    ["data", "changes the database by a function", "high", "no"],
  ],
];

/** Acts that are written out in a statement; with `isQuery`, functions that nobody knows count, too. */
export function actsOf(statement: Statement, isQuery: boolean): readonly Told[] {
  const acts = new Map<string, Told>();
  statement.forEach((token, at) => {
    if (!isCall(statement, at)) return;
    const name = token.text.toUpperCase();
    const actor = actors.find(([pattern]) => pattern.test(name));
    if (actor) {
      const [kind, does, risk, reversible] = actor[1];
      if (risk !== "none") acts.set(does, told(kind, does, null, risk, reversible));
      return;
    }
    const isReader = words.has(name) || readers.has(name) || readerFamilies.test(name);
    if (isQuery && !isReader) {
      const does = `calls ${token.written}, whose effects are not known`;
      acts.set(does, told("unknown", does, null, "medium", "no"));
    }
  });
  return [...acts.values()];
}

/** A word before a bracket; but not `t AS x(a, b)` nor `WITH x (a) AS (…)`, where columns are named. */
function isCall(statement: Statement, at: number): boolean {
  const [before, token, after] = [statement[at - 1], statement[at], statement[at + 1]];
  if (!token || !/^(word|name|hole)$/.test(token.kind) || after?.written !== "(") return false;
  return !/^(AS|WITH|RECURSIVE|INTO)$/.test(before?.text ?? "");
}
