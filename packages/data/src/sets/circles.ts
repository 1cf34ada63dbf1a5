import { cos, sin } from "minibatch";
import type { DataSet } from "./data-set.ts";
import { type PointData, pointSet } from "./families/point-set.ts";
import { number } from "./fields.ts";

/** A small circle within a large one. */
export interface CirclesData extends PointData {
  readonly set: "circles";
  readonly factor: number;
  readonly noise: number;
}

/**
 * scikit-learn's `make_circles` (its `factor` is 0.8 too, its `noise` none): class 0 on the circle of radius 1, class 1
 * on that of `factor`.
 */
export const circles: DataSet<CirclesData> = pointSet<CirclesData>({
  name: "circles",
  title: "Circles: a small circle of points within a large one, drawn by the seed",
  says: "Points on a small circle within a large one: 2 inputs, 2 classes.",
  words: { long: "circles", short: "circles" },
  source: "F. Pedregosa et al., scikit-learn, make_circles",
  own: {
    factor: number("Radius of the small circle; that of the large one is 1.", { atLeast: 0, below: 1 }, 0.8),
    noise: number("Standard deviation of both coordinates.", { atLeast: 0, atMost: 100 }, 0.05),
  },
  classes: () => 2,
  drawPoint({ factor, noise }, { label, index, count }, draws, point) {
    const angle = index * ((2 * Math.PI) / count);
    const radius = label === 0 ? 1 : factor;
    point[0] = radius * cos(angle) + noise * draws.normal();
    point[1] = radius * sin(angle) + noise * draws.normal();
    return label;
  },
});
