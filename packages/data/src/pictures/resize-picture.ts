/**
 * Pictures at another size, by area: pixel i of n out of m covers the source from i m/n to (i + 1) m/n, and is the mean
 * of what lies there, a source pixel weighted by how much of it is covered; rounded, halves up. Going down it averages
 * all pixels, going up it repeats them. All sums are of whole numbers, so exact.
 */
import type { Picture } from "./picture.ts";

/**
 * What output pixels of one axis cover: `weights` from `first` on, in units of 1 / n of a source pixel, so whole; they
 * add up to m.
 */
interface Cover {
  readonly first: number;
  readonly weights: Int32Array;
}

export function resizePicture(picture: Picture, height: number, width: number): Picture {
  if (picture.height === height && picture.width === width) return picture;
  const { channels, values } = picture;
  const [columns, rows] = [coversOf(picture.width, width), coversOf(picture.height, height)];
  const narrow = new Float64Array(picture.height * width * channels);
  for (let y = 0, to = 0; y < picture.height; y++) {
    for (const { first, weights } of columns) {
      for (let channel = 0; channel < channels; channel++) {
        let at = (y * picture.width + first) * channels + channel;
        let sum = 0;
        for (let i = 0; i < weights.length; i++, at += channels) sum += weights[i]! * values[at]!;
        narrow[to++] = sum;
      }
    }
  }
  const area = picture.height * picture.width;
  const resized = new Uint8Array(height * width * channels);
  const step = width * channels;
  for (const [y, { first, weights }] of rows.entries()) {
    for (let x = 0; x < step; x++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * narrow[(first + i) * step + x]!;
      resized[y * step + x] = Math.floor((2 * sum + area) / (2 * area));
    }
  }
  return { width, height, channels, values: resized };
}

function coversOf(from: number, to: number): Cover[] {
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * from, (i + 1) * from];
    const first = Math.floor(start / to);
    const last = Math.ceil(end / to);
    const weights = Int32Array.from({ length: last - first }, (_, j) => {
      const pixel = (first + j) * to;
      return Math.min(end, pixel + to) - Math.max(start, pixel);
    });
    return { first, weights };
  });
}
