/**
 * The trainer: the one object that owns memory and time. It has no mathematics; all it does can be done by hand with
 * the functions of this room.
 */

import { checkRowsInSlices } from "../data/check-dataset.ts";
import { checkDatasetKinds, checkRowsKind } from "../data/check-kinds.ts";
import type { Dataset, Rows, Targets } from "../data/dataset.ts";
import { finish, type Slices } from "../data/slices.ts";
import { DataError } from "../errors.ts";
import { featuresOf } from "../model/layout.ts";
import type { ModelSpec } from "../model/spec.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";
import { checkOptions, type OptionTable } from "../spec/check-options.ts";
import { checkEpochs, checkFitOptions } from "./check-fit.ts";
import { evaluateInSlices, predictInSlices } from "./evaluate.ts";
import type { EpochReport, FitOptions, Pause, SplitFigures } from "./fit-options.ts";
import { forgetEpochs, keptEpochOf } from "./kept-weights.ts";
import type { Network, Source } from "./network.ts";
import { pauseField } from "./pause-field.ts";
import { checkInSlices, openSource } from "./prepare-dataset.ts";
import { type Progress, startOfTraining } from "./progress.ts";
import { runEpochs } from "./run-epochs.ts";
import { PauseTimer, runToEnd, runWithPauses } from "./run-slices.ts";
import { saveNetwork } from "./save-network.ts";
import { type StepOptions, stepOnce } from "./step-once.ts";
import type { Started } from "./warm-start.ts";
import { copyWeights, type NamedTensor, putWeights } from "./weights.ts";
import { widenNetwork } from "./widen-network.ts";

interface WorkOptions {
  readonly pause?: Pause;
}

const workTable = (call: string): OptionTable<WorkOptions> => ({ call, required: [], fields: { pause: pauseField } });
const evaluateTable = workTable("evaluate");
const predictTable = workTable("predict");

/** Does `work` with the rows, which are passed once, on all threads there are. */
async function withSource<T>(
  network: Network,
  {
    x,
    y,
    weights = null,
  }: { readonly x: Rows; readonly y: Targets | null; readonly weights?: Dataset["weights"] | null },
  work: (source: Source) => Promise<T>,
): Promise<T> {
  const source = await runToEnd(openSource(network, x, y, "once", weights));
  try {
    await network.executor.ready();
    return await work(source);
  } finally {
    source.feed.release();
  }
}

/**
 * Throws DataError for weights that are not finite: an activation may hide a NaN, and the result would look like a
 * figure.
 */
function* checkWeights(network: Network, action: string): Slices<void> {
  const found = yield* network.findInWeights();
  if (found === null) return;
  throw new DataError(
    `Cannot ${action}: the ${found.tensor} of ${found.layer} is ${found.value} at index ${found.index}; set ` +
      "finite weights, or restore a checkpoint",
  );
}

let construct: (network: Network, progress: Progress, started: Started | null) => Trainer;

/** The trainer of a network. A function of this room, so that the public class names none of its parts. */
export function makeTrainer(
  network: Network,
  progress: Progress = startOfTraining(),
  started: Started | null = null,
): Trainer {
  return construct(network, progress, started);
}

/**
 * Trains, evaluates and predicts with one model. Made by `createTrainer`; give its memory back with `dispose` or
 * `using`.
 */
export class Trainer {
  /** what was taken of the model that `createTrainer` was told to start from; null where there was none */
  readonly started: Started | null;
  #network: Network | null;
  readonly #progress: Progress;
  #isTraining = false;
  /** epochs done when a fit last ended by itself */
  #ended = 0;

  static {
    construct = (network, progress, started) => new Trainer(network, progress, started);
  }

  /** Use `createTrainer` or `restoreTrainer`. */
  private constructor(network: Network, progress: Progress, started: Started | null) {
    this.started = started;
    this.#network = network;
    this.#progress = progress;
  }

  get model(): ModelSpec {
    return this.#live().recipe.model;
  }

  get optimizer(): OptimizerSpec {
    return this.#live().recipe.optimizer;
  }

  /** the backend it runs on, e.g. "wasm-relaxed" */
  get backendName(): string {
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
   * The epoch whose weights the trainer has: `epochCount`, or the best one where early stopping has put its weights
   * back. The optimizer's state is the last step's in either case, as in Keras.
   */
  get keptEpoch(): number {
    return keptEpochOf(this.#progress);
  }

  /**
   * Trains until `options.epochs` epochs are done in all; resolves to their reports. The last one's `keptEpoch` says
   * whose weights the trainer has then.
   *
   * @throws SpecError for options that cannot be used, and for no more epochs than the fit before ended with; DataError
   *   for data that do not fit, DivergedError at the first number that is not finite, the signal's reason when aborted.
   */
  async fit(train: Dataset, options: FitOptions): Promise<EpochReport[]> {
    const reports: EpochReport[] = [];
    for await (const report of this.epochs(train, options)) reports.push(report);
    return reports;
  }

  /** As `fit`, one report at a time. The training ends with the loop over them; until then there is no other. */
  async *epochs(train: Dataset, options: FitOptions): AsyncGenerator<EpochReport, void, undefined> {
    this.#checkIdle("begin a training");
    this.#isTraining = true;
    try {
      checkFitOptions(options);
      checkEpochs(options, this.#ended);
      yield* runEpochs((rows, weights) => this.#widen(rows, weights), this.#progress, train, options);
      this.#ended = this.#progress.epoch;
    } finally {
      this.#isTraining = false;
    }
  }

  /**
   * One update from all rows of `batch`, at once; returns their mean loss before it, penalties included. It starts no
   * threads. `options.loss`, a function of one's own, takes the place of the model's loss.
   *
   * @throws SpecError for options that cannot be used or a schedule that needs others, DataError for a batch that does
   *   not fit, DivergedError at the first number that is not finite, TypeError on a backend that answers later.
   */
  step(batch: Dataset, options: StepOptions = {}): number {
    this.#checkIdle("make a step");
    const network = this.#atOnce("make a step");
    return finish(stepOnce(network, this.#progress, batch, options, (rows, weights) => this.#widen(rows, weights)));
  }

  /**
   * Mean loss (without penalties) and accuracy over all rows, dropout off. Throws DataError, also for weights that are
   * not finite.
   */
  async evaluate(dataset: Dataset, options: WorkOptions = {}): Promise<SplitFigures> {
    checkOptions(evaluateTable, options);
    this.#live();
    checkDatasetKinds("the data set", dataset);
    if (dataset.weights !== undefined) await runToEnd(this.#widen(0, true));
    const network = this.#live();
    const work = this.#worker(options);
    await work(checkWeights(network, "evaluate"));
    await work(checkInSlices("the data set", dataset, network));
    return withSource(network, dataset, (source) => work(evaluateInSlices(network, source, dataset)));
  }

  /** [rows, outputs]: class probabilities, or the output itself for mean squared error. Throws as `evaluate`. */
  async predict(x: Rows, options: WorkOptions = {}): Promise<Float32Array | Float64Array> {
    checkOptions(predictTable, options);
    const network = this.#live();
    const work = this.#worker(options);
    await work(checkWeights(network, "predict"));
    checkRowsKind("the rows", x);
    const { precision } = network.executor;
    await work(checkRowsInSlices("the rows", x, { features: featuresOf(network.plan.model), precision }));
    return withSource(network, { x, y: null }, (source) => work(predictInSlices(network, source, x)));
  }

  /** Copies of all weights and biases, in the order of the layers. */
  weights(): NamedTensor[] {
    return finish(copyWeights(this.#atOnce("read the weights")));
  }

  /**
   * Replaces the named weights and biases; outside of a training, early stopping then begins anew. Throws DataError for
   * an unknown name or a wrong length; then nothing has changed.
   */
  setWeights(tensors: readonly Pick<NamedTensor, "name" | "values">[]): void {
    finish(putWeights(this.#atOnce("set weights"), tensors));
    if (!this.#isTraining) forgetEpochs(this.#progress);
  }

  /**
   * Weights, optimizer state, progress and specifications; `restoreTrainer` goes on from it, bit for bit. Where early
   * stopping has put the best epoch's weights back they are both in it: those, and the last step's, to go on from.
   */
  checkpoint(): Uint8Array<ArrayBuffer> {
    return finish(saveNetwork(this.#atOnce("save the trainer"), this.#progress));
  }

  /** Frees the arena; the trainer cannot be used any more. */
  dispose(): void {
    this.#network?.dispose();
    this.#network = null;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #live(): Network {
    if (this.#network === null) throw new TypeError("Cannot use the trainer: it is disposed of; create a new one");
    return this.#network;
  }

  /** For calls that return a value and not a promise. */
  #atOnce(action: string): Network {
    const network = this.#live();
    const { answersAtOnce, name } = network.executor;
    if (answersAtOnce) return network;
    throw new TypeError(
      `Cannot ${action}: the backend ${name} answers later; use fit, evaluate or predict, which wait`,
    );
  }

  #checkIdle(action: string): void {
    if (!this.#isTraining) return;
    throw new TypeError(`Cannot ${action}: the trainer is training already; wait for that to end, or end its loop`);
  }

  /** Runs slices with pauses, for as long as the arena lives. */
  #worker({ pause }: WorkOptions): <T>(slices: Slices<T>) => Promise<T> {
    const network = this.#live();
    const pauseTimer = new PauseTimer(pause);
    return (slices) => runWithPauses(slices, pauseTimer, () => network.checkLive());
  }

  /** For batches larger than the memory was made for, and for rows with weights, moves the network to other memory. */
  *#widen(rows: number, needsWeights?: boolean): Slices<Network> {
    const wider = yield* widenNetwork(this.#live(), rows, needsWeights);
    this.#network = wider;
    return wider;
  }
}
