/** The training loop: epochs of shuffled batches, figures after each, from wherever `progress` stands. */

import type { Dataset } from "../data/dataset.ts";
import { checkPlan, checkSchedule, planEpochs } from "./check-fit.ts";
import type { Finding } from "./diverged-error.ts";
import { examineInSlices, type LayerHealth, UpdateWatch } from "./doctor.ts";
import { Patience } from "./early-stopping.ts";
import { naturalOrder, shuffleEpoch } from "./epoch-order.ts";
import { evaluateInSlices } from "./evaluate.ts";
import type { EpochReport, FitOptions, SplitFigures } from "./fit-options.ts";
import { putBestBack, takeUpLast } from "./kept-weights.ts";
import type { Learner } from "./learner.ts";
import { loadBatch } from "./load-batch.ts";
import { prepareInSlices } from "./prepare-dataset.ts";
import { openRunner, type ProgramRunner } from "./program-runner.ts";
import { countEpochs, type EpochPlan, type Progress } from "./progress.ts";
import { Breather, finishGently } from "./slices.ts";

/**
 * Trains until `options.epochs`, which are checked, are done in all, or early stopping ends it; yields a report per epoch. However it ends, early
 * stopping then puts the best epoch's weights back.
 * `progress` is kept up to date between steps, so that a checkpoint may be taken at any time. `widen` gives the learner
 * with room for so many rows.
 */
export async function* runEpochs(
  widen: (rows: number) => Learner,
  progress: Progress,
  train: Dataset,
  options: FitOptions,
): AsyncGenerator<EpochReport, void, undefined> {
  const breather = new Breather(options.pause);
  let learner = widen(0);
  const heed = (): void => throwIfEnded(learner, options.signal);
  const prepare = (what: string, dataset: Dataset): Promise<Dataset> =>
    finishGently(prepareInSlices(what, dataset, learner.network, learner.staging === null), breather, heed);
  const prepared = await prepare("the training set", train);
  const validation = options.validation === undefined ? null : await prepare("the validation set", options.validation);
  const plan = planEpochs(prepared, options);
  checkPlan(plan, progress);
  learner = widen(plan.batchSize);
  const runners: (ProgramRunner | null)[] = [];
  let loop: EpochLoop | null = null;
  const open = async ({ x, y }: Dataset): Promise<ProgramRunner | null> => {
    const runner = await finishGently(openRunner(learner, x, y, false), breather, heed);
    runners.push(runner);
    return runner;
  };
  try {
    const splits = {
      train: { data: prepared, runner: await open(prepared) },
      validation: validation && { data: validation, runner: await open(validation) },
    };
    loop = new EpochLoop(learner, progress, splits, plan, options, breather);
    while (progress.epoch < options.epochs && !loop.isStopped) {
      const report = await loop.run();
      await options.onEpoch?.(report);
      yield report;
    }
    heed();
  } finally {
    loop?.finish();
    for (const runner of runners) runner?.release();
  }
}

/** Throws the signal's reason when it is aborted, TypeError when the arena is gone. */
function throwIfEnded(learner: Learner, signal: FitOptions["signal"]): void {
  learner.checkLive();
  if (signal?.aborted === true) throw signal.reason ?? new Error("Training was aborted");
}

type EpochFigures = Omit<EpochReport, "keptEpoch">;

/** A data set and its runner, null on kernels without programs: then every step is made call by call. */
interface Split {
  readonly data: Dataset;
  readonly runner: ProgramRunner | null;
}

class EpochLoop {
  readonly #learner: Learner;
  readonly #progress: Progress;
  readonly #options: FitOptions;
  readonly #train: Split;
  readonly #validation: Split | null;
  readonly #order: Uint32Array;
  readonly #plan: EpochPlan;
  readonly #stepsPerEpoch: number;
  readonly #breather: Breather;
  readonly #patience: Patience | null;
  readonly #watch: UpdateWatch | null;
  readonly #heed: () => void;
  constructor(
    learner: Learner,
    progress: Progress,
    { train, validation }: { readonly train: Split; readonly validation: Split | null },
    plan: EpochPlan,
    options: FitOptions,
    breather: Breather,
  ) {
    const { network, recipe } = learner;
    this.#learner = learner;
    this.#progress = progress;
    this.#options = options;
    this.#train = train;
    this.#validation = validation;
    this.#plan = plan;
    this.#order = naturalOrder(plan.rows);
    this.#stepsPerEpoch = Math.ceil(plan.rows / plan.batchSize);
    this.#breather = breather;
    this.#heed = () => throwIfEnded(learner, options.signal);
    const measures = {
      train: options.evaluateTrain === true,
      validation: this.#validation !== null,
      accuracy: network.model.loss !== "mean-squared-error",
    };
    this.#patience =
      options.earlyStopping === undefined ? null : new Patience(options.earlyStopping, measures, progress.patience);
    this.#watch = options.doctor === true ? new UpdateWatch(network) : null;
    checkSchedule(recipe.optimizer.schedule, measures);
    takeUpLast(progress, network.parameters, this.#patience?.goesOn === true);
  }

  /** Whether early stopping has ended the training, in this fit or in one before that watched the same. */
  get isStopped(): boolean {
    return this.#patience?.isOver === true;
  }

  /** The rest of the epoch in progress, then its figures. */
  async run(): Promise<EpochReport> {
    if (this.#plan.shuffle) shuffleEpoch(this.#order, this.#learner.recipe.seed, this.#progress.epoch);
    while (this.#progress.stepOfEpoch < this.#stepsPerEpoch) {
      this.#heed();
      if (await this.#train.runner?.prepare()) this.#heed();
      const before = this.#progress.stepOfEpoch;
      this.#advance();
      if (this.#breather.isDue(this.#progress.stepOfEpoch - before)) await this.#breather.rest();
    }
    const rate = this.#rate(this.#learner.step - 1, this.#stepsPerEpoch - 1);
    this.#learner.checkState(rate);
    const figures = await this.#measure(rate);
    this.#conclude(figures);
    return { ...figures, keptEpoch: this.#patience?.keptEpoch(figures.epoch) ?? figures.epoch };
  }

  /** Puts the best epoch's weights back where early stopping keeps them; nothing when the arena is gone. */
  finish(): void {
    if (this.#patience === null || !this.#learner.isLive) return;
    putBestBack(this.#progress, this.#learner.network.parameters, this.#patience.state);
  }

  /** The learning rate of the update after `step` in all and `stepOfEpoch` in this epoch. */
  #rate(step: number, stepOfEpoch: number): number {
    const epoch = countEpochs(this.#progress.epoch, stepOfEpoch, this.#stepsPerEpoch);
    return this.#learner.learningRate({ step, epoch, stepsPerEpoch: this.#stepsPerEpoch });
  }

  /** Some steps in one call where the kernels can, else one. */
  #advance(): void {
    const steps = this.#stepsAtOnce();
    if (this.#train.runner === null || steps === 0 || !this.#runSteps(this.#train.runner, steps)) this.#step();
  }

  /** 0: the step at hand is one whose gradient the doctor wants to see. */
  #stepsAtOnce(): number {
    if (this.#train.runner === null) return 0;
    const { batchSize, rows } = this.#plan;
    const { stepOfEpoch } = this.#progress;
    const whole = Math.floor(rows / batchSize);
    const end = this.#watch === null ? this.#stepsPerEpoch : this.#stepsPerEpoch - 1;
    // a smaller last batch is a step of its own
    const most = stepOfEpoch < whole ? Math.min(whole, end) - stepOfEpoch : end - stepOfEpoch;
    if (this.#options.onStep !== undefined) return Math.min(1, most);
    return Math.min(most, this.#train.runner.mostSteps(batchSize), this.#breather.stepsAtOnce);
  }

  /** False when the first of the steps met a number that is not finite: nothing was done. */
  #runSteps(runner: ProgramRunner, steps: number): boolean {
    const learner = this.#learner;
    const { stepOfEpoch } = this.#progress;
    const { batchSize } = this.#plan;
    const from = stepOfEpoch * batchSize;
    const B = Math.min(batchSize, this.#order.length - from);
    const firstStep = learner.step;
    const rate = (i: number): number => this.#rate(firstStep + i, stepOfEpoch + i);
    const done = runner.train({ order: this.#order, from, count: B }, B, steps, rate);
    for (let i = 0; i < done; i++) this.#count(runner.lossOf(i), B, firstStep + i + 1);
    return done > 0;
  }

  /** One step, call by call. */
  #step(): void {
    const learner = this.#learner;
    const { network, kernels } = learner;
    const progress = this.#progress;
    const { batchSize } = this.#plan;
    const from = progress.stepOfEpoch * batchSize;
    const count = Math.min(batchSize, this.#order.length - from);
    const rate = this.#rate(learner.step, progress.stepOfEpoch);
    loadBatch(network, this.#train.data, { order: this.#order, from, count });
    const loss = learner.gradient(count, rate);
    const isLast = progress.stepOfEpoch === this.#stepsPerEpoch - 1;
    if (isLast) this.#watch?.seeGradient(kernels, network);
    learner.update(rate);
    if (isLast && this.#watch !== null) progress.lastUpdate = this.#watch.seeUpdate(network);
    this.#count(loss, count, learner.step);
  }

  #count(loss: number, rows: number, step: number): void {
    const progress = this.#progress;
    progress.plan = this.#plan;
    progress.stepOfEpoch++;
    progress.lossSum += loss * rows;
    progress.rowSum += rows;
    this.#options.onStep?.({
      epoch: progress.epoch + 1,
      step,
      stepsPerEpoch: this.#stepsPerEpoch,
      stepOfEpoch: progress.stepOfEpoch,
      loss,
    });
  }

  async #measure(learningRate: number): Promise<EpochFigures> {
    const learner = this.#learner;
    const measure = ({ data, runner }: Split): Promise<SplitFigures> =>
      finishGently(
        evaluateInSlices(learner, runner, data, (loss, B) => learner.checkLoss(loss, B, learningRate)),
        this.#breather,
        this.#heed,
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
    const diverged = (B: number, finding: Finding): never => learner.diverge(B, finding, learningRate);
    return finishGently(
      examineInSlices(kernels, network, this.#train.data, lastUpdate, diverged),
      this.#breather,
      this.#heed,
    );
  }

  #conclude(report: EpochFigures): void {
    const progress = this.#progress;
    const { plateau, recipe } = this.#learner;
    if (plateau !== null && recipe.optimizer.schedule.kind === "reduce-on-plateau") {
      const split = recipe.optimizer.schedule.metric === "train-loss" ? report.train : report.validation;
      plateau.observe((split as SplitFigures).loss);
    }
    progress.epoch++;
    progress.epochStart = this.#learner.step;
    progress.plan = null;
    progress.stepOfEpoch = 0;
    progress.lossSum = 0;
    progress.rowSum = 0;
    progress.lastUpdate = null;
    this.#patience?.observe(report, this.#learner.network.parameters);
    progress.patience = this.#patience?.state ?? null;
  }
}
