/**
 * Pooling. B rows of the batch, each a picture [H, W, C]; P windows down, Q across, row-major. Windows are clipped at
 * the edges of the picture.
 */
import type { FloatArray } from "../math/float-array.ts";
import type { Windows } from "../plan/windows.ts";

/** Called for each window of each row, with where its numbers of all channels lie in y. */
type Visit = (at: number, cells: readonly Cell[]) => void;

/** A cell of the picture that a window covers: where its channels lie in x, and its place in the window. */
interface Cell {
  readonly from: number;
  readonly place: number;
}

/**
 * x [B, H, W, C] -> y [B, P, Q, C], places as y unless null. As PyTorch: a number wins if it is larger than all before
 * it, or NaN.
 */
export function maxPool(x: FloatArray, y: FloatArray, places: Int32Array | null, C: number, windows: Windows): void {
  visitWindows(windows, C, x.length, (at, cells) => {
    for (let c = 0; c < C; c++) {
      let most = cells[0];
      for (const cell of cells) {
        const value = x[cell.from + c];
        if (value > x[most.from + c] || Number.isNaN(value)) most = cell;
      }
      y[at + c] = x[most.from + c];
      if (places !== null) places[at + c] = most.place;
    }
  });
}

/** dy [B, P, Q, C], places -> dx [B, H, W, C] */
export function maxPoolBackward(dy: FloatArray, places: Int32Array, dx: FloatArray, C: number, windows: Windows): void {
  const sums = new Float64Array(dx.length);
  visitWindows(windows, C, dx.length, (at, cells) => {
    for (const { from, place } of cells) {
      for (let c = 0; c < C; c++) if (places[at + c] === place) sums[from + c] += dy[at + c];
    }
  });
  dx.set(sums);
}

/** x [B, H, W, C] -> y [B, P, Q, C] */
export function averagePool(x: FloatArray, y: FloatArray, C: number, windows: Windows): void {
  visitWindows(windows, C, x.length, (at, cells) => {
    for (let c = 0; c < C; c++) {
      let sum = 0;
      for (const { from } of cells) sum += x[from + c];
      y[at + c] = sum / cells.length;
    }
  });
}

/** dy [B, P, Q, C] -> dx [B, H, W, C] */
export function averagePoolBackward(dy: FloatArray, dx: FloatArray, C: number, windows: Windows): void {
  const sums = new Float64Array(dx.length);
  visitWindows(windows, C, dx.length, (at, cells) => {
    for (const { from } of cells) for (let c = 0; c < C; c++) sums[from + c] += dy[at + c] / cells.length;
  });
  dx.set(sums);
}

function visitWindows({ input, output, size, stride, before }: Windows, C: number, count: number, visit: Visit): void {
  const [H, W] = input;
  let at = 0;
  for (let row = 0; row < count; row += H * W * C) {
    for (let p = 0; p < output[0]; p++) {
      for (let q = 0; q < output[1]; q++) {
        const cells: Cell[] = [];
        for (let place = 0; place < size[0] * size[1]; place++) {
          const h = p * stride[0] - before[0] + Math.floor(place / size[1]);
          const w = q * stride[1] - before[1] + (place % size[1]);
          if (h >= 0 && h < H && w >= 0 && w < W) cells.push({ from: row + (h * W + w) * C, place });
        }
        visit(at, cells);
        at += C;
      }
    }
  }
}
