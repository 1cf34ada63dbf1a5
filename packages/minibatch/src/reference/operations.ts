/** Every operation by kind: from its tensors to the function that is its formula. */
import type { LossOperands, Operation, OperationKind, OperationOf } from "../plan/operation.ts";
import { channelsOf, sizeOf, type Tensor } from "../plan/tensor.ts";
import { multiplyChannels, slopeBelowZero, slopeBelowZeroBackward, slopeBelowZeroGradient } from "./channels.ts";
import { conv2d, conv2dBackward, conv2dGradient } from "./convolution.ts";
import {
  columnSums,
  dense,
  denseBackward,
  denseGradient,
  denseGradientOfEntries,
  denseOfEntries,
  type Entries,
} from "./dense.ts";
import {
  activate,
  activateBackward,
  add,
  addPenaltyGradient,
  addScaled,
  clipNorm,
  clipValue,
  multiply,
  sumOfMagnitudes,
  sumOfSquares,
} from "./elementwise.ts";
import { blend, constrain } from "./habits.ts";
import {
  elementLoss,
  meanSquaredError,
  rowLoss,
  sigmoidBinaryCrossEntropy,
  softmaxOfLabels,
  softmaxOfShares,
} from "./losses.ts";
import type { Views } from "./memory.ts";
import { normalizationRuns } from "./normalization-operations.ts";
import { averagePool, averagePoolBackward, maxPool, maxPoolBackward } from "./pooling.ts";
import { scaledStep, update } from "./update.ts";

/** A program while it runs. */
export interface Work {
  readonly at: Views;
  /** the entries of this tensor's batch, where it is fed as such */
  entriesOf(x: Tensor): Entries | null;
  /** raised by a number that is not finite */
  flag: boolean;
  /** set by a stop that found the flag raised: the run ends there */
  isStopped: boolean;
}

export function perform(operation: Operation, work: Work): void {
  const run = runs[operation.kind] as (operation: Operation, work: Work) => void;
  run(operation, work);
}

/** Whether an operation of this kind takes entries for the tensor that it calls x. */
export function takesEntries({ kind }: Operation): boolean {
  return kind === "dense" || kind === "dense-gradient";
}

type Runs = { readonly [K in OperationKind]: (operation: OperationOf<K>, work: Work) => void };

const runs: Runs = {
  dense({ x, w, b, y }, { at, entriesOf }) {
    const entries = entriesOf(x);
    if (entries === null) dense(at.floats(x), at.floats(w), at.floats(b), at.floats(y), sizeOf(x), sizeOf(y));
    else denseOfEntries(entries, at.floats(w), at.floats(b), at.floats(y), sizeOf(y));
  },

  "dense-backward"({ dy, w, dx }, { at }) {
    denseBackward(at.floats(dy), at.floats(w), at.floats(dx), sizeOf(dx), sizeOf(dy));
  },

  "dense-gradient"({ x, dy, dw }, { at, entriesOf }) {
    const entries = entriesOf(x);
    if (entries === null) denseGradient(at.floats(x), at.floats(dy), at.floats(dw), sizeOf(x), sizeOf(dy));
    else denseGradientOfEntries(entries, at.floats(dy), at.floats(dw), sizeOf(dy));
  },

  "column-sums"({ dy, db }, { at }) {
    columnSums(at.floats(dy), at.floats(db));
  },

  activate({ activation, parameter, z, y }, { at }) {
    activate(activation, parameter, at.floats(z), at.floats(y));
  },

  "activate-backward"({ activation, parameter, z, y, dy }, { at }) {
    activateBackward(activation, parameter, at.floats(z), at.floats(y), at.floats(dy));
  },

  add({ a, b, y }, { at }) {
    add(at.floats(a), at.floats(b), at.floats(y));
  },

  multiply({ x, m, y }, { at }) {
    multiply(at.floats(x), at.floats(m), at.floats(y));
  },

  "max-pool"({ x, y, places, windows }, { at }) {
    maxPool(at.floats(x), at.floats(y), places && at.ints(places), channelsOf(y), windows);
  },

  "max-pool-backward"({ dy, places, dx, windows }, { at }) {
    maxPoolBackward(at.floats(dy), at.ints(places), at.floats(dx), channelsOf(dy), windows);
  },

  "average-pool"({ x, y, windows }, { at }) {
    averagePool(at.floats(x), at.floats(y), channelsOf(y), windows);
  },

  "average-pool-backward"({ dy, dx, windows }, { at }) {
    averagePoolBackward(at.floats(dy), at.floats(dx), channelsOf(dy), windows);
  },

  "slope-below-zero"({ x, a, y }, { at }) {
    slopeBelowZero(at.floats(x), at.floats(a), at.floats(y));
  },

  "slope-below-zero-backward"({ x, a, dy, dx }, { at }) {
    slopeBelowZeroBackward(at.floats(x), at.floats(a), at.floats(dy), at.floats(dx));
  },

  "slope-below-zero-gradient"({ x, dy, da }, { at }) {
    slopeBelowZeroGradient(at.floats(x), at.floats(dy), at.floats(da));
  },

  "multiply-channels"({ x, m, y }, { at }) {
    multiplyChannels(at.floats(x), at.floats(m), at.floats(y), sizeOf(y), sizeOf(m));
  },

  conv2d({ x, w, b, y, window }, { at }) {
    const biases = b === null ? null : at.floats(b);
    conv2d(at.floats(x), at.floats(w), biases, at.floats(y), w.shape, window);
  },

  "conv2d-backward"({ dy, w, dx, window }, { at }) {
    conv2dBackward(at.floats(dy), at.floats(w), at.floats(dx), w.shape, window);
  },

  "conv2d-gradient"({ x, dy, dw, window }, { at }) {
    conv2dGradient(at.floats(x), at.floats(dy), at.floats(dw), dw.shape, window);
  },

  "channel-sums"({ dy, db }, { at }) {
    columnSums(at.floats(dy), at.floats(db));
  },

  "softmax-cross-entropy"(operands, work) {
    const { y, targets, prediction, dy } = operands;
    const { at } = work;
    const outputs = [at.floats(prediction), at.floats(dy), sizeOf(y)] as const;
    const loss =
      targets.type === "int"
        ? softmaxOfLabels(at.floats(y), at.ints(targets), ...outputs)
        : softmaxOfShares(at.floats(y), at.floats(targets), ...outputs);
    setLoss(operands, loss, work);
  },

  "sigmoid-binary-cross-entropy"(operands, work) {
    const { y, targets, prediction, dy } = operands;
    const { at } = work;
    const loss = sigmoidBinaryCrossEntropy(at.floats(y), at.floats(targets), at.floats(prediction), at.floats(dy));
    setLoss(operands, loss, work);
  },

  "mean-squared-error"(operands, work) {
    const { y, targets, prediction, dy } = operands;
    const { at } = work;
    const loss = meanSquaredError(at.floats(y), at.floats(targets), at.floats(prediction), at.floats(dy));
    setLoss(operands, loss, work);
  },

  "element-loss"(operation, work) {
    const { y, targets, prediction, dy, weights } = operation;
    const { at } = work;
    const arrays = { y: at.floats(y), prediction: at.floats(prediction), dy: at.floats(dy), O: sizeOf(y) };
    const given = { ...arrays, weights: weights && at.floats(weights) };
    setLoss(operation, elementLoss(operation, at.floats(targets), given), work);
  },

  "row-loss"(operation, work) {
    const { y, targets, prediction, dy, weights } = operation;
    const { at } = work;
    const arrays = { y: at.floats(y), prediction: at.floats(prediction), dy: at.floats(dy), O: sizeOf(y) };
    const given = { ...arrays, weights: weights && at.floats(weights) };
    const wanted = targets.type === "int" ? at.ints(targets) : at.floats(targets);
    setLoss(operation, rowLoss(operation, wanted, given), work);
  },

  penalty({ w, dw, l1, l2, sums }, work) {
    const weights = work.at.floats(w);
    addPenaltyGradient(weights, l1, l2, work.at.floats(dw));
    const magnitudes = l1 === 0 ? 0 : sumOfMagnitudes(weights);
    const squares = l2 === 0 ? 0 : sumOfSquares(weights);
    work.at.doubles(sums).set([magnitudes, squares]);
    raiseUnlessFinite(l1 * magnitudes + l2 * squares, work);
  },

  "sum-of-squares"({ x, sum }, { at }) {
    at.doubles(sum)[0] = sumOfSquares(at.floats(x));
  },

  "check-finite"({ x }, work) {
    raiseUnlessFinite(sumOfSquares(work.at.floats(x)), work);
  },

  "stop-unless-finite"(_, work) {
    work.isStopped = work.flag;
  },

  "clip-norm"({ g, limit, slack }, { at }) {
    clipNorm(at.floats(g), limit, slack);
  },

  "clip-value"({ g, limit }, { at }) {
    clipValue(at.floats(g), limit);
  },

  "add-scaled"({ x, to, factor }, { at }) {
    addScaled(at.floats(x), at.doubles(factor)[0], at.floats(to));
  },

  update({ formula, p, g, slots, coefficients }, { at }) {
    const state = slots.map((slot) => at.floats(slot));
    update(formula, at.floats(p), at.floats(g), state, at.doubles(coefficients));
  },

  "scaled-step"({ p, g, rate }, { at }) {
    scaledStep(at.floats(p), at.floats(g), at.doubles(rate)[0]);
  },

  blend({ x, to, share }, { at }) {
    blend(at.floats(x), at.doubles(share)[0], at.floats(to));
  },

  constrain({ w, constraint, limit }, { at }) {
    constrain(constraint, limit, at.floats(w), w.shape.at(-1) as number);
  },

  ...normalizationRuns,
};

function setLoss({ loss }: LossOperands, mean: number, work: Work): void {
  work.at.doubles(loss)[0] = mean;
  raiseUnlessFinite(mean, work);
}

function raiseUnlessFinite(x: number, work: Work): void {
  if (!Number.isFinite(x)) work.flag = true;
}
