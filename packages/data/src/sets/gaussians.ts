import { cos, sin } from "minibatch";
import type { DataSet } from "./data-set.ts";
import { type PointData, pointSet } from "./families/point-set.ts";
import { number } from "./fields.ts";

/** Clouds around centres on a circle. */
export interface GaussiansData extends PointData {
  readonly set: "gaussians";
  readonly classes: number;
  readonly noise: number;
}

/** Of the centres from the origin: for two classes they lie at (2, 2) and (-2, -2). */
const DISTANCE = Math.sqrt(8);

/**
 * TensorFlow Playground's `classifyTwoGaussData`: normal clouds around (2, 2) and (-2, -2), whose variance goes from
 * 0.5 to 4 there. More classes lie evenly on the circle through both.
 */
export const gaussians: DataSet<GaussiansData> = pointSet<GaussiansData>({
  name: "gaussians",
  title: "Gaussians: normal clouds of points around centres on a circle, drawn by the seed",
  says: "Normal clouds around centres on a circle, a class each: 2 inputs, 2 classes or as many as `classes` says.",
  words: { long: "Gaussian clouds", short: "Gaussian clouds" },
  source: "D. Smilkov et al., TensorFlow Playground, dataset.ts",
  own: {
    classes: number("Clouds.", { atLeast: 2, atMost: 10, whole: true }, 2),
    noise: number("Standard deviation of both coordinates.", { atLeast: 0, atMost: 100 }, 1),
  },
  classes: ({ classes }) => classes,
  drawPoint({ classes, noise }, { label }, draws, point) {
    const angle = Math.PI / 4 + (2 * Math.PI * label) / classes;
    point[0] = DISTANCE * cos(angle) + noise * draws.normal();
    point[1] = DISTANCE * sin(angle) + noise * draws.normal();
    return label;
  },
});
