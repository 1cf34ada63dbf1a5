/** The threads that run programs beside the caller, over one arena. */
import type { Thread, ThreadHost, ThreadOrder } from "../plan/thread-host.ts";
import type { WasmArena } from "./wasm-arena.ts";

export class Team {
  readonly #module: WebAssembly.Module;
  readonly #arena: WasmArena;
  readonly host: ThreadHost | null;
  /** on how many of them programs run */
  threads = 1;
  #others: Thread[] = [];
  #coming: Promise<void> = Promise.resolve();
  #isDismissed = false;

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

  /** Starts what is missing of `threads`, one call after the other; where the host cannot, there are fewer. */
  enlist(threads: number): Promise<void> {
    this.#coming = this.#coming.then(async () => {
      const wanted = Math.min(threads, this.host?.count ?? 1);
      if (this.size < wanted && !this.#isDismissed) await this.#start(wanted);
    });
    return this.#coming;
  }

  /** Sends all home; the memory may go when they have left it, which is the engine's to know. */
  dismiss(): void {
    this.#isDismissed = true;
    if (this.#others.length > 0) this.#arena.exports.dismiss(this.#arena.team);
    this.#others = [];
  }

  async #start(wanted: number): Promise<void> {
    const { team, memory } = this.#arena;
    const host = this.host as ThreadHost;
    // between here and their start no order is given that they take part in, so they have seen all up to this one
    const seen = new Int32Array(memory.buffer, team, 1)[0];
    const orders = Array.from({ length: wanted - this.size }, (_, i) => ({
      module: this.#module,
      memory,
      team,
      index: this.size + i,
      seen,
    }));
    const threads = await Promise.all(orders.map((order) => startOrNot(host, order)));
    // threads are numbered without gaps: those after one that did not come are of no use
    const missing = threads.indexOf(null);
    const usable = missing === -1 ? threads : threads.slice(0, missing);
    for (const thread of threads.slice(usable.length)) thread?.terminate();
    if (this.#isDismissed) for (const thread of usable) thread?.terminate();
    else this.#others.push(...(usable as Thread[]));
  }
}

/** Null where the host refuses, in whatever way. */
async function startOrNot(host: ThreadHost, order: ThreadOrder): Promise<Thread | null> {
  try {
    return await host.start(order);
  } catch {
    return null;
  }
}
