import { cos, sin } from "minibatch";
import type { DataSet } from "./data-set.ts";
import { type PointData, pointSet } from "./families/point-set.ts";
import { number } from "./fields.ts";

/** Arms that turn around the origin while they leave it. */
export interface SpiralsData extends PointData {
  readonly set: "spirals";
  readonly classes: number;
  readonly turn: number;
  readonly noise: number;
}

/**
 * Stanford's CS231n, "Putting it together: Minimal Neural Network Case Study": radius r from 0 to 1, angle t along with
 * it, to which normal noise is added, x = r sin t, y = r cos t. There arm j begins at 4j radians; here arms are spread
 * evenly, so that any number of them is as far apart as it can be. TensorFlow Playground's two turn 1.75 times:
 * `classes: 2, turn: 11`.
 */
export const spirals: DataSet<SpiralsData> = pointSet<SpiralsData>({
  name: "spirals",
  title: "Spirals: points on arms around the origin, drawn by the seed",
  says: "Points on arms that turn around the origin, a class each: 2 inputs, 3 classes or as many as `classes` says.",
  words: { long: "spirals", short: "spirals" },
  source:
    "A. Karpathy et al., CS231n, Minimal Neural Network Case Study, Stanford University; D. Smilkov et al., " +
    "TensorFlow Playground",
  own: {
    classes: number("Arms.", { atLeast: 2, atMost: 10, whole: true }, 3),
    turn: number("Radians that an arm turns.", { atLeast: 0, atMost: 100 }, 4),
    noise: number("Standard deviation of the angle, in radians.", { atLeast: 0, atMost: 100 }, 0.2),
  },
  classes: ({ classes }) => classes,
  drawPoint({ classes, turn, noise }, { label, index, count }, draws, point) {
    const radius = count === 1 ? 0 : index / (count - 1);
    const angle = turn * radius + (2 * Math.PI * label) / classes + noise * draws.normal();
    point[0] = radius * sin(angle);
    point[1] = radius * cos(angle);
    return label;
  },
});
