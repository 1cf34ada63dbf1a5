/**
 * A step of a network, declared: what is computed from what, over which buffers. Kernels that have programs compile it
 * (program/encode.ts) and then run many steps in one call; the same step, call by call, is `Network.forward`, `runLoss`,
 * `backward` and the optimizer's `update`, to which a program's results are equal bit for bit.
 */

import type { Slices } from "../data/slices.ts";
import type { ThreadHost } from "../plan/thread-host.ts";
import type { ActivationKind, FloatArray, SparseRows, UpdateFormula } from "./kernels.ts";

/** A buffer that holds one batch's part for each of several steps, `stride` elements apart. */
export interface Staged<T> {
  readonly buffer: T;
  readonly stride: number;
}

/** Rows kept in the kernels' memory for as long as they are held; see `Programs.hold`. */
export interface HeldRows {
  /** byte offsets: where all of it begins, where the entries do, */
  readonly at: number;
  readonly entriesAt: number;
  /** and the [rows * segments + 1] offsets */
  readonly offsetsAt: number;
  /** runs of columns into which each row's entries are divided */
  readonly segments: number;
}

export type PlannedInput =
  | { readonly kind: "dense"; readonly x: Staged<FloatArray> }
  /** bytes, or numbers of the kernels' precision, that become entries on the way, each times `scale`: forward only */
  | { readonly kind: "raw"; readonly x: Staged<FloatArray | Uint8Array>; readonly scale: number }
  /** batch row r of a step is row `order[r]` of `rows` */
  | { readonly kind: "held"; readonly rows: HeldRows; readonly order: Staged<Int32Array> }
  /** the batch alone, offsets [B + 1]: one step at a time */
  | { readonly kind: "sparse"; readonly rows: SparseRows };

export interface PlannedDense {
  readonly kind: "dense";
  readonly inputs: number;
  readonly units: number;
  readonly activation: ActivationKind;
  readonly parameter: number;
  readonly weights: FloatArray;
  readonly biases: FloatArray;
  readonly weightGradient: FloatArray;
  readonly biasGradient: FloatArray;
  readonly z: FloatArray;
  readonly y: FloatArray;
  readonly dy: FloatArray;
  readonly l1: number;
  readonly l2: number;
}

export interface PlannedDropout {
  readonly kind: "dropout";
  readonly width: number;
  readonly mask: FloatArray;
  readonly y: FloatArray;
  readonly dy: FloatArray;
}

export type PlannedLayer = PlannedDense | PlannedDropout;

export interface PlannedLoss {
  readonly kind: "softmax-labels" | "softmax-soft" | "sigmoid" | "squared";
  readonly targets: Staged<FloatArray | Int32Array>;
  readonly prediction: FloatArray;
  /** per step `lossParts` float64 whose sum, first to last, is the batch's loss; two ints hold one */
  readonly losses: Staged<Int32Array>;
}

/** What an optimizer does to the flat arrays, in order. */
export type UpdatePass =
  | {
      readonly kind: "clip-norm";
      readonly offset: number;
      readonly length: number;
      readonly limit: number;
      readonly slack: number;
    }
  | { readonly kind: "clip-value"; readonly limit: number }
  /** target += factor x parameters; `factor` is a pure function of the step's rate */
  | { readonly kind: "add-parameters"; readonly to: "parameters" | "gradients"; factor(rate: number): number }
  /** of one variable: p -= rate r g, r = |p| / |g|, or 1 where either norm is 0 or no number; the rate follows the coefficients */
  | { readonly kind: "scaled-step"; readonly offset: number; readonly length: number }
  | { readonly kind: "rule"; readonly formula: UpdateFormula; readonly slots: readonly FloatArray[] };

export interface PlannedUpdate {
  readonly passes: readonly UpdatePass[];
  readonly parameters: FloatArray;
  readonly gradients: FloatArray;
  /** of the rule, and after them the step's rate, float64, for each step; two ints hold one */
  readonly coefficients: Staged<Int32Array>;
  /** the factor of each "add-parameters" pass, in order, for each step */
  readonly factors: Staged<FloatArray>;
  /** the first coefficient again, in the kernels' precision: plain SGD's rate */
  readonly rates: Staged<FloatArray>;
  /** for each step and each layer with a penalty, the sums of |w| and of w^2, float64 */
  readonly penalties: Staged<Int32Array>;
}

export interface StepPlan {
  readonly B: number;
  readonly input: PlannedInput;
  readonly layers: readonly PlannedLayer[];
  readonly loss: PlannedLoss;
  /** null: forward and loss alone, dropout off */
  readonly update: PlannedUpdate | null;
}

/** How many partial sums the loss of B rows of O outputs comes in: rows, or fours of elements. */
export function lossParts(kind: PlannedLoss["kind"], B: number, O: number): number {
  return kind === "softmax-labels" || kind === "softmax-soft" ? B : Math.ceil((B * O) / 4);
}

/** A compiled plan. */
export interface StepProgram {
  /** Runs it for the `steps` that are staged; returns how many were done: fewer when a number was not finite. */
  run(steps: number): number;
}

/** What kernels that can run many steps in one call offer. */
export interface Programs {
  compile(plan: StepPlan): StepProgram;
  /** Keeps rows in the arena's memory, for a layer of so many units, or null where it cannot grow; in slices. */
  hold(rows: RowsToHold | DenseRowsToHold, units: number): Slices<HeldRows | null>;
  release(rows: HeldRows): void;
  /** who can spawn threads, if anybody */
  readonly host: ThreadHost | null;
  /** on how many threads the programs run: at most as many as are enlisted */
  threads: number;
  /** how many there are */
  readonly enlisted: number;
  /** Starts what is missing of so many threads; the host may give fewer. */
  enlist(threads: number): Promise<void>;
}

/** Compressed rows as a data set has them. */
export interface RowsToHold {
  readonly rows: number;
  readonly features: number;
  readonly values: FloatArray;
  readonly columns: Uint16Array | Uint32Array;
  readonly offsets: Uint32Array;
}

/** Dense rows, of which only what is not 0 is held, times `scale`. */
export interface DenseRowsToHold {
  readonly rows: number;
  readonly features: number;
  readonly values: Float32Array | Uint8Array;
  readonly scale: number;
}
