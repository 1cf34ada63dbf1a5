/**
 * Convolutions, channels last; see `plan/convolution.ts`. Sums run in float64, over the kernel's rows, its columns and
 * the channels, in this order, and are rounded once, on store.
 */
import type { FloatArray } from "../math/float-array.ts";
import type { ImageShape, Window } from "../plan/convolution.ts";

/** [KH, KW, C / groups, F] */
type Sizes = readonly number[];

/** x [B, H, W, C], w [KH, KW, C / groups, F], b [F] -> y [B, OH, OW, F] */
export function conv2d(
  x: FloatArray,
  w: FloatArray,
  b: FloatArray | null,
  y: FloatArray,
  sizes: Sizes,
  window: Window,
): void {
  const F = sizes[3];
  const sums = new Float64Array(y.length);
  if (b !== null) for (let i = 0; i < sums.length; i++) sums[i] = b[i % F];
  forEachProduct(sizes, window, y.length / numbersOf(window.output), (xAt, wAt, yAt) => {
    sums[yAt] += x[xAt] * w[wAt];
  });
  y.set(sums);
}

/** dy [B, OH, OW, F], w -> dx [B, H, W, C] */
export function conv2dBackward(dy: FloatArray, w: FloatArray, dx: FloatArray, sizes: Sizes, window: Window): void {
  const sums = new Float64Array(dx.length);
  forEachProduct(sizes, window, dx.length / numbersOf(window.image), (xAt, wAt, yAt) => {
    sums[xAt] += dy[yAt] * w[wAt];
  });
  dx.set(sums);
}

/** x [B, H, W, C], dy [B, OH, OW, F] -> dw */
export function conv2dGradient(x: FloatArray, dy: FloatArray, dw: FloatArray, sizes: Sizes, window: Window): void {
  const sums = new Float64Array(dw.length);
  forEachProduct(sizes, window, x.length / numbersOf(window.image), (xAt, wAt, yAt) => {
    sums[wAt] += x[xAt] * dy[yAt];
  });
  dw.set(sums);
}

/** Calls with the places of every x and w whose product is a part of a y, image by image, pixel by pixel of y. */
function forEachProduct(
  [KH, KW, Cg, F]: Sizes,
  { image: [H, W, C], output: [OH, OW], stride, dilation, before, groups }: Window,
  images: number,
  call: (xAt: number, wAt: number, yAt: number) => void,
): void {
  const Fg = F / groups;
  for (let pixel = 0; pixel < images * OH * OW; pixel++) {
    const image = Math.floor(pixel / (OH * OW));
    const [oy, ox] = [Math.floor(pixel / OW) % OH, pixel % OW];
    for (let ky = 0; ky < KH; ky++) {
      const row = oy * stride[0] + ky * dilation[0] - before[0];
      if (row < 0 || row >= H) continue;
      for (let kx = 0; kx < KW; kx++) {
        const column = ox * stride[1] + kx * dilation[1] - before[1];
        if (column < 0 || column >= W) continue;
        const xAt = ((image * H + row) * W + column) * C;
        for (let c = 0; c < Cg; c++) {
          const wAt = ((ky * KW + kx) * Cg + c) * F;
          for (let f = 0; f < F; f++) call(xAt + Math.floor(f / Fg) * Cg + c, wAt + f, pixel * F + f);
        }
      }
    }
  }
}

function numbersOf([height, width, channels]: ImageShape): number {
  return height * width * channels;
}
