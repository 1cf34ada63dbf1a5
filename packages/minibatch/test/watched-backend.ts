/** Kernels that tell which way was taken, where every way gives the same bits. */
import type { Backend, Kernels } from "../src/kernels/kernels.ts";
import type { Programs } from "../src/kernels/step-plan.ts";

/** The same kernels without programs: every operation a call of its own. */
export function callByCall(backend: Backend): Backend {
  return {
    ...backend,
    runsPrograms: false,
    create: (size) => ({ ...backend.create(size), programs: null }),
    withThreads: () => callByCall(backend),
    withBlas: () => null,
  };
}

export interface Watched {
  readonly backend: Backend;
  /** on how many threads programs ran */
  readonly threads: ReadonlySet<number>;
  /** operations that were called by themselves, by name; what programs do is not among them */
  readonly calls: ReadonlyMap<string, number>;
  /** how long the arena's memory is */
  memoryBytes(): number;
}

/** The same kernels, watched. */
export function watched(backend: Backend): Watched {
  const threads = new Set<number>();
  const calls = new Map<string, number>();
  let kernels: Kernels | null = null;
  const watch = (inner: Backend): Backend => ({
    ...inner,
    create(size) {
      kernels = inner.create(size);
      if (kernels.programs !== null) watchPrograms(kernels.programs, threads);
      return countCalls(kernels, calls);
    },
    withThreads: (host) => watch(inner.withThreads(host)),
  });
  return {
    backend: watch(backend),
    threads,
    calls,
    memoryBytes: () => (kernels as Kernels).floats(0).buffer.byteLength,
  };
}

function watchPrograms(programs: Programs, threads: Set<number>): void {
  const compile = programs.compile.bind(programs);
  programs.compile = (plan) => {
    const { run } = compile(plan);
    return {
      run(steps) {
        threads.add(Math.min(programs.threads, programs.enlisted));
        return run(steps);
      },
    };
  };
}

function countCalls(kernels: Kernels, calls: Map<string, number>): Kernels {
  const counted = Object.entries(kernels).map(([name, member]: [string, unknown]) => {
    if (typeof member !== "function") return [name, member];
    return [
      name,
      (...operands: unknown[]): unknown => {
        calls.set(name, (calls.get(name) ?? 0) + 1);
        return member.apply(kernels, operands);
      },
    ];
  });
  return Object.fromEntries(counted) as Kernels;
}
