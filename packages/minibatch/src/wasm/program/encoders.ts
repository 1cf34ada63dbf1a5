/**
 * How each kind of operation is encoded that the core's kernels have: a row for every kind. `wasm/operations.ts` lists
 * each one's operands; `more-encoders.ts` has the others.
 */
import type { ConvolutionOperation } from "../../plan/convolution.ts";
import type { NormalizationOperation } from "../../plan/normalization.ts";
import type { Operation, OperationKind, OperationOf } from "../../plan/operation.ts";
import type { PoolingOperation } from "../../plan/pooling-operation.ts";
import { areSame, sizeOf, type Tensor } from "../../plan/tensor.ts";
import { activationCodes, formulaCodes } from "./codes.ts";
import type { Encoding } from "./encoding.ts";
import { index, isEntries, readyEntries, runs, sparseRows } from "./entries.ts";
import { codeOf, finish, op } from "./opcodes.ts";

export type Encoders = { readonly [K in OperationKind]: (pen: Encoding, operation: OperationOf<K>) => void };

export type MoreKind =
  | "add"
  | "blend"
  | "constrain"
  | "element-loss"
  | "row-loss"
  | ConvolutionOperation["kind"]
  | NormalizationOperation["kind"]
  | PoolingOperation["kind"];

export const coreEncoders: Omit<Encoders, MoreKind> = {
  dense(pen, operation) {
    const { x, w, b, y } = operation;
    const { words, B } = pen;
    const [I, O] = [sizeOf(x), sizeOf(y)];
    // ReLU in place is part of the product
    const cuts = pen.takesOver((next) => next.kind === "activate" && isReluInPlace(next) && areSame(next.z, y));
    const isSparse = isEntries(pen, x);
    if (!isSparse && pen.goesToBlas(B, O, I)) {
      multiplyForward(pen, operation, cuts);
      return;
    }
    if (isSparse) readyEntries(pen, x, O);
    const byColumns = pen.goesByColumns(I, O);
    pen.share(byColumns ? "columns" : "rows");
    const operands = [pen.at(w), pen.at(b), pen.at(y)];
    const way = [cuts ? finish.relu : finish.keep, byColumns ? 1 : 0];
    if (isSparse) {
      const { panel } = pen.tiles;
      words.emit(op.sparseForward, ...sparseRows(pen, I), ...operands, B, O, ...way, panel, ...runs(pen, I));
    } else words.emit(op.denseForward, ...pen.moving(x), ...operands, B, I, O, ...way, ...pen.tiling());
  },

  "dense-backward"(pen, { dy, w, dx }) {
    const { words, B, memory } = pen;
    const [I, O] = [sizeOf(dx), sizeOf(dy)];
    if (pen.goesToBlas(B, I, O)) {
      const sizes = { M: B, N: I, K: O, lda: O, ldb: O, ldc: I };
      const a = { numbers: memory.floats(pen.at(dy), B * O), stride: 0 };
      const [b, c] = [memory.floats(pen.at(w), I * O), memory.floats(pen.at(dx), B * I)];
      words.multiply({ transposeA: false, transposeB: true, ...sizes, alpha: 1, a, b, beta: 0, c });
      pen.left("anew");
      return;
    }
    let mask = 0;
    // the mask of a ReLU in place is part of the product
    const isMasked = pen.takesOver((next) => {
      if (next.kind !== "activate-backward" || !isReluInPlace(next) || !areSame(next.dy, dx)) return false;
      mask = pen.at(next.y);
      return true;
    });
    const byColumns = pen.goesByColumns(I, O);
    pen.share(byColumns ? "columns" : "rows");
    const way = [isMasked ? finish.mask : finish.keep, mask, byColumns ? 1 : 0];
    words.emit(op.backwardInput, pen.at(dy), pen.at(w), pen.at(dx), B, I, O, ...way, ...pen.tiling());
  },

  "dense-gradient"(pen, { x, dy, dw }) {
    const { words, B, memory } = pen;
    const [I, O] = [sizeOf(x), sizeOf(dy)];
    const { into, descends } = goalOf(pen, dw);
    const end = descends ? finish.descend : finish.keep;
    if (isEntries(pen, x)) {
      readyEntries(pen, x, O);
      pen.share("gradients");
      words.emit(op.sparseGradient, ...index(pen, I), pen.at(dy), into, ...pen.rate, B, I, O, end, pen.tiles.panel);
    } else if (pen.goesToBlas(I, O, B)) {
      pen.share("gradients");
      const sizes = { M: I, N: O, K: B, lda: I, ldb: O, ldc: O };
      const a = { numbers: numbersFrom(pen, x), stride: pen.strideOf(x) };
      const [b, c] = [memory.floats(pen.at(dy), B * O), memory.floats(into, I * O)];
      const goal = { alpha: descends ? { descend: memory.buffers.rates } : 1, beta: descends ? 1 : 0 } as const;
      words.multiply({ transposeA: true, transposeB: false, ...sizes, ...goal, a, b, c });
    } else {
      pen.share("gradients");
      words.emit(op.denseGradient, ...pen.moving(x), pen.at(dy), into, ...pen.rate, B, I, O, end, ...pen.tiling());
    }
  },

  "column-sums"(pen, { dy, db }) {
    const { into, descends } = goalOf(pen, db);
    pen.share("gradients");
    pen.words.emit(op.columnSums, pen.at(dy), into, ...pen.rate, pen.B, sizeOf(dy), descends ? 1 : 0);
  },

  activate(pen, { activation, parameter, z, y }) {
    if (activation === "linear") {
      if (areSame(z, y)) return;
      const [B, O, byElements] = shareOf(pen, z);
      pen.words.emit(op.copy, pen.at(z), pen.at(y), B, O, byElements);
      return;
    }
    const code = codeOf("activation", activationCodes, activation);
    const [B, O, byElements] = shareOf(pen, z);
    pen.words.emit(op.activate, code, pen.words.float(parameter), pen.at(z), pen.at(y), B, O, byElements);
  },

  "activate-backward"(pen, { activation, parameter, z, y, dy }) {
    if (activation === "linear") return;
    const code = codeOf("activation", activationCodes, activation);
    const buffers = [pen.at(z), pen.at(y), pen.at(dy)];
    const [B, O, byElements] = shareOf(pen, dy);
    pen.words.emit(op.activateBackward, code, pen.words.float(parameter), ...buffers, B, O, byElements);
  },

  multiply(pen, { x, m, y }) {
    const isRows = y.extent === "row";
    pen.share(isRows ? "rows" : "elements");
    pen.words.emit(op.multiply, pen.at(x), pen.at(m), pen.at(y), isRows ? pen.B : 1, sizeOf(y));
  },

  "softmax-cross-entropy"(pen, { y, targets, prediction, dy, loss }) {
    const { B, words } = pen;
    const sums = losses(pen, loss, B, B);
    pen.beforeFlag();
    pen.share("rows");
    const isSoft = targets.type === "int" ? 0 : 1;
    const buffers = [pen.at(y), ...pen.moving(targets), pen.at(prediction), pen.at(dy), ...sums];
    words.emit(op.softmax, isSoft, ...buffers, B, sizeOf(y));
  },

  "sigmoid-binary-cross-entropy": (pen, operation) => elementLoss(pen, operation, 0),
  "mean-squared-error": (pen, operation) => elementLoss(pen, operation, 1),

  penalty(pen, { w, dw, l1, l2, sums }) {
    const { words } = pen;
    pen.beforeFlag();
    pen.share("elements");
    const factors = [words.float(l1), words.float(l2)];
    words.emit(op.penalty, pen.at(dw), pen.at(w), ...factors, ...pen.moving(sums), sizeOf(w));
  },

  "sum-of-squares"(pen, { x, sum }) {
    pen.share("elements");
    pen.words.emit(op.sumOfSquares, pen.at(x), numbersOf(pen, x), ...pen.moving(sum));
  },

  "check-finite"(pen, { x }) {
    pen.beforeFlag();
    pen.share("elements");
    pen.words.emit(op.checkFinite, pen.at(x), numbersOf(pen, x));
  },

  "stop-unless-finite": (pen) => pen.stop(),

  "clip-norm"(pen, { g, limit, slack }) {
    const { words } = pen;
    pen.share("elements");
    words.emit(op.clipNorm, pen.at(g), numbersOf(pen, g), ...words.double(limit), ...words.double(slack));
  },

  "clip-value"(pen, { g, limit }) {
    pen.share("elements");
    pen.words.emit(op.clipValue, pen.at(g), pen.words.float(limit), numbersOf(pen, g));
  },

  "add-scaled"(pen, { x, to, factor }) {
    pen.share("elements");
    pen.words.emit(op.addScaled, pen.at(to), pen.at(x), ...pen.moving(factor), numbersOf(pen, to));
  },

  update(pen, operation) {
    // the products have already made it
    if (operation === pen.descent?.update) return;
    const { formula, p, g, slots, coefficients } = operation;
    const code = codeOf("formula", formulaCodes, formula.name);
    pen.share("elements");
    pen.words.emit(
      ...[op.update, code, pen.at(p), pen.at(g), ...pen.moving(coefficients), numbersOf(pen, p)],
      ...[slots.length, ...slots.map((slot) => pen.at(slot))],
    );
  },

  "scaled-step"(pen, { p, g, rate }) {
    pen.share("elements");
    pen.words.emit(op.scaledStep, pen.at(p), pen.at(g), ...pen.moving(rate), numbersOf(pen, p));
  },
};

/** Writes an operation. Throws Error for a kind that has no row in the table. */
export function encodeOperation(encoders: Partial<Encoders>, pen: Encoding, operation: Operation): void {
  const encode = Object.hasOwn(encoders, operation.kind) ? encoders[operation.kind] : undefined;
  if (encode === undefined) {
    throw new Error(`Cannot compile the operation ${operation.kind}: these kernels do not have it`);
  }
  encode(pen, operation as never);
}

export function isReluInPlace({ activation, z, y }: OperationOf<"activate" | "activate-backward">): boolean {
  return activation === "relu" && areSame(z, y);
}

/** By BLAS: the biases, and ReLU, are added afterwards. */
function multiplyForward(pen: Encoding, { x, w, b, y }: OperationOf<"dense">, cuts: boolean): void {
  const { words, B, memory } = pen;
  const [I, O] = [sizeOf(x), sizeOf(y)];
  const sizes = { M: B, N: O, K: I, lda: I, ldb: O, ldc: O };
  const a = { numbers: numbersFrom(pen, x), stride: pen.strideOf(x) };
  const [weights, c] = [memory.floats(pen.at(w), I * O), memory.floats(pen.at(y), B * O)];
  words.multiply({ transposeA: false, transposeB: false, ...sizes, alpha: 1, a, b: weights, beta: 0, c });
  words.emit(op.addBiases, pen.at(y), pen.at(b), B, O, cuts ? 1 : 0);
  pen.left("rows");
}

/** All rows of a tensor that may move with the step. */
function numbersFrom(pen: Encoding, x: Tensor): Float32Array {
  const { memory, B } = pen;
  return memory.floats(memory.at(x), sizeOf(x) * Math.max(B, memory.rowsOf(x)));
}

/** Where a gradient is written: to its own place, or, times the negative rate, onto the parameters. */
function goalOf(pen: Encoding, gradient: Tensor): { into: number; descends: boolean } {
  const { descent } = pen;
  const descends = descent?.gradients.has(gradient.name) === true;
  return { into: pen.at(gradient) + (descends ? (descent?.toParameters ?? 0) : 0), descends };
}

function elementLoss(
  pen: Encoding,
  { y, targets, prediction, dy, loss }: OperationOf<"mean-squared-error" | "sigmoid-binary-cross-entropy">,
  isSquared: 0 | 1,
): void {
  const { words } = pen;
  const N = pen.B * sizeOf(y);
  const sums = losses(pen, loss, Math.ceil(N / 4), N);
  pen.beforeFlag();
  pen.share("elements");
  const buffers = [pen.at(y), ...pen.moving(targets), pen.at(prediction), pen.at(dy), ...sums];
  words.emit(op.elementLoss, isSquared, ...buffers, N, words.float(1 / N));
}

/** Where the partial sums of a loss go; the executor adds them up after the run. */
export function losses(pen: Encoding, loss: Tensor, parts: number, count: number): [number, number] {
  if (pen.loss !== null) throw new Error("Cannot compile operations with two losses: these kernels have room for one");
  pen.loss = { loss, parts, count };
  return [pen.memory.buffers.losses.byteOffset, 8 * parts];
}

/** Rows, numbers of each, and whether they are shared out by elements. */
export function shareOf(pen: Encoding, tensor: Tensor): [number, number, 0 | 1] {
  if (tensor.extent === "row") return [pen.B, sizeOf(tensor), pen.shareElements()];
  pen.share("elements");
  return [1, sizeOf(tensor), 1];
}

/** How many numbers of a tensor a pass over it sees. */
function numbersOf(pen: Encoding, tensor: Tensor): number {
  return sizeOf(tensor) * (tensor.extent === "row" ? pen.B : 1);
}
