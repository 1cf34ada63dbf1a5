/**
 * Native code reads and writes whatever it is pointed at: a matrix of `rows` x `columns` at distance `stride` must lie in
 * its view. Throws RangeError; NaN passes no comparison.
 */
export function checkOperand(name: string, view: Float32Array, rows: number, columns: number, stride: number): void {
  const needed = rows > 0 && columns > 0 ? (rows - 1) * stride + columns : 0;
  if (stride >= columns && stride >= 1 && view.length >= needed) return;
  throw new RangeError(
    `Cannot multiply: ${name} has ${view.length} numbers, ${rows} x ${columns} with rows ${stride} apart needs ${needed} and a distance of at least ${Math.max(1, columns)}`,
  );
}
