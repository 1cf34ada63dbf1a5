/** Executors that tell which way was taken, where every way gives the same bits; and the slowest of all ways. */
import type { Backend, Executor, Feed, FeedTensors, FeedUse, Program } from "../src/plan/executor.ts";
import { type Operation, type OperationKind, operandsOf } from "../src/plan/operation.ts";

/** The same kernels on one thread, a step at a time, each operation a program of its own: nothing is fused. */
export function stepByStep(backend: Backend): Backend {
  const stepping = wrapped(backend, (executor) => {
    const feed = executor.feed.bind(executor);
    const compile = executor.compile.bind(executor);
    const tensorsOf = new WeakMap<Feed, FeedTensors>();
    executor.feed = function* (tensors, ...rest) {
      const made = yield* feed(tensors, ...rest);
      tensorsOf.set(made, tensors);
      return made;
    };
    executor.compile = (operations, rows, from) => {
      const fed = from === null ? [] : namesOf(tensorsOf.get(from) as FeedTensors);
      const parts = operations.map((operation) => {
        const isFed = operandsOf(operation).some(({ name }) => fed.includes(name));
        return { operation, isFed, program: compile(alone(operation), rows, isFed ? from : null) };
      });
      return {
        mostSteps: 1,
        run(batch) {
          let flag = false;
          for (const { operation, isFed, program } of parts) {
            if (operation.kind === "stop-unless-finite" && flag) return 0;
            if (program.run(isFed ? batch : null, 1) === 0) flag = true;
          }
          return 1;
        },
      };
    };
  });
  return { ...stepping, withThreads: () => stepping, withBlas: () => null };
}

/** Of the tensors that a feed fills. */
function namesOf({ input, labels, targets }: FeedTensors): string[] {
  return [input, labels, targets].map(({ name }) => name);
}

const lists = new WeakMap<Operation, readonly Operation[]>();

/**
 * The operation as a list, the same each time. It ends in a stop, so that its run answers 0 where it has raised the
 * flag.
 */
function alone(operation: Operation): readonly Operation[] {
  const list = lists.get(operation) ?? [operation, { kind: "stop-unless-finite" }];
  lists.set(operation, list);
  return list;
}

/** Steps made in one call. */
export interface Run {
  readonly rows: number;
  readonly steps: number;
}

export interface Watched {
  readonly backend: Backend;
  /** operations of all steps that were made, by kind */
  readonly operations: ReadonlyMap<OperationKind, number>;
  /** calls that made steps from a feed */
  readonly runs: readonly Run[];
  /** what feeds were made for */
  readonly uses: readonly FeedUse[];
  /** how long the WebAssembly memory is that was opened last; 0 where there is none */
  memoryBytes(): number;
}

/** The same kernels, watched. */
export function watched(backend: Backend): Watched {
  const operations = new Map<OperationKind, number>();
  const runs: Run[] = [];
  const uses: FeedUse[] = [];
  const memories: WebAssembly.Memory[] = [];
  const watch = (executor: Executor): void => {
    const feed = executor.feed.bind(executor);
    const compile = executor.compile.bind(executor);
    executor.feed = (tensors, x, y, use, weights) => {
      uses.push(use);
      return feed(tensors, x, y, use, weights);
    };
    executor.compile = (list, rows, from): Program => {
      const program = compile(list, rows, from);
      return {
        mostSteps: program.mostSteps,
        run(batch, steps) {
          if (from !== null) runs.push({ rows, steps });
          for (const { kind } of list) operations.set(kind, (operations.get(kind) ?? 0) + steps);
          return program.run(batch, steps);
        },
      };
    };
  };
  return {
    backend: wrapped(backend, watch, memories),
    operations,
    runs,
    uses,
    memoryBytes: () => memories.at(-1)?.buffer.byteLength ?? 0,
  };
}

/** The backend with something done to every executor it opens; the memories that those take are added to the list. */
function wrapped(backend: Backend, change: (executor: Executor) => void, memories: WebAssembly.Memory[] = []): Backend {
  return {
    ...backend,
    open(space) {
      const executor = seeingMemories(memories, () => backend.open(space));
      change(executor);
      return executor;
    },
    withThreads: (host) => wrapped(backend.withThreads(host), change, memories),
  };
}

function seeingMemories<T>(memories: WebAssembly.Memory[], work: () => T): T {
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: ConstructorParameters<typeof Memory>[0]) {
      super(descriptor);
      memories.push(this);
    }
  };
  try {
    return work();
  } finally {
    WebAssembly.Memory = Memory;
  }
}
