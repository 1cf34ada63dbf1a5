import type { DataSet } from "./data-set.ts";
import { type PointData, type PointDraws, pointSet } from "./families/point-set.ts";
import { number } from "./fields.ts";

/** Four squares, of which those across from each other are one class. */
export interface XorData extends PointData {
  readonly set: "xor";
  readonly noise: number;
}

const RADIUS = 5;
const PADDING = 0.3;

/**
 * TensorFlow Playground's `classifyXORData`: x and y from -5 to 5, moved 0.3 away from the axes; class 1 where their
 * signs are equal. Noise moves the point for the class alone, by up to `noise` times 5, so that some near the axes are
 * of the other class.
 */
export const xor: DataSet<XorData> = pointSet<XorData>({
  name: "xor",
  title: "XOR: points in four squares, those across from each other alike, drawn by the seed",
  says: "Points in four squares, of which those across from each other are one class: 2 inputs, 2 classes.",
  words: { long: "XOR squares", short: "XOR squares" },
  source: "D. Smilkov et al., TensorFlow Playground, dataset.ts",
  own: {
    noise: number("How far a point may lie from where its class is told, in units of 5.", { atLeast: 0, atMost: 1 }, 0),
  },
  classes: () => 2,
  drawPoint({ noise }, _place, draws, point) {
    const x = drawCoordinate(draws);
    const y = drawCoordinate(draws);
    point[0] = x;
    point[1] = y;
    const movedX = x + noise * draws.uniform(-RADIUS, RADIUS);
    const movedY = y + noise * draws.uniform(-RADIUS, RADIUS);
    return movedX * movedY >= 0 ? 1 : 0;
  },
});

function drawCoordinate({ uniform }: PointDraws): number {
  const drawn = uniform(-RADIUS, RADIUS);
  return drawn > 0 ? drawn + PADDING : drawn - PADDING;
}
