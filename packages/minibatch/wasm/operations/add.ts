/** Sums of two tensors. */
import { address, next } from "../operands";
import { partBegin } from "../split";
import { loadPartial, store8, storePartial } from "../vector";

/** Elements go in cache lines. */
const LINE: i32 = 16;
/** Rows go to threads in these units, as everywhere. */
const ROW_UNIT: i32 = 6;

/** a b y B O byElements: y = a + b; y may be either */
export function addOp(t: i32, T: i32): void {
  const a = address(), b = address(), y = address(), B = next(), O = next(), byElements = next();
  const n0 = byElements ? partBegin(B * O, LINE, t, T) : partBegin(B, ROW_UNIT, t, T) * O;
  const n1 = byElements ? partBegin(B * O, LINE, t + 1, T) : partBegin(B, ROW_UNIT, t + 1, T) * O;
  const at = <usize>n0 << 2;
  add(a + at, b + at, y + at, n1 - n0);
}

function add(a: usize, b: usize, y: usize, N: i32): void {
  let n = 0;
  for (; n + 8 <= N; n += 8) {
    store8(y, f32x4.add(v128.load(a), v128.load(b)), f32x4.add(v128.load(a, 16), v128.load(b, 16)));
    a += 32;
    b += 32;
    y += 32;
  }
  for (; n < N; n += 4) {
    const count = min(4, N - n);
    if (count == 4) v128.store(y, f32x4.add(v128.load(a), v128.load(b)));
    else storePartial(y, f32x4.add(loadPartial(a, count), loadPartial(b, count)), count);
    a += 16;
    b += 16;
    y += 16;
  }
}
