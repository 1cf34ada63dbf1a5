/**
 * Pictures at another size, by area: pixel i of n out of m covers the source from i m/n to (i + 1) m/n, and is the mean
 * of what lies there, a source pixel weighted by how much of it is covered; rounded, halves up. Going down it averages
 * all pixels, going up it repeats them. Rows and columns are taken one after the other, in float64.
 */
import type { Picture } from "./picture.ts";

/** What output pixels of one axis cover: `weights` from `first` on, which add up to 1. */
interface Cover {
  readonly first: number;
  readonly weights: Float64Array;
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
  const resized = new Uint8Array(height * width * channels);
  const step = width * channels;
  for (const [y, { first, weights }] of rows.entries()) {
    for (let x = 0; x < step; x++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * narrow[(first + i) * step + x]!;
      resized[y * step + x] = Math.floor(sum + 0.5);
    }
  }
  return { width, height, channels, values: resized };
}

function coversOf(from: number, to: number): Cover[] {
  return Array.from({ length: to }, (_, i) => {
    // whole numbers, in units of 1 / to of a source pixel, so that edges are exact
    const [start, end] = [i * from, (i + 1) * from];
    const first = Math.floor(start / to);
    const last = Math.ceil(end / to);
    const weights = Float64Array.from({ length: last - first }, (_, j) => {
      const pixel = (first + j) * to;
      return (Math.min(end, pixel + to) - Math.max(start, pixel)) / from;
    });
    return { first, weights };
  });
}
