/**
 * Convolutions of one channel each, as many groups as channels: lanes are channels, and four pixels, or places of the
 * kernel, stay in registers. Sums have the same order as in convolve.ts and gradient.ts.
 */
import { MASK, RELU } from "../finish";
import { madd, storePartial } from "../vector";
import { areaOf, chunkImages, chunkRows } from "./area";
import { channels, kernelColumns, kernelRows, outHeight, outWidth } from "./view";

/** Rows r0 .. r1 of all images' output rows; see convolve.ts. */
export function convolveDepthwise(
  source: usize, w: usize, isTurned: bool, bias: usize, out: usize, r0: i32, r1: i32, finish: i32, mask: usize, places: i32,
  pixelTable: usize, placeTable: usize, room: usize,
): void {
  const row = <usize>channels << 2;
  const first = isTurned ? w + <usize>(places - 1) * row : w;
  const step: isize = isTurned ? -<isize>row : <isize>row;
  for (let r = r0; r < r1;) {
    const at = r % outHeight;
    const isWhole = chunkImages > 0 && at == 0 && r1 - r >= outHeight;
    const images = isWhole ? min(chunkImages, (r1 - r) / outHeight) : 1;
    const rows = isWhole ? outHeight : min(min(chunkRows, outHeight - at), r1 - r);
    const area = areaOf(source, r / outHeight, images, at, rows, room);
    const pixels = images * rows * outWidth;
    const begin = <usize>(r * outWidth) * row;
    for (let c = 0; c < channels; c += 4) {
      const here = <usize>c << 2;
      lanesDown(
        area + here, pixelTable, pixels, placeTable, places, first + here, step, bias ? bias + here : 0, out + begin + here, row,
        min(4, channels - c), finish, mask + begin + here,
      );
    }
    r += images * rows;
  }
}

/** Up to four channels of all pixels of a chunk. */
function lanesDown(
  area: usize, pixelTable: usize, pixels: i32, placeTable: usize, places: i32, w: usize, step: isize, bias: usize, out: usize, row: usize,
  lanes: i32, finish: i32, mask: usize,
): void {
  const start = bias ? v128.load(bias) : f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= pixels; i += 4) {
    let s0 = start, s1 = start, s2 = start, s3 = start;
    const p0 = area + load<i32>(pixelTable), p1 = area + load<i32>(pixelTable, 4), p2 = area + load<i32>(pixelTable, 8), p3 = area + load<i32>(pixelTable, 12);
    let at = w;
    for (let k = 0; k < places; k++) {
      const v = v128.load(at);
      const offset = <usize>load<i32>(placeTable + (<usize>k << 2));
      s0 = madd(v128.load(p0 + offset), v, s0);
      s1 = madd(v128.load(p1 + offset), v, s1);
      s2 = madd(v128.load(p2 + offset), v, s2);
      s3 = madd(v128.load(p3 + offset), v, s3);
      at += step;
    }
    put(out, s0, lanes, finish, mask);
    put(out + row, s1, lanes, finish, mask + row);
    put(out + row * 2, s2, lanes, finish, mask + row * 2);
    put(out + row * 3, s3, lanes, finish, mask + row * 3);
    pixelTable += 16;
    out += row * 4;
    mask += row * 4;
  }
  for (; i < pixels; i++) {
    let sum = start;
    const p = area + load<i32>(pixelTable);
    let at = w;
    for (let k = 0; k < places; k++) {
      sum = madd(v128.load(p + load<i32>(placeTable + (<usize>k << 2))), v128.load(at), sum);
      at += step;
    }
    put(out, sum, lanes, finish, mask);
    pixelTable += 4;
    out += row;
    mask += row;
  }
}

function put(to: usize, sum: v128, lanes: i32, finish: i32, mask: usize): void {
  let v = sum;
  if (finish == RELU) v = f32x4.max(v, f32x4.splat(0));
  else if (finish == MASK) v = f32x4.mul(v, v128.and(f32x4.gt(v128.load(mask), f32x4.splat(0)), f32x4.splat(1)));
  if (lanes == 4) v128.store(to, v);
  else storePartial(to, v, lanes);
}

/** Adds a chunk's sums to channels c0 .. c1 of dw, [places, channels]. */
export function addDepthwiseChunk(
  area: usize, errors: usize, rowTable: usize, rows: i32, placeTable: usize, dw: usize, c0: i32, c1: i32, stepBytes: usize,
): void {
  const row = <usize>channels << 2;
  const places = kernelRows * kernelColumns;
  for (let c = c0; c < c1; c += 4) {
    const here = <usize>c << 2;
    const lanes = min(4, c1 - c);
    for (let k = 0; k < places; k += 4) {
      const table = placeTable + (<usize>k << 2);
      const some = min(4, places - k);
      const o0 = load<i32>(table), o1 = some > 1 ? load<i32>(table, 4) : o0;
      const o2 = some > 2 ? load<i32>(table, 8) : o0, o3 = some > 3 ? load<i32>(table, 12) : o0;
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
      let e = errors + here;
      for (let r = 0; r < rows; r++) {
        let a = area + here + load<i32>(rowTable + (<usize>r << 2));
        for (let p = 0; p < outWidth; p++) {
          const v = v128.load(e);
          s0 = madd(v128.load(a + o0), v, s0);
          s1 = madd(v128.load(a + o1), v, s1);
          s2 = madd(v128.load(a + o2), v, s2);
          s3 = madd(v128.load(a + o3), v, s3);
          a += stepBytes;
          e += row;
        }
      }
      const to = dw + <usize>k * row + here;
      add(to, s0, lanes);
      if (some > 1) add(to + row, s1, lanes);
      if (some > 2) add(to + row * 2, s2, lanes);
      if (some > 3) add(to + row * 3, s3, lanes);
    }
  }
}

function add(to: usize, sum: v128, lanes: i32): void {
  const v = f32x4.add(v128.load(to), sum);
  if (lanes == 4) v128.store(to, v);
  else storePartial(to, v, lanes);
}
