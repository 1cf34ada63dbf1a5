/**
 * Problem 1, numerically: the derivative of softmax with cross-entropy by the logits z is a - y, where a = softmax(z)
 * is the prediction and y the label's distribution.
 */
import { type ArenaSize, createStream, type FloatArray, type Kernels, type Stream } from "minibatch";

export interface ErrorVectorFigures {
  /** largest |central difference - (a - y)| and |kernel's gradient - (a - y)| over all cases and classes */
  readonly maxAbsError: number;
  /** pairs of logits and labels */
  readonly cases: number;
}

const CLASS_COUNTS = [2, 3, 10];
/** logits are drawn from +-scale; at 1000 a softmax without the shift by the largest logit overflows */
const SCALES = [1, 10, 100, 1000];
const DRAWS = 5;
const SOFT_LABELS = 3;

/**
 * Step of the central difference (L(z + h) - L(z - h)) / 2h. Its own error is h^2/6 times a third derivative below .1,
 * under 2e-10; rounding a loss of 2000 adds at most about 2e-9.
 */
const STEP = 1e-4;

/** logits, target, prediction and gradient of the most classes; one label */
export const ERROR_VECTOR_ARENA: ArenaSize = { floats: 4 * Math.max(...CLASS_COUNTS), ints: 1, scratchBytes: 0 };

/** Kernels of float64, with an arena of `ERROR_VECTOR_ARENA`. */
export function verifyErrorVector(kernels: Kernels, seed: number): ErrorVectorFigures {
  const stream = createStream(seed, "data");
  const most = Math.max(...CLASS_COUNTS);
  const check = prepareCheck(kernels, most);
  let maxAbsError = 0;
  let cases = 0;
  for (const classes of CLASS_COUNTS) {
    for (const logits of drawLogits(stream, classes)) {
      for (const label of drawLabels(stream, classes)) {
        maxAbsError = Math.max(maxAbsError, check(logits, label));
        cases++;
      }
    }
  }
  return { maxAbsError, cases };
}

/** A class, or a distribution over the classes. */
type Label = number | readonly number[];

/** Largest error of one case. NaN anywhere gives NaN, which no limit lets through. */
function prepareCheck(kernels: Kernels, most: number): (logits: readonly number[], label: Label) => number {
  const [z, target, prediction, gradient] = [most, most, most, most].map((count) => kernels.floats(count)) as [
    FloatArray,
    FloatArray,
    FloatArray,
    FloatArray,
  ];
  const hard = kernels.ints(1);
  return (logits, label) => {
    const classes = logits.length;
    z.set(logits);
    if (typeof label === "number") hard[0] = label;
    else target.set(label);
    const loss = (): number =>
      typeof label === "number"
        ? kernels.softmaxCrossEntropy(z, hard, prediction, gradient, 1, classes)
        : kernels.softmaxCrossEntropySoft(z, target, prediction, gradient, 1, classes);
    loss();
    const expected = logits.map(
      (_, c) => prediction[c]! - (typeof label === "number" ? Number(c === label) : label[c]!),
    );
    const errors = logits.map((_, c) => Math.abs(gradient[c]! - expected[c]!));
    logits.forEach((logit, c) => {
      z[c] = logit + STEP;
      const high = { at: z[c]!, loss: loss() };
      z[c] = logit - STEP;
      const low = { at: z[c]!, loss: loss() };
      z[c] = logit;
      errors.push(Math.abs((high.loss - low.loss) / (high.at - low.at) - expected[c]!));
    });
    return Math.max(...errors);
  };
}

/** Random logits at every scale, all equal ones, and one far above or below the others. */
function drawLogits(stream: Stream, classes: number): number[][] {
  const random = SCALES.flatMap((scale) =>
    Array.from({ length: DRAWS }, () => Array.from({ length: classes }, () => scale * (2 * stream.nextFloat() - 1))),
  );
  const oneOff = (first: number, others: number) =>
    Array.from({ length: classes }, (_, c) => (c === 0 ? first : others));
  return [...random, oneOff(0, 0), oneOff(1000, 1000), oneOff(1000, -1000), oneOff(-1000, 1000)];
}

/** Every class, the even distribution, and random distributions. */
function drawLabels(stream: Stream, classes: number): Label[] {
  const soft = Array.from({ length: SOFT_LABELS }, () => {
    const shares = Array.from({ length: classes }, () => stream.nextFloat());
    const sum = shares.reduce((a, b) => a + b);
    return shares.map((share) => share / sum);
  });
  return [...Array.from({ length: classes }, (_, c) => c), new Array<number>(classes).fill(1 / classes), ...soft];
}
