/**
 * The doctor: after an epoch, it measures every layer that has weights or an activation, so that dead units,
 * saturation, and updates that are too large or too small are seen before they cost a run.
 */
import type { Dataset } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { ExaminedLayer } from "../model/plan-model.ts";
import { sizeOf, type Tensor } from "../plan/tensor.ts";
import { type Finding, overflowOf } from "./diverged-error.ts";
import { naturalOrder } from "./epoch-order.ts";
import type { Network, Source } from "./network.ts";

/** What the doctor says of one layer after an epoch, on the first 1,000 rows of the training split. */
export interface LayerHealth {
  /** its name in the model */
  readonly layer: string;
  /** share of ReLU units that are above 0 on none of the rows; null for other activations */
  readonly deadUnits: number | null;
  /**
   * share of outputs near the activation's limits, such as beyond +-.99 (tanh) or outside .01 .. .99 (sigmoid); null
   * where it has none
   */
  readonly saturation: number | null;
  /** mean of the layer's outputs over rows and units */
  readonly meanActivation: number;
  /**
   * Euclidean norm of the weight gradient of the epoch's last batch, penalties included, before clipping; null where
   * the layer has no weights: an activation by itself, a shortcut without a projection
   */
  readonly gradientNorm: number | null;
  /** norm of the last update of the weights over the norm of the weights; null where there are none */
  readonly updateRatio: number | null;
}

const ROWS = 1000;

/** Norms taken around an epoch's last update, per examined layer. */
export interface UpdateNorms {
  readonly gradientNorms: readonly number[];
  readonly updateRatios: readonly number[];
}

/** Takes the norms around an update. */
export class UpdateWatch {
  readonly #network: Network;
  readonly #gradients: readonly (Tensor | null)[];
  readonly #places: readonly { readonly offset: number; readonly length: number }[];
  #before: FloatArray = new Float64Array(0);
  #gradientNorms: readonly number[] = [];

  constructor(network: Network) {
    this.#network = network;
    const { examined, modelTensors } = network.plan;
    const watched = examined.map(({ layer, role }) =>
      modelTensors.find(({ place }) => place.layer === layer && place.role === role),
    );
    // of a frozen layer nothing moves
    this.#gradients = watched.map((tensor) => tensor?.gradient ?? null);
    this.#places = watched.map((tensor) => (tensor?.gradient ? tensor.place : { offset: 0, length: 0 }));
  }

  /** Call when the gradient is complete and the parameters are not yet updated. */
  *seeGradient(): Slices<void> {
    const { plan, squareSums } = this.#network;
    this.#before = yield* this.#network.read(plan.parameters);
    const there = this.#gradients.filter((gradient) => gradient !== null);
    const sums = (yield* squareSums.take(there)).values();
    this.#gradientNorms = this.#gradients.map((gradient) =>
      gradient === null ? 0 : Math.sqrt(sums.next().value ?? 0),
    );
  }

  /** Call after the update. */
  *seeUpdate(): Slices<UpdateNorms> {
    const after = yield* this.#network.read(this.#network.plan.parameters);
    const updateRatios = this.#places.map(({ offset, length }) => {
      let moved = 0;
      let size = 0;
      for (let i = offset; i < offset + length; i++) {
        const step = after[i] - this.#before[i];
        moved += step * step;
        size += after[i] * after[i];
      }
      return size === 0 ? 0 : Math.sqrt(moved / size);
    });
    return { gradientNorms: this.#gradientNorms, updateRatios };
  }
}

/**
 * Examines the layers on the first rows of the training split; the norms come from the watch. Throws DivergedError
 * where a figure is not finite.
 */
export function* examineInSlices(
  network: Network,
  source: Source,
  train: Dataset,
  { gradientNorms, updateRatios }: UpdateNorms,
  rate: number,
): Slices<LayerHealth[]> {
  const rows = Math.min(ROWS, train.x.rows);
  const order = naturalOrder(rows);
  const tallies = network.plan.examined.map((layer) => new Tally(layer));
  const outputs = tallies.map(({ output }) => output);
  const overflowing = (layer: string, tensor: string, value: number): Finding => ({
    ...{ layer, tensor, value, index: 0 },
    cause: overflowOf(network),
  });
  for (const [i, value] of gradientNorms.entries()) {
    if (!Number.isFinite(value)) {
      yield* network.diverge(0, overflowing(tallies[i].layer, "gradient's norm", value), rate);
    }
  }
  for (let from = 0; from < rows; from += network.capacity) {
    const count = Math.min(network.capacity, rows - from);
    const { values } = yield* network.evaluate(source, { order, from }, count, outputs);
    for (const [i, tally] of tallies.entries()) {
      tally.add(values[i]);
      const { sum, layer } = tally;
      if (!Number.isFinite(sum)) yield* network.diverge(count, overflowing(layer, "outputs' sum", sum), rate);
    }
    yield;
  }
  return tallies.map((tally, i) => tally.conclude(rows, gradientNorms[i], updateRatios[i]));
}

/** What is counted of a layer's outputs. */
export class Tally {
  readonly layer: string;
  readonly output: Tensor;
  readonly units: number;
  readonly #examined: ExaminedLayer;
  readonly #isAlive: Uint8Array;
  #saturated = 0;
  #sum = 0;

  constructor(examined: ExaminedLayer) {
    this.#examined = examined;
    this.layer = examined.layer;
    this.output = examined.output;
    this.units = examined.units ?? sizeOf(examined.output);
    this.#isAlive = new Uint8Array(this.units);
  }

  /** of all outputs so far */
  get sum(): number {
    return this.#sum;
  }

  add(y: FloatArray): void {
    const { isSaturated } = this.#examined;
    for (let i = 0; i < y.length; i++) {
      const value = y[i];
      this.#sum += value;
      if (value > 0) this.#isAlive[i % this.units] = 1;
      if (isSaturated?.(value) === true) this.#saturated++;
    }
  }

  conclude(rows: number, gradientNorm: number, updateRatio: number): LayerHealth {
    const { layer, canDie, isSaturated, role } = this.#examined;
    const outputs = rows * sizeOf(this.output);
    return {
      layer,
      deadUnits: canDie ? 1 - this.#isAlive.reduce((sum, alive) => sum + alive, 0) / this.units : null,
      saturation: isSaturated === null ? null : this.#saturated / outputs,
      meanActivation: this.#sum / outputs,
      gradientNorm: role === null ? null : gradientNorm,
      updateRatio: role === null ? null : updateRatio,
    };
  }
}
