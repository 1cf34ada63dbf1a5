/**
 * Samplers against the distribution they name: Kolmogorov-Smirnov at 1.95 / sqrt(n) (p = 0.001), chi-squared at its
 * 99.9th percentile, on fixed seeds.
 */
import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import { erf } from "../math/erf.ts";
import { below } from "./below.ts";
import { fillDropoutMask } from "./dropout-mask.ts";
import { createNormalSource, fillNormal } from "./normal.ts";
import { drawPermutation } from "./permutation.ts";
import { shuffle } from "./shuffle.ts";
import { createStream } from "./stream.ts";
import { fillTruncatedNormal } from "./truncated-normal.ts";
import { fillUniform } from "./uniform.ts";

const COUNT = 50_000;

/** The largest distance between the share of values up to x and cumulative(x). */
function kolmogorovSmirnov(values: Float64Array, cumulative: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  let worst = 0;
  sorted.forEach((x, i) => {
    const p = cumulative(x);
    worst = Math.max(worst, Math.abs(p - i / sorted.length), Math.abs((i + 1) / sorted.length - p));
  });
  return worst;
}

function chiSquared(counts: ArrayLike<number>, expected: number): number {
  return Array.from(counts).reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

const normalCumulative = (z: number): number => 0.5 * (1 + erf(z * Math.SQRT1_2));
const criticalDistance = 1.95 / Math.sqrt(COUNT);

describe.each([1, 2, 3])("seed %i", (seed) => {
  test("uniform", () => {
    const values = new Float64Array(COUNT);
    fillUniform(createStream(seed, "data"), values, -2, 3);
    expect(kolmogorovSmirnov(values, (x) => (x + 2) / 5)).toBeLessThan(criticalDistance);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...values)).toBeLessThan(3);
  });

  test("normal", () => {
    const values = new Float64Array(COUNT);
    fillNormal(createStream(seed, "data"), values, 1, 2);
    expect(kolmogorovSmirnov(values, (x) => normalCumulative((x - 1) / 2))).toBeLessThan(criticalDistance);
  });

  test("normal: the two of a pair are independent", () => {
    const next = createNormalSource(createStream(seed, "data"));
    let product = 0;
    let squares = 0;
    for (let i = 0; i < COUNT; i++) {
      const [a, b] = [next(), next()];
      product += a * b;
      squares += (a * a - 1) * (b * b - 1);
    }
    expectClose(product / COUNT, 0, { abs: 4 / Math.sqrt(COUNT) });
    expectClose(squares / COUNT, 0, { abs: 8 / Math.sqrt(COUNT) });
  });

  test("truncated normal", () => {
    const values = new Float64Array(COUNT);
    fillTruncatedNormal(createStream(seed, "data"), values, 1, 2);
    const edge = normalCumulative(-2);
    const cumulative = (x: number): number => (normalCumulative((x - 1) / 2) - edge) / (1 - 2 * edge);
    expect(kolmogorovSmirnov(values, cumulative)).toBeLessThan(criticalDistance);
    expect(Math.max(...values.map((x) => Math.abs(x - 1)))).toBeLessThanOrEqual(4);
  });

  test("below: ten equally likely integers", () => {
    const stream = createStream(seed, "data");
    const counts = new Uint32Array(10);
    for (let i = 0; i < COUNT; i++) counts[below(stream, 10)]++;
    expect(chiSquared(counts, COUNT / 10)).toBeLessThan(27.88); // 9 degrees of freedom
  });

  test("shuffle: all 24 orders of four equally likely", () => {
    const stream = createStream(seed, "shuffle");
    const counts = new Map<string, number>();
    for (let i = 0; i < COUNT; i++) {
      const order = drawPermutation(stream, 4).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(chiSquared([...counts.values()], COUNT / 24)).toBeLessThan(49.73); // 23 degrees of freedom
  });

  test("dropout mask: 0 at the rate, else 1 / (1 - rate)", () => {
    const mask = new Float32Array(COUNT);
    const rate = 0.3;
    fillDropoutMask(createStream(seed, "dropout"), mask, rate);
    const kept = Math.fround(1 / (1 - rate));
    expect(mask.every((m) => m === 0 || m === kept)).toBe(true);
    const share = mask.filter((m) => m === 0).length / COUNT;
    expectClose(share, rate, { abs: 4 * Math.sqrt((rate * (1 - rate)) / COUNT) });
  });
});

test("below draws again where 2^32 does not divide", () => {
  // without that, multiples of 3 would come twice as often as other integers below 3 * 2^30
  const stream = createStream(1, "data");
  const counts = new Uint32Array(3);
  for (let i = 0; i < COUNT; i++) counts[below(stream, 3 * 2 ** 30) % 3]++;
  expect(chiSquared(counts, COUNT / 3)).toBeLessThan(13.82); // 2 degrees of freedom
});

test("below(1) is 0 and below(2^32 - 1) stays below", () => {
  const stream = createStream(1, "data");
  for (let i = 0; i < 100; i++) {
    expect(below(stream, 1)).toBe(0);
    expect(below(stream, 2 ** 32 - 1)).toBeLessThan(2 ** 32 - 1);
  }
});

test("shuffle keeps every value", () => {
  const values = Int32Array.from({ length: 1000 }, (_, i) => i * i - 500);
  const shuffled = values.slice();
  shuffle(createStream(1, "shuffle"), shuffled);
  expect(shuffled).not.toEqual(values);
  expect(shuffled.sort()).toEqual(values.sort());
});

test("a mask of rate 0 keeps all", () => {
  const mask = new Float64Array(1000);
  fillDropoutMask(createStream(1, "dropout"), mask, 0);
  expect(mask.every((m) => m === 1)).toBe(true);
});

test("an odd count of normals is the start of an even one", () => {
  const [odd, even] = [new Float64Array(5), new Float64Array(6)];
  fillNormal(createStream(1, "data"), odd, 0, 1);
  fillNormal(createStream(1, "data"), even, 0, 1);
  expect(odd).toEqual(even.subarray(0, 5));
});
