/** Consecutive or chosen rows of a data set. Consecutive ones share memory with it. */
import type { CompressedRows, Dataset } from "minibatch";

/** Rows `from` to `to`, the last not included. Nothing is copied but the offsets of compressed rows. */
export function sliceRows({ x, y, weights }: Dataset, from: number, to: number): Dataset {
  const rows = to - from;
  const targets =
    y.kind === "classes"
      ? { ...y, values: y.values.subarray(from, to) }
      : { ...y, values: y.values.subarray(from * y.columns, to * y.columns) };
  const others = { y: targets, ...(weights !== undefined && { weights: weights.subarray(from, to) }) };
  if (x.kind === "compressed") return { x: sliceCompressed(x, from, to), ...others };
  return { x: { ...x, rows, values: x.values.subarray(from * x.features, to * x.features) }, ...others };
}

function sliceCompressed(x: CompressedRows, from: number, to: number): CompressedRows {
  const start = x.offsets[from]!;
  const end = x.offsets[to]!;
  const offsets = x.offsets.slice(from, to + 1).map((offset) => offset - start);
  return {
    ...x,
    rows: to - from,
    values: x.values.subarray(start, end),
    columns: x.columns.subarray(start, end),
    offsets,
  };
}

/** The rows that `order` names, copied in its order. For dense rows. */
export function pickRows({ x, y, weights }: Dataset, order: ArrayLike<number>): Dataset {
  if (x.kind !== "dense") throw new TypeError("Cannot pick rows: they need to be dense");
  return {
    x: { ...x, rows: order.length, values: pick(x.values, x.features, order) },
    y:
      y.kind === "classes"
        ? { ...y, values: pick(y.values, 1, order) }
        : { ...y, values: pick(y.values, y.columns, order) },
    ...(weights !== undefined && { weights: pick(weights, 1, order) }),
  };
}

function pick<Values extends Float32Array | Float64Array | Uint8Array | Int32Array>(
  values: Values,
  columns: number,
  order: ArrayLike<number>,
): Values {
  const picked = new (values.constructor as new (count: number) => Values)(order.length * columns);
  // number by number: rows are short, and a view of each would cost ten times as much as copying it
  for (let i = 0, to = 0; i < order.length; i++) {
    const from = order[i]! * columns;
    for (let column = 0; column < columns; column++) picked[to++] = values[from + column]!;
  }
  return picked;
}
