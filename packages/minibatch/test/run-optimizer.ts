/**
 * An optimizer by itself: its part of a plan on an executor that answers at once, between neighbours that it must not
 * touch.
 */
import type { FloatArray } from "../src/math/float-array.ts";
import { type OptimizerPlan, planOptimizer } from "../src/optimizers/plan-optimizer.ts";
import type { OptimizerSpec } from "../src/optimizers/spec.ts";
import type { Backend, Executor } from "../src/plan/executor.ts";
import type { Operation } from "../src/plan/operation.ts";
import type { Role, Tensor } from "../src/plan/tensor.ts";

const GUARD = 8;
const MARK = 123;

/** Opens the backend for the optimizer of a model whose variables have these lengths. Dispose of it. */
export class OptimizerRun {
  readonly plan: OptimizerPlan;
  readonly #executor: Executor;
  readonly #parameters: Tensor;
  readonly #gradients: Tensor;
  readonly #guards: readonly Tensor[];
  readonly #operations: readonly Operation[];

  /** `runs`: which of the plan's operations; default all. */
  constructor(
    backend: Backend,
    spec: OptimizerSpec,
    lengths: readonly number[],
    runs: (operation: Operation) => boolean = () => true,
  ) {
    const size = lengths.reduce((sum, length) => sum + length, 0);
    this.#parameters = once("parameters", "parameter", size);
    this.#gradients = once("gradients", "gradient", size);
    let offset = 0;
    const variables = lengths.map((length, i) => {
      const partOf = (whole: Tensor, name: string): Tensor => ({
        ...{ ...once(`${name} ${i}`, whole.role, length), within: { whole, offset } },
      });
      const variable = { p: partOf(this.#parameters, "variable"), g: partOf(this.#gradients, "gradient") };
      offset += length;
      return variable;
    });
    const trained = { parameters: this.#parameters, gradients: this.#gradients, variables };
    this.plan = planOptimizer(spec, trained);
    this.#operations = this.plan.operations.filter(runs);
    const used = [this.#parameters, this.#gradients, ...this.plan.tensors];
    this.#guards = used.map((_, i) => once(`guard ${i}`, "activation", GUARD));
    const tensors = used.flatMap((tensor, i) => [tensor, this.#guards[i]]);
    this.#executor = backend.open({ tensors, capacity: 1 });
    for (const guard of this.#guards) void this.#executor.write(guard, new Array(GUARD).fill(MARK));
    for (const { tensor, initial } of this.plan.slots) {
      void this.#executor.write(tensor, new Array(size).fill(initial));
    }
  }

  /** Update `t` = 1, 2, ... by these gradients, the parameters what they are. */
  update(gradients: ArrayLike<number>, t: number, rate: number): void {
    void this.#executor.write(this.#gradients, gradients);
    for (const { tensor, values } of this.plan.stepValues(t - 1, 1, () => rate))
      void this.#executor.write(tensor, values);
    void this.#executor.compile(this.#operations, 1, null).run(null, 1);
  }

  get parameters(): FloatArray {
    return this.#executor.read(this.#parameters) as FloatArray;
  }

  set parameters(values: ArrayLike<number>) {
    void this.#executor.write(this.#parameters, values);
  }

  /** As clipping and decay have left them. */
  get gradients(): FloatArray {
    return this.#executor.read(this.#gradients) as FloatArray;
  }

  get slots(): FloatArray[] {
    return this.plan.slots.map(({ tensor }) => this.#executor.read(tensor) as FloatArray);
  }

  set slots(values: readonly ArrayLike<number>[]) {
    for (const [i, { tensor }] of this.plan.slots.entries()) void this.#executor.write(tensor, values[i]);
  }

  /** Whether all that lies between is as it was. */
  get isGuarded(): boolean {
    return this.#guards.every((guard) => (this.#executor.read(guard) as FloatArray).every((x) => x === MARK));
  }

  dispose(): void {
    this.#executor.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

function once(name: string, role: Role, length: number): Tensor {
  return { name, role, type: "float", shape: [length], extent: "once" };
}
