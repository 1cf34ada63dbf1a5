import { choice, number } from "../spec/fields.ts";
import type { Augmentation } from "./augmentation.ts";

/** Turns some pictures over. */
export interface RandomFlipSpec {
  readonly kind: "random-flip";
  /** horizontal: left and right change places; vertical: up and down */
  readonly direction: "horizontal" | "vertical";
  /** how likely a picture is turned over */
  readonly probability: number;
}

/** PyTorch's RandomHorizontalFlip and RandomVerticalFlip; the probability is theirs. */
export const randomFlip: Augmentation<RandomFlipSpec> = {
  fields: {
    direction: choice(["horizontal", "vertical"], "horizontal"),
    probability: number({ atLeast: 0, atMost: 1 }, 0.5),
  },

  change({ direction, probability }, stream, from, to, { height, width, channels }) {
    if (stream.nextFloat() >= probability) return false;
    const isHorizontal = direction === "horizontal";
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const source = isHorizontal ? y * width + (width - 1 - x) : (height - 1 - y) * width + x;
        for (let c = 0; c < channels; c++) to[(y * width + x) * channels + c] = from[source * channels + c];
      }
    }
    return true;
  },
};
