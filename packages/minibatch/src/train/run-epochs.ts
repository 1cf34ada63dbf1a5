/** The training loop: epochs of shuffled batches, figures after each, from wherever `progress` stands. */

import type { Dataset } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import { lossRules } from "../losses/losses.ts";
import { checkPlan, checkSchedule, planEpochs } from "./check-fit.ts";
import type { LayerHealth, UpdateWatch } from "./doctor.ts";
import { Patience } from "./early-stopping.ts";
import { naturalOrder, shuffleEpoch } from "./epoch-order.ts";
import { evaluateInSlices } from "./evaluate.ts";
import type { EpochReport, FitOptions, SplitFigures } from "./fit-options.ts";
import { putBestBack, takeUpLast } from "./kept-weights.ts";
import type { Learner, Source } from "./network.ts";
import { checkInSlices, openSource } from "./prepare-dataset.ts";
import { countEpochs, type EpochPlan, type Progress } from "./progress.ts";
import { Breather, finishGently, finishWaiting } from "./run-slices.ts";

/**
 * Trains until `options.epochs`, which are checked, are done in all, or early stopping ends it; yields a report per epoch. However it ends, early
 * stopping then puts the best epoch's weights back.
 * `progress` is kept up to date between steps, so that a checkpoint may be taken at any time. `widen` gives the learner
 * with room for so many rows.
 */
export async function* runEpochs(
  widen: (rows: number) => Slices<Learner>,
  progress: Progress,
  train: Dataset,
  options: FitOptions,
): AsyncGenerator<EpochReport, void, undefined> {
  const breather = new Breather(options.pause);
  let learner = await finishWaiting(widen(0));
  const heed = (): void => throwIfEnded(learner, options.signal);
  const gently = <T>(slices: Slices<T>): Promise<T> => finishGently(slices, breather, heed);
  const { validation } = options;
  await gently(checkInSlices("the training set", train, learner));
  if (validation !== undefined) await gently(checkInSlices("the validation set", validation, learner));
  const plan = planEpochs(train, options);
  checkPlan(plan, progress);
  learner = await finishWaiting(widen(plan.batchSize));
  // most fits ask for no doctor: a page that never does need not load it
  const doctor = options.doctor === true ? await import("./doctor.ts") : null;
  const opened: Source[] = [];
  let loop: EpochLoop | null = null;
  const open = async (data: Dataset): Promise<Split> => {
    const source = await gently(openSource(learner, data.x, data.y, "often"));
    opened.push(source);
    return { data, source };
  };
  try {
    const splits = { train: await open(train), validation: validation === undefined ? null : await open(validation) };
    loop = new EpochLoop(learner, progress, splits, plan, options, breather, doctor);
    await finishWaiting(loop.begin());
    while (progress.epoch < options.epochs && !loop.isStopped) {
      const report = await loop.run();
      await options.onEpoch?.(report);
      yield report;
    }
    heed();
  } finally {
    try {
      if (loop !== null) await finishWaiting(loop.finish());
    } finally {
      for (const { feed } of opened) feed.release();
    }
  }
}

/** Throws the signal's reason when it is aborted, TypeError when the arena is gone. */
function throwIfEnded(learner: Learner, signal: FitOptions["signal"]): void {
  learner.checkLive();
  if (signal?.aborted === true) throw signal.reason ?? new Error("Training was aborted");
}

type EpochFigures = Omit<EpochReport, "keptEpoch">;

/** A data set, and the executor's way to draw from it. */
interface Split {
  readonly data: Dataset;
  readonly source: Source;
}

type Doctor = typeof import("./doctor.ts");

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
  readonly #doctor: Doctor | null;
  readonly #watch: UpdateWatch | null;
  readonly #heed: () => void;
  constructor(
    learner: Learner,
    progress: Progress,
    { train, validation }: { readonly train: Split; readonly validation: Split | null },
    plan: EpochPlan,
    options: FitOptions,
    breather: Breather,
    doctor: Doctor | null,
  ) {
    const { plan: planned, recipe } = learner;
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
      accuracy: lossRules[planned.model.loss].counts !== null,
    };
    this.#patience =
      options.earlyStopping === undefined ? null : new Patience(options.earlyStopping, measures, progress.patience);
    this.#doctor = doctor;
    this.#watch = doctor === null ? null : new doctor.UpdateWatch(learner);
    checkSchedule(recipe.optimizer.schedule, measures);
  }

  /** Call first. */
  begin(): Slices<void> {
    return takeUpLast(this.#learner, this.#progress, this.#patience?.goesOn === true);
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
      const threads = this.#learner.executor.ready();
      if (threads !== null) {
        await threads;
        this.#heed();
      }
      const before = this.#progress.stepOfEpoch;
      await finishWaiting(this.#advance());
      if (this.#breather.isDue(this.#progress.stepOfEpoch - before)) await this.#breather.rest();
    }
    this.#learner.checkLive();
    const rate = this.#rate(this.#learner.step - 1, this.#stepsPerEpoch - 1);
    await finishWaiting(this.#learner.checkState(rate));
    const figures = await this.#measure(rate);
    await finishWaiting(this.#conclude(figures));
    return { ...figures, keptEpoch: this.#patience?.keptEpoch(figures.epoch) ?? figures.epoch };
  }

  /** Puts the best epoch's weights back where early stopping keeps them; nothing when the memory is gone. */
  *finish(): Slices<void> {
    if (this.#patience === null || !this.#learner.isLive) return;
    yield* putBestBack(this.#learner, this.#progress, this.#patience.state);
  }

  /** The learning rate of the update after `step` in all and `stepOfEpoch` in this epoch. */
  #rate(step: number, stepOfEpoch: number): number {
    const epoch = countEpochs(this.#progress.epoch, stepOfEpoch, this.#stepsPerEpoch);
    return this.#learner.learningRate({ step, epoch, stepsPerEpoch: this.#stepsPerEpoch });
  }

  /** Some steps in one call, or one that is looked at on its way. */
  *#advance(): Slices<void> {
    const { stepOfEpoch } = this.#progress;
    const isWatched = this.#watch !== null && stepOfEpoch === this.#stepsPerEpoch - 1;
    if (isWatched || !(yield* this.#runSteps())) yield* this.#lookAtStep();
  }

  /** False when the first of the steps met a number that is not finite: nothing was done. */
  *#runSteps(): Slices<boolean> {
    const learner = this.#learner;
    const { source } = this.#train;
    const { from, B } = this.#batch();
    const { stepOfEpoch } = this.#progress;
    const firstStep = learner.step;
    const rate = (i: number): number => this.#rate(firstStep + i, stepOfEpoch + i);
    const losses = yield* learner.train(source, { order: this.#order, from }, B, this.#stepsAtOnce(B), rate);
    for (let i = 0; i < losses.length; i++) this.#count(losses[i], B, firstStep + i + 1);
    return losses.length > 0;
  }

  #stepsAtOnce(B: number): number {
    const { batchSize, rows } = this.#plan;
    const { stepOfEpoch } = this.#progress;
    const whole = Math.floor(rows / batchSize);
    const end = this.#watch === null ? this.#stepsPerEpoch : this.#stepsPerEpoch - 1;
    // a smaller last batch is a step of its own
    const most = stepOfEpoch < whole ? Math.min(whole, end) - stepOfEpoch : end - stepOfEpoch;
    if (this.#options.onStep !== undefined) return Math.min(1, most);
    return Math.min(most, this.#learner.mostSteps(this.#train.source, B), this.#breather.stepsAtOnce);
  }

  /** One step in two: gradients, which the doctor may see and a divergence is explained by, then the update. */
  *#lookAtStep(): Slices<void> {
    const learner = this.#learner;
    const progress = this.#progress;
    const { from, B } = this.#batch();
    const rate = this.#rate(learner.step, progress.stepOfEpoch);
    const loss = yield* learner.gradient(this.#train.source, { order: this.#order, from }, B, rate);
    const watch = progress.stepOfEpoch === this.#stepsPerEpoch - 1 ? this.#watch : null;
    if (watch !== null) yield* watch.seeGradient();
    yield* learner.update(rate);
    if (watch !== null) progress.lastUpdate = yield* watch.seeUpdate();
    this.#count(loss, B, learner.step);
  }

  /** The rows of the step at hand. */
  #batch(): { readonly from: number; readonly B: number } {
    const from = this.#progress.stepOfEpoch * this.#plan.batchSize;
    return { from, B: Math.min(this.#plan.batchSize, this.#order.length - from) };
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
    const measure = ({ data, source }: Split): Promise<SplitFigures> =>
      finishGently(
        evaluateInSlices(learner, source, data, (loss, B) => learner.checkLoss(loss, B, learningRate)),
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
    if (this.#doctor === null || lastUpdate === null) return [];
    const { data, source } = this.#train;
    return finishGently(
      this.#doctor.examineInSlices(this.#learner, source, data, lastUpdate, learningRate),
      this.#breather,
      this.#heed,
    );
  }

  *#conclude(report: EpochFigures): Slices<void> {
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
    if (this.#patience !== null) yield* this.#patience.observe(report, () => this.#learner.readModel());
    progress.patience = this.#patience?.state ?? null;
  }
}
