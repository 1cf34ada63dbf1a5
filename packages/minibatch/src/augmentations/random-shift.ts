import { below } from "../random/below.ts";
import { number } from "../spec/fields.ts";
import type { Augmentation } from "./augmentation.ts";

/** Moves a picture by whole pixels, up or down and left or right; what comes in is 0. */
export interface RandomShiftSpec {
  readonly kind: "random-shift";
  /** at most so many in each direction, every number equally likely */
  readonly pixels: number;
}

/** 2 * pixels + 1 numbers are drawn from, and no more than 2^32 - 1 can be. */
const MOST_PIXELS = 2 ** 31 - 1;

/** Keras's RandomTranslation and PyTorch's RandomAffine shift by shares of the size, and between pixels. */
export const randomShift: Augmentation<RandomShiftSpec> = {
  fields: { pixels: number({ atLeast: 0, atMost: MOST_PIXELS, whole: true }, 2) },

  change({ pixels }, stream, from, to, { height, width, channels }) {
    const down = below(stream, 2 * pixels + 1) - pixels;
    const right = below(stream, 2 * pixels + 1) - pixels;
    if (down === 0 && right === 0) return false;
    to.fill(0);
    const columns = width - Math.abs(right);
    if (columns <= 0) return true;
    for (let y = Math.max(0, down); y < Math.min(height, height + down); y++) {
      const source = ((y - down) * width + Math.max(0, -right)) * channels;
      const goal = (y * width + Math.max(0, right)) * channels;
      for (let n = 0; n < columns * channels; n++) to[goal + n] = from[source + n];
    }
    return true;
  },
};
