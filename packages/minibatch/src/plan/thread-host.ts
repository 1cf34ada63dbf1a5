/**
 * The interface to whatever can start threads: the library does not know Node's worker threads or a page's workers. The
 * hosts are in `minibatch/node` and `minibatch/web`.
 */
export interface ThreadHost {
  /** how many threads may work on one model, the caller's own included */
  readonly count: number;
  /** whether the calling thread may sleep while it waits; a page's main thread may not */
  readonly maySleep: boolean;
  /** milliseconds, monotonic: thread counts are compared by it */
  now(): number;
  /**
   * Starts a thread that instantiates the module over the memory and calls its `serve(team, index, seen)`. Resolves
   * when it is about to call it, or to null when no thread can be had.
   */
  start(order: ThreadOrder): Promise<Thread | null>;
}

/**
 * All a thread needs, structured-cloneable: a WebAssembly.Module, a WebAssembly.Memory, and what `serve` is called
 * with.
 */
export interface ThreadOrder {
  readonly module: object;
  readonly memory: object;
  readonly team: number;
  readonly index: number;
  readonly seen: number;
}

/** A thread that works until it is stopped through the arena's memory, or terminated. */
export interface Thread {
  /** Ends it at once, wherever it is. */
  terminate(): void;
}
