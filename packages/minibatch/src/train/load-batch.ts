/** Copies a batch's rows and targets from a data set into a network's buffers; allocates nothing. */
import type { CompressedRows, Dataset, DenseRows, Targets } from "../data/dataset.ts";
import type { LossStage } from "../model/loss-stage.ts";
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
  loadTargets(network.loss, y, rows);
}

/** The rows alone, for predictions. */
export function loadRows(network: Network, x: Dataset["x"], rows: BatchRows): void {
  if (x.kind === "dense") {
    loadDense(network.input, x, rows);
    network.input.isSparse = false;
  } else if (network.takesSparse) {
    loadCompressed(network.input, x, rows);
    network.input.isSparse = true;
  } else {
    expandCompressed(network.input, x, rows);
    network.input.isSparse = false;
  }
}

function loadDense(
  { dense, features }: NetworkInput,
  { values, scale }: DenseRows,
  { order, from, count }: BatchRows,
): void {
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

function expandCompressed(
  { dense, features }: NetworkInput,
  x: CompressedRows,
  { order, from, count }: BatchRows,
): void {
  dense.fill(0, 0, count * features);
  for (let i = 0; i < count; i++) {
    const row = order[from + i];
    const end = x.offsets[row + 1];
    for (let k = x.offsets[row]; k < end; k++) dense[i * features + x.columns[k]] = x.values[k];
  }
}

function loadTargets(loss: LossStage, y: Targets, { order, from, count }: BatchRows): void {
  loss.hasLabels = y.kind === "classes";
  if (y.kind === "classes") {
    for (let i = 0; i < count; i++) loss.labels[i] = y.values[order[from + i]];
    return;
  }
  const { columns, values } = y;
  for (let i = 0; i < count; i++) {
    const start = order[from + i] * columns;
    for (let c = 0; c < columns; c++) loss.targets[i * columns + c] = values[start + c];
  }
}
