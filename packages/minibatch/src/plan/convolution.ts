/**
 * Operations of two-dimensional convolutions, channels last: H x W pixels of C channels come in, OH x OW of F filters
 * come out, by weights [KH, KW, C / groups, F]. With stride s, dilation d and p rows before the image,
 *
 * y[oy, ox, f] = b[f] + sum over ky, kx, c of x[oy s + ky d - p, ox s + kx d - p, c] w[ky, kx, c, f],
 *
 * where c runs over the channels of f's group, and x is 0 outside the image. What is not finite may spread there: 0
 * times infinity may be added.
 */
import type { Tensor } from "./tensor.ts";

/** Of rows and of columns. */
export type Pair = readonly [rows: number, columns: number];

/** An image's rows, columns and channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** How windows lie in the image. Tensors may have their numbers in another shape, as flatten and reshape leave them. */
export interface Window {
  readonly image: ImageShape;
  readonly output: ImageShape;
  readonly stride: Pair;
  readonly dilation: Pair;
  /** rows above and columns left of the image that are 0; those behind follow from the shapes */
  readonly before: Pair;
  /** filter f sees the channels of its group alone; both are divided into groups of neighbours */
  readonly groups: number;
}

export type ConvolutionOperation =
  /** y as above; without b, sums begin at 0; x may be the input */
  | {
      readonly kind: "conv2d";
      readonly x: Tensor;
      readonly w: Tensor;
      readonly b: Tensor | null;
      readonly y: Tensor;
      readonly window: Window;
    }
  /** dx from dy: its transpose */
  | {
      readonly kind: "conv2d-backward";
      readonly dy: Tensor;
      readonly w: Tensor;
      readonly dx: Tensor;
      readonly window: Window;
    }
  /** dw from x and dy, summed over all rows; x may be the input */
  | {
      readonly kind: "conv2d-gradient";
      readonly x: Tensor;
      readonly dy: Tensor;
      readonly dw: Tensor;
      readonly window: Window;
    }
  /** db_F = sums of dy, [OH, OW, F], over all rows and pixels */
  | { readonly kind: "channel-sums"; readonly dy: Tensor; readonly db: Tensor };
