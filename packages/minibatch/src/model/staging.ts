/** Where the batches of several steps are put before they run in one call, and where their losses come out. */
import type { FloatArray } from "../kernels/kernels.ts";
import type { Allocator } from "./allocator.ts";
import type { ModelSpec } from "./spec.ts";

/** Most steps of one call. */
export const MOST_STEPS = 64;
const MOST_FACTORS = 2;
/** an optimizer with more is refused when it is asked for them */
const MOST_COEFFICIENTS = 16;
const MOST_ROWS = 8192;
/** numbers a staged buffer may have, unless one batch has more: 2 MiB */
const MOST_NUMBERS = 2 ** 19;

export class Staging {
  /** rows of dense input, and rows of everything else */
  readonly denseRows: number;
  readonly rows: number;
  /** [denseRows, inputs] */
  readonly dense: FloatArray;
  /** [rows] which rows of a held data set */
  readonly order: Int32Array;
  /** [rows] */
  readonly labels: Int32Array;
  /** [rows, outputs] */
  readonly targets: FloatArray;
  /** float64 partial sums, two ints each */
  readonly losses: Int32Array;
  readonly coefficients: Int32Array;
  readonly factors: FloatArray;
  readonly rates: FloatArray;
  readonly penalties: Int32Array;

  constructor(allocator: Allocator, { inputs, layers }: ModelSpec, outputs: number, capacity: number) {
    const most = (width: number): number => Math.max(capacity, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / width)));
    this.denseRows = most(inputs);
    this.rows = most(outputs);
    this.dense = allocator.floats(this.denseRows * inputs);
    this.order = allocator.ints(this.rows);
    this.labels = allocator.ints(this.rows);
    this.targets = allocator.floats(this.rows * outputs);
    this.losses = allocator.ints(2 * (this.rows * Math.max(1, Math.ceil(outputs / 4)) + MOST_STEPS));
    this.coefficients = allocator.ints(2 * MOST_COEFFICIENTS * MOST_STEPS);
    this.factors = allocator.floats(MOST_FACTORS * MOST_STEPS);
    this.rates = allocator.floats(MOST_STEPS);
    this.penalties = allocator.ints(4 * layers.length * MOST_STEPS);
  }

  /** numbers of the rule for one step */
  readonly coefficientStride: number = MOST_COEFFICIENTS;
  readonly factorStride: number = MOST_FACTORS;
  /** ints of one step's penalties */
  get penaltyStride(): number {
    return this.penalties.length / MOST_STEPS;
  }
}

/** A buffer of ints as the float64 that programs put there. */
export function asFloat64(ints: Int32Array): Float64Array {
  return new Float64Array(ints.buffer, ints.byteOffset, ints.length >> 1);
}
