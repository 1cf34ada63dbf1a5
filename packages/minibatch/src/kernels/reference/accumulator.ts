import type { LayerShape } from "../kernels.ts";

/** Float64 cells to sum in before the one rounding on store, taken once and used by every call. */
export class Accumulator {
  readonly #cells: Float64Array;

  constructor(cellCount: number) {
    this.#cells = new Float64Array(cellCount);
  }

  /** The first `count` cells, zeroed. Throws RangeError when there are fewer. */
  clear(count: number): Float64Array {
    if (count > this.#cells.length) {
      throw new RangeError(
        `Cannot sum ${count} cells: there are ${this.#cells.length}; create the kernels with the layer's scratchBytes`,
      );
    }
    return this.#cells.fill(0, 0, count);
  }
}

/** Cells a layer sums in: a row of outputs, or all its weights where sparse input reaches them in any order. */
export function countCells({ I, O, sparse }: LayerShape): number {
  return sparse ? Math.max(I, 1) * O : O;
}
