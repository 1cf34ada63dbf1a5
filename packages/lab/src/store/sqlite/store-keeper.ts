/**
 * Describes what goes wrong with an open SQLite file. If the file was replaced, it first saves what this process holds:
 * the trials trained since then are nowhere else.
 */
import { OutputError } from "../../errors.ts";
import { describeSqliteError, isSqliteError } from "./describe-sqlite-error.ts";
import { type Change, StoreChangedError } from "./file-guard.ts";
import type { SqliteFile } from "./open-sqlite.ts";
import { discardLogs, saveStore } from "./save-store.ts";

export class StoreKeeper {
  readonly #file: string;
  readonly #opened: SqliteFile;
  #end: Promise<OutputError> | null = null;

  /** `file`: the user's name for it. */
  constructor(file: string, opened: SqliteFile) {
    this.#file = file;
    this.#opened = opened;
  }

  /** The error for the user; a bug of ours is returned as it is. */
  async describe(error: unknown): Promise<unknown> {
    // a file that was cut short looks like a read error of the disk
    const isOfFile = error instanceof StoreChangedError || isSqliteError(error);
    const change = isOfFile ? this.#opened.guard.findChange() : null;
    if (change !== null) return this.#keep(change);
    return describeSqliteError(error, this.#file, this.#opened.readOnly);
  }

  /** Throws OutputError if the file was replaced after the last operation; an earlier change has been reported. */
  async close(): Promise<void> {
    const change = this.#end === null ? this.#opened.guard.findChange() : null;
    const error = change === null ? null : await this.#keep(change);
    this.#opened.close();
    if (error !== null) throw error;
  }

  /** Once, and with the connection: no other transaction is open then. */
  #keep(change: Change): Promise<OutputError> {
    this.#end ??= this.#opened.db.connection().execute(async () => {
      const told = this.#hasWritten() ? this.#save(change) : this.#leave(change);
      return new OutputError(`Cannot go on with the store ${this.#file}: ${change.what} while it was in use; ${told}`);
    });
    return this.#end;
  }

  #hasWritten(): boolean {
    const row = this.#opened.database.prepare("select total_changes() as changes").get();
    return row?.changes !== 0;
  }

  #leave({ isSameFile }: Change): string {
    // other processes that have it open can go on without its name
    if (!isSameFile) discardLogs(this.#opened.guard.ownLogs(), false);
    return "run the command again";
  }

  #save({ isSameFile, isOnlyLog }: Change): string {
    const { database, guard } = this.#opened;
    const file = this.#file;
    if (isOnlyLog && bringLogIn(this.#opened))
      return `nothing is lost, all is in ${file}; run the command again, it goes on`;
    const saved = saveStore(database, file, guard.mode);
    discardLogs(guard.ownLogs(), isSameFile);
    return saved === null
      ? "what was trained since it was opened could not be saved; take the store from a copy, keep it out of " +
          "folders that other programs synchronise, and run the command again"
      : `all that was trained is in ${saved}: move that file to ${file}, keep it out of folders that other ` +
          "programs synchronise, and run the command again, it goes on";
  }
}

/** False if another process reads the file, so that the log cannot be merged completely. */
function bringLogIn({ database }: SqliteFile): boolean {
  const row = database.prepare("pragma wal_checkpoint(truncate)").get();
  return row?.busy === 0;
}
