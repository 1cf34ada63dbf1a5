/** A feed's rows and targets, and how a batch of them is copied into the tensors. B rows of F features. */
import type { DenseRows, Rows, Targets } from "../data/dataset.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { Feed, FeedTensors, Program } from "../plan/executor.ts";
import type { Operation } from "../plan/operation.ts";
import type { Entries } from "./dense.ts";
import type { Memory, Views } from "./memory.ts";

/** Compiled programs, by operations and by rows of a batch. */
export type Programs = WeakMap<readonly Operation[], Map<number, Program>>;

export class ReferenceFeed implements Feed {
  /** freed with the feed */
  readonly programs: Programs = new WeakMap();
  readonly tensors: FeedTensors;
  readonly x: Rows;
  readonly y: Targets | null;
  readonly weights: FloatArray | null;
  isReleased = false;

  constructor(memory: Memory, tensors: FeedTensors, x: Rows, y: Targets | null, weights: FloatArray | null) {
    this.tensors = tensors;
    // entries are multiplied in place, so they are rounded here, as storing them would
    this.x = x.kind === "compressed" ? { ...x, values: memory.asFloats(x.values) } : x;
    this.y = y;
    this.weights = weights;
  }

  release(): void {
    this.isReleased = true;
  }

  /**
   * Fills the tensors from these rows, B of them; compressed ones become dense only if `expands`. Returns their
   * entries, or null.
   */
  load(at: Views, rows: Uint32Array, expands: boolean): Entries | null {
    if (this.y !== null) loadTargets(this.y, rows, at, this.tensors);
    if (this.weights !== null) loadWeights(this.weights, rows, at, this.tensors);
    const { x } = this;
    if (x.kind === "dense") {
      loadDense(x, rows, at.floats(this.tensors.input));
      return null;
    }
    const entries = { ...x, rows };
    if (expands) expand(entries, x.features, at.floats(this.tensors.input));
    return entries;
  }
}

/** x [B, F] */
function loadDense({ values, scale, features }: DenseRows, rows: Uint32Array, x: FloatArray): void {
  let n = 0;
  for (const row of rows) {
    for (let f = row * features; f < (row + 1) * features; f++) x[n++] = values[f] * scale;
  }
}

/** x [B, F] */
function expand({ values, columns, offsets, rows }: Entries, features: number, x: FloatArray): void {
  x.fill(0);
  for (const [r, row] of rows.entries()) {
    for (let e = offsets[row]; e < offsets[row + 1]; e++) x[r * features + columns[e]] = values[e];
  }
}

/** Classes into the labels [B], numbers into the targets [B, O]. */
function loadTargets(y: Targets, rows: Uint32Array, at: Views, tensors: FeedTensors): void {
  if (y.kind === "classes") {
    const labels = at.ints(tensors.labels);
    for (const [r, row] of rows.entries()) labels[r] = y.values[row];
    return;
  }
  const targets = at.floats(tensors.targets);
  for (const [r, row] of rows.entries()) {
    for (let o = 0; o < y.columns; o++) targets[r * y.columns + o] = y.values[row * y.columns + o];
  }
}

/** Into the rows' weights [B]; a plan that has no such tensor does not ask for them. */
function loadWeights(weights: FloatArray, rows: Uint32Array, at: Views, { rowWeights }: FeedTensors): void {
  if (!rowWeights) return;
  const room = at.floats(rowWeights);
  for (const [r, row] of rows.entries()) room[r] = weights[row];
}
