/**
 * Chooses by measurement how many threads run programs. Results are the same on any number, so all may be timed on the
 * work itself. Threads are started once one thread has worked as long as several starts take. Then every number is
 * timed, the quickest is kept, and all are timed again now and then, because the machine's other work changes.
 */
import type { ThreadGroup } from "./thread-group.ts";

/** Work on one thread before others are started: several times what starting them takes. */
const BEFORE_START_MS = 100;
/** How long each number is timed, and how often. The quicker time counts, because a machine has hiccups. */
const TIMING_MS = 4;
const ROUNDS = 2;
/** A choice stays for so many times as long as the timing took: timing costs less than a hundredth. */
const KEEP_TIMES = 50;

export class ThreadChoice {
  readonly #group: Pick<ThreadGroup, "host" | "size" | "threads" | "start">;
  readonly #timings = new Map<string, ThreadTimings>();
  #alone = 0;

  constructor(group: Pick<ThreadGroup, "host" | "size" | "threads" | "start">) {
    this.#group = group;
  }

  /** Whether it is time to await `startOthers`. */
  get wantsOthers(): boolean {
    const { host, size } = this.#group;
    return host !== null && host.count > 1 && size === 1 && this.#alone > BEFORE_START_MS;
  }

  async startOthers(): Promise<void> {
    this.#alone = Number.NEGATIVE_INFINITY;
    await this.#group.start(this.#group.host?.count ?? 1);
  }

  /** Runs `work`, of `size` equal parts, on the number of threads that is quickest for its kind as far as is known. */
  run<T>(kind: string, size: number, work: () => T): T {
    const group = this.#group;
    const { host } = group;
    if (host === null) return work();
    const timings = this.#timings.get(kind) ?? new ThreadTimings();
    this.#timings.set(kind, timings);
    group.threads = timings.choose(group.size);
    const begin = host.now();
    const result = work();
    const elapsed = host.now() - begin;
    if (group.size === 1) this.#alone += elapsed;
    timings.add(elapsed, size);
    return result;
  }
}

/** The times of one kind of work on each number of threads, and the choice made by them. */
export class ThreadTimings {
  #most = 1;
  /** timings made, of ROUNDS for each number */
  #made = 0;
  /** least milliseconds of a part, by number of threads - 1 */
  #cost: number[] = [];
  #elapsed = 0;
  /** milliseconds spent on all timings so far */
  #spent = 0;
  #size = 0;
  #best = 1;
  /** milliseconds the choice is still kept; 0 while numbers are timed */
  #left = 0;

  choose(available: number): number {
    if (available !== this.#most) {
      this.#most = available;
      this.#restart();
    }
    return this.#left > 0 ? this.#best : 1 + (this.#made % this.#most);
  }

  add(elapsed: number, size: number): void {
    if (this.#most === 1) return;
    if (this.#left > 0) {
      this.#left -= elapsed;
      if (this.#left <= 0) this.#restart();
      return;
    }
    this.#elapsed += elapsed;
    this.#spent += elapsed;
    this.#size += size;
    if (this.#elapsed < TIMING_MS) return;
    const timed = this.#made % this.#most;
    this.#cost[timed] = Math.min(this.#cost[timed] ?? Number.POSITIVE_INFINITY, this.#elapsed / this.#size);
    this.#elapsed = 0;
    this.#size = 0;
    this.#made++;
    if (this.#made < ROUNDS * this.#most) return;
    // a clock that stands still tells nothing: then one thread
    this.#best = Math.max(1, 1 + this.#cost.indexOf(Math.min(...this.#cost)));
    this.#left = KEEP_TIMES * this.#spent;
  }

  #restart(): void {
    this.#made = 0;
    this.#cost = [];
    this.#elapsed = 0;
    this.#spent = 0;
    this.#size = 0;
    this.#left = 0;
  }
}
