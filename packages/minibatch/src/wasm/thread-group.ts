/** The threads that run programs beside the caller, over one arena. */
import type { Thread, ThreadHost, ThreadOrder } from "../plan/thread-host.ts";
import type { WasmArena } from "./wasm-arena.ts";

export class ThreadGroup {
  readonly #module: WebAssembly.Module;
  readonly #arena: WasmArena;
  readonly host: ThreadHost | null;
  /** how many of them run programs */
  threads = 1;
  #others: Thread[] = [];
  #coming: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(module: WebAssembly.Module, arena: WasmArena, host: ThreadHost | null) {
    this.#module = module;
    this.#arena = arena;
    this.host = host;
  }

  /** how many threads are there, the caller included */
  get size(): number {
    return 1 + this.#others.length;
  }

  get maySleep(): boolean {
    return this.host?.maySleep ?? true;
  }

  /** Starts threads until there are `threads`, one call after the other. Fewer where the host cannot. */
  start(threads: number): Promise<void> {
    this.#coming = this.#coming.then(async () => {
      const wanted = Math.min(threads, this.host?.count ?? 1);
      if (this.size < wanted && !this.#isStopped) await this.#startMissing(wanted);
    });
    return this.#coming;
  }

  /** Ends all threads but the caller's. The engine frees the memory when the last has left it. */
  stop(): void {
    this.#isStopped = true;
    if (this.#others.length > 0) this.#arena.exports.stopThreads(this.#arena.group);
    this.#others = [];
  }

  async #startMissing(wanted: number): Promise<void> {
    const { group, memory } = this.#arena;
    const host = this.host as ThreadHost;
    // no order for them is given between here and their start: they have seen all up to this one
    const seen = new Int32Array(memory.buffer, group, 1)[0];
    const orders = Array.from({ length: wanted - this.size }, (_, i) => ({
      module: this.#module,
      memory,
      team: group,
      index: this.size + i,
      seen,
    }));
    const threads = await Promise.all(orders.map((order) => startOrNot(host, order)));
    // threads are numbered without gaps: one that did not start makes those after it useless
    const missing = threads.indexOf(null);
    const usable = missing === -1 ? threads : threads.slice(0, missing);
    for (const thread of threads.slice(usable.length)) thread?.terminate();
    if (this.#isStopped) for (const thread of usable) thread?.terminate();
    else this.#others.push(...(usable as Thread[]));
  }
}

/** Null where the host cannot start it, or throws. */
async function startOrNot(host: ThreadHost, order: ThreadOrder): Promise<Thread | null> {
  try {
    return await host.start(order);
  } catch {
    return null;
  }
}
