/**
 * How far one written digit strays from its model: the amounts, chosen so that a 784-200-100-10 network ends near .98.
 */
export interface DigitStyle {
  /** sd of each pen point's own displacement; lengths are in units of the digit's height */
  readonly wobble: number;
  /** sd of the elastic displacement at the nodes of a 4 x 4 grid, bilinear between them */
  readonly elastic: number;
  /** largest half-angle tangent of the rotation, tan(angle / 2): .14 is 16 degrees */
  readonly rotation: number;
  /** sd of the slant: x moves by slant * y */
  readonly slant: number;
  /** sd of the logarithm-like stretch of the width: width times (1 + stretch) */
  readonly stretch: number;
  /** sd of the bend: x moves by bend * (y - 1/2)^2 */
  readonly bend: number;
  /** pen radius in pixels, from thin to thick */
  readonly thinPen: number;
  readonly thickPen: number;
  /** share by which the pen's radius changes from a stroke's start to its end, at most */
  readonly pressure: number;
  /** how often a stroke begins late or ends early, and by what share of it at most */
  readonly cutChance: number;
  readonly cutShare: number;
  /** share of a pixel's ink lost at random, at most */
  readonly grain: number;
}

export const HANDWRITING: DigitStyle = {
  wobble: 0.048,
  elastic: 0.065,
  rotation: 0.17,
  slant: 0.25,
  stretch: 0.17,
  bend: 0.2,
  thinPen: 0.85,
  thickPen: 1.9,
  pressure: 0.35,
  cutChance: 0.12,
  cutShare: 0.12,
  grain: 0.12,
};
