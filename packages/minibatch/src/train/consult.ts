/**
 * The doctor's other half: what is asked of a network before its first step and after its last, so that the rules of
 * `diagnosis/` can say what is wrong with a training. The network that is trained is only passed forward.
 */
import type { Dataset, Targets } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import type { Answers, End, EpochEvidence, LayerStart, NormalizedStart, Start } from "../diagnosis/evidence.ts";
import type { Finding } from "../diagnosis/finding.ts";
import { type DataFacts, measureData } from "../diagnosis/measure-data.ts";
import { ruleOfLoss } from "../losses/losses.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { ModelTensor } from "../model/plan-model.ts";
import { sizeOf } from "../plan/tensor.ts";
import { DivergedError } from "./diverged-error.ts";
import { Tally } from "./doctor.ts";
import { naturalOrder } from "./epoch-order.ts";
import { equalColumns } from "./equal-columns.ts";
import type { FitOptions } from "./fit-options.ts";
import type { Network } from "./network.ts";
import { openNetwork } from "./open-network.ts";
import { openSource } from "./prepare-dataset.ts";
import type { EpochPlan } from "./progress.ts";
import type { Split, Splits } from "./splits.ts";

export { examineInSlices, UpdateWatch } from "./doctor.ts";

/** Rows that are passed before the first step and after the last one. */
const ROWS = 1000;

/** Follows one fit. */
export class Consultation {
  readonly #network: Network;
  readonly #train: Split;
  readonly #validation: Split | undefined;
  readonly #plan: EpochPlan;
  readonly #options: FitOptions;
  readonly #reports: EpochEvidence[];
  #start: Start | null = null;
  #facts: { readonly data: DataFacts; readonly validation: DataFacts | null } | null = null;

  constructor(network: Network, { train, validation }: Splits, plan: EpochPlan, options: FitOptions) {
    this.#network = network;
    this.#train = train;
    this.#validation = validation;
    this.#plan = plan;
    this.#options = options;
    this.#reports = [...(options.earlier ?? [])];
  }

  /** Call before the first step. `isNew`: no step was made yet; else weights are drawn anew as they began. */
  *begin(isNew: boolean): Slices<void> {
    const kept = isNew ? yield* this.#network.readModel() : null;
    this.#start = yield* this.#inCopy(kept, (copy) => examineStart(copy, this.#train.data));
  }

  /** Asks a network of its own with these weights, or newly drawn ones: what a pass in training changes is not kept. */
  *#inCopy<T>(weights: FloatArray | null, ask: (copy: Network) => Slices<T>): Slices<T> {
    const { backend, recipe, capacity } = this.#network;
    const copy = yield* openNetwork(backend, recipe, capacity, (network) =>
      weights === null ? network.initialize() : network.writeModel(weights),
    );
    try {
      return yield* ask(copy);
    } finally {
      copy.dispose();
    }
  }

  /** Call after every epoch. */
  see(report: EpochEvidence): void {
    this.#reports.push(report);
  }

  /** What is wrong, after the last epoch or where the training met a number that is not finite. */
  *conclude(diverged: DivergedError | null): Slices<readonly Finding[]> {
    const { plan, recipe } = this.#network;
    const outputs = plan.outputs;
    const { data: train } = this.#train;
    this.#facts ??= {
      data: measureData(train, outputs),
      validation: this.#validation === undefined ? null : measureData(this.#validation.data, outputs),
    };
    const { batchSize, rows, shuffle } = this.#plan;
    const end = diverged === null ? yield* this.#examineEnd() : null;
    return diagnose({
      model: recipe.model,
      optimizer: recipe.optimizer,
      training: {
        epochs: this.#options.epochs,
        batchSize,
        rows,
        shuffle,
        keepsBest: this.#options.earlyStopping !== undefined && this.#options.earlyStopping.restoreBest !== false,
      },
      ...this.#facts,
      start: this.#start,
      end,
      epochs: this.#reports,
      diverged: diverged === null ? null : { step: diverged.step, layer: diverged.layer },
    });
  }

  *#examineEnd(): Slices<End> {
    const network = this.#network;
    const layers: { layer: string; weightNorm: number }[] = [];
    const watched = weightsOf(network);
    const squares = yield* network.squareSums.take(watched.map(({ tensor }) => tensor));
    for (const [i, { layer }] of network.plan.examined.entries()) {
      layers.push({ layer, weightNorm: Math.sqrt(squares[i]) });
    }
    const train = yield* answersOn(network, this.#train);
    const validation = this.#validation === undefined ? null : yield* answersOn(network, this.#validation);
    const normalized =
      network.plan.normalized.length === 0
        ? []
        : yield* this.#inCopy(yield* network.readModel(), (copy) => examineNormalized(copy, this.#train.data));
    return { loss: train.loss, layers, normalized, train: train.answers, validation: validation?.answers ?? null };
  }
}

/** The tensor of each examined layer whose gradient the doctor looks at. */
function weightsOf({ plan }: Network): readonly ModelTensor[] {
  return plan.examined.map(
    ({ layer, role }) =>
      plan.modelTensors.find(({ place }) => place.layer === layer && place.role === role) as ModelTensor,
  );
}

/** Loss and answers on the first rows; a network that answers with no class has none. */
function* answersOn(
  network: Network,
  { data: { x, y }, source }: Split,
): Slices<{ readonly loss: number; readonly answers: Answers | null }> {
  const { plan, capacity } = network;
  const rows = Math.min(ROWS, x.rows);
  const order = naturalOrder(rows);
  const classOf = classesOf(y, plan.outputs, ruleOfLoss(plan.model.loss).counts);
  const classes = Array.from({ length: Math.max(2, plan.outputs) }, () => ({ rows: 0, right: 0, told: 0 }));
  let lossSum = 0;
  for (let from = 0; from < rows; from += capacity) {
    const count = Math.min(capacity, rows - from);
    const { loss, values } = yield* network.evaluate(source, { order, from }, count, [plan.prediction]);
    lossSum += loss * count;
    if (classOf === null) continue;
    for (let i = 0; i < count; i++) {
      const told = largestOf(values[0], i * plan.outputs, plan.outputs);
      const label = classOf(from + i);
      classes[label].rows++;
      classes[told].told++;
      if (told === label) classes[label].right++;
    }
    yield;
  }
  return { loss: lossSum / rows, answers: classOf === null ? null : { rows, classes } };
}

/** The class of each row; of one output, whether it is yes. Null where answers are numbers, or several for a row. */
function classesOf(y: Targets, outputs: number, counts: string | null): ((row: number) => number) | null {
  if (y.kind === "classes") return outputs > 1 ? (row) => y.values[row] : null;
  const isOne = counts === "classes" || (counts === "bits" && outputs === 1);
  return isOne ? (row) => largestOf(y.values, row * outputs, outputs) : null;
}

function largestOf(values: FloatArray, from: number, count: number): number {
  if (count === 1) return values[from] > 0.5 ? 1 : 0;
  let largest = 0;
  for (let j = 1; j < count; j++) if (values[from + j] > values[from + largest]) largest = j;
  return largest;
}

/** Passes rows forward, one batch back; `fresh` is nobody else's. */
function* examineStart(fresh: Network, { x, y }: Dataset): Slices<Start> {
  const { plan, capacity } = fresh;
  const rows = Math.min(ROWS, x.rows);
  const order = naturalOrder(rows);
  const tallies = plan.examined.map((layer) => new Tally(layer));
  const spreads = plan.examined.map(({ output }) => new Spread(sizeOf(output)));
  const seen = tallies.map(({ output }) => output);
  const watched = weightsOf(fresh);
  const source = yield* openSource(fresh, x, y, "once");
  let lossSum = 0;
  let gradientSquares: readonly number[] | null = null;
  try {
    for (let from = 0; from < rows; from += capacity) {
      const count = Math.min(capacity, rows - from);
      const { loss, values } = yield* fresh.evaluate(source, { order, from }, count, seen);
      lossSum += loss * count;
      for (const [i, tally] of tallies.entries()) {
        tally.add(values[i]);
        spreads[i].add(values[i]);
      }
      yield;
    }
    const gradients = watched.flatMap(({ gradient }) => gradient ?? []);
    try {
      yield* fresh.gradient(source, { order, from: 0 }, Math.min(capacity, rows), 0);
      const squares = (yield* fresh.squareSums.take(gradients)).values();
      // of a frozen layer there is none
      gradientSquares = watched.map(({ gradient }) => (gradient === null ? 0 : (squares.next().value ?? 0)));
    } catch (error) {
      if (!(error instanceof DivergedError)) throw error;
    }
    const weightSquares = yield* fresh.squareSums.take(watched.map(({ tensor }) => tensor));
    const layers: LayerStart[] = [];
    for (const [i, tally] of tallies.entries()) {
      const square = gradientSquares?.[i] ?? Number.NaN;
      const { deadUnits, saturation } = tally.conclude(rows, 0, 0);
      const { gradient } = watched[i];
      const isKnown = Number.isFinite(square);
      layers.push({
        layer: tally.layer,
        ...spreads[i].conclude(rows),
        deadUnits,
        saturation,
        gradientNorm: isKnown ? Math.sqrt(square) : null,
        weightNorm: Math.sqrt(weightSquares[i]),
        isFrozen: gradient === null,
        equalUnits:
          isKnown && gradient !== null
            ? equalColumns(yield* fresh.read(watched[i].tensor), yield* fresh.read(gradient), watched[i].of.shape)
            : 0,
      });
    }
    const normalized = gradientSquares === null ? [] : yield* smallVariances(fresh, Math.min(capacity, rows));
    return { loss: lossSum / rows, layers, normalized };
  } finally {
    source.feed.release();
  }
}

/** As the first batch is normalized in training; nothing where its gradient is not finite. */
function* examineNormalized(copy: Network, { x, y }: Dataset): Slices<readonly NormalizedStart[]> {
  const rows = Math.min(copy.capacity, ROWS, x.rows);
  const source = yield* openSource(copy, x, y, "once");
  try {
    yield* copy.gradient(source, { order: naturalOrder(rows), from: 0 }, rows, 0);
    return yield* smallVariances(copy, rows);
  } catch (error) {
    if (error instanceof DivergedError) return [];
    throw error;
  } finally {
    source.feed.release();
  }
}

/** After a pass of B rows in training. */
function* smallVariances(network: Network, B: number): Slices<readonly NormalizedStart[]> {
  const found: NormalizedStart[] = [];
  for (const { layer, inverse, epsilon } of network.plan.normalized) {
    const count = sizeOf(inverse) * (inverse.extent === "row" ? B : 1);
    const inverses = yield* network.read(inverse, 0, count);
    let small = 0;
    // 1 / sqrt(variance + epsilon), whose variance is below epsilon
    for (let i = 0; i < count; i++) if (inverses[i] * inverses[i] * 2 * epsilon > 1) small++;
    found.push({ layer, small: small / count });
  }
  return found;
}

/** Mean square and variance over the rows, unit by unit. */
class Spread {
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;

  constructor(units: number) {
    this.#sums = new Float64Array(units);
    this.#squares = new Float64Array(units);
  }

  add(values: FloatArray): void {
    const units = this.#sums.length;
    for (let i = 0; i < values.length; i++) {
      this.#sums[i % units] += values[i];
      this.#squares[i % units] += values[i] * values[i];
    }
  }

  conclude(rows: number): { readonly size: number; readonly deviation: number } {
    const units = this.#sums.length;
    let [squares, variances] = [0, 0];
    for (let j = 0; j < units; j++) {
      const mean = this.#sums[j] / rows;
      squares += this.#squares[j] / rows;
      variances += Math.max(0, this.#squares[j] / rows - mean * mean);
    }
    return { size: Math.sqrt(squares / units), deviation: Math.sqrt(variances / units) };
  }
}
