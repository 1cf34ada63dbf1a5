/**
 * Problem 1, numerically: the derivative of softmax with cross-entropy by the logits z is a - y, where a = softmax(z)
 * is the prediction and y the label's distribution.
 */
import { type Backend, createStream, type FloatArray, type Operation, type Stream, type Tensor } from "minibatch";

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

/** The backend's precision is float64. */
export async function verifyErrorVector(backend: Backend, seed: number): Promise<ErrorVectorFigures> {
  const stream = createStream(seed, "data");
  let maxAbsError = 0;
  let cases = 0;
  for (const classes of CLASS_COUNTS) {
    const { check, dispose } = prepareCheck(backend, classes);
    for (const logits of drawLogits(stream, classes)) {
      for (const label of drawLabels(stream, classes)) {
        maxAbsError = Math.max(maxAbsError, await check(logits, label));
        cases++;
      }
    }
    dispose();
  }
  return { maxAbsError, cases };
}

/** A class, or a distribution over the classes. */
type Label = number | readonly number[];

interface Check {
  /** Largest error of one case. NaN anywhere gives NaN, which no limit lets through. */
  check(logits: readonly number[], label: Label): Promise<number>;
  dispose(): void;
}

/** One row of logits, and the loss as an executor runs it. */
function prepareCheck(backend: Backend, classes: number): Check {
  const ofClasses = (name: string, role: Tensor["role"]): Tensor => ({
    ...{ name, role, type: "float", shape: [classes], extent: "row" },
  });
  const y = ofClasses("logits", "activation");
  const targets = ofClasses("targets", "target");
  const prediction = ofClasses("prediction", "activation");
  const dy = ofClasses("gradient", "activation");
  const hard: Tensor = { name: "label", role: "target", type: "int", shape: [], extent: "row" };
  const loss: Tensor = { name: "loss", role: "figure", type: "double", shape: [], extent: "step" };
  const executor = backend.open({ tensors: [y, targets, prediction, dy, hard, loss], capacity: 1 });
  const toLabel: readonly Operation[] = [{ kind: "softmax-cross-entropy", y, targets: hard, prediction, dy, loss }];
  const toShares: readonly Operation[] = [{ kind: "softmax-cross-entropy", y, targets, prediction, dy, loss }];
  const read = async (tensor: Tensor): Promise<FloatArray> =>
    (await executor.read(tensor, 0, tensor === loss ? 1 : classes)) as FloatArray;
  return {
    async check(logits, label) {
      const isClass = typeof label === "number";
      if (isClass) await executor.write(hard, [label]);
      else await executor.write(targets, label);
      const program = executor.compile(isClass ? toLabel : toShares, 1, null);
      const lossOf = async (z: readonly number[]): Promise<number> => {
        await executor.write(y, z);
        await program.run(null, 1);
        return (await read(loss))[0]!;
      };
      await lossOf(logits);
      const [a, gradient] = [await read(prediction), await read(dy)];
      const expected = logits.map((_, c) => a[c]! - (isClass ? Number(c === label) : label[c]!));
      const errors = logits.map((_, c) => Math.abs(gradient[c]! - expected[c]!));
      for (const [c, logit] of logits.entries()) {
        const [high, low] = [logit + STEP, logit - STEP];
        const slope = ((await lossOf(logits.with(c, high))) - (await lossOf(logits.with(c, low)))) / (high - low);
        errors.push(Math.abs(slope - expected[c]!));
      }
      return Math.max(...errors);
    },
    dispose: () => executor.dispose(),
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
