/**
 * Chooses by measurement how many threads run programs. Results are the same on any number, so all may be tried on the
 * work itself. Threads are started once one thread has worked as long as several starts take; from then on the timings
 * of each kind of work say how many run it.
 */
import type { ThreadGroup } from "./thread-group.ts";
import type { ThreadTimings } from "./thread-timings.ts";

/** Work on one thread before others are started: several times what starting them takes. */
const BEFORE_START_MS = 100;

export class ThreadChoice {
  readonly #group: Pick<ThreadGroup, "host" | "size" | "threads" | "start">;
  readonly #timings = new Map<string, ThreadTimings>();
  /** loaded with the threads: most pages have none */
  #Timings: typeof ThreadTimings | null = null;
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
    const loading = import("./thread-timings.ts");
    await this.#group.start(this.#group.host?.count ?? 1);
    this.#Timings = (await loading).ThreadTimings;
  }

  /** Runs `work`, of `size` equal parts, on the number of threads that is quickest for its kind as far as is known. */
  run<T>(kind: string, size: number, work: () => T): T {
    const group = this.#group;
    const { host } = group;
    if (host === null) return work();
    const timings = this.#timingsOf(kind);
    group.threads = timings?.choose(group.size) ?? 1;
    const begin = host.now();
    const result = work();
    const elapsed = host.now() - begin;
    if (group.size === 1) this.#alone += elapsed;
    timings?.add(elapsed, size);
    return result;
  }

  /** Null before threads were started: there is nothing to choose. */
  #timingsOf(kind: string): ThreadTimings | null {
    if (this.#Timings === null) return null;
    const timings = this.#timings.get(kind) ?? new this.#Timings();
    this.#timings.set(kind, timings);
    return timings;
  }
}
