import { cos, sin } from "minibatch";
import type { DataSet } from "./data-set.ts";
import { type PointData, pointSet } from "./families/point-set.ts";
import { number } from "./fields.ts";

/** Two half circles that reach into each other. */
export interface MoonsData extends PointData {
  readonly set: "moons";
  readonly noise: number;
}

/**
 * scikit-learn's `make_moons` (its `noise` is none): class 0 the upper half circle, class 1 the lower one, beside it.
 */
export const moons: DataSet<MoonsData> = pointSet<MoonsData>({
  name: "moons",
  title: "Moons: points on two half circles that reach into each other, drawn by the seed",
  says: "Points on two half circles that reach into each other: 2 inputs, 2 classes.",
  words: { long: "moons", short: "moons" },
  source: "F. Pedregosa et al., scikit-learn, make_moons",
  own: { noise: number("Standard deviation of both coordinates.", { atLeast: 0, atMost: 100 }, 0.1) },
  classes: () => 2,
  drawPoint({ noise }, { label, index, count }, draws, point) {
    const angle = count === 1 ? 0 : (Math.PI * index) / (count - 1);
    point[0] = (label === 0 ? cos(angle) : 1 - cos(angle)) + noise * draws.normal();
    point[1] = (label === 0 ? sin(angle) : 0.5 - sin(angle)) + noise * draws.normal();
    return label;
  },
});
