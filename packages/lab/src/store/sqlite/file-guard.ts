/**
 * Notices when a store's file is replaced while it is open, by a program that synchronises folders or by someone who
 * puts a copy back. SQLite does not notice: it goes on with the old file, which no longer has a name, and whoever opens
 * the new file takes the old log for its own. Checked before each statement and after each commit, by three system
 * calls.
 */
import { type BigIntStats, readSync, realpathSync, statSync } from "node:fs";
import { crc32 } from "node:zlib";
import { systemCode } from "../../files/describe-write-failure.ts";
import { type HeldFile, holdFile } from "./held-file.ts";
import { type LogProgress, readProgress } from "./log-progress.ts";

export interface Change {
  /** follows the file's name: "it was removed" */
  readonly what: string;
  /** the file itself is in its place */
  readonly isSameFile: boolean;
  /** the file is whole: only its log is missing, and nobody has begun a new one */
  readonly isOnlyLog: boolean;
}

/** Ask the guard what has become of the file. */
export class StoreChangedError extends Error {
  override readonly name: string = "StoreChangedError";
}

const LOGS = ["-wal", "-shm"] as const;
const GONE: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "ELOOP"]);
const ANOTHER = { isSameFile: false, isOnlyLog: false } as const;
const WRITTEN = { isSameFile: true, isOnlyLog: false } as const;
const SAMPLES = 16;
const SAMPLE_BYTES = 512;

interface FileState {
  readonly stat: BigIntStats;
  readonly progress: LogProgress | null;
  readonly samples: number;
}

export class FileGuard {
  readonly #file: string;
  readonly #isFrozen: boolean;
  /** the place of SQLite's log: beside the file itself, not beside a link to it */
  readonly #real: string;
  readonly #main: HeldFile | null;
  readonly #index: HeldFile | null;
  readonly #logs: ReadonlyMap<string, BigIntStats>;
  #state: FileState;
  #change: Change | null = null;

  /** To be called once the file is open. `isFrozen`: nobody should write to it at all. */
  constructor(file: string, isFrozen: boolean) {
    this.#file = file;
    this.#isFrozen = isFrozen;
    this.#real = realpathSync(file);
    this.#main = holdIfThere(this.#real);
    this.#index = holdIfThere(`${this.#real}-shm`);
    this.#logs = new Map(
      LOGS.flatMap((log) => {
        const stat = look(this.#real + log);
        return stat ? [[log, stat]] : [];
      }),
    );
    const progress = this.#readProgress();
    this.#state = this.#stateOf(look(this.#real)!, progress);
  }

  /** Null while it is the same file. A change is final. */
  findChange(): Change | null {
    this.#change ??= this.#look();
    return this.#change;
  }

  check(): void {
    if (this.findChange() !== null) throw new StoreChangedError();
  }

  /** the file's permissions */
  get mode(): number {
    return Number(this.#state.stat.mode) & 0o777;
  }

  /** The logs in place that belong to the opened file, not to the file that has replaced it. */
  ownLogs(): string[] {
    return [...this.#logs].flatMap(([log, opened]) => {
      const path = this.#real + log;
      const stat = look(path);
      return stat && isSame(stat, opened) ? [path] : [];
    });
  }

  /** To be called after SQLite has closed the file. */
  release(): void {
    this.#index?.release();
    this.#main?.release();
  }

  #look(): Change | null {
    const before = this.#readProgress();
    const stat = look(this.#file);
    if (stat === undefined) return null;
    if (stat === null) return { what: "it was removed or renamed", ...ANOTHER };
    if (!isSame(stat, this.#state.stat)) return { what: "another file was put in its place", ...ANOTHER };
    const isUnchanged = stat.mtimeNs === this.#state.stat.mtimeNs && stat.size === this.#state.stat.size;
    if (isUnchanged) this.#state = { ...this.#state, progress: before };
    else if (this.#isFrozen) return { what: "another program wrote into it", ...WRITTEN };
    else if (this.#wasCheckpointed() || this.#isTouched(stat)) this.#state = this.#stateOf(stat, before);
    else return { what: "another program wrote into it", ...WRITTEN };
    return this.#findLostLog();
  }

  #findLostLog(): Change | null {
    for (const [log, opened] of this.#logs) {
      const stat = look(this.#real + log);
      if (stat === undefined || (stat !== null && isSame(stat, opened))) continue;
      const isRecreated = [...this.#logs].some(([name, known]) => {
        const found = look(this.#real + name);
        return found && !isSame(found, known);
      });
      return { what: `its ${this.#real}${log} was removed or replaced`, isSameFile: true, isOnlyLog: !isRecreated };
    }
    return null;
  }

  /** Since the last check, by any process. Without a log, SQLite may write into the file at any time. */
  #wasCheckpointed(): boolean {
    const now = this.#readProgress();
    return now === null || now.isUnderWay || now.mark !== this.#state.progress?.mark;
  }

  /** Only its time was set. */
  #isTouched(stat: BigIntStats): boolean {
    return stat.size === this.#state.stat.size && this.#sample(stat) === this.#state.samples;
  }

  #readProgress(): LogProgress | null {
    return this.#index === null ? null : readProgress(this.#index.descriptor);
  }

  #stateOf(stat: BigIntStats, progress: LogProgress | null): FileState {
    return { stat, progress, samples: this.#sample(stat) };
  }

  /** A checksum of samples from the whole file, with its header, which counts pages and changes of the schema. */
  #sample({ size }: BigIntStats): number {
    if (this.#main === null) return 0;
    const bytes = Buffer.alloc(SAMPLE_BYTES);
    let checksum = 0;
    for (let i = 0; i < SAMPLES; i++) {
      const at = Math.floor((Number(size) * i) / SAMPLES);
      const count = readSync(this.#main.descriptor, bytes, 0, SAMPLE_BYTES, at);
      checksum = crc32(bytes.subarray(0, count), checksum);
    }
    return checksum;
  }
}

/** Null if it is not there; undefined if the file system cannot say at the moment. */
function look(path: string): BigIntStats | null | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    return GONE.has(systemCode(error) ?? "") ? null : undefined;
  }
}

function holdIfThere(path: string): HeldFile | null {
  try {
    return holdFile(path);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return null;
  }
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}
