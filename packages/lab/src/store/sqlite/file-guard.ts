/**
 * Whether a store is still the file that was opened. Programs that synchronise folders, and people who put a copy back,
 * replace it while it is in use: SQLite does not notice, goes on with the old file, which has no name any more, and the
 * log that lies beside is taken for the new one's. Looked at before each statement and after each commit: three calls
 * of the system.
 */
import { type BigIntStats, readSync, realpathSync, statSync } from "node:fs";
import { crc32 } from "node:zlib";
import { systemCode } from "../../files/describe-write-failure.ts";
import { type HeldFile, holdFile } from "./held-file.ts";
import { type LogProgress, readProgress } from "./log-progress.ts";

export interface Change {
  /** to stand behind the file's name: "it was removed" */
  readonly what: string;
  /** the file itself is in its place, and */
  readonly isSameFile: boolean;
  /** whole: only its log is not there, and nobody has begun another */
  readonly isOnlyLog: boolean;
}

/** What it has become is asked of the guard. */
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
  /** where SQLite's log lies: beside the file itself, not beside a link to it */
  readonly #real: string;
  readonly #main: HeldFile | null;
  readonly #index: HeldFile | null;
  readonly #logs: ReadonlyMap<string, BigIntStats>;
  #state: FileState;
  #change: Change | null = null;

  /** The file has been opened, and is as it shall be. `isFrozen`: nobody should write to it at all. */
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

  /** Null while it is the same file. Once it is not, it stays so. */
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

  /**
   * The logs that lie in their places and are the opened file's: whatever file is put there, they do not belong to it.
   */
  ownLogs(): string[] {
    return [...this.#logs].flatMap(([log, opened]) => {
      const path = this.#real + log;
      const stat = look(path);
      return stat && isSame(stat, opened) ? [path] : [];
    });
  }

  /** After SQLite has closed the file. */
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

  /** Since the last look, by this process or another. Without a log SQLite writes into the file at any time. */
  #wasCheckpointed(): boolean {
    const now = this.#readProgress();
    return now === null || now.isUnderWay || now.mark !== this.#state.progress?.mark;
  }

  /** Its time was set, and that is all. */
  #isTouched(stat: BigIntStats): boolean {
    return stat.size === this.#state.stat.size && this.#sample(stat) === this.#state.samples;
  }

  #readProgress(): LogProgress | null {
    return this.#index === null ? null : readProgress(this.#index.descriptor);
  }

  #stateOf(stat: BigIntStats, progress: LogProgress | null): FileState {
    return { stat, progress, samples: this.#sample(stat) };
  }

  /** A checksum of some places all over the file, the head among them, which counts pages and changes of the schema. */
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

/** Null when it is not there. A file system that does not answer for a moment says nothing: undefined. */
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
