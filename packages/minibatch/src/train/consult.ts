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
import type { Network, Source } from "./network.ts";
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
    for (const found of weightsOf(network)) {
      if (found === null) continue;
      const [square] = yield* network.squareSums.take([found.tensor]);
      layers.push({ layer: found.place.layer, weightNorm: Math.sqrt(square) });
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

/** The tensor of each examined layer whose gradient the doctor looks at; null where it has none. */
function weightsOf({ plan }: Network): readonly (ModelTensor | null)[] {
  return plan.examined.map(
    ({ layer, role }) => plan.modelTensors.find(({ place }) => place.layer === layer && place.role === role) ?? null,
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

/** Passes one batch back, then rows forward; `fresh` is nobody else's. */
function* examineStart(fresh: Network, { x, y }: Dataset): Slices<Start> {
  const { plan, capacity } = fresh;
  const rows = Math.min(ROWS, x.rows);
  const B = Math.min(capacity, rows);
  const order = naturalOrder(rows);
  const tallies = plan.examined.map((layer) => new Tally(layer));
  const spreads = plan.examined.map(({ output }) => new Spread(sizeOf(output)));
  const seen = tallies.map(({ output }) => output);
  const watched = weightsOf(fresh);
  const source = yield* openSource(fresh, x, y, "once");
  try {
    const begun = yield* examineGradient(fresh, source, watched, B);
    let lossSum = 0;
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
    const layers = tallies.map((tally, i): LayerStart => {
      const { layer, deadUnits, saturation } = tally.conclude(rows, 0, 0);
      return { layer, ...spreads[i].conclude(rows), deadUnits, saturation, ...begun.layers[i] };
    });
    return { loss: lossSum / rows, layers, normalized: begun.normalized };
  } finally {
    source.feed.release();
  }
}

type LayerGradient = Pick<LayerStart, "gradientNorm" | "weightNorm" | "isWeighted" | "isFrozen" | "equalUnits">;

/**
 * Norms and equal units of each examined layer by a batch of B rows. Moving statistics become that batch's: those of a
 * new network, 0 and 1, would show layers otherwise than they are trained.
 */
function* examineGradient(
  fresh: Network,
  source: Source,
  watched: readonly (ModelTensor | null)[],
  B: number,
): Slices<{ readonly layers: readonly LayerGradient[]; readonly normalized: readonly NormalizedStart[] }> {
  let isKnown = true;
  try {
    yield* fresh.gradient(source, { order: naturalOrder(B), from: 0 }, B, 0);
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
    isKnown = false;
  }
  const layers: LayerGradient[] = [];
  for (const found of watched) {
    if (found === null) {
      layers.push({ gradientNorm: 0, weightNorm: 0, isWeighted: false, isFrozen: true, equalUnits: 0 });
      continue;
    }
    const { tensor, gradient, of } = found;
    const [weightSquares] = yield* fresh.squareSums.take([tensor]);
    // of a frozen layer there is none
    const [square] = gradient === null ? [0] : isKnown ? yield* fresh.squareSums.take([gradient]) : [Number.NaN];
    const isShort = Number.isFinite(square);
    layers.push({
      gradientNorm: isShort ? Math.sqrt(square) : null,
      weightNorm: Math.sqrt(weightSquares),
      isWeighted: true,
      isFrozen: gradient === null,
      equalUnits:
        isShort && gradient !== null
          ? equalColumns(yield* fresh.read(tensor), yield* fresh.read(gradient), of.shape)
          : 0,
    });
  }
  if (!isKnown) return { layers, normalized: [] };
  const normalized = yield* smallVariances(fresh, B);
  for (const { from, to } of fresh.plan.normalized.flatMap(({ moving }) => moving ?? [])) {
    yield* fresh.write(to, yield* fresh.read(from));
  }
  return { layers, normalized };
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

/** A channel that varies by less than a thousandth of its mean stands still. */
const STILL = 1e-6;
/** What is left of a variance of 0 in doubles, as a share of epsilon. */
const NOTHING = 1e-12;

/** After a pass of B rows in training. */
function* smallVariances(network: Network, B: number): Slices<readonly NormalizedStart[]> {
  const found: NormalizedStart[] = [];
  for (const { layer, inverse, epsilon, moving } of network.plan.normalized) {
    const count = sizeOf(inverse) * (inverse.extent === "row" ? B : 1);
    const inverses = yield* network.read(inverse, 0, count);
    const means = moving === undefined ? null : yield* network.read(moving[0].from);
    let [all, small, constant] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      const variance = Math.max(0, 1 / (inverses[i] * inverses[i]) - epsilon);
      const square = means === null ? 0 : means[i] * means[i];
      const isStill = variance < epsilon && variance <= STILL * square;
      // what is always 0 is left as it is
      if (means !== null && variance <= NOTHING * epsilon && square <= NOTHING * epsilon) continue;
      all++;
      if (variance < epsilon) small++;
      if (isStill && square > epsilon) constant++;
    }
    found.push({ layer, small: all === 0 ? 0 : small / all, constant: constant / count });
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
