/** The one comparison of numbers in tests: NaN fails, a wrong length fails, the worst index is named. */
import { expect } from "vitest";

export interface Tolerance {
  /** largest allowed |actual - expected| */
  readonly abs?: number;
  /** largest allowed |actual - expected| / |expected| */
  readonly rel?: number;
}

type Numbers = number | ArrayLike<number>;

/** Passes when every element is within abs + rel * |expected|. */
export function expectClose(actual: Numbers, expected: Numbers, tolerance: Tolerance): void {
  const a = typeof actual === "number" ? [actual] : actual;
  const e = typeof expected === "number" ? [expected] : expected;
  expect(a.length, "number of elements").toBe(e.length);
  let worst = -1;
  let worstExcess = 0;
  for (let i = 0; i < e.length; i++) {
    const x = a[i] as number;
    const y = e[i] as number;
    if (Object.is(x, y) && !Number.isNaN(y)) continue;
    const allowed = (tolerance.abs ?? 0) + (tolerance.rel ?? 0) * Math.abs(y);
    const error = Math.abs(x - y);
    if (error <= allowed) continue;
    const excess = Number.isNaN(error) ? Infinity : error / allowed;
    if (worst === -1 || excess > worstExcess) {
      worst = i;
      worstExcess = excess;
    }
  }
  if (worst !== -1) {
    expect.fail(
      `index ${worst} of ${e.length}: got ${a[worst]}, expected ${e[worst]} (abs ${tolerance.abs ?? 0}, rel ${tolerance.rel ?? 0})`,
    );
  }
}
