import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { InputError, OutputError } from "../../errors.ts";
import { describeSqliteError } from "./describe-sqlite-error.ts";

/** What SQLite itself throws. */
function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("it did not throw");
}

const newFile = (): string => join(mkdtempSync(join(tmpdir(), "sqlite-error-")), "lab.sqlite");

test("a full disk is told with the fix", () => {
  const database = new DatabaseSync(newFile());
  database.exec("create table t (bytes blob); pragma max_page_count = 2");
  const error = errorOf(() => database.exec("insert into t values (zeroblob(1000000))"));
  const told = describeSqliteError(error, "lab.sqlite");
  expect(told).toBeInstanceOf(OutputError);
  expect((told as Error).message).toBe(
    "Cannot use the store lab.sqlite: the disk is full; free some space and run the command again, it goes on where it stopped",
  );
  expect((told as Error).cause).toBe(error);
});

test("a file that cannot be written, is in use or cannot be opened is told", () => {
  const file = newFile();
  const database = new DatabaseSync(file);
  database.exec("create table t (x int)");
  const reader = new DatabaseSync(file, { readOnly: true });
  const told = describeSqliteError(
    errorOf(() => reader.exec("insert into t values (1)")),
    "lab.sqlite",
  );
  expect(told).toBeInstanceOf(OutputError);
  expect((told as Error).message).toBe(
    "Cannot use the store lab.sqlite: it cannot be written; make the file and its folder writable, or name another",
  );
  database.exec("begin immediate");
  const other = new DatabaseSync(file, { timeout: 0 });
  const busy = describeSqliteError(
    errorOf(() => other.exec("begin immediate")),
    "lab.sqlite",
  );
  expect(busy).toBeInstanceOf(OutputError);
  expect((busy as Error).message).toMatch(/: another process has been writing to it for 30 s; wait for it to end/);
  const missing = describeSqliteError(
    errorOf(() => new DatabaseSync(join(file, "below"))),
    "lab.sqlite",
  );
  expect(missing).toBeInstanceOf(InputError);
  expect((missing as Error).message).toMatch(/: the system does not open it; make the file and its folder writable/);
});

test("an error that is ours stays as it is", () => {
  const database = new DatabaseSync(newFile());
  const syntax = errorOf(() => database.exec("selec 1"));
  for (const error of [syntax, new Error("a bug"), new InputError("told already"), null]) {
    expect(describeSqliteError(error, "lab.sqlite")).toBe(error);
  }
});
