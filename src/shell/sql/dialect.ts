/** In what the databases differ where their SQL is taken apart. */

export interface Dialect {
  /** `'it\'s'` is one text. */
  readonly hasBackslashes: boolean;
  /** `#` begins a comment, and `--` only before a blank; `/*!` begins code. */
  readonly isMysql: boolean;
  /** `$$text$$`, `E'text'`, comments in comments, and `:name` for a value of the client. */
  readonly isPostgres: boolean;
  /** `[name]`, and `GO` between batches. */
  readonly isMssql: boolean;
  /** What the client takes for itself and never sends to the server. */
  readonly clientCommand: RegExp | null;
}

const plain: Dialect = {
  hasBackslashes: false,
  isMysql: false,
  isPostgres: false,
  isMssql: false,
  clientCommand: null,
};

export const postgres: Dialect = {
  ...plain,
  isPostgres: true,
  clientCommand: /\\(?:!.*|[^\s\\]+[^\n\\]*|\\)/y,
};

export const mysql: Dialect = {
  ...plain,
  hasBackslashes: true,
  isMysql: true,
  clientCommand: /\\[A-Za-z.!?#][^\n]*|^[^\S\n]*(?:source|system|delimiter|tee|pager|edit)\b.*/imy,
};

export const sqlite: Dialect = { ...plain, clientCommand: /^\.[A-Za-z]+.*/my };

export const mssql: Dialect = {
  ...plain,
  isMssql: true,
  clientCommand: /^[^\S\n]*(?::[a-z]+|!!|:!!).*/imy,
};

export const clickhouse: Dialect = { ...plain, hasBackslashes: true };

export const cassandra: Dialect = {
  ...plain,
  isPostgres: true,
  clientCommand: /^[^\S\n]*(?:source|capture|copy)\b[^\n;]*/imy,
};
