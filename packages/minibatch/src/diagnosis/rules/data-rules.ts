/** What is wrong with the numbers that are trained on. */
import type { Advice, ChangeValue, Finding } from "../finding.ts";
import { kindOf, placeLayers } from "../placed-layers.ts";
import type { Symptoms } from "../symptoms.ts";

/**
 * Initial weights are made for inputs of about unit size. Ten times that makes sums ten times, and curvature a hundred
 * times, too large for them; a hundredth drowns in the biases.
 */
const LARGEST_SIZE = 10;
const LEAST_SIZE = 0.01;
/** A mean of ten standard deviations: what differs between rows is a tenth of what comes in. */
const LARGEST_OFFSET = 10;
/** One column speaks a hundred times as loud as another. */
const LARGEST_SPREAD = 100;

export function unscaledInputs(symptoms: Symptoms): Finding | null {
  const { data, model } = symptoms.evidence;
  // it scales them itself
  if (/normalization|^(?:batch|layer|group|rms)-norm/.test(placeLayers(model)[0].spec.kind)) return null;
  const columns = data.columns.filter(({ deviation }) => deviation > 0);
  if (columns.length === 0) return null;
  const most = (of: (column: (typeof columns)[number]) => number): number =>
    columns.reduce((largest, column) => Math.max(largest, of(column)), 0);
  const largest = most(({ size }) => size);
  const offset = most(({ mean, deviation, isBinary }) => (isBinary ? 0 : Math.abs(mean) / deviation));
  // of columns that are seldom 0, as pixels at the border are not
  const dense = columns.filter(({ filled, isBinary }) => filled > 0.5 && !isBinary).map(({ deviation }) => deviation);
  const spread = dense.length < 2 ? 1 : Math.max(...dense) / Math.min(...dense);
  const isFar = largest > LARGEST_SIZE || largest < LEAST_SIZE;
  if (!isFar && offset <= LARGEST_OFFSET && spread <= LARGEST_SPREAD) return null;
  return {
    kind: "unscaled-inputs",
    layer: null,
    epoch: 0,
    says: isFar
      ? `The inputs are not scaled: they are as large as ${show(largest)}, and initial weights are made for inputs ` +
        "near 1."
      : offset > LARGEST_OFFSET
        ? `The inputs are not centred: the mean of one is ${show(offset)} times its standard deviation.`
        : `The inputs are not scaled alike: one varies ${show(spread)} times as much as another.`,
    because: { largestInput: largest, meanOverDeviation: offset, largestOverLeastDeviation: spread },
    advices: adviseScale(symptoms, dense),
  };
}

/** Epsilon over a usual variance: a tenth of the usual spread is brought to size 1, constant columns are not. */
const RELATIVE_EPSILON = 0.01;

/** A normalization within the network serves rows of any origin, those of named sets too; steps are for files. */
function adviseScale({ evidence }: Symptoms, deviations: readonly number[]): readonly Advice[] {
  const { model, data, training } = evidence;
  const { rows, batchSize } = training;
  const steps: Advice = {
    says: "Standardize the inputs by the rows that are trained on; for a file, preprocessing does.",
    change: { preprocessing: "auto" },
  };
  // a batch of one row has no spread
  if (batchSize === 1 || rows % batchSize === 1) return [steps];
  const known = deviations.length > 0 ? deviations : data.columns.flatMap(({ deviation }) => deviation || []);
  const spreads = known.toSorted((a, b) => a - b);
  const isUneven = spreads[spreads.length - 1] > LARGEST_SPREAD * spreads[0];
  const spread = isUneven ? spreads[0] : spreads[Math.floor(spreads.length / 2)];
  const epsilon = Number((RELATIVE_EPSILON * spread * spread).toPrecision(1));
  const layers = model.layers as unknown as readonly { readonly name: string }[];
  const names = new Set(layers.map(({ name }) => name));
  let name = "scaled";
  while (names.has(name)) name += "-inputs";
  // few steps may be all there are for its moving statistics
  const first = { kind: "batch-norm", name, momentum: 0.9, epsilon };
  return [
    {
      says: "Begin with a batch normalization, which scales the inputs in the network.",
      change: { "model.layers": [first, ...layers] as unknown as ChangeValue },
    },
    steps,
  ];
}

export function unscaledTargets(symptoms: Symptoms): Finding | null {
  const { model, data } = symptoms.evidence;
  const kind: string = kindOf(model.loss);
  if (!/squared|absolute|huber|quantile/.test(kind)) return null;
  const size = data.targets.reduce(
    (most, { mean, deviation }) => Math.max(most, Math.sqrt(mean * mean + deviation * deviation)),
    0,
  );
  const isFar = size > LARGEST_SIZE || (size > 0 && size < LEAST_SIZE);
  // a network may get there all the same
  if (!isFar || !symptoms.isLeft(0.1)) return null;
  return {
    kind: "unscaled-targets",
    layer: null,
    epoch: 0,
    says: `The targets are not scaled: they are as large as ${show(size)}, and a new network's outputs are near 1.`,
    because: { largestTarget: size },
    advices: [
      {
        says: "Standardize the targets; answers are put back into their unit.",
        change: { preprocessing: ["standardize", { kind: "standardize", columns: "target" }] },
      },
    ],
  };
}

/** Means three standard deviations apart, spreads ten times as wide, or half of the rows of other classes. */
export function splitsDiffer({ evidence: { data, validation, model } }: Symptoms): Finding | null {
  if (validation === null) return null;
  let [apart, wider] = [0, 1];
  for (const [j, { mean, deviation, filled, isBinary }] of data.columns.entries()) {
    const other = validation.columns[j];
    // what is seldom may be missing in a small split
    if (isBinary || filled < 0.5 || deviation === 0 || other.deviation === 0) continue;
    apart = Math.max(apart, Math.abs(other.mean - mean) / Math.max(deviation, other.deviation));
    wider = Math.max(wider, other.deviation / deviation, deviation / other.deviation);
  }
  const isShared = /softmax/.test(kindOf(model.loss));
  const moved = isShared
    ? data.targets.reduce((sum, { mean }, j) => sum + Math.abs(mean - validation.targets[j].mean), 0) / 2
    : 0;
  if (apart <= 3 && wider <= 10 && moved <= 0.5) return null;
  return {
    kind: "splits-differ",
    layer: null,
    epoch: 0,
    says:
      moved > 0.5
        ? `The splits differ: ${show(100 * moved)}% of the rows would have to change their class to be alike.`
        : `The splits differ: an input's mean is ${show(apart)} standard deviations off, or varies ${show(wider)}-fold.`,
    because: { meansApart: apart, deviationRatio: wider, classesMoved: moved },
    advices: [{ says: "Split rows at random, and prepare both splits by the same figures.", change: {} }],
  };
}

/** Rows in the order of their classes, and never another: each batch teaches one class and forgets the others. */
export function unshuffledRows({ evidence }: Symptoms): Finding | null {
  const { training, data } = evidence;
  if (training.shuffle || data.sameAsNext === null || training.batchSize >= training.rows) return null;
  const expected = data.targets.reduce((sum, { mean }) => sum + mean * mean, 0);
  // half of what is left between chance and a sorted file
  if (data.sameAsNext <= (1 + expected) / 2) return null;
  return {
    kind: "unshuffled-rows",
    layer: null,
    epoch: 0,
    says: "The rows come class by class and are not shuffled: a batch has rows of one class.",
    because: { sameClassAsNext: data.sameAsNext, byChance: expected },
    advices: [{ says: "Shuffle the rows in each epoch.", change: { "training.shuffle": true } }],
  };
}

export function show(value: number): string {
  return String(Number(value.toPrecision(2)));
}
