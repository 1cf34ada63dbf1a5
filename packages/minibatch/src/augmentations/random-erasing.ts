import { SpecError } from "../errors.ts";
import { exp } from "../math/exp.ts";
import { log } from "../math/log.ts";
import { below } from "../random/below.ts";
import { number } from "../spec/fields.ts";
import type { Augmentation } from "./augmentation.ts";

/** Z. Zhong et al., "Random erasing data augmentation" (2020): a rectangle of some pictures becomes one value. */
export interface RandomErasingSpec {
  readonly kind: "random-erasing";
  /** how likely a picture loses one */
  readonly probability: number;
  /** its share of the picture's area, every share equally likely */
  readonly least: number;
  readonly most: number;
  /** its height by its width lies between this and one by this, every ratio equally likely on a logarithmic scale */
  readonly aspect: number;
  readonly value: number;
}

/** A rectangle that does not fit is drawn again, so often at most; then the picture stays. */
const MOST_TRIES = 10;

/** Defaults of PyTorch's RandomErasing. */
export const randomErasing: Augmentation<RandomErasingSpec> = {
  fields: {
    probability: number({ atLeast: 0, atMost: 1 }, 0.5),
    least: number({ atLeast: 0, atMost: 1 }, 0.02),
    most: number({ atLeast: 0, atMost: 1 }, 0.33),
    aspect: number({ above: 0, atMost: 1 }, 0.3),
    value: number({}, 0),
  },

  check({ least, most }, path) {
    if (least <= most) return;
    throw new SpecError(`${path}.least`, `cannot be ${least}: it is above most, ${most}; change one of them`);
  },

  change({ probability, least, most, aspect, value }, stream, from, to, { height, width, channels }) {
    if (stream.nextFloat() >= probability) return false;
    const widest = log(1 / aspect);
    for (let i = 0; i < MOST_TRIES; i++) {
      const area = height * width * (least + (most - least) * stream.nextFloat());
      const ratio = exp((2 * stream.nextFloat() - 1) * widest);
      const [tall, wide] = [Math.floor(Math.sqrt(area * ratio) + 0.5), Math.floor(Math.sqrt(area / ratio) + 0.5)];
      // an aspect near 0 makes ratios that are no numbers: asked this way round those do not fit either
      if (!(tall >= 1 && wide >= 1 && tall < height && wide < width)) continue;
      const top = below(stream, height - tall + 1);
      const left = below(stream, width - wide + 1);
      to.set(from);
      for (let y = top; y < top + tall; y++) {
        to.fill(value, (y * width + left) * channels, (y * width + left + wide) * channels);
      }
      return true;
    }
    return false;
  },
};
