/**
 * The doctor: after an epoch, how every dense layer is doing, so that dead units, saturation and
 * updates that are too large or too small are seen before they cost a run.
 */
import { activations } from "../activations/activations.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import type { FloatArray, Kernels } from "../kernels/kernels.ts";
import { DenseStage } from "../model/dense-stage.ts";
import type { Network } from "../model/network.ts";
import { type Finding, overflowOf } from "./diverged-error.ts";
import { naturalOrder } from "./epoch-order.ts";
import { loadBatch } from "./load-batch.ts";

/** What the doctor says of one dense layer after an epoch, on the first 1,000 rows of the training split. */
export interface LayerHealth {
  /** its name in the model */
  readonly layer: string;
  /** share of ReLU units that are above 0 on none of the rows; null for other activations */
  readonly deadUnits: number | null;
  /** share of outputs near the activation's limits, such as beyond +-.99 (tanh) or outside .01 .. .99 (sigmoid); null where it has none */
  readonly saturation: number | null;
  /** mean of the layer's outputs over rows and units */
  readonly meanActivation: number;
  /** Euclidean norm of the weight gradient of the epoch's last batch, penalties included, before clipping */
  readonly gradientNorm: number;
  /** norm of the last update of the weights over the norm of the weights */
  readonly updateRatio: number;
}

const ROWS = 1000;

/** Norms taken around an epoch's last update, per dense layer. */
export interface UpdateNorms {
  readonly gradientNorms: readonly number[];
  readonly updateRatios: readonly number[];
}

/** Takes the norms around an update. */
export class UpdateWatch {
  #gradientNorms: readonly number[] = [];
  readonly #before: FloatArray;
  readonly #layers: readonly DenseStage[];

  constructor(network: Network) {
    this.#layers = denseStages(network);
    this.#before = network.parameters.slice();
  }

  /** Call with the gradient complete and the parameters not yet updated. */
  seeGradient(kernels: Kernels, network: Network): void {
    this.#before.set(network.parameters as Float64Array);
    this.#gradientNorms = this.#layers.map(({ parameters }) => norm(kernels, parameters.weightGradient));
  }

  /** Call after the update. */
  seeUpdate(network: Network): UpdateNorms {
    const updateRatios = this.#layers.map(({ parameters: { weights } }) => {
      const from = (weights.byteOffset - network.parameters.byteOffset) / weights.BYTES_PER_ELEMENT;
      let moved = 0;
      let size = 0;
      for (let i = 0; i < weights.length; i++) {
        const step = weights[i] - this.#before[from + i];
        moved += step * step;
        size += weights[i] * weights[i];
      }
      return size === 0 ? 0 : Math.sqrt(moved / size);
    });
    return { gradientNorms: this.#gradientNorms, updateRatios };
  }
}

/**
 * Examines the layers on the first rows of the training split; the norms come from the watch. `diverged` is called where
 * a figure is not finite, with the rows that the network's buffers then hold and what to say when every number in them is.
 */
export function* examineInSlices(
  kernels: Kernels,
  network: Network,
  train: Dataset,
  { gradientNorms, updateRatios }: UpdateNorms,
  diverged: (B: number, finding: Finding) => never,
): Slices<LayerHealth[]> {
  const rows = Math.min(ROWS, train.x.rows);
  const order = naturalOrder(rows);
  const tallies = denseStages(network).map((stage) => new Tally(stage));
  for (const [i, value] of gradientNorms.entries()) {
    if (!Number.isFinite(value)) diverged(0, overflowing(network, tallies[i].layer, "gradient's norm", value));
  }
  for (let from = 0; from < rows; from += network.capacity) {
    const count = Math.min(network.capacity, rows - from);
    loadBatch(network, train, { order, from, count });
    network.forward(kernels, count, false);
    for (const tally of tallies) {
      tally.add(count);
      const { sum, layer } = tally;
      if (!Number.isFinite(sum)) diverged(count, overflowing(network, layer, "outputs' sum", sum));
    }
    yield;
  }
  return tallies.map((tally, i) => tally.conclude(rows, gradientNorms[i], updateRatios[i]));
}

function overflowing(network: Network, layer: string, tensor: string, value: number): Finding {
  return { layer, tensor, value, index: 0, cause: overflowOf(network) };
}

class Tally {
  readonly #stage: DenseStage;
  readonly #isAlive: Uint8Array;
  #saturated = 0;
  #sum = 0;

  constructor(stage: DenseStage) {
    this.#stage = stage;
    this.#isAlive = new Uint8Array(stage.units);
  }

  get layer(): string {
    return this.#stage.spec.name;
  }

  /** of all outputs so far */
  get sum(): number {
    return this.#sum;
  }

  add(count: number): void {
    const { y, units, spec } = this.#stage;
    const { isSaturated } = activations[spec.activation.kind];
    for (let i = 0; i < count * units; i++) {
      const value = y[i];
      this.#sum += value;
      if (value > 0) this.#isAlive[i % units] = 1;
      if (isSaturated?.(value) === true) this.#saturated++;
    }
  }

  conclude(rows: number, gradientNorm: number, updateRatio: number): LayerHealth {
    const { units, spec } = this.#stage;
    const { dies, isSaturated } = activations[spec.activation.kind];
    return {
      layer: spec.name,
      deadUnits: dies ? 1 - this.#isAlive.reduce((sum, alive) => sum + alive, 0) / units : null,
      saturation: isSaturated === undefined ? null : this.#saturated / (rows * units),
      meanActivation: this.#sum / (rows * units),
      gradientNorm,
      updateRatio,
    };
  }
}

function denseStages(network: Network): DenseStage[] {
  return network.stages.filter((stage) => stage instanceof DenseStage);
}

function norm(kernels: Kernels, x: FloatArray): number {
  return Math.sqrt(kernels.sumOfSquares(x, x.length));
}
