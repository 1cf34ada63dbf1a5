/** The operations of pooling, and of what goes by channels, the last dimension. */
import type { Tensor } from "./tensor.ts";
import type { Windows } from "./windows.ts";

/** [height, width, channels] come in and go out; a picture of no such shape is one of as many numbers. */
interface Windowed {
  readonly windows: Windows;
}

export type PoolingOperation =
  /**
   * y = the largest of x in each window and channel, NaN where one is; x may be the input. `places`, where it is not
   * null, ints of y's shape, becomes where in its window it lies, row after row: the first of equal ones, the last NaN.
   */
  | ({ readonly kind: "max-pool"; readonly x: Tensor; readonly y: Tensor; readonly places: Tensor | null } & Windowed)
  /** dx = the sum of dy of the windows in which it was chosen; x and y are those of `max-pool` */
  | ({
      readonly kind: "max-pool-backward";
      readonly dy: Tensor;
      readonly places: Tensor;
      readonly x: Tensor;
      readonly y: Tensor;
      readonly dx: Tensor;
    } & Windowed)
  /** y = the mean of x in each window, over the cells of the picture alone; x may be the input */
  | ({ readonly kind: "average-pool"; readonly x: Tensor; readonly y: Tensor } & Windowed)
  /** dx = the sum of dy / cells over the windows that it is in */
  | ({ readonly kind: "average-pool-backward"; readonly dy: Tensor; readonly dx: Tensor } & Windowed)
  /**
   * y = x where x > 0, else a x; a has a slope for each of the C channels, which are the last dimension, or one for
   * all. x may be the input.
   */
  | { readonly kind: "slope-below-zero"; readonly x: Tensor; readonly a: Tensor; readonly y: Tensor }
  /** dx = dy where x > 0, else a dy */
  | {
      readonly kind: "slope-below-zero-backward";
      readonly x: Tensor;
      readonly a: Tensor;
      readonly dy: Tensor;
      readonly dx: Tensor;
    }
  /** da = the sum of dy x where not x > 0, of each channel or of all; x may be the input */
  | { readonly kind: "slope-below-zero-gradient"; readonly x: Tensor; readonly dy: Tensor; readonly da: Tensor }
  /** y_BNC = x_BNC m_BC: every channel of a row by a number of its own; x may be the input */
  | { readonly kind: "multiply-channels"; readonly x: Tensor; readonly m: Tensor; readonly y: Tensor };
