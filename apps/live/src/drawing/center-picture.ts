/**
 * A drawing as MNIST has its digits: fitted into 20 x 20 of 28 x 28 pixels, its centre of mass in the middle (Y. LeCun,
 * C. Cortes, C. Burges, The MNIST database of handwritten digits).
 */

/** Of the picture's side, what the ink takes. */
const INK_SHARE = 20 / 28;

/**
 * [height, width] 0 paper to 1 ink; null where nothing is drawn. `inkAt` tells how much ink a pixel of the drawing has,
 * which has `side` of them each way.
 */
export function centerPicture(
  inkAt: (x: number, y: number) => number,
  side: number,
  width: number,
  height: number,
): Float32Array<ArrayBuffer> | null {
  const box = boxOf(inkAt, side);
  if (box === null) return null;
  const { size, x, y } = box;
  const scale = size / (INK_SHARE * Math.min(width, height));
  const picture = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [left, top] = [x + (column - width / 2) * scale, y + (row - height / 2) * scale];
      picture[row * width + column] = meanInk(inkAt, side, left, top, scale);
    }
  }
  return picture;
}

interface InkBox {
  /** of the longer side */
  readonly size: number;
  /** centre of mass */
  readonly x: number;
  readonly y: number;
}

function boxOf(inkAt: (x: number, y: number) => number, side: number): InkBox | null {
  let [left, right, top, bottom] = [side, -1, side, -1];
  let [mass, sumX, sumY] = [0, 0, 0];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const ink = inkAt(x, y);
      if (ink === 0) continue;
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), y];
      mass += ink;
      sumX += ink * (x + 0.5);
      sumY += ink * (y + 0.5);
    }
  }
  if (mass === 0) return null;
  return { size: Math.max(right - left, bottom - top) + 1, x: sumX / mass, y: sumY / mass };
}

/** Of the square at (left, top); what is beyond the drawing is paper. */
function meanInk(
  inkAt: (x: number, y: number) => number,
  side: number,
  left: number,
  top: number,
  size: number,
): number {
  let [sum, count] = [0, 0];
  for (let y = Math.floor(top); y < top + size; y++) {
    for (let x = Math.floor(left); x < left + size; x++) {
      count++;
      if (x >= 0 && y >= 0 && x < side && y < side) sum += inkAt(x, y);
    }
  }
  return sum / count;
}
