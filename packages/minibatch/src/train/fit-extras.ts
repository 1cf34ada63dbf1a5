/**
 * What a fit may have beside its loop: early stopping, weights of classes, pictures changed at random, the doctor.
 * Pages whose fits have none of them need not load it, and the last two are loaded where they are asked for.
 */
import { defineAugmentations } from "../augmentations/define-augmentations.ts";
import type { Dataset } from "../data/dataset.ts";
import { finish, type Slices } from "../data/slices.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { ModelPlan } from "../model/plan-model.ts";
import { AugmentedBatches } from "./augmented-batches.ts";
import { weighClasses } from "./class-weights.ts";
import type { Consultation } from "./consult.ts";
import { DivergedError } from "./diverged-error.ts";
import type { LayerHealth, UpdateNorms, UpdateWatch } from "./doctor.ts";
import { Patience, type PatienceState } from "./early-stopping.ts";
import { naturalOrder } from "./epoch-order.ts";
import type { EpochReport, FitOptions, Measures } from "./fit-options.ts";
import { putBestBack } from "./kept-weights.ts";
import type { Batches, Network, Source } from "./network.ts";
import { openSource } from "./prepare-dataset.ts";
import type { EpochPlan, Progress } from "./progress.ts";
import type { WithPauses } from "./run-slices.ts";
import type { Splits } from "./splits.ts";
import { weighing } from "./weighing.ts";

/** Steps whose changed rows are made at once: they take memory. */
const MOST_AUGMENTED_STEPS = 8;

type Consulting = typeof import("./consult.ts");

export class FitExtras {
  readonly patience: Patience | null;
  /** of the rows of the training set, by their classes too; undefined without weights of classes */
  readonly weights: FloatArray | undefined;
  /** of every epoch: how its pictures are changed */
  readonly plan: Pick<EpochPlan, "augment">;
  readonly #options: FitOptions;
  readonly #train: Dataset;
  #network: Network | null = null;
  #splits: Splits | null = null;
  readonly #doctor: Consulting | null;
  #watch: UpdateWatch | null = null;
  #consultation: Consultation | null = null;
  #augmented: AugmentedBatches | null = null;
  #mostChanged = MOST_AUGMENTED_STEPS;

  /** `resumed`: what early stopping has counted so far. Throws SpecError for what cannot be had in this fit. */
  constructor(
    options: FitOptions,
    train: Dataset,
    plan: ModelPlan,
    measures: Measures,
    resumed: PatienceState | null,
    doctor: Consulting | null,
  ) {
    const { earlyStopping, classWeights, augment } = options;
    this.#options = options;
    this.#doctor = doctor;
    this.#train = train;
    this.patience = earlyStopping === undefined ? null : new Patience(earlyStopping, measures, resumed);
    this.plan = augment === undefined ? {} : { augment: JSON.stringify(defineAugmentations("augment", augment)) };
    if (classWeights === undefined) return;
    this.weights = weighClasses(classWeights, train, plan);
    finish(weighing().check("the training set", this.weights, train.x.rows));
  }

  /**
   * The source by which the training set is evaluated. Weights of classes are for the training alone: its figures are
   * by the rows' own.
   */
  async judge(source: Source, open: (data: Dataset, weights: Dataset["weights"]) => Promise<Source>): Promise<Source> {
    const { weights } = this.#train;
    if (this.weights === undefined) return source;
    if (weights === undefined || this.#options.evaluateTrain !== true) return { ...source, isWeighted: false };
    return await open(this.#train, weights);
  }

  /** Call before the loop, with the network that is trained. */
  begin(network: Network, splits: Splits, plan: EpochPlan): void {
    this.#network = network;
    this.#splits = splits;
    const { recipe, executor } = network;
    const { augment } = this.#options;
    if (augment !== undefined) {
      const weights = this.weights ?? this.#train.weights ?? null;
      this.#augmented = new AugmentedBatches(
        augment,
        this.#train,
        weights,
        recipe.model,
        recipe.seed,
        executor.precision,
      );
    }
    if (this.#doctor === null) return;
    this.#watch = new this.#doctor.UpdateWatch(network);
    this.#consultation = new this.#doctor.Consultation(network, splits, plan, this.#options);
  }

  /** Call before the first step: what the doctor asks of the weights as they begin. */
  async consult(withPauses: WithPauses): Promise<void> {
    const isNew = this.#network?.step === 0;
    if (this.#consultation !== null) await withPauses(this.#consultation.begin(isNew));
  }

  /** An epoch by `run`, with the doctor's findings after the last one, or where it met a number that is not finite. */
  async report(run: () => Promise<EpochReport>, withPauses: WithPauses): Promise<EpochReport> {
    const consultation = this.#consultation;
    if (consultation === null) return await run();
    try {
      const report = await run();
      consultation.see(report);
      const isLast = report.epoch >= this.#options.epochs || this.patience?.isOver === true;
      return isLast ? { ...report, findings: await withPauses(consultation.conclude(null)) } : report;
    } catch (error) {
      if (error instanceof DivergedError) error.findings = await withPauses(consultation.conclude(error));
      throw error;
    }
  }

  /** Who looks at an epoch's last step; null without a doctor. */
  get watch(): UpdateWatch | null {
    return this.#watch;
  }

  /** How many of an epoch's last steps are looked at. */
  get watchedSteps(): number {
    return this.#watch === null ? 0 : 1;
  }

  /** The most steps in one call on changed rows; null where nothing changes them. */
  get mostSteps(): number | null {
    return this.#augmented === null ? null : this.#mostChanged;
  }

  /** Changed rows may be read in another way than the data set, in fewer steps of one call: known once open. */
  able(steps: number, source: Source, B: number): number {
    if (this.#augmented === null) return steps;
    this.#mostChanged = Math.min(this.#mostChanged, (this.#network as Network).mostSteps(source, B));
    return Math.min(steps, this.#mostChanged);
  }

  /** Works on these rows of the training set as they are changed in this epoch; null where nothing changes them. */
  change<T>(epoch: number, rows: Uint32Array, work: (source: Source, batches: Batches) => Slices<T>): Slices<T> | null {
    return this.#augmented === null ? null : this.#change(this.#augmented, epoch, rows, work);
  }

  *#change<T>(
    augmented: AugmentedBatches,
    epoch: number,
    rows: Uint32Array,
    work: (source: Source, batches: Batches) => Slices<T>,
  ): Slices<T> {
    const { x, y, weights } = augmented.draw(epoch, rows);
    const source = yield* openSource(this.#network as Network, x, y, "step", weights);
    try {
      return yield* work(source, { order: naturalOrder(rows.length), from: 0 });
    } finally {
      source.feed.release();
    }
  }

  /** What the doctor measures of every layer after an epoch. */
  async examine(lastUpdate: UpdateNorms | null, rate: number, withPauses: WithPauses): Promise<LayerHealth[]> {
    if (this.#doctor === null || lastUpdate === null) return [];
    const { data, source } = (this.#splits as Splits).train;
    return await withPauses(this.#doctor.examineInSlices(this.#network as Network, source, data, lastUpdate, rate));
  }

  /** Puts the best epoch's weights back where early stopping keeps them. */
  *finish(progress: Progress): Slices<void> {
    if (this.patience === null || this.#network === null) return;
    yield* putBestBack(this.#network, progress, this.patience.state);
  }
}
