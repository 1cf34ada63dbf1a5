/**
 * How the ten digits are written: for each digit the ways people write it, for each way its strokes, for each stroke
 * the points the pen passes through. Our own drawings; a smooth curve goes through the points, except where one is a
 * corner.
 */

export interface PenPoint {
  /** to the right, in a box of 1 x 1 */
  readonly x: number;
  /** down */
  readonly y: number;
  readonly isCorner: boolean;
}

export type Stroke = readonly PenPoint[];
export type DigitShape = readonly Stroke[];

/** Points as `x,y` in hundredths of the box; `!` marks a corner. */
function readStroke(points: string): Stroke {
  return points.split(" ").map((point) => {
    const [x, y] = point.replace("!", "").split(",").map(Number) as [number, number];
    return { x: x / 100, y: y / 100, isCorner: point.endsWith("!") };
  });
}

function readShape(...strokes: readonly string[]): DigitShape {
  return strokes.map(readStroke);
}

/** DIGIT_SHAPES[digit] lists the ways to write it. */
export const DIGIT_SHAPES: readonly (readonly DigitShape[])[] = [
  // 0
  [
    readShape("50,0 20,20 12,55 28,92 55,100 82,75 86,40 72,10 46,0"),
    readShape("62,6 36,2 14,35 16,75 42,100 72,85 84,45 70,12 50,8"),
    readShape("55,0 32,30 26,70 44,100 66,75 72,35 58,2"),
  ],
  // 1
  [
    readShape("50,0 50,50 50,100"),
    readShape("28,22 52,0! 51,50 50,100"),
    readShape("30,20 52,0! 50,100", "25,100 78,99"),
    readShape("56,0 48,35 50,70 44,100"),
  ],
  // 2
  [
    readShape("14,25 30,4 62,3 80,26 58,60 14,97! 50,93 90,97"),
    readShape("15,20 42,0 76,16 68,48 35,86 14,95 12,80 30,78 60,94 92,92"),
    readShape("20,10 50,0 74,20 60,55 20,95! 85,92"),
  ],
  // 3
  [
    readShape("15,12 45,0 78,18 66,40 38,47! 70,52 85,75 60,98 30,100 10,88"),
    readShape("15,4 80,3! 42,42! 80,58 76,90 40,100 12,90"),
    readShape("20,8 55,0 74,20 45,46 36,48 50,50 78,72 55,98 15,92"),
  ],
  // 4
  [
    readShape("22,0 13,55! 86,54", "68,5 66,50 62,100"),
    readShape("64,0 10,62! 90,62", "65,0 65,100"),
    readShape("20,5 15,36 34,52 70,42", "78,0 70,50 62,100"),
  ],
  // 5
  [
    readShape("80,2 26,3! 20,42! 55,38 82,62 70,92 40,100 12,90"),
    readShape("28,5 22,45! 60,42 80,70 55,98 15,93", "28,5 85,0"),
    readShape("82,5 42,8 25,34 60,50 78,72 55,97 15,92"),
  ],
  // 6
  [
    readShape("70,0 36,25 15,60 25,93 55,100 80,80 70,55 40,52 18,70"),
    readShape("35,0 20,45 20,82 50,100 80,82 68,60 42,60 20,80"),
    readShape("62,2 30,35 20,78 45,100 68,84 56,66 24,80"),
  ],
  // 7
  [
    readShape("10,5 85,3! 58,45 36,100"),
    readShape("10,5 85,3! 55,50 40,100", "30,52 76,47"),
    readShape("12,22 14,6! 50,8 88,2! 60,50 46,100"),
  ],
  // 8
  [
    readShape("75,12 45,0 20,20 45,45 78,70 60,98 30,98 15,75 45,50 74,26 72,8"),
    readShape("50,45 22,25 48,0 76,22 50,45", "50,45 15,72 50,100 85,72 50,45"),
    readShape("64,4 34,12 50,44 66,74 48,100 30,78 52,46 74,18 60,2"),
  ],
  // 9
  [
    readShape("78,18 50,0 20,22 35,47 66,40 80,10! 76,50 72,100"),
    readShape("78,25 50,0 20,22 42,50 76,28 76,60 60,92 30,100"),
    readShape("70,10 42,4 28,30 50,42 70,14! 62,60 50,100"),
  ],
];
