/** The training loop: epochs of shuffled batches, figures after each, from wherever `progress` stands. */

import type { Dataset } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import { ruleOfLoss } from "../losses/losses.ts";
import { checkBatches } from "../model/layout.ts";
import { checkPlan, checkSchedule, planEpochs } from "./check-fit.ts";
import type { Patience } from "./early-stopping.ts";
import { naturalOrder, shuffleEpoch } from "./epoch-order.ts";
import { evaluateInSlices } from "./evaluate.ts";
import type { FitExtras } from "./fit-extras.ts";
import type { EpochReport, FitOptions, Measures, SplitFigures } from "./fit-options.ts";
import { takeUpLast } from "./kept-weights.ts";
import type { Batches, Network, Source } from "./network.ts";
import { checkInSlices, openSource } from "./prepare-dataset.ts";
import { countEpochs, type EpochPlan, type Progress } from "./progress.ts";
import { PauseTimer, runToEnd, runWithPauses, type WithPauses } from "./run-slices.ts";
import type { Split, Splits } from "./splits.ts";

/**
 * Trains until `options.epochs` (already checked) are done in all, or early stopping ends it; yields a report per
 * epoch. However it ends, early stopping then puts the best epoch's weights back. `progress` is up to date between
 * steps, so that a checkpoint may be taken at any time. `widen` returns the network with room for so many rows.
 */
export async function* runEpochs(
  widen: (rows: number, needsWeights?: boolean) => Slices<Network>,
  progress: Progress,
  train: Dataset,
  options: FitOptions,
): AsyncGenerator<EpochReport, void, undefined> {
  const pauseTimer = new PauseTimer(options.pause);
  let network = await runToEnd(widen(0));
  const checkEnded = (): void => throwIfEnded(network, options.signal);
  const withPauses = <T>(slices: Slices<T>): Promise<T> => runWithPauses(slices, pauseTimer, checkEnded);
  const { validation } = options;
  await withPauses(checkInSlices("the training set", train, network));
  if (validation !== undefined) await withPauses(checkInSlices("the validation set", validation, network));
  const measures = {
    train: options.evaluateTrain === true,
    validation: validation !== undefined,
    accuracy: ruleOfLoss(network.plan.model.loss).counts !== null,
  };
  checkSchedule(network.recipe.optimizer.schedule, measures);
  const extras = await openExtras(options, train, network, measures, progress);
  const plan = { ...planEpochs(train, options), ...extras?.plan };
  checkPlan(plan, progress);
  checkBatches(network.plan.model, plan);
  const trainWeights = extras?.weights ?? train.weights;
  network = await runToEnd(widen(plan.batchSize, trainWeights !== undefined || validation?.weights !== undefined));
  const opened: Source[] = [];
  let loop: EpochLoop | null = null;
  const open = async ({ x, y }: Dataset, weights: Dataset["weights"]): Promise<Source> => {
    const source = await withPauses(openSource(network, x, y, "often", weights));
    opened.push(source);
    return source;
  };
  try {
    const source = await open(train, trainWeights);
    const judged = (await extras?.judge(source, open)) ?? source;
    const splits = {
      train: { data: train, source: judged },
      validation: validation && { data: validation, source: await open(validation, validation.weights) },
    };
    extras?.begin(network, splits, plan);
    loop = new EpochLoop(network, progress, source, splits, plan, options, pauseTimer, extras);
    await loop.begin();
    while (progress.epoch < options.epochs && !loop.isStopped) {
      const report = await loop.run();
      await options.onEpoch?.(report);
      yield report;
    }
    checkEnded();
  } finally {
    try {
      if (loop !== null) await runToEnd(loop.finish());
    } finally {
      for (const { feed } of opened) feed.release();
    }
  }
}

/** Most fits have none: their pages need not load what makes them. */
async function openExtras(
  options: FitOptions,
  train: Dataset,
  { plan }: Network,
  measures: Measures,
  { patience }: Progress,
): Promise<FitExtras | null> {
  const { earlyStopping, classWeights, augment, doctor } = options;
  if (!(earlyStopping || classWeights || augment || doctor)) return null;
  const { FitExtras } = await import("./fit-extras.ts");
  const consulting = doctor === true ? await import("./consult.ts") : null;
  return new FitExtras(options, train, plan, measures, patience, consulting);
}

/** Throws the signal's reason when it is aborted, TypeError when the arena is gone. */
function throwIfEnded(network: Network, signal: FitOptions["signal"]): void {
  network.checkLive();
  if (signal?.aborted === true) throw signal.reason ?? new Error("Training was aborted");
}

type EpochFigures = Omit<EpochReport, "keptEpoch">;

class EpochLoop {
  readonly #network: Network;
  readonly #progress: Progress;
  readonly #options: FitOptions;
  /** what is trained on */
  readonly #source: Source;
  readonly #train: Split;
  readonly #validation: Split | null;
  readonly #order: Uint32Array;
  readonly #plan: EpochPlan;
  /** batches */
  readonly #stepsPerEpoch: number;
  /** batches of an update */
  readonly #batches: number;
  readonly #pauseTimer: PauseTimer;
  readonly #extras: FitExtras | null;
  readonly #patience: Patience | null;
  readonly #checkEnded: () => void;
  constructor(
    network: Network,
    progress: Progress,
    source: Source,
    { train, validation }: Splits,
    plan: EpochPlan,
    options: FitOptions,
    pauseTimer: PauseTimer,
    extras: FitExtras | null,
  ) {
    this.#network = network;
    this.#progress = progress;
    this.#options = options;
    this.#source = source;
    this.#train = train;
    this.#validation = validation ?? null;
    this.#plan = plan;
    this.#order = naturalOrder(plan.rows);
    this.#stepsPerEpoch = Math.ceil(plan.rows / plan.batchSize);
    this.#batches = network.optimizer.group?.size ?? 1;
    this.#pauseTimer = pauseTimer;
    this.#checkEnded = () => throwIfEnded(network, options.signal);
    this.#extras = extras;
    this.#patience = extras?.patience ?? null;
  }

  /** Call first. */
  async begin(): Promise<void> {
    await runToEnd(takeUpLast(this.#network, this.#progress, this.#patience?.goesOn === true));
    await this.#extras?.consult(this.#withPauses);
  }

  /** Whether early stopping has ended the training, in this fit or in one before that watched the same. */
  get isStopped(): boolean {
    return this.#patience?.isOver === true;
  }

  /** The rest of the epoch in progress, then its figures. */
  async run(): Promise<EpochReport> {
    if (this.#extras === null) return await this.#runEpoch();
    return await this.#extras.report(() => this.#runEpoch(), this.#withPauses);
  }

  readonly #withPauses: WithPauses = (slices) => runWithPauses(slices, this.#pauseTimer, this.#checkEnded);

  async #runEpoch(): Promise<EpochReport> {
    if (this.#plan.shuffle) shuffleEpoch(this.#order, this.#network.recipe.seed, this.#progress.epoch);
    while (this.#progress.stepOfEpoch < this.#stepsPerEpoch) {
      this.#checkEnded();
      const threads = this.#network.executor.ready();
      if (threads !== null) {
        await threads;
        this.#checkEnded();
      }
      const before = this.#progress.stepOfEpoch;
      await runToEnd(this.#advance());
      if (this.#pauseTimer.isDue(this.#progress.stepOfEpoch - before)) await this.#pauseTimer.pause();
    }
    this.#network.checkLive();
    const rate = this.#rate(this.#network.step - 1, this.#stepsPerEpoch - 1);
    await runToEnd(this.#network.checkState(rate));
    const figures = await this.#measure(rate);
    await runToEnd(this.#conclude(figures));
    return { ...figures, keptEpoch: this.#patience?.keptEpoch(figures.epoch) ?? figures.epoch };
  }

  /** Puts the best epoch's weights back where early stopping keeps them; nothing when the memory is gone. */
  *finish(): Slices<void> {
    if (this.#extras !== null && this.#network.isLive) yield* this.#extras.finish(this.#progress);
  }

  /** The learning rate of the update after `step` in all and `stepOfEpoch` in this epoch. */
  #rate(step: number, stepOfEpoch: number): number {
    const stepsPerEpoch = this.#updates(this.#stepsPerEpoch);
    const epoch = countEpochs(this.#progress.epoch, Math.floor(stepOfEpoch / this.#batches), stepsPerEpoch);
    return this.#network.learningRate({ step, epoch, stepsPerEpoch });
  }

  /** How many updates an epoch's first batches make. */
  #updates(batches: number): number {
    return Math.ceil(batches / this.#batches);
  }

  /** Makes some steps in one call, or one step that is looked at. */
  *#advance(): Slices<void> {
    const { stepOfEpoch } = this.#progress;
    const { group } = this.#network.optimizer;
    if (stepOfEpoch === 0) group?.begin();
    if (stepOfEpoch === this.#unwatchedSteps || group !== undefined || !(yield* this.#runSteps()))
      yield* this.#lookAtStep();
  }

  /** False when the first of the steps met a number that is not finite: nothing was done. */
  *#runSteps(): Slices<boolean> {
    const network = this.#network;
    const { from, B } = this.#batch();
    const { stepOfEpoch } = this.#progress;
    const steps = this.#stepsAtOnce(B);
    const firstStep = network.step;
    const rate = (i: number): number => this.#rate(firstStep + i, stepOfEpoch + i);
    const losses = yield* this.#withRows(from, steps * B, (source, batches) =>
      network.train(source, batches, B, this.#extras?.able(steps, source, B) ?? steps, rate),
    );
    for (let i = 0; i < losses.length; i++) this.#count(losses[i], B, firstStep + i + 1);
    return losses.length > 0;
  }

  /** How many of an epoch's steps come before those that are looked at. */
  get #unwatchedSteps(): number {
    return this.#stepsPerEpoch - (this.#extras?.watchedSteps ?? 0);
  }

  #stepsAtOnce(B: number): number {
    const { batchSize, rows } = this.#plan;
    const { stepOfEpoch } = this.#progress;
    const whole = Math.floor(rows / batchSize);
    const end = this.#unwatchedSteps;
    // a smaller last batch is a step of its own
    const most = stepOfEpoch < whole ? Math.min(whole, end) - stepOfEpoch : end - stepOfEpoch;
    if (this.#options.onStep !== undefined) return Math.min(1, most);
    const able = this.#extras?.mostSteps ?? this.#network.mostSteps(this.#source, B);
    return Math.min(most, able, this.#pauseTimer.stepsAtOnce);
  }

  /**
   * One step in two parts: the gradient, which the doctor may look at and which explains a divergence, then the update.
   */
  *#lookAtStep(): Slices<void> {
    const network = this.#network;
    const progress = this.#progress;
    const { from, B } = this.#batch();
    const rate = this.#rate(network.step, progress.stepOfEpoch);
    const loss = yield* this.#withRows(from, B, (source, batches) => network.gradient(source, batches, B, rate));
    const isLast = progress.stepOfEpoch === this.#stepsPerEpoch - 1;
    const mean = yield* network.gather(loss, B, isLast);
    const watch = isLast ? this.#extras?.watch : null;
    if (watch) yield* watch.seeGradient();
    if (mean !== null) yield* network.update(rate);
    if (watch) progress.lastUpdate = yield* watch.seeUpdate();
    this.#count(loss, B, network.step, mean);
  }

  /**
   * Works on `count` rows of the epoch's order from the `from`th on: as they are, or as they are changed. No generator:
   * for a small step, nested generators would make most of the garbage.
   */
  #withRows<T>(from: number, count: number, work: (source: Source, batches: Batches) => Slices<T>): Slices<T> {
    const order = this.#order;
    const changed = this.#extras?.change(this.#progress.epoch, order.subarray(from, from + count), work);
    return changed ?? work(this.#source, { order, from });
  }

  /** The rows of the step at hand. */
  #batch(): { readonly from: number; readonly B: number } {
    const from = this.#progress.stepOfEpoch * this.#plan.batchSize;
    return { from, B: Math.min(this.#plan.batchSize, this.#order.length - from) };
  }

  /** A batch, and the loss of the update that it made, if it made one. */
  #count(loss: number, rows: number, step: number, ofUpdate: number | null = loss): void {
    const progress = this.#progress;
    progress.plan = this.#plan;
    progress.stepOfEpoch++;
    progress.lossSum += loss * rows;
    progress.rowSum += rows;
    if (ofUpdate === null) return;
    this.#options.onStep?.({
      epoch: progress.epoch + 1,
      step,
      stepsPerEpoch: this.#updates(this.#stepsPerEpoch),
      stepOfEpoch: this.#updates(progress.stepOfEpoch),
      loss: ofUpdate,
    });
  }

  async #measure(learningRate: number): Promise<EpochFigures> {
    const network = this.#network;
    const measure = ({ data, source }: Split): Promise<SplitFigures> =>
      this.#withPauses(evaluateInSlices(network, source, data, (loss, B) => network.checkLoss(loss, B, learningRate)));
    const train = this.#options.evaluateTrain === true ? await measure(this.#train) : null;
    const validation = this.#validation === null ? null : await measure(this.#validation);
    const { epoch, lossSum, rowSum } = this.#progress;
    const health = (await this.#extras?.examine(this.#progress.lastUpdate, learningRate, this.#withPauses)) ?? [];
    return {
      epoch: epoch + 1,
      step: network.step,
      learningRate,
      batchLoss: lossSum / rowSum,
      train,
      validation,
      health,
      findings: [],
    };
  }

  *#conclude(report: EpochFigures): Slices<void> {
    const progress = this.#progress;
    const { plateau, recipe } = this.#network;
    if (plateau !== null && recipe.optimizer.schedule.kind === "reduce-on-plateau") {
      const split = recipe.optimizer.schedule.metric === "train-loss" ? report.train : report.validation;
      plateau.observe((split as SplitFigures).loss);
    }
    progress.epoch++;
    progress.epochStart = this.#network.step;
    progress.plan = null;
    progress.stepOfEpoch = 0;
    progress.lossSum = 0;
    progress.rowSum = 0;
    progress.lastUpdate = null;
    if (this.#patience !== null) yield* this.#patience.observe(report, () => this.#network.readModel());
    progress.patience = this.#patience?.state ?? null;
  }
}
