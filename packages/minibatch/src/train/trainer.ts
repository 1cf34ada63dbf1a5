/**
 * The trainer: the one object that owns memory and time. It holds no mathematics; all it does can be
 * done by hand with the functions of this room.
 */

import { checkRowsInSlices } from "../data/check-dataset.ts";
import type { Dataset, Rows } from "../data/dataset.ts";
import { finish } from "../data/slices.ts";
import type { ModelSpec } from "../model/spec.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";
import { naturalOrder } from "./epoch-order.ts";
import { evaluateInSlices, predictInSlices } from "./evaluate.ts";
import type { EpochReport, FitOptions, Pause, SplitFigures } from "./fit-options.ts";
import type { Learner } from "./learner.ts";
import { loadBatch } from "./load-batch.ts";
import { prepareInSlices } from "./prepare-dataset.ts";
import { type Progress, startOfTraining } from "./progress.ts";
import { batchSizeFor, runEpochs } from "./run-epochs.ts";
import { saveLearner } from "./save-learner.ts";
import { Breather, finishGently } from "./slices.ts";
import { copyWeights, type NamedTensor, putWeights } from "./weights.ts";
import { widenLearner } from "./widen-learner.ts";

/** Trains, evaluates and predicts with one model. Made by `createTrainer`; give its memory back with `dispose` or `using`. */
export class Trainer {
  #learner: Learner | null;
  readonly #progress: Progress;

  /** Use `createTrainer` or `restoreTrainer`. */
  constructor(learner: Learner, progress: Progress = startOfTraining()) {
    this.#learner = learner;
    this.#progress = progress;
  }

  get model(): ModelSpec {
    return this.#live().recipe.model;
  }

  get optimizer(): OptimizerSpec {
    return this.#live().recipe.optimizer;
  }

  /** e.g. "wasm-relaxed" */
  get kernels(): string {
    return this.#live().backend.name;
  }

  /** updates made so far */
  get stepCount(): number {
    return this.#live().step;
  }

  /** epochs finished so far */
  get epochCount(): number {
    return this.#progress.epoch;
  }

  /**
   * Trains until `options.epochs` epochs are done in all; resolves to their reports.
   *
   * @throws SpecError for options that cannot be used, DataError for data that do not fit,
   *   DivergedError at the first number that is not finite, the signal's reason when aborted.
   */
  async fit(train: Dataset, options: FitOptions): Promise<EpochReport[]> {
    const reports: EpochReport[] = [];
    for await (const report of this.epochs(train, options)) reports.push(report);
    return reports;
  }

  /** As `fit`, one report at a time. */
  epochs(train: Dataset, options: FitOptions): AsyncGenerator<EpochReport, void, undefined> {
    // No batch is larger than the data: a batch size that is gets its error, not memory.
    const learner = this.#widen(Math.min(batchSizeFor(options, train.x.rows), train.x.rows));
    return runEpochs(learner, this.#progress, train, options);
  }

  /** One update from all rows of `batch`; returns their mean loss before it, penalties included. */
  step(batch: Dataset, options: { readonly stepsPerEpoch?: number } = {}): number {
    const prepared = finish(prepareInSlices("the batch", batch, this.#live().network));
    const count = batch.x.rows;
    const learner = this.#widen(count);
    const rate = learner.learningRate(options.stepsPerEpoch ?? 1);
    loadBatch(learner.network, prepared, { order: naturalOrder(count), from: 0, count });
    const loss = learner.gradient(count, rate);
    learner.update(rate);
    return loss;
  }

  /** Mean loss (without penalties) and accuracy over all rows, dropout off. Throws DataError. */
  async evaluate(dataset: Dataset, options: { readonly pause?: Pause } = {}): Promise<SplitFigures> {
    const { kernels, network } = this.#live();
    const breather = new Breather(options.pause);
    const prepared = await finishGently(prepareInSlices("the data set", dataset, network), breather);
    return finishGently(evaluateInSlices(kernels, network, prepared), breather);
  }

  /** [rows, outputs]: class probabilities, or the output itself for mean squared error. Throws DataError. */
  async predict(x: Rows, options: { readonly pause?: Pause } = {}): Promise<Float32Array | Float64Array> {
    const { kernels, network } = this.#live();
    const breather = new Breather(options.pause);
    await finishGently(checkRowsInSlices("the rows", x, network.model.inputs), breather);
    return finishGently(predictInSlices(kernels, network, x), breather);
  }

  /** Copies of all weights and biases, in the order of the layers. */
  weights(): NamedTensor[] {
    return copyWeights(this.#live().network);
  }

  /** Replaces the named weights and biases. Throws DataError for an unknown name or a wrong length; then nothing has changed. */
  setWeights(tensors: readonly Pick<NamedTensor, "name" | "values">[]): void {
    putWeights(this.#live().network, tensors);
  }

  /** Weights, optimizer state, progress and specifications; `restoreTrainer` goes on from it, bit for bit. */
  checkpoint(): Uint8Array<ArrayBuffer> {
    return saveLearner(this.#live(), this.#progress);
  }

  /** Frees the arena; the trainer cannot be used any more. */
  dispose(): void {
    this.#learner?.dispose();
    this.#learner = null;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #live(): Learner {
    if (this.#learner === null) throw new TypeError("Cannot use the trainer: it is disposed of; create a new one");
    return this.#learner;
  }

  /** Batches larger than the arena was made for move the learner to a larger one. */
  #widen(rows: number): Learner {
    this.#learner = widenLearner(this.#live(), rows);
    return this.#learner;
  }
}
