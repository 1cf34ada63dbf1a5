/** From dense rows to entries (panel.ts), in runs of columns as sparse.ts takes them. */

/**
 * Rows r0 .. r1 of x, [B, I] bytes or float32, times `scale`, rounded once: each row's entries, of which there is room
 * for I, and where each of its runs begins and the last ends, [B, segments + 1] addresses in `runs`. A NaN is an entry.
 */
export function compressRowsPart(
  x: usize, isBytes: bool, scale: f64, I: i32, rowBytes: i32, segments: i32, entries: usize, runs: usize, r0: i32, r1: i32,
): void {
  const width = (I + segments - 1) / segments;
  const xRow = isBytes ? <usize>I : <usize>I << 2;
  for (let r = r0; r < r1; r++) {
    const from = x + <usize>r * xRow;
    let to = entries + (<usize>r * <usize>I << 3);
    let run = runs + (<usize>(r * (segments + 1)) << 2);
    for (let s = 0; s < segments; s++) {
      store<usize>(run, to);
      run += 4;
      const c0 = min(I, s * width);
      const c1 = min(I, c0 + width);
      to = isBytes ? compressBytes(from, c0, c1, scale, rowBytes, to) : compressFloats(from, c0, c1, scale, rowBytes, to);
    }
    store<usize>(run, to);
  }
}

/** Sixteen at a time, because most are all 0. */
function compressBytes(from: usize, c0: i32, c1: i32, scale: f64, rowBytes: i32, to: usize): usize {
  let c = c0;
  for (; c + 16 <= c1; c += 16) {
    let mask = 0xffff & ~i8x16.bitmask(i8x16.eq(v128.load(from + <usize>c), i8x16.splat(0)));
    while (mask) {
      const at = c + ctz(mask);
      to = putEntry(to, <f64>load<u8>(from + <usize>at), scale, at * rowBytes);
      mask &= mask - 1;
    }
  }
  for (; c < c1; c++) {
    const value = load<u8>(from + <usize>c);
    if (value != 0) to = putEntry(to, <f64>value, scale, c * rowBytes);
  }
  return to;
}

function compressFloats(from: usize, c0: i32, c1: i32, scale: f64, rowBytes: i32, to: usize): usize {
  let c = c0;
  for (; c + 4 <= c1; c += 4) {
    let mask = i32x4.bitmask(f32x4.ne(v128.load(from + (<usize>c << 2)), f32x4.splat(0)));
    while (mask) {
      const at = c + ctz(mask);
      to = putEntry(to, <f64>load<f32>(from + (<usize>at << 2)), scale, at * rowBytes);
      mask &= mask - 1;
    }
  }
  for (; c < c1; c++) {
    const value = load<f32>(from + (<usize>c << 2));
    if (value != 0) to = putEntry(to, <f64>value, scale, c * rowBytes);
  }
  return to;
}

// @ts-ignore: decorator
@inline
function putEntry(to: usize, value: f64, scale: f64, offset: i32): usize {
  store<f32>(to, <f32>(value * scale));
  store<i32>(to, offset, 4);
  return to + 8;
}

/**
 * Rows from compressRowsPart one after the other at `to`, and where each of their runs begins, counted in entries from
 * `base`, in `offsets`, [B * segments]. Returns where the entries end.
 */
export function appendRows(runs: usize, B: i32, segments: i32, base: usize, to: usize, offsets: usize): usize {
  for (let r = 0; r < B; r++) {
    const first = load<usize>(runs);
    for (let s = 0; s < segments; s++) {
      store<i32>(offsets, <i32>((to - base + (load<usize>(runs) - first)) >> 3));
      offsets += 4;
      runs += 4;
    }
    const bytes = load<usize>(runs) - first;
    memory.copy(to, first, bytes);
    to += bytes;
    runs += 4;
  }
  return to;
}

/** compressRowsPart for all B rows, for the host. */
export function compressRows(x: usize, isBytes: bool, scale: f64, B: i32, I: i32, rowBytes: i32, segments: i32, entries: usize, runs: usize): void {
  compressRowsPart(x, isBytes, scale, I, rowBytes, segments, entries, runs, 0, B);
}
