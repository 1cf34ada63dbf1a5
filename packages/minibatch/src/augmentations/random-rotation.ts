import { cos } from "../math/cos.ts";
import { sin } from "../math/sin.ts";
import { number } from "../spec/fields.ts";
import type { Augmentation } from "./augmentation.ts";

/** Turns a picture about its middle. */
export interface RandomRotationSpec {
  readonly kind: "random-rotation";
  /** at most so many, to the left or to the right, every angle equally likely */
  readonly degrees: number;
}

/**
 * As PyTorch's RandomRotation with bilinear interpolation: each pixel is the mean of the four around the place where it
 * comes from, by their distance; what lies outside is 0.
 */
export const randomRotation: Augmentation<RandomRotationSpec> = {
  fields: { degrees: number({ atLeast: 0, atMost: 180 }, 10) },

  change({ degrees }, stream, from, to, { height, width, channels }) {
    const angle = ((2 * stream.nextFloat() - 1) * degrees * Math.PI) / 180;
    if (angle === 0) return false;
    const [c, s] = [cos(angle), sin(angle)];
    const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const sourceX = middleX + c * (x - middleX) - s * (y - middleY);
        const sourceY = middleY + s * (x - middleX) + c * (y - middleY);
        const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
        const [rightShare, lowerShare] = [sourceX - left, sourceY - top];
        for (let channel = 0; channel < channels; channel++) {
          const at = (column: number, row: number): number =>
            column < 0 || row < 0 || column >= width || row >= height
              ? 0
              : from[(row * width + column) * channels + channel];
          const upper = (1 - rightShare) * at(left, top) + rightShare * at(left + 1, top);
          const lower = (1 - rightShare) * at(left, top + 1) + rightShare * at(left + 1, top + 1);
          to[(y * width + x) * channels + channel] = (1 - lowerShare) * upper + lowerShare * lower;
        }
      }
    }
    return true;
  },
};
