import { answersOf, type Slices } from "../data/slices.ts";
import type { Executor } from "../plan/executor.ts";
import type { Operation } from "../plan/operation.ts";
import type { Tensor } from "../plan/tensor.ts";

/** Sums of squares of whole tensors: for norms, and to find numbers that are not finite in one pass. */
export class SquareSums {
  /** one of the executor's */
  readonly tensor: Tensor;
  readonly #executor: () => Executor;
  /** by names, and by lists that were given before */
  readonly #operations = new Map<string, readonly Operation[]>();
  readonly #known = new WeakMap<readonly Tensor[], readonly Operation[]>();

  /** At most `most` at a time. */
  constructor(executor: () => Executor, most: number) {
    this.#executor = executor;
    this.tensor = { name: "square sums", role: "figure", type: "double", shape: [most], extent: "once" };
  }

  /** One sum of each. Reusing a list costs less than making one. */
  *take(tensors: readonly Tensor[]): Slices<Float64Array> {
    const operations = this.#known.get(tensors) ?? this.#find(tensors);
    const executor = this.#executor();
    const program = executor.compile(operations, 1, null);
    const [, sums] = yield* answersOf([program.run(null, 1), executor.read(this.tensor, 0, tensors.length)]);
    return sums as Float64Array;
  }

  #find(tensors: readonly Tensor[]): readonly Operation[] {
    const key = tensors.map(({ name }) => name).join("\n");
    const operations = this.#operations.get(key) ?? this.#sum(tensors);
    this.#operations.set(key, operations);
    this.#known.set(tensors, operations);
    return operations;
  }

  #sum(tensors: readonly Tensor[]): readonly Operation[] {
    return tensors.map((x, i) => {
      const within = { whole: this.tensor, offset: i };
      return { kind: "sum-of-squares", x, sum: { ...this.tensor, name: `square sum ${i}`, shape: [], within } };
    });
  }
}
