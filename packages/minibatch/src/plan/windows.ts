/** Windows that move over pictures [height, width, channels], as pooling's do. */

import type { Pair } from "./convolution.ts";

export type { Pair } from "./convolution.ts";

/** Where windows lie: what of one reaches beyond the picture does not count. Each has at least one cell of it. */
export interface Windows {
  /** of the picture that comes in, and how many windows there are down and across */
  readonly input: Pair;
  readonly output: Pair;
  readonly size: Pair;
  readonly stride: Pair;
  /** how far the first window reaches beyond the picture's upper and left edge */
  readonly before: Pair;
}
