/** Copies a batch's rows and targets from a data set into a network's buffers; allocates nothing. */
import type { CompressedRows, Dataset, DenseRows, Targets } from "../data/dataset.ts";
import type { FloatArray } from "../kernels/kernels.ts";
import type { Network } from "../model/network.ts";
import type { NetworkInput } from "../model/network-input.ts";

/** Which rows make the batch: `order[from] ... order[from + count - 1]`. */
export interface BatchRows {
  readonly order: Uint32Array;
  readonly from: number;
  readonly count: number;
}

export function loadBatch(network: Network, { x, y }: Dataset, rows: BatchRows): void {
  loadRows(network, x, rows);
  network.loss.hasLabels = loadTargets(network.loss, y, rows);
}

/** The rows alone, for predictions. */
export function loadRows(network: Network, x: Dataset["x"], rows: BatchRows): void {
  if (x.kind === "dense") {
    loadDense(network.input.dense, x, rows);
    network.input.isSparse = false;
  } else if (network.takesSparse) {
    loadCompressed(network.input, x, rows);
    network.input.isSparse = true;
  } else {
    expandCompressed(network.input.dense, x, rows);
    network.input.isSparse = false;
  }
}

/** The rows into `dense`, [count, features], whatever kind they are. */
export function loadDenseRows(dense: FloatArray, x: Dataset["x"], rows: BatchRows): void {
  if (x.kind === "dense") loadDense(dense, x, rows);
  else expandCompressed(dense, x, rows);
}

/** The numbers of dense rows as they are, bytes or float32, unscaled. */
export function loadRawRows(
  room: Uint8Array | FloatArray,
  { values, features }: DenseRows,
  { order, from, count }: BatchRows,
): void {
  for (let i = 0; i < count; ) {
    const first = order[from + i];
    let end = i + 1;
    while (end < count && order[from + end] === first + end - i) end++;
    room.set(values.subarray(first * features, (first + end - i) * features) as Uint8Array, i * features);
    i = end;
  }
}

function loadDense(dense: FloatArray, { values, scale, features }: DenseRows, { order, from, count }: BatchRows): void {
  let at = 0;
  for (let i = from; i < from + count; i++) {
    const start = order[i] * features;
    for (let j = start; j < start + features; j++) dense[at++] = values[j] * scale;
  }
}

function loadCompressed({ sparse }: NetworkInput, x: CompressedRows, { order, from, count }: BatchRows): void {
  const { values, columns, offsets } = sparse;
  let at = 0;
  for (let i = 0; i < count; i++) {
    offsets[i] = at;
    const row = order[from + i];
    const end = x.offsets[row + 1];
    for (let k = x.offsets[row]; k < end; k++) {
      values[at] = x.values[k];
      columns[at] = x.columns[k];
      at++;
    }
  }
  offsets[count] = at;
}

function expandCompressed(dense: FloatArray, x: CompressedRows, { order, from, count }: BatchRows): void {
  const { features } = x;
  dense.fill(0, 0, count * features);
  for (let i = 0; i < count; i++) {
    const row = order[from + i];
    const end = x.offsets[row + 1];
    for (let k = x.offsets[row]; k < end; k++) dense[i * features + x.columns[k]] = x.values[k];
  }
}

/** Classes into `labels`, numbers into `targets`; returns whether it was classes. */
export function loadTargets(
  { labels, targets }: { readonly labels: Int32Array; readonly targets: FloatArray },
  y: Targets,
  { order, from, count }: BatchRows,
): boolean {
  if (y.kind === "classes") {
    for (let i = 0; i < count; i++) labels[i] = y.values[order[from + i]];
    return true;
  }
  const { columns, values } = y;
  for (let i = 0; i < count; i++) {
    const start = order[from + i] * columns;
    for (let c = 0; c < columns; c++) targets[i * columns + c] = values[start + c];
  }
  return false;
}
