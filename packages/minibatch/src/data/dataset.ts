/**
 * A data set as the trainer takes it: rows of numbers, and the target of each row. Arrays may lie in shared memory;
 * nothing here copies them.
 */

/** [rows, features] row-major. With `scale`, element e stands for `values[e] * scale` (bytes of an image). */
export interface DenseRows {
  readonly kind: "dense";
  readonly rows: number;
  readonly features: number;
  readonly values: Float32Array | Float64Array | Uint8Array;
  readonly scale: number;
}

/** The same as non-zero entries (CSR); made by `compressRows` when that is cheaper. */
export interface CompressedRows {
  readonly kind: "compressed";
  readonly rows: number;
  readonly features: number;
  /** [nonZeroCount] already scaled */
  readonly values: Float32Array | Float64Array;
  /** [nonZeroCount] */
  readonly columns: Uint16Array | Uint32Array;
  /** [rows + 1] */
  readonly offsets: Uint32Array;
}

/** Inputs, dense or as their non-zero entries. */
export type Rows = DenseRows | CompressedRows;

/** Class of each row, 0 .. classes-1. */
export interface ClassLabels {
  readonly kind: "classes";
  /** [rows] */
  readonly values: Uint8Array | Int32Array;
}

/** [rows, columns] targets: one-hot or soft classes, bits, or real numbers. */
export interface TargetValues {
  readonly kind: "values";
  readonly columns: number;
  readonly values: Float32Array | Float64Array;
}

/** The target of each row: a class, or numbers. */
export type Targets = ClassLabels | TargetValues;

/** Rows and their targets; both have the same number of rows. */
export interface Dataset {
  readonly x: Rows;
  readonly y: Targets;
  /**
   * [rows] how much each row counts, at least 0: its loss is multiplied by it, in training and in every figure. Losses
   * are divided by the number of rows all the same, as Keras does; accuracies by the sum of the weights. Default: all 1
   */
  readonly weights?: Float32Array | Float64Array;
}
