/** Holds SQL of several databases against what is told of it. */
import { describe, expect, test } from "vitest";
import { callOf } from "../../src/shell/commands/call.ts";
import { postgres as clients } from "../../src/shell/commands/postgres.ts";
import type { Told } from "../../src/shell/commands/row.ts";
import {
  cassandra,
  clickhouse,
  type Dialect,
  mssql,
  mysql,
  postgres,
  sqlite,
} from "../../src/shell/sql/dialect.ts";
import { readSql } from "../../src/shell/sql/read.ts";
import { spelled } from "../../src/shell/sql/spelled.ts";
import { tokensOf } from "../../src/shell/sql/tokens.ts";
import fc from "../support/properties.ts";

const dialects = { postgres, mysql, sqlite, mssql, clickhouse, cassandra };

type Label = readonly [sql: string, ...told: string[]];

const labels: Readonly<Record<keyof typeof dialects, readonly Label[]>> = {
  postgres: [
    ["SELECT 1; SHOW server_version; TABLE t", "none read"],
    ["SELECT 'DROP TABLE t; --' AS a, \"DELETE FROM t\" FROM x -- ; DROP TABLE t", "none read"],
    ["/* a /* b */ ; DROP TABLE t */ SELECT 1", "none read"],
    ["SELECT $$ ; DROP TABLE t $$, $a$ $$ ; DROP TABLE t $a$", "none read"],
    ["SELECT E'it\\'s; DROP TABLE t;'", "none read"],
    ["SELECT 'a''b; DROP TABLE t'", "none read"],
    ["SELECT 'a\\'; DROP TABLE t; --'", "critical data t"],
    ["SELECT pid, now() - query_start AS age, left(query, 40) FROM pg_stat_activity", "none read"],
    ["SELECT a FROM t AS x(a, b) WHERE a IN (1, 2) AND b = ANY (ARRAY[1])", "none read"],
    ["EXPLAIN DELETE FROM t", "none read"],
    ["EXPLAIN (ANALYZE false) DELETE FROM t", "none read"],
    ["EXPLAIN (ANALYZE, BUFFERS) DELETE FROM t WHERE id = 1", "high data t"],
    ["explain analyze verbose update t set a = 1", "critical data t"],
    ["SELECT pg_terminate_backend(pid) FROM pg_stat_activity", "high process"],
    ["SELECT pg_catalog.pg_terminate_backend (1)", "high process"],
    ["SELECT pg_reload_conf()", "medium service"],
    ["SELECT setval('s', 1)", "high data"],
    ["SELECT pg_stat_reset()", "medium data"],
    ["SELECT tidy_up(id) FROM t", "medium unknown"],
    ["SELECT * FROM t WHERE id = 1 FOR UPDATE SKIP LOCKED", "low data"],
    ["SELECT * INTO t2 FROM t", "low data t2"],
    ["(SELECT 1)", "none read"],
    ["BEGIN; DELETE FROM t WHERE id = 1; ROLLBACK", "high data t"],
    ["WITH gone AS (DELETE FROM t WHERE id = 1 RETURNING *) SELECT * FROM gone", "high data t"],
    ["WITH x AS (SELECT 1), y AS MATERIALIZED (UPDATE t SET a = 1) TABLE y", "critical data t"],
    ["WITH x AS (SELECT 1) DELETE FROM t", "critical data t"],
    ["INSERT INTO t VALUES (1)", "medium data t"],
    ["INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1", "high data t"],
    ["UPDATE t SET a = 1 WHERE id = 7", "high data t"],
    ["UPDATE ONLY public.t SET a = (SELECT 1 WHERE true)", "critical data public.t"],
    ["DELETE FROM t WHERE true", "critical data t"],
    ["DELETE FROM t WHERE (1 = 1)", "critical data t"],
    ["DELETE FROM t WHERE id = 1 OR 'a' = 'a'", "critical data t"],
    ["DELETE FROM t WHERE id = 1 AND true", "high data t"],
    ["DELETE FROM t WHERE NOT false", "critical data t"],
    ["DELETE FROM t WHERE id IN (SELECT id FROM x WHERE true)", "high data t"],
    [
      'DROP TABLE IF EXISTS "Old Orders", public.b',
      "critical data Old Orders",
      "critical data public.b",
    ],
    ["DROP INDEX CONCURRENTLY a, b", "high data a", "high data b"],
    ["DROP VIEW v", "high data v"],
    ["DROP TYPE y CASCADE", "critical data y"],
    ["TRUNCATE TABLE a, b RESTART IDENTITY", "critical data a", "critical data b"],
    ["ALTER TABLE t ADD COLUMN a int", "high data t"],
    ["ALTER TABLE t DROP COLUMN a", "critical data t"],
    ["ALTER TABLE t ALTER a DROP NOT NULL", "high data t"],
    ["ALTER ROLE a SUPERUSER", "high account a"],
    ["CREATE TABLE t (id int)", "low data t"],
    ["CREATE INDEX i ON t (a)", "medium data"],
    ["CREATE INDEX CONCURRENTLY i ON t (a)", "low data"],
    ["GRANT ALL ON t TO a", "high account"],
    ["VACUUM t", "low data"],
    ["VACUUM (FULL, VERBOSE) t", "high data t"],
    ["REINDEX TABLE t", "high data"],
    ["LOCK TABLE t", "high data t"],
    ["COPY t FROM STDIN", "medium data t"],
    ["COPY t TO STDOUT", "none read"],
    ["COPY (SELECT tidy_up()) TO STDOUT", "medium unknown"],
    ["COPY t FROM PROGRAM 'curl example.com'", "high code"],
    ["COPY t TO '/tmp/t'", "medium write"],
    ["DO $$ BEGIN DELETE FROM t; END $$", "medium code", "critical data t"],
    ["CALL tidy_up()", "medium unknown"],
    ["FROBNICATE t", "medium unknown"],
    ["SELECT 'never closed", "medium unknown"],
    ["\\dt\nSELECT 1;\n\\x \\q", "none read"],
    ["\\x \\! ls", "high code"],
    ["\\i fix.sql", "medium code fix.sql"],
    ["SELECT 'DROP TABLE t' \\gexec", "medium code"],
    ["SELECT 1 \\g |sh", "high code"],
    ["\\copy t from 'a.csv' csv", "medium data t"],
    ["\\copy (SELECT 1) to 'a.csv' csv", "medium write a.csv"],
    ["\\frobnicate", "medium unknown"],
    ["\\set x `ls`", "high code"],
    ["SELECT 1 \\; DELETE FROM t", "critical data t"],
    ["DECLARE c CURSOR FOR SELECT tidy_up()", "medium unknown"],
    ["PAUSE shop", "high service"],
  ],
  mysql: [
    ["SELECT `drop` FROM t # ; DROP TABLE t", "none read"],
    ["SELECT 1--1; DROP TABLE t", "critical data t"],
    ["SELECT 1 -- ; DROP TABLE t", "none read"],
    ["/*!50000 DROP TABLE t */", "critical data t"],
    ["SELECT 'a\\'; DROP TABLE t; --'", "none read"],
    ["SHOW SLAVE STATUS\\G", "none read"],
    ["DELETE a FROM a JOIN b ON a.id = b.id WHERE b.x = 1", "high data a"],
    ["REPLACE INTO t VALUES (1)", "high data t"],
    ["FLUSH TABLES WITH READ LOCK", "high data"],
    ["FLUSH PRIVILEGES", "medium service"],
    ["KILL 5", "high process"],
    ["RESET MASTER", "critical data"],
    ["PURGE BINARY LOGS BEFORE NOW()", "critical data"],
    ["SET GLOBAL read_only = 1", "medium service"],
    ["SET @@GLOBAL.read_only = 1", "medium service"],
    ["SET NAMES utf8mb4", "none read"],
    ["SELECT 1 INTO OUTFILE '/tmp/x'", "medium write"],
    ["source fix.sql", "medium code fix.sql"],
    ["\\! ls", "high code"],
  ],
  sqlite: [
    [".tables", "none read"],
    ["PRAGMA table_info(t)", "none read"],
    ["PRAGMA journal_mode = WAL", "medium data journal_mode"],
    ["PRAGMA writable_schema = 1", "high data writable_schema"],
    [".shell ls", "high code"],
    [".read fix.sql", "medium code fix.sql"],
    [".read |ls", "high code"],
    ['.import "|ls" t', "high code"],
    [".once '|sh'", "high code"],
    [".restore old.db", "critical data old.db"],
    ["DELETE FROM t;\n.tables", "critical data t"],
  ],
  mssql: [
    ["EXEC sp_who2\nGO", "none read"],
    ["EXEC xp_cmdshell 'dir'", "high code"],
    ["SELECT [drop table] FROM t\nGO\nTRUNCATE TABLE [dbo].[t]", "critical data dbo.t"],
    ["SELECT 1 DELETE FROM t", "critical data t"],
    ["BEGIN DELETE FROM t END", "critical data t"],
    ["RESTORE VERIFYONLY FROM DISK = 'x'", "none read"],
    ["RESTORE DATABASE shop FROM DISK = 'x'", "critical data"],
  ],
  clickhouse: [
    ["SELECT formatReadableSize(sum(bytes)) FROM system.parts", "none read"],
    ["ALTER TABLE t DELETE WHERE a = 1", "high data t"],
    ["ALTER TABLE t DROP PARTITION 1", "critical data t"],
    ["SYSTEM FLUSH LOGS", "low data"],
    ["SYSTEM SHUTDOWN", "critical service"],
  ],
  cassandra: [
    ["DESCRIBE KEYSPACES", "none read"],
    ["TRUNCATE shop.orders", "critical data shop.orders"],
    ["DROP KEYSPACE shop", "critical data shop"],
  ],
};

function shown({ risk, kind, resource }: Told): string {
  return resource === null ? `${risk} ${kind}` : `${risk} ${kind} ${resource}`;
}

for (const [name, cases] of Object.entries(labels)) {
  const dialect = dialects[name as keyof typeof dialects];
  describe(name, () => {
    test.for(cases.map(([sql, ...told]) => [sql, told] as const))("%s", ([sql, told]) => {
      expect(readSql(sql, dialect).map(shown)).toEqual(told);
    });
  });
}

describe("what is known only when it runs", () => {
  test.for([
    ["SELECT * FROM t WHERE id = $ID AND b = '$B'", "none read"],
    ["SELECT count(*) FROM $TABLE LIMIT $(nproc)", "none read"],
    ["$SQL", "medium unknown"],
    ["SELECT * FROM t $REST", "medium unknown"],
    ["SELECT $WHAT FROM t", "medium unknown"],
    ["EXPLAIN $SQL", "medium unknown"],
    ["SELECT $FUNCTION(1)", "medium unknown"],
    ["DROP TABLE old_$TABLE", "critical data old_$TABLE"],
    ["DELETE FROM t WHERE $CONDITION", "critical data t", "medium unknown"],
    ["DELETE FROM {{table}} WHERE id = {{id}}", "high data {{table}}"],
  ] as const)("%s", ([sql, ...told]) => {
    expect(readSql(sql, postgres, true).map(shown)).toEqual(told);
  });
});

test("a heredoc is read as it stands", () => {
  const call = callOf("psql", [], "", "SELECT 1;\nDROP TABLE t;\n");
  expect(clients["psql"]?.tells(call).map(shown)).toEqual(["critical data t"]);
});

test.for([
  [`"a \\"b\\" $C"`, 'a "b" $C'],
  [`'a "b" '"$C"`, 'a "b" $C'],
  ["a\\ b", "a b"],
] as const)("the shell's quotes are undone: %s", ([written, text]) => {
  expect(spelled({ text: null, written })).toBe(text);
});

describe("any text", () => {
  const anyDialect = fc.constantFrom<Dialect[]>(...Object.values(dialects));
  const pieces = fc.array(
    fc.constantFrom(
      ..."SELECT|DELETE|FROM|t|WHERE|(|)|'|\"|`|;|--|/*|*/|#|$$|$a$|\\|\n| |=|1|{{x}}|$X|EXPLAIN|WITH|AS|OR|,|.".split(
        "|",
      ),
    ),
  );
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    pieces.map((all) => all.join("")),
    pieces.map((all) => all.join(" ")),
  );

  test("is read to its end, and no letter of it is lost", () => {
    fc.assert(
      fc.property(anyText, anyDialect, fc.boolean(), (sql, dialect, hasHoles) => {
        expect(readSql(sql, dialect, hasHoles).length).toBeGreaterThan(0);
        const letters = tokensOf(sql, dialect, hasHoles).map(({ written }) => written);
        let rest = sql;
        for (const piece of letters) {
          const at = rest.indexOf(piece);
          expect(at).toBeGreaterThanOrEqual(0);
          rest = rest.slice(at + piece.length);
        }
      }),
    );
  });

  test("before a statement that drops a table hides it only behind what it leaves open", () => {
    fc.assert(
      fc.property(anyText, anyDialect, (sql, dialect) => {
        const before = `${sql}\n;\n`;
        const tokens = tokensOf(before, dialect, false);
        const isClosed = tokens.at(-1)?.text === ";";
        fc.pre(isClosed);
        const told = readSql(`${before}DROP TABLE t`, dialect);
        const opens =
          tokensOf(`${before}DROP TABLE t`, dialect, false).length !== tokens.length + 3;
        expect(opens || told.some(({ resource }) => resource === "t")).toBe(true);
      }),
    );
  });

  test("in quotes is a text, whatever it says", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const quoted = text.replaceAll("'", "''");
        expect(readSql(`SELECT '${quoted}'`, sqlite).map(shown)).toEqual(["none read"]);
      }),
    );
  });
});
