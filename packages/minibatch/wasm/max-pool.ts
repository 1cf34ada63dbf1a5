/**
 * Max-pooling of rows r0 .. r1 of a batch. Lanes are channels; those that fill no vector are done by one that overlaps
 * the one before it, to the same numbers, or by fewer lanes where there are less than four.
 */
import { FULL, put, take } from "./lanes";
import { store8 } from "./vector";
import { across, areApart, C, coverOnce, down, H, h, left, P, Q, top, W, w } from "./windows";

/** y = the largest of every window, places = where in it, unless that is 0. */
export function maxPoolPart(x: usize, y: usize, places: usize, r0: i32, r1: i32): void {
  const cell = <usize>C << 2, line = <usize>W * cell;
  x += <usize>r0 * <usize>H * line;
  const first = <usize>r0 * <usize>(P * Q) * cell;
  y += first;
  if (places) places += first;
  for (let r = r0; r < r1; r++) {
    for (let p = 0; p < P; p++) {
      const i = p * down - top;
      const k0 = max(0, -i), k1 = min(h, H - i);
      for (let q = 0; q < Q; q++) {
        const j = q * across - left;
        const l0 = max(0, -j), l1 = min(w, W - j);
        const from = x + <usize>(i + k0) * line + <usize>(j + l0) * cell;
        if (w == 2 && k0 == 0 && k1 == 2 && l0 == 0 && l1 == 2) {
          if (places) mostOfFour(true, from, line, cell, y, places);
          else mostOfFour(false, from, line, cell, y, 0);
        } else if (places) mostOf(true, from, line, cell, k0, k1, l0, l1, w, y, places);
        else mostOf(false, from, line, cell, k0, k1, l0, l1, w, y, 0);
        y += cell;
        if (places) places += cell;
      }
    }
    x += <usize>H * line;
  }
}

/** Where v takes the place of m: it is larger, or NaN. */
// @ts-ignore: decorator
@inline
function beats(v: v128, m: v128): v128 {
  return v128.or(f32x4.gt(v, m), f32x4.ne(v, v));
}

/** The upper 2 x 2 cells of a window that is two across. */
// @ts-ignore: decorator
@inline
function mostOfFour(keeps: bool, from: usize, line: usize, cell: usize, y: usize, places: usize): void {
  const whole = cell & ~31;
  for (let at: usize = 0; at < whole; at += 32) {
    const a = from + at, b = a + cell, c = a + line, d = c + cell;
    let low = v128.load(a), high = v128.load(a, 16);
    let v = v128.load(b), u = v128.load(b, 16);
    let t = beats(v, low), s = beats(u, high);
    low = v128.bitselect(v, low, t);
    high = v128.bitselect(u, high, s);
    let placeLow = v128.and(t, i32x4.splat(1)), placeHigh = v128.and(s, i32x4.splat(1));
    v = v128.load(c);
    u = v128.load(c, 16);
    t = beats(v, low);
    s = beats(u, high);
    low = v128.bitselect(v, low, t);
    high = v128.bitselect(u, high, s);
    if (keeps) {
      placeLow = v128.bitselect(i32x4.splat(2), placeLow, t);
      placeHigh = v128.bitselect(i32x4.splat(2), placeHigh, s);
    }
    v = v128.load(d);
    u = v128.load(d, 16);
    t = beats(v, low);
    s = beats(u, high);
    store8(y + at, v128.bitselect(v, low, t), v128.bitselect(u, high, s));
    if (keeps) {
      placeLow = v128.bitselect(i32x4.splat(3), placeLow, t);
      placeHigh = v128.bitselect(i32x4.splat(3), placeHigh, s);
      store8(places + at, placeLow, placeHigh);
    }
  }
  if (cell & 16) mostOfFourIn(keeps, from + whole, line, cell, y + whole, places + whole, FULL);
  if (cell & 12) {
    const at = cell > 16 ? cell - 16 : 0;
    if (cell > 16) mostOfFourIn(keeps, from + at, line, cell, y + at, places + at, FULL);
    else mostOfFourIn(keeps, from, line, cell, y, places, C);
  }
}

// @ts-ignore: decorator
@inline
function mostOfFourIn(keeps: bool, from: usize, line: usize, cell: usize, y: usize, places: usize, count: i32): void {
  let most = take(from, count);
  let v = take(from + cell, count);
  let t = beats(v, most);
  most = v128.bitselect(v, most, t);
  let place = v128.and(t, i32x4.splat(1));
  v = take(from + line, count);
  t = beats(v, most);
  most = v128.bitselect(v, most, t);
  place = v128.bitselect(i32x4.splat(2), place, t);
  v = take(from + line + cell, count);
  t = beats(v, most);
  put(y, v128.bitselect(v, most, t), count);
  if (keeps) put(places, v128.bitselect(i32x4.splat(3), place, t), count);
}

/** Cells k0 .. k1 down, l0 .. l1 across of a window of `width` across; the first of them lies at `from`. */
// @ts-ignore: decorator
@inline
function mostOf(keeps: bool, from: usize, line: usize, cell: usize, k0: i32, k1: i32, l0: i32, l1: i32, width: i32, y: usize, places: usize): void {
  const whole = cell & ~31;
  for (let at: usize = 0; at < whole; at += 32) {
    let low = v128.load(from + at), high = v128.load(from + at, 16);
    let placeLow = i32x4.splat(k0 * width + l0), placeHigh = placeLow;
    let row = from + at;
    for (let k = k0; k < k1; k++) {
      let x = row;
      for (let l = l0; l < l1; l++) {
        const v = v128.load(x), u = v128.load(x, 16);
        const t = beats(v, low), s = beats(u, high);
        low = v128.bitselect(v, low, t);
        high = v128.bitselect(u, high, s);
        if (keeps) {
          const place = i32x4.splat(k * width + l);
          placeLow = v128.bitselect(place, placeLow, t);
          placeHigh = v128.bitselect(place, placeHigh, s);
        }
        x += cell;
      }
      row += line;
    }
    store8(y + at, low, high);
    if (keeps) store8(places + at, placeLow, placeHigh);
  }
  if (cell & 16) mostIn(keeps, from + whole, line, cell, k0, k1, l0, l1, width, y + whole, places + whole, FULL);
  if (cell & 12) {
    const at = cell > 16 ? cell - 16 : 0;
    if (cell > 16) mostIn(keeps, from + at, line, cell, k0, k1, l0, l1, width, y + at, places + at, FULL);
    else mostIn(keeps, from, line, cell, k0, k1, l0, l1, width, y, places, C);
  }
}

// @ts-ignore: decorator
@inline
function mostIn(keeps: bool, from: usize, line: usize, cell: usize, k0: i32, k1: i32, l0: i32, l1: i32, width: i32, y: usize, places: usize, count: i32): void {
  let most = take(from, count);
  let place = i32x4.splat(k0 * width + l0);
  for (let k = k0; k < k1; k++) {
    let x = from;
    for (let l = l0; l < l1; l++) {
      const v = take(x, count);
      const t = beats(v, most);
      most = v128.bitselect(v, most, t);
      if (keeps) place = v128.bitselect(i32x4.splat(k * width + l), place, t);
      x += cell;
    }
    from += line;
  }
  put(y, most, count);
  if (keeps) put(places, place, count);
}

/**
 * dx = the sums of dy of the windows in which a cell was chosen, in the order of the windows; where `y` is not 0, only
 * of those whose number is above 0, for a ReLU before the pooling.
 */
export function maxPoolBackwardPart(dy: usize, places: usize, y: usize, dx: usize, r0: i32, r1: i32): void {
  const cell = <usize>C << 2, row = <usize>(H * W) * cell;
  const first = <usize>r0 * <usize>(P * Q) * cell;
  dy += first;
  places += first;
  if (y) y += first;
  dx += <usize>r0 * row;
  if (areApart()) {
    if (!coverOnce()) memory.fill(dx, 0, <usize>(r1 - r0) * row);
    for (let r = r0; r < r1; r++) {
      if (y) handOut(true, dy, places, y, dx);
      else handOut(false, dy, places, 0, dx);
      dy += <usize>(P * Q) * cell;
      places += <usize>(P * Q) * cell;
      if (y) y += <usize>(P * Q) * cell;
      dx += row;
    }
    return;
  }
  for (let r = r0; r < r1; r++) {
    if (y) collect(true, dy, places, y, dx);
    else collect(false, dy, places, 0, dx);
    dy += <usize>(P * Q) * cell;
    places += <usize>(P * Q) * cell;
    if (y) y += <usize>(P * Q) * cell;
    dx += row;
  }
}

/** dy of a window, or 0 where ReLU had cut it. */
// @ts-ignore: decorator
@inline
function passed(masks: bool, dy: usize, y: usize, count: i32): v128 {
  const v = take(dy, count);
  return masks ? v128.and(v, f32x4.gt(take(y, count), f32x4.splat(0))) : v;
}

/** Windows that have no cell in common: each writes its own. */
// @ts-ignore: decorator
@inline
function handOut(masks: bool, dy: usize, places: usize, y: usize, dx: usize): void {
  const cell = <usize>C << 2, line = <usize>W * cell, width = w;
  const whole = cell & ~31;
  for (let p = 0; p < P; p++) {
    const i = p * down - top;
    const k0 = max(0, -i), k1 = min(h, H - i);
    for (let q = 0; q < Q; q++) {
      const j = q * across - left;
      const l0 = max(0, -j), l1 = min(width, W - j);
      const to = dx + <usize>(i + k0) * line + <usize>(j + l0) * cell;
      for (let at: usize = 0; at < whole; at += 32) {
        const low = passed(masks, dy + at, y + at, FULL), high = passed(masks, dy + at + 16, y + at + 16, FULL);
        const placeLow = v128.load(places + at), placeHigh = v128.load(places + at, 16);
        let row = to + at;
        for (let k = k0; k < k1; k++) {
          let out = row;
          for (let l = l0; l < l1; l++) {
            const place = i32x4.splat(k * width + l);
            store8(out, v128.and(low, i32x4.eq(placeLow, place)), v128.and(high, i32x4.eq(placeHigh, place)));
            out += cell;
          }
          row += line;
        }
      }
      if (cell & 16) handOutIn(masks, dy + whole, places + whole, y + whole, to + whole, line, cell, k0, k1, l0, l1, width, FULL);
      if (cell & 12) {
        const at = cell > 16 ? cell - 16 : 0;
        if (cell > 16) handOutIn(masks, dy + at, places + at, y + at, to + at, line, cell, k0, k1, l0, l1, width, FULL);
        else handOutIn(masks, dy, places, y, to, line, cell, k0, k1, l0, l1, width, C);
      }
      dy += cell;
      places += cell;
      y += cell;
    }
  }
}

// @ts-ignore: decorator
@inline
function handOutIn(masks: bool, dy: usize, places: usize, y: usize, to: usize, line: usize, cell: usize, k0: i32, k1: i32, l0: i32, l1: i32, width: i32, count: i32): void {
  const v = passed(masks, dy, y, count), chosen = take(places, count);
  for (let k = k0; k < k1; k++) {
    let out = to;
    for (let l = l0; l < l1; l++) {
      put(out, v128.and(v, i32x4.eq(chosen, i32x4.splat(k * width + l))), count);
      out += cell;
    }
    to += line;
  }
}

/** Windows that overlap: each cell takes from all that it is in, one after the other. */
// @ts-ignore: decorator
@inline
function collect(masks: bool, dy: usize, places: usize, y: usize, dx: usize): void {
  const cell = <usize>C << 2;
  let p0 = 0, p1 = -1;
  for (let i = top; i < top + H; i++) {
    while (p1 + 1 < P && (p1 + 1) * down <= i) p1++;
    while (p0 * down + h <= i) p0++;
    let q0 = 0, q1 = -1;
    for (let j = left; j < left + W; j++) {
      while (q1 + 1 < Q && (q1 + 1) * across <= j) q1++;
      while (q0 * across + w <= j) q0++;
      if (p0 > p1 || q0 > q1) memory.fill(dx, 0, cell);
      for (let p = p0; p <= p1; p++) {
        let at = <usize>(p * Q + q0) * cell;
        let place = (i - p * down) * w + j - q0 * across;
        for (let q = q0; q <= q1; q++) {
          if (p == p0 && q == q0) give(true, masks, dy + at, places + at, y + at, dx, place);
          else give(false, masks, dy + at, places + at, y + at, dx, place);
          at += cell;
          place -= across;
        }
      }
      dx += cell;
    }
  }
}

/** What a window has for the cell at that place: the first thing that it gets, or added to the others. */
// @ts-ignore: decorator
@inline
function give(isFirst: bool, masks: bool, dy: usize, places: usize, y: usize, dx: usize, place: i32): void {
  const cell = <usize>C << 2, whole = cell & ~31;
  let at: usize = 0;
  for (; at < whole; at += 32) {
    const low = givenTo(masks, dy + at, places + at, y + at, place, FULL);
    const high = givenTo(masks, dy + at + 16, places + at + 16, y + at + 16, place, FULL);
    if (isFirst) store8(dx + at, low, high);
    else store8(dx + at, f32x4.add(v128.load(dx + at), low), f32x4.add(v128.load(dx + at, 16), high));
  }
  if (cell & 16) {
    const v = givenTo(masks, dy + at, places + at, y + at, place, FULL);
    v128.store(dx + at, isFirst ? v : f32x4.add(v128.load(dx + at), v));
    at += 16;
  }
  if (cell & 12) {
    const v = givenTo(masks, dy + at, places + at, y + at, place, C & 3);
    put(dx + at, isFirst ? v : f32x4.add(take(dx + at, C & 3), v), C & 3);
  }
}

// @ts-ignore: decorator
@inline
function givenTo(masks: bool, dy: usize, places: usize, y: usize, place: i32, count: i32): v128 {
  return v128.and(passed(masks, dy, y, count), i32x4.eq(take(places, count), i32x4.splat(place)));
}
