/**
 * What the engine asks of the machine: bulk operations over buffers, each a pure function of its
 * inputs that overwrites its outputs. Two sets implement it: `reference/` (plain TypeScript, the
 * specification, float32 or float64) and `wasm` (SIMD). An operation is split over outputs only,
 * never over a sum, so an implementation may use any number of threads and give the same bits.
 *
 * A call runs on the caller's thread. Kernels that have `programs` run many whole steps in one call, on as many threads as
 * were enlisted: see step-plan.ts.
 *
 * Shape letters: B batch rows, I inputs, O outputs, C classes, N elements. All row-major.
 * Buffers come from `floats` and `ints` of the same kernels; a WASM set accepts no others.
 */
import type { ActivationKind } from "../activations/activations.ts";
import type { FloatArray, Precision } from "../math/float-array.ts";
import type { BlasChoice } from "../plan/blas.ts";
import type { Numerics } from "../plan/executor.ts";
import type { ThreadHost } from "../plan/thread-host.ts";
import type { UpdateFormula } from "../plan/update-formula.ts";
import type { Programs } from "./step-plan.ts";

export type { ActivationKind, FloatArray, Numerics, Precision, UpdateFormula };

/** A batch of rows held as their non-zero entries (CSR). `offsets[r] .. offsets[r+1]` are row r's. */
export interface SparseRows {
  /** [nonZeroCount] values */
  readonly values: FloatArray;
  /** [nonZeroCount] column of each value, ascending within a row */
  readonly columns: Int32Array;
  /** [B + 1] */
  readonly offsets: Int32Array;
}

/** One set of operations over an arena of its own; see the head of this file. */
export interface Kernels {
  /** e.g. "reference-float64", "wasm-relaxed", "wasm-strict" */
  readonly name: string;
  readonly precision: Precision;
  readonly numerics: Numerics;

  /** whole steps in one call; null on kernels that have none */
  readonly programs: Programs | null;

  /** A zeroed buffer of the arena; throws RangeError when the arena, sized at creation, is full. */
  floats(count: number): FloatArray;
  ints(count: number): Int32Array;
  /** Frees the arena; every buffer is unusable afterwards. */
  dispose(): void;

  /** y_BO = x_BI w_IO + b_O */
  denseForward(x: FloatArray, w: FloatArray, b: FloatArray, y: FloatArray, B: number, I: number, O: number): void;
  /** dx_BI = dy_BO w_IO^T */
  denseBackwardInput(dy: FloatArray, w: FloatArray, dx: FloatArray, B: number, I: number, O: number): void;
  /** dw_IO = x_BI^T dy_BO, db_O = column sums of dy_BO */
  denseBackwardWeights(
    x: FloatArray,
    dy: FloatArray,
    dw: FloatArray,
    db: FloatArray,
    B: number,
    I: number,
    O: number,
  ): void;
  /** As denseForward, x given as its non-zero entries */
  sparseForward(x: SparseRows, w: FloatArray, b: FloatArray, y: FloatArray, B: number, I: number, O: number): void;
  /** As denseBackwardWeights, x given as its non-zero entries */
  sparseBackwardWeights(
    x: SparseRows,
    dy: FloatArray,
    dw: FloatArray,
    db: FloatArray,
    B: number,
    I: number,
    O: number,
  ): void;

  /** y_N = f(z_N); y may be z */
  activationForward(kind: ActivationKind, parameter: number, z: FloatArray, y: FloatArray, N: number): void;
  /** dz_N = dy_N f'(z_N), given y_N = f(z_N); dz may be dy */
  activationBackward(
    kind: ActivationKind,
    parameter: number,
    z: FloatArray,
    y: FloatArray,
    dy: FloatArray,
    dz: FloatArray,
    N: number,
  ): void;
  /** y_N = x_N m_N; y may be x */
  multiply(x: FloatArray, m: FloatArray, y: FloatArray, N: number): void;

  /**
   * prediction_BC = softmax(logits_BC), dlogits_BC = (prediction - onehot(labels_B)) / B.
   * Returns the sum over the batch of -log prediction[label], from logits by log-sum-exp.
   */
  softmaxCrossEntropy(
    logits: FloatArray,
    labels: Int32Array,
    prediction: FloatArray,
    dlogits: FloatArray,
    B: number,
    C: number,
  ): number;
  /** The same with a target distribution per row: -sum_c t log p; dlogits = (p sum_c t - t) / B. */
  softmaxCrossEntropySoft(
    logits: FloatArray,
    targets: FloatArray,
    prediction: FloatArray,
    dlogits: FloatArray,
    B: number,
    C: number,
  ): number;
  /** prediction = sigmoid(logits), dlogits = (prediction - t) scale; returns sum of -t log p - (1-t) log(1-p). */
  sigmoidBinaryCrossEntropy(
    logits: FloatArray,
    targets: FloatArray,
    prediction: FloatArray,
    dlogits: FloatArray,
    N: number,
    scale: number,
  ): number;
  /** dy = 2 (y - t) scale; returns sum of (y - t)^2. */
  meanSquaredError(y: FloatArray, targets: FloatArray, dy: FloatArray, N: number, scale: number): number;

  /** Sum of squares, accumulated in float64. */
  sumOfSquares(x: FloatArray, N: number): number;
  /** Sum of absolute values, accumulated in float64. */
  sumOfMagnitudes(x: FloatArray, N: number): number;
  /** x = x c */
  scale(x: FloatArray, c: number, N: number): void;
  /** x = min(max(x, -limit), limit) */
  clip(x: FloatArray, limit: number, N: number): void;
  /** g += l1 sign(w) + 2 l2 w, the gradient of l1 |w| + l2 w^2 */
  addPenaltyGradient(g: FloatArray, w: FloatArray, l1: number, l2: number, N: number): void;
  /** g += c w */
  addScaled(g: FloatArray, w: FloatArray, c: number, N: number): void;

  /** One elementwise optimizer update of p_N from g_N, as `formula.apply` states it. */
  update(
    formula: UpdateFormula,
    p: FloatArray,
    g: FloatArray,
    slots: readonly FloatArray[],
    coefficients: Float64Array,
    N: number,
  ): void;
}

/** How much memory a trainer will need, known when the model is built. */
export interface ArenaSize {
  readonly floats: number;
  readonly ints: number;
  /** the largest of `Backend.scratchBytes` over the model's layers */
  readonly scratchBytes: number;
  /** into how many buffers it will be cut at most, for each is rounded up to where the next may begin; default 1024 */
  readonly buffers?: number;
}

/** A dense layer as the kernels see it: batch rows B, inputs I, outputs O, input given sparse or not. */
export interface LayerShape {
  readonly B: number;
  readonly I: number;
  readonly O: number;
  readonly sparse: boolean;
}

/** Makes kernels, each with an arena of its own. Compiled once, shared by every trainer. */
export interface Backend {
  readonly name: string;
  readonly precision: Precision;
  readonly numerics: Numerics;
  /** whether its kernels have `programs` */
  readonly runsPrograms: boolean;
  /** Working memory its operations need for such a layer. */
  scratchBytes(layer: LayerShape): number;
  create(size: ArenaSize): Kernels;
  /** The same kernels, their programs on up to as many threads as the host has; itself where there are no programs. */
  withThreads(host: ThreadHost): Backend;
  /** The same kernels with products by a BLAS, or null where it may not be: in strict numerics, on the reference kernels. */
  withBlas(choice: BlasChoice): Backend | null;
}
