/**
 * A model that learns, on one arena: kernels, network, optimizer, and how many updates were made.
 * `gradient` and `update` together are one step; nothing here loops or waits, and no step takes a buffer.
 */

import { initialize } from "../initializers/initialize.ts";
import type { Backend, FloatArray, Kernels } from "../kernels/kernels.ts";
import { layoutOf } from "../model/layout.ts";
import { Network, sizeNetwork } from "../model/network.ts";
import type { ModelSpec } from "../model/spec.ts";
import { Staging } from "../model/staging.ts";
import { createOptimizer, type Optimizer, optimizerFloats } from "../optimizers/create-optimizer.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";
import { createStream } from "../random/stream.ts";
import { createPlateau, type Plateau } from "../schedules/create-plateau.ts";
import { scheduleFactor } from "../schedules/schedule-factor.ts";
import type { SchedulePosition } from "../schedules/spec.ts";
import {
  DivergedError,
  type Finding,
  findInSlots,
  findInWeights,
  findNonFinite,
  overflowOf,
} from "./diverged-error.ts";
import { ThreadChoice } from "./thread-choice.ts";

/** All that decides what a learner becomes, given the data. */
export interface Recipe {
  readonly model: ModelSpec;
  readonly optimizer: OptimizerSpec;
  readonly seed: number;
}

export class Learner {
  readonly recipe: Recipe;
  readonly backend: Backend;
  readonly kernels: Kernels;
  readonly network: Network;
  readonly optimizer: Optimizer;
  /** null on kernels that run no programs, as is `threads` */
  readonly staging: Staging | null;
  readonly threads: ThreadChoice | null;
  /** null unless the schedule is reduce-on-plateau */
  readonly plateau: Plateau | null;
  /** updates made so far */
  step = 0;
  #isDisposed = false;

  /** Weights are all 0: call `initializeWeights`, or fill in a checkpoint's. `capacity`: most rows of a pass. */
  constructor(backend: Backend, recipe: Recipe, capacity: number) {
    const { model, optimizer } = recipe;
    const { size } = layoutOf(model);
    this.recipe = recipe;
    this.backend = backend;
    this.kernels = backend.create(sizeNetwork(backend, model, capacity, optimizerFloats(optimizer, size)));
    this.network = new Network(this.kernels, model, capacity);
    this.staging = this.kernels.programs && new Staging(this.kernels, model, this.network.output.units, capacity);
    this.threads = this.kernels.programs && new ThreadChoice(this.kernels.programs);
    this.optimizer = createOptimizer(optimizer, this.network.layout.tensors, this.kernels, size);
    this.plateau = optimizer.schedule.kind === "reduce-on-plateau" ? createPlateau(optimizer.schedule) : null;
  }

  /** Draws every tensor from (seed, its place in the model): runs of one seed begin alike. */
  initializeWeights(): void {
    const { model, seed } = this.recipe;
    let inputs = model.inputs;
    for (const [index, layer] of model.layers.entries()) {
      if (layer.kind !== "dense") continue;
      const shape = { inputs, outputs: layer.units };
      for (const place of this.network.layout.tensors) {
        if (place.layer !== layer.name) continue;
        const isWeights = place.role === "weights";
        const stream = createStream(seed, "init", index, isWeights ? 0 : 1);
        const drawn = isWeights
          ? initialize(layer.weights, shape, stream)
          : initialize(layer.biases, { ...shape, role: "biases" }, stream);
        this.network.parameters.set(drawn as Float64Array, place.offset);
      }
      inputs = layer.units;
    }
  }

  /** The learning rate of the update after `position`. */
  learningRate(position: SchedulePosition): number {
    const { learningRate, schedule } = this.recipe.optimizer;
    if (this.plateau !== null) return learningRate * this.plateau.factor();
    return learningRate * scheduleFactor(schedule, position);
  }

  /**
   * Fills the gradient from the B rows in the network's input; returns their mean loss with the
   * penalties. Throws DivergedError when it is not finite.
   */
  gradient(B: number, rate: number): number {
    const { kernels, network, recipe } = this;
    network.drawMasks(recipe.seed, this.step, B);
    network.forward(kernels, B, true);
    const loss = network.runLoss(kernels, B);
    network.backward(kernels, B);
    const total = loss + network.addPenalties(kernels);
    if (!Number.isFinite(total)) this.#throwDiverged(B, this.#lossFinding(total), this.step + 1, rate);
    // Clipping by value makes an infinity a small step: nothing later would show it.
    if (recipe.optimizer.clipValue !== null && !this.#mayBeFinite(network.gradients)) {
      const finding = findNonFinite(network, B);
      if (finding !== null) throw new DivergedError(finding, this.step + 1, rate);
    }
    return total;
  }

  /** Throws DivergedError when a loss is not finite that was measured on B rows after the last update. */
  checkLoss(loss: number, B: number, rate: number): void {
    if (!Number.isFinite(loss)) this.diverge(B, this.#lossFinding(loss), rate);
  }

  update(rate: number): void {
    this.step++;
    this.optimizer.update(this.network.parameters, this.network.gradients, this.step, rate);
  }

  /**
   * Throws DivergedError when a weight is not finite, so that what the last update made is seen before it is used, or
   * the optimizer's state is not: an infinite mean square stops its weight for good without a sign.
   */
  checkState(rate: number): void {
    const { network, optimizer } = this;
    if (this.#mayBeFinite(network.parameters) && optimizer.slots.every((slot) => this.#mayBeFinite(slot))) return;
    const finding = findNonFinite(network, 0) ?? findInSlots(network, optimizer);
    if (finding !== null) throw new DivergedError(finding, this.step, rate);
  }

  /** The first weight or bias that is not finite. */
  findInWeights(): Finding | null {
    return this.#mayBeFinite(this.network.parameters) ? null : findInWeights(this.network);
  }

  /** Throws the diagnosis after the last update, from the B rows in the buffers; `finding` when all in them is finite. */
  diverge(B: number, finding: Finding, rate: number): never {
    this.#throwDiverged(B, finding, this.step, rate);
  }

  /** Frees the arena. */
  dispose(): void {
    this.kernels.dispose();
    this.#isDisposed = true;
  }

  /** Whether the arena is there. */
  get isLive(): boolean {
    return !this.#isDisposed;
  }

  /** Throws TypeError when the arena was freed while somebody was still at work on it. */
  checkLive(): void {
    if (this.isLive) return;
    throw new TypeError(
      "Cannot go on: the trainer was disposed of, or moved to a larger arena by a larger batch; wait for one call to end before the next",
    );
  }

  /** False where a number is not finite, and in float64 where squares overflow: then it must be looked for. */
  #mayBeFinite(values: FloatArray): boolean {
    return Number.isFinite(this.kernels.sumOfSquares(values, values.length));
  }

  #lossFinding(value: number): Finding {
    return { layer: "the loss", tensor: "value", value, index: 0, cause: overflowOf(this.network) };
  }

  #throwDiverged(B: number, otherwise: Finding, step: number, rate: number): never {
    throw new DivergedError(findNonFinite(this.network, B) ?? otherwise, step, rate);
  }
}
