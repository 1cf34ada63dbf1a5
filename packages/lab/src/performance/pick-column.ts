/** One column of [rows, columns], row-major. */
export function pickColumn(values: ArrayLike<number>, column: number, columns: number): Float64Array {
  return Float64Array.from({ length: values.length / columns }, (_, row) => values[row * columns + column]!);
}
