/**
 * Convolutions of one channel each, as many groups as channels: lanes are channels, eight or four at once, of which
 * four pixels, or a few places of the kernel, stay in registers. Sums have the same order as in convolve.ts and
 * gradient.ts.
 */
import { MASK, RELU } from "../finish";
import { madd, store8, storePartial } from "../vector";
import { areaOf, chunkImages, chunkRows } from "./area";
import { ZEROS } from "./tiles";
import { channels, isDense, kernelColumns, kernelRows, outHeight, outWidth, placeOfRow, putColumns, stripWidth } from "./view";
import { placeOf } from "./weights";

/** Channels are gone through in parts whose weights stay in the first-level cache, with what is seen of them. */
const PART_BYTES: i32 = 16384;

/** Rows r0 .. r1 of all images' output rows; see convolve.ts. `panels`: `room` bytes for weights. */
export function convolveDepthwise(
  source: usize, w: usize, isTurned: bool, bias: usize, out: usize, r0: i32, r1: i32, finish: i32, mask: usize, places: i32,
  pixelTable: usize, placeTable: usize, copies: usize, panels: usize, room: i32,
): void {
  const most = max(8, room / (places << 2) & ~7), part = max(8, PART_BYTES / (places << 2) & ~7);
  for (let first = 0; first < channels; first += most) {
    const end = min(channels, first + most);
    packPlaces(w, isTurned, places, first, end, panels);
    for (let r = r0; r < r1;) {
      const at = r % outHeight, image = r / outHeight;
      const isWhole = chunkImages > 0 && at == 0 && r1 - r >= outHeight;
      const images = isWhole ? min(chunkImages, (r1 - r) / outHeight) : 1;
      const rows = isWhole ? outHeight : min(min(chunkRows, outHeight - at), r1 - r);
      // what is put apart goes row by row
      const lines = isDense() ? 1 : images * rows;
      for (let strip = 0; strip < outWidth; strip += stripWidth) {
        const area = areaOf(source, image, images, at, rows, strip, copies);
        const pixels = images * rows * min(stripWidth, outWidth - strip) / lines;
        for (let c = first; c < end; c += part) {
          const here = <usize>c << 2, weights = panels + <usize>(c - first) * <usize>(places << 2);
          for (let line = 0; line < lines; line++) {
            const to = placeOfRow(image + line / rows, at + line % rows) + (<usize>(strip * putColumns * channels) << 2) + here;
            const table = pixelTable + (<usize>(line * stripWidth) << 2);
            pixelsDown(area + here, table, pixels, placeTable, places, weights, bias ? bias + here : ZEROS, out + to, min(part, end - c), finish, mask + to);
          }
        }
      }
      r += images * rows;
    }
  }
}

/** Weights of channels c0 .. c1 in blocks of eight, then of four: [place][lane] of each, zeros where there are none. */
function packPlaces(w: usize, isTurned: bool, places: i32, c0: i32, c1: i32, to: usize): void {
  for (let c = c0; c < c1;) {
    const lanes = c + 8 <= c1 ? 8 : 4;
    const real = min(lanes, c1 - c);
    for (let k = 0; k < places; k++) {
      const from = w + (<usize>((isTurned ? placeOf(k) : k) * channels + c) << 2);
      for (let j = 0; j < lanes; j++) store<f32>(to + (<usize>j << 2), j < real ? load<f32>(from + (<usize>j << 2)) : 0);
      to += <usize>lanes << 2;
    }
    c += lanes;
  }
}

/** `count` channels of pixels that begin to see where `table` says: four pixels at once, channel after channel. */
function pixelsDown(
  area: usize, table: usize, pixels: i32, placeTable: usize, places: i32, panels: usize, start: usize, out: usize, count: i32, finish: i32,
  mask: usize,
): void {
  const row = <usize>(putColumns * channels) << 2;
  const isBiased = start != ZEROS;
  for (let i = 0; i < pixels;) {
    const isQuad = i + 4 <= pixels;
    const p0 = area + load<i32>(table);
    const p1 = isQuad ? area + load<i32>(table, 4) : p0, p2 = isQuad ? area + load<i32>(table, 8) : p0, p3 = isQuad ? area + load<i32>(table, 12) : p0;
    let at = panels;
    let here: usize = 0;
    let c = 0;
    for (; c + 8 <= count; c += 8) {
      const from = isBiased ? start + here : start;
      if (isQuad) at = eightOfFour(p0 + here, p1 + here, p2 + here, p3 + here, placeTable, places, at, from, out + here, row, finish, mask + here);
      else at = eightOfOne(p0 + here, placeTable, places, at, from, out + here, finish, mask + here);
      here += 32;
    }
    for (; c < count; c += 4) {
      const from = isBiased ? start + here : start;
      const lanes = min(4, count - c);
      at = fourOfOne(p0 + here, placeTable, places, at, from, out + here, lanes, finish, mask + here);
      if (isQuad) {
        const back = at - (<usize>places << 4);
        fourOfOne(p1 + here, placeTable, places, back, from, out + row + here, lanes, finish, mask + row + here);
        fourOfOne(p2 + here, placeTable, places, back, from, out + row * 2 + here, lanes, finish, mask + row * 2 + here);
        fourOfOne(p3 + here, placeTable, places, back, from, out + row * 3 + here, lanes, finish, mask + row * 3 + here);
      }
      here += 16;
    }
    const some = isQuad ? 4 : 1;
    i += some;
    table += some << 2;
    out += row * some;
    mask += row * some;
  }
}

/** Eight channels of four pixels; gives where the next weights lie. */
// @ts-ignore: decorator
@inline
function eightOfFour(
  p0: usize, p1: usize, p2: usize, p3: usize, placeTable: usize, places: i32, w: usize, start: usize, out: usize, row: usize, finish: i32,
  mask: usize,
): usize {
  let a0 = v128.load(start), b0 = v128.load(start, 16);
  let a1 = a0, b1 = b0, a2 = a0, b2 = b0, a3 = a0, b3 = b0;
  const end = placeTable + (<usize>places << 2);
  for (let place = placeTable; place < end; place += 4) {
    const offset = <usize>load<i32>(place);
    const low = v128.load(w), high = v128.load(w, 16);
    a0 = madd(v128.load(p0 + offset), low, a0);
    b0 = madd(v128.load(p0 + offset, 16), high, b0);
    a1 = madd(v128.load(p1 + offset), low, a1);
    b1 = madd(v128.load(p1 + offset, 16), high, b1);
    a2 = madd(v128.load(p2 + offset), low, a2);
    b2 = madd(v128.load(p2 + offset, 16), high, b2);
    a3 = madd(v128.load(p3 + offset), low, a3);
    b3 = madd(v128.load(p3 + offset, 16), high, b3);
    w += 32;
  }
  put8(out, a0, b0, finish, mask);
  put8(out + row, a1, b1, finish, mask + row);
  put8(out + row * 2, a2, b2, finish, mask + row * 2);
  put8(out + row * 3, a3, b3, finish, mask + row * 3);
  return w;
}

function eightOfOne(p: usize, placeTable: usize, places: i32, w: usize, start: usize, out: usize, finish: i32, mask: usize): usize {
  let a = v128.load(start), b = v128.load(start, 16);
  const end = placeTable + (<usize>places << 2);
  for (let place = placeTable; place < end; place += 4) {
    const offset = <usize>load<i32>(place);
    a = madd(v128.load(p + offset), v128.load(w), a);
    b = madd(v128.load(p + offset, 16), v128.load(w, 16), b);
    w += 32;
  }
  put8(out, a, b, finish, mask);
  return w;
}

function fourOfOne(p: usize, placeTable: usize, places: i32, w: usize, start: usize, out: usize, lanes: i32, finish: i32, mask: usize): usize {
  let sum = v128.load(start);
  const end = placeTable + (<usize>places << 2);
  for (let place = placeTable; place < end; place += 4) {
    sum = madd(v128.load(p + <usize>load<i32>(place)), v128.load(w), sum);
    w += 16;
  }
  const v = finished(sum, finish, mask);
  if (lanes == 4) v128.store(out, v);
  else storePartial(out, v, lanes);
  return w;
}

// @ts-ignore: decorator
@inline
function put8(to: usize, low: v128, high: v128, finish: i32, mask: usize): void {
  store8(to, finished(low, finish, mask), finished(high, finish, mask + 16));
}

// @ts-ignore: decorator
@inline
function finished(sum: v128, finish: i32, mask: usize): v128 {
  if (finish == RELU) return f32x4.max(sum, f32x4.splat(0));
  if (finish == MASK) return f32x4.mul(sum, v128.and(f32x4.gt(v128.load(mask), f32x4.splat(0)), f32x4.splat(1)));
  return sum;
}

/** Adds a chunk's sums, over `rows` rows of `columns` pixels, to channels c0 .. c1 of dw, [places, channels]. */
export function addDepthwiseChunk(
  area: usize, errors: usize, rowTable: usize, rows: i32, columns: i32, placeTable: usize, dw: usize, c0: i32, c1: i32, stepBytes: usize,
): void {
  const places = kernelRows * kernelColumns;
  // places of a row see neighbours
  const atOnce = kernelColumns <= 5 && kernelColumns > 1 ? kernelColumns : 4;
  for (let c = c0; c < c1;) {
    const here = <usize>c << 2;
    const isEight = c + 8 <= c1;
    for (let k = 0; k < places; k += atOnce) {
      const some = min(atOnce, places - k);
      const to = dw + (<usize>(k * channels) << 2) + here;
      const table = placeTable + (<usize>k << 2);
      if (isEight) eightOfPlaces(some, area + here, errors + here, rowTable, rows, columns, table, to, stepBytes);
      else fourOfPlaces(some, area + here, errors + here, rowTable, rows, columns, table, to, stepBytes, min(4, c1 - c));
    }
    c += isEight ? 8 : 4;
  }
}

function eightOfPlaces(some: i32, area: usize, errors: usize, rowTable: usize, rows: i32, columns: i32, placeTable: usize, dw: usize, stepBytes: usize): void {
  switch (some) {
    case 5:
      eightSums(5, area, errors, rowTable, rows, columns, placeTable, dw, stepBytes);
      break;
    case 4:
      eightSums(4, area, errors, rowTable, rows, columns, placeTable, dw, stepBytes);
      break;
    case 3:
      eightSums(3, area, errors, rowTable, rows, columns, placeTable, dw, stepBytes);
      break;
    case 2:
      eightSums(2, area, errors, rowTable, rows, columns, placeTable, dw, stepBytes);
      break;
    default:
      eightSums(1, area, errors, rowTable, rows, columns, placeTable, dw, stepBytes);
  }
}

/** Eight channels of so many places, a compile-time constant. */
// @ts-ignore: decorator
@inline
function eightSums(some: i32, area: usize, errors: usize, rowTable: usize, rows: i32, columns: i32, placeTable: usize, dw: usize, stepBytes: usize): void {
  const row = <usize>channels << 2;
  const o0 = load<i32>(placeTable), o1 = some > 1 ? load<i32>(placeTable, 4) : 0, o2 = some > 2 ? load<i32>(placeTable, 8) : 0;
  const o3 = some > 3 ? load<i32>(placeTable, 12) : 0, o4 = some > 4 ? load<i32>(placeTable, 16) : 0;
  let a0 = f32x4.splat(0), b0 = f32x4.splat(0), a1 = f32x4.splat(0), b1 = f32x4.splat(0), a2 = f32x4.splat(0), b2 = f32x4.splat(0);
  let a3 = f32x4.splat(0), b3 = f32x4.splat(0), a4 = f32x4.splat(0), b4 = f32x4.splat(0);
  for (let r = 0; r < rows; r++) {
    let a = area + <usize>load<i32>(rowTable + (<usize>r << 2));
    for (let p = 0; p < columns; p++) {
      const low = v128.load(errors), high = v128.load(errors, 16);
      a0 = madd(v128.load(a + o0), low, a0);
      b0 = madd(v128.load(a + o0, 16), high, b0);
      if (some > 1) a1 = madd(v128.load(a + o1), low, a1);
      if (some > 1) b1 = madd(v128.load(a + o1, 16), high, b1);
      if (some > 2) a2 = madd(v128.load(a + o2), low, a2);
      if (some > 2) b2 = madd(v128.load(a + o2, 16), high, b2);
      if (some > 3) a3 = madd(v128.load(a + o3), low, a3);
      if (some > 3) b3 = madd(v128.load(a + o3, 16), high, b3);
      if (some > 4) a4 = madd(v128.load(a + o4), low, a4);
      if (some > 4) b4 = madd(v128.load(a + o4, 16), high, b4);
      a += stepBytes;
      errors += row;
    }
  }
  add8(dw, a0, b0);
  if (some > 1) add8(dw + row, a1, b1);
  if (some > 2) add8(dw + row * 2, a2, b2);
  if (some > 3) add8(dw + row * 3, a3, b3);
  if (some > 4) add8(dw + row * 4, a4, b4);
}

// @ts-ignore: decorator
@inline
function add8(to: usize, low: v128, high: v128): void {
  store8(to, f32x4.add(v128.load(to), low), f32x4.add(v128.load(to, 16), high));
}

/** Up to four channels, place by place. */
function fourOfPlaces(
  some: i32, area: usize, errors: usize, rowTable: usize, rows: i32, columns: i32, placeTable: usize, dw: usize, stepBytes: usize, lanes: i32,
): void {
  const row = <usize>channels << 2;
  for (let k = 0; k < some; k++) {
    const offset = <usize>load<i32>(placeTable + (<usize>k << 2));
    let sum = f32x4.splat(0);
    let e = errors;
    for (let r = 0; r < rows; r++) {
      let a = area + offset + <usize>load<i32>(rowTable + (<usize>r << 2));
      for (let p = 0; p < columns; p++) {
        sum = madd(v128.load(a), v128.load(e), sum);
        a += stepBytes;
        e += row;
      }
    }
    const v = f32x4.add(v128.load(dw), sum);
    if (lanes == 4) v128.store(dw, v);
    else storePartial(dw, v, lanes);
    dw += row;
  }
}
