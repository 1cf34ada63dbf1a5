/** The training loop: epochs of shuffled batches, figures after each, from wherever `progress` stands. */

import type { Dataset } from "../data/dataset.ts";
import { SpecError } from "../errors.ts";
import { throwDiverged } from "./diverged-error.ts";
import { examineInSlices, type LayerHealth, UpdateWatch } from "./doctor.ts";
import { Patience } from "./early-stopping.ts";
import { naturalOrder, shuffleEpoch } from "./epoch-order.ts";
import { evaluateInSlices } from "./evaluate.ts";
import type { EpochReport, FitOptions, SplitFigures } from "./fit-options.ts";
import type { Learner } from "./learner.ts";
import { loadBatch } from "./load-batch.ts";
import { prepareInSlices } from "./prepare-dataset.ts";
import type { Progress } from "./progress.ts";
import { Breather, finishGently } from "./slices.ts";

const DEFAULT_BATCH_SIZE = 32; // Keras's

/** Rows per update of a fit on so many rows. */
export function batchSizeFor(options: FitOptions, rows: number): number {
  return options.batchSize ?? Math.min(DEFAULT_BATCH_SIZE, rows);
}

/**
 * Trains until `options.epochs` are done in all, or early stopping ends it; yields a report per epoch.
 * `progress` is kept up to date between steps, so that a checkpoint may be taken at any time.
 */
export async function* runEpochs(
  learner: Learner,
  progress: Progress,
  train: Dataset,
  options: FitOptions,
): AsyncGenerator<EpochReport, void, undefined> {
  const { network } = learner;
  const breather = new Breather(options.pause);
  const prepared = await finishGently(prepareInSlices("the training set", train, network), breather);
  const validation =
    options.validation === undefined
      ? null
      : await finishGently(prepareInSlices("the validation set", options.validation, network), breather);
  const loop = new EpochLoop(learner, progress, { train: prepared, validation }, options, breather);
  while (progress.epoch < options.epochs && !progress.isStopped) {
    const report = await loop.run();
    await options.onEpoch?.(report);
    yield report;
  }
  loop.finish();
}

class EpochLoop {
  readonly #learner: Learner;
  readonly #progress: Progress;
  readonly #options: FitOptions;
  readonly #train: Dataset;
  readonly #validation: Dataset | null;
  readonly #order: Uint32Array;
  readonly #batchSize: number;
  readonly #stepsPerEpoch: number;
  readonly #breather: Breather;
  readonly #patience: Patience | null;
  readonly #watch: UpdateWatch | null;

  constructor(
    learner: Learner,
    progress: Progress,
    { train, validation }: { readonly train: Dataset; readonly validation: Dataset | null },
    options: FitOptions,
    breather: Breather,
  ) {
    const { network, plateau } = learner;
    this.#learner = learner;
    this.#progress = progress;
    this.#options = options;
    this.#train = train;
    this.#validation = validation;
    this.#batchSize = checkBatchSize(batchSizeFor(options, train.x.rows), train.x.rows);
    this.#order = naturalOrder(train.x.rows);
    this.#stepsPerEpoch = Math.ceil(train.x.rows / this.#batchSize);
    this.#breather = breather;
    const measures = {
      train: options.evaluateTrain === true,
      validation: this.#validation !== null,
      accuracy: network.model.loss !== "mean-squared-error",
    };
    this.#patience =
      options.earlyStopping === undefined ? null : new Patience(options.earlyStopping, measures, progress.patience);
    this.#watch = options.doctor === true ? new UpdateWatch(network) : null;
    checkOptions(learner, options, measures, plateau !== null);
  }

  /** The rest of the epoch in progress, then its figures. */
  async run(): Promise<EpochReport> {
    const { shuffle = true } = this.#options;
    if (shuffle) shuffleEpoch(this.#order, this.#learner.recipe.seed, this.#progress.epoch);
    let rate = this.#learner.learningRate(this.#stepsPerEpoch);
    while (this.#progress.stepOfEpoch < this.#stepsPerEpoch) {
      this.#throwIfAborted();
      rate = this.#step();
      if (this.#breather.isDue()) await this.#breather.rest();
    }
    this.#learner.checkWeights(0, rate);
    const report = await this.#report(rate);
    this.#conclude(report);
    return report;
  }

  /** Puts the best epoch's weights back when early stopping keeps them. */
  finish(): void {
    const best = this.#patience?.state.bestParameters;
    if (best !== null && best !== undefined) this.#learner.network.parameters.set(best as Float64Array);
  }

  #step(): number {
    const learner = this.#learner;
    const { network, kernels } = learner;
    const progress = this.#progress;
    const from = progress.stepOfEpoch * this.#batchSize;
    const count = Math.min(this.#batchSize, this.#order.length - from);
    const rate = learner.learningRate(this.#stepsPerEpoch);
    loadBatch(network, this.#train, { order: this.#order, from, count });
    const loss = learner.gradient(count, rate);
    const isLast = progress.stepOfEpoch === this.#stepsPerEpoch - 1;
    if (isLast) this.#watch?.seeGradient(kernels, network);
    learner.update(rate);
    if (isLast && this.#watch !== null) progress.lastUpdate = this.#watch.seeUpdate(network);
    progress.stepOfEpoch++;
    progress.lossSum += loss * count;
    progress.rowSum += count;
    this.#options.onStep?.({
      epoch: progress.epoch + 1,
      step: learner.step,
      stepsPerEpoch: this.#stepsPerEpoch,
      stepOfEpoch: progress.stepOfEpoch,
      loss,
    });
    return rate;
  }

  async #report(learningRate: number): Promise<EpochReport> {
    const learner = this.#learner;
    const { kernels, network } = learner;
    const measure = (split: Dataset): Promise<SplitFigures> =>
      finishGently(
        evaluateInSlices(kernels, network, split, (loss, B) => learner.checkLoss(loss, B, learningRate)),
        this.#breather,
      );
    const train = this.#options.evaluateTrain === true ? await measure(this.#train) : null;
    const validation = this.#validation === null ? null : await measure(this.#validation);
    const { epoch, lossSum, rowSum } = this.#progress;
    const health = await this.#examine(learningRate);
    return {
      epoch: epoch + 1,
      step: learner.step,
      learningRate,
      batchLoss: lossSum / rowSum,
      train,
      validation,
      health,
    };
  }

  async #examine(learningRate: number): Promise<LayerHealth[]> {
    const { lastUpdate } = this.#progress;
    if (this.#watch === null || lastUpdate === null) return [];
    const learner = this.#learner;
    const { kernels, network } = learner;
    const diverged = (count: number): never => throwDiverged(network, count, Number.NaN, learner.step, learningRate);
    return finishGently(examineInSlices(kernels, network, this.#train, lastUpdate, diverged), this.#breather);
  }

  #conclude(report: EpochReport): void {
    const progress = this.#progress;
    const { plateau, recipe } = this.#learner;
    if (plateau !== null && recipe.optimizer.schedule.kind === "reduce-on-plateau") {
      const split = recipe.optimizer.schedule.metric === "train-loss" ? report.train : report.validation;
      plateau.observe((split as SplitFigures).loss);
    }
    progress.epoch++;
    progress.stepOfEpoch = 0;
    progress.lossSum = 0;
    progress.rowSum = 0;
    progress.lastUpdate = null;
    if (this.#patience === null) return;
    progress.isStopped = this.#patience.observe(report, this.#learner.network.parameters);
    progress.patience = this.#patience.state;
  }

  #throwIfAborted(): void {
    this.#learner.checkLive();
    const { signal } = this.#options;
    if (signal?.aborted === true) throw signal.reason ?? new Error("Training was aborted");
  }
}

function checkBatchSize(batchSize: number, rows: number): number {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new SpecError("batchSize", `cannot be ${batchSize}: it must be a whole number, at least 1`);
  }
  if (batchSize > rows) {
    throw new SpecError("batchSize", `cannot be ${batchSize}: the training set has ${rows} rows; use at most ${rows}`);
  }
  return batchSize;
}

function checkOptions(
  learner: Learner,
  options: FitOptions,
  measures: { train: boolean; validation: boolean },
  hasPlateau: boolean,
): void {
  if (!Number.isSafeInteger(options.epochs) || options.epochs < 1) {
    throw new SpecError("epochs", `cannot be ${options.epochs}: it must be a whole number, at least 1`);
  }
  const { schedule } = learner.recipe.optimizer;
  if (!hasPlateau || schedule.kind !== "reduce-on-plateau") return;
  const split = schedule.metric === "train-loss" ? "train" : "validation";
  if (!measures[split]) {
    const fix = split === "train" ? "set evaluateTrain: true" : "give a validation set";
    throw new SpecError(
      "optimizer.schedule.metric",
      `cannot be ${schedule.metric}: this fit does not measure it; ${fix}`,
    );
  }
}
