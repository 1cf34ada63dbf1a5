/** The tiles of the products (`wasm/tile.ts`, `wasm/panel.ts`): as many sums as a kind of kernels has registers. */

export interface TileShape {
  readonly rows: 4 | 6;
  readonly columns: 8 | 16;
  /** vectors of a sparse product's panel; an even number where pairs become one */
  readonly panel: 13 | 14;
}

/**
 * Wide: V8 makes one operation of 256 bits of two of 128 (`minibatch/node`: `wideVectors`). Where multiply-add is two
 * operations, the product takes a register too. Measured in GFLOP/s, one core of an AMD EPYC, 6 x 8 and 6 x 16 and 4 x
 * 16: relaxed 50, 21, 31, wide 73, 97, 70; strict 25, 33, 32, wide 59, 43, 75.
 */
export function tileShape(variant: "strict" | "relaxed", isWide: boolean): TileShape {
  if (!isWide) return { rows: 6, columns: 8, panel: 13 };
  return variant === "relaxed" ? { rows: 6, columns: 16, panel: 14 } : { rows: 4, columns: 16, panel: 14 };
}
