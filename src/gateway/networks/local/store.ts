import { mkdirSync, renameSync, existsSync } from "node:fs";
import { dirname } from "node:path";
import Database from "libsql";
import { NetworkError } from "../../network.ts";
import { migrations } from "./schema.ts";

/** The SQLite file. Every error that leaves it is a NetworkError `storage`, and whatever fails has changed nothing. */
export interface Store {
  /** What an administrator should know, in words: damage that was found at the start, or what keeps it from writing now. */
  problem(): string | undefined;
  query<Row>(sql: string): Query<Row>;
  /** All of `change` or nothing of it; on the disk for good when it returns. */
  write<Result>(change: () => Result): Result;
  close(): void;
}

export interface Query<Row> {
  all(...values: readonly Value[]): readonly Row[];
  get(...values: readonly Value[]): Row | undefined;
  run(...values: readonly Value[]): void;
}
type Value = string | number | null;

/** Opens the store, or begins one. A file that is damaged is moved aside, never deleted, and a new one is begun. */
export function openStore(path: string): Store {
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    return over(open(path));
  } catch (error) {
    if (!damageCodes.has(codeOf(error) ?? "")) throw storageError(error) ?? cannotOpen(path, error);
    const aside = moveAside(path);
    return over(open(path), `The chat database was damaged. It was moved to ${aside}, and a new one was begun.`);
  }
}

function open(path: string): Database.Database {
  const database = new Database(path);
  try {
    // FULL: the log is flushed to the disk at each commit, so what was confirmed survives a power cut too.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 2000");
    const found = database.prepare("PRAGMA quick_check(1)").raw().get();
    if (!Array.isArray(found) || found[0] !== "ok") throw new Database.SqliteError(String(found), "SQLITE_CORRUPT");
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const damageCodes: ReadonlySet<string> = new Set(["SQLITE_NOTADB", "SQLITE_CORRUPT"]);

/** `user_version` counts the migrations that a file has been through. */
function migrate(database: Database.Database): void {
  const row = database.prepare("PRAGMA user_version").raw().get();
  const version = Array.isArray(row) ? Number(row[0]) : 0;
  if (version > migrations.length) throw new NetworkError("storage", `The chat database was written by a newer version (${version}).`);
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    transact(database, () => database.exec(`${sql}; PRAGMA user_version = ${index + 1}`));
  }
}

function moveAside(path: string): string {
  const aside = `${path}.corrupt-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
  for (const part of ["-wal", "-shm", ""]) if (existsSync(path + part)) renameSync(path + part, aside + part);
  return aside;
}

function over(database: Database.Database, damage?: string): Store {
  let trouble: string | undefined;

  const guarded = <Result>(step: () => Result): Result => {
    try {
      return step();
    } catch (error) {
      const known = storageError(error);
      if (known?.cause) trouble = known.message;
      throw known ?? error;
    }
  };

  return {
    problem: () => trouble ?? damage,
    query<Row>(sql: string): Query<Row> {
      const statement = database.prepare(sql);
      // `Row` restates the columns that the SQL beside it selects, from tables whose STRICT types the schema fixes.
      return {
        all: (...values) => guarded(() => statement.all(...values.map(whole)) as Row[]),
        get: (...values) => guarded(() => statement.get(...values.map(whole)) as Row | undefined),
        run: (...values) => guarded(() => void statement.run(...values.map(whole))),
      };
    },
    write(change) {
      const result = guarded(() => transact(database, change));
      trouble = undefined;
      return result;
    },
    close: () => void database.close(),
  };
}

/** libsql reads a text up to its first NUL: without one, nothing after it is lost. */
const whole = (value: Value): Value => (typeof value === "string" ? value.replaceAll("\0", "\uFFFD") : value);

/** libsql's own `transaction` rolls back twice where SQLite has done so already (a full disk), and so hides the first error. */
function transact<Result>(database: Database.Database, change: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = change();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

const words: Readonly<Record<string, string>> = {
  SQLITE_FULL: "The disk is full.",
  SQLITE_CORRUPT: "The chat database is damaged.",
  SQLITE_READONLY: "The chat database may not be written.",
};

function storageError(error: unknown): NetworkError | undefined {
  if (error instanceof NetworkError) return error;
  const code = codeOf(error);
  return code?.startsWith("SQLITE_")
    ? new NetworkError("storage", words[code] ?? "The chat database cannot be used.", { cause: error })
    : undefined;
}

const cannotOpen = (path: string, cause: unknown) => new NetworkError("storage", `The chat database ${path} cannot be opened.`, { cause });

/** SQLite's name for what went wrong; libsql has none for a file that cannot be opened at all. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
