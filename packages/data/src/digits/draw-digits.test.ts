import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import { type Digits, drawDigits, PIXEL_COUNT } from "./draw-digits.ts";

const COUNT = 3000;
const SIZE = 28;
let digits: Digits;

beforeAll(() => {
  digits = drawDigits(1, 0, COUNT);
});

const image = (set: Digits, i: number): Uint8Array => set.images.subarray(i * PIXEL_COUNT, (i + 1) * PIXEL_COUNT);

test("digit k is the same whether drawn alone or after the others", () => {
  for (const k of [0, 1, 777, COUNT - 1]) {
    const alone = drawDigits(1, k, 1);
    expect(alone.labels[0]).toBe(digits.labels[k]);
    expect([...alone.images]).toEqual([...image(digits, k)]);
  }
});

test("another seed draws other digits", () => {
  expect([...drawDigits(2, 0, 5).images]).not.toEqual([...drawDigits(1, 0, 5).images]);
});

test("no digit is drawn twice", () => {
  expect(new Set(Array.from({ length: COUNT }, (_, i) => image(digits, i).join())).size).toBe(COUNT);
});

test("every digit is as frequent as the others, within 20 percent", () => {
  const counts = Array.from({ length: 10 }, (_, digit) => digits.labels.filter((label) => label === digit).length);
  expectClose(counts, new Array(10).fill(COUNT / 10), { rel: 0.2 });
});

describe("the images have MNIST's form", () => {
  test("81 percent of the pixels are paper, within 2 points", () => {
    expectClose(digits.images.filter((pixel) => pixel === 0).length / digits.images.length, 0.81, { abs: 0.02 });
  });

  test("the centre of mass lies in the middle, within 4 pixels (overlaps and lifted pens shift it), on the average within .2", () => {
    let sumX = 0;
    let sumY = 0;
    for (let i = 0; i < COUNT; i++) {
      const pixels = image(digits, i);
      let mass = 0;
      let x = 0;
      let y = 0;
      pixels.forEach((pixel, at) => {
        mass += pixel;
        x += pixel * (at % SIZE);
        y += pixel * Math.floor(at / SIZE);
      });
      expectClose([x / mass, y / mass], [13.5, 13.5], { abs: 4 });
      sumX += x / mass;
      sumY += y / mass;
    }
    expectClose([sumX / COUNT, sumY / COUNT], [13.5, 13.5], { abs: 0.2 });
  });

  test("the ink fills 20 pixels of height or width, within 1 pixel and what the pen left out", () => {
    const extents = Array.from({ length: COUNT }, (_, i) => {
      const inked = [...image(digits, i).entries()].filter(([, pixel]) => pixel > 0).map(([at]) => at);
      const columns = inked.map((at) => at % SIZE);
      const rows = inked.map((at) => Math.floor(at / SIZE));
      return 1 + Math.max(Math.max(...columns) - Math.min(...columns), Math.max(...rows) - Math.min(...rows));
    });
    expect(Math.max(...extents)).toBeLessThanOrEqual(24);
    expectClose(extents.reduce((sum, extent) => sum + extent, 0) / COUNT, 20, { abs: 1 });
  });
});

test("the classes can be told apart but not by their mean images alone", () => {
  const half = COUNT / 2;
  const means = Array.from({ length: 10 }, () => new Float64Array(PIXEL_COUNT));
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < half; i++) {
    counts[digits.labels[i]!]! += 1;
    image(digits, i).forEach((pixel, at) => {
      means[digits.labels[i]!]![at]! += pixel;
    });
  }
  const distance = (pixels: Uint8Array, digit: number): number =>
    pixels.reduce((sum, pixel, at) => sum + (pixel - means[digit]![at]! / counts[digit]!) ** 2, 0);
  let right = 0;
  for (let i = half; i < COUNT; i++) {
    const distances = means.map((_, digit) => distance(image(digits, i), digit));
    if (distances.indexOf(Math.min(...distances)) === digits.labels[i]) right++;
  }
  // MNIST's own figure for this classifier is .82.
  expectClose(right / half, 0.75, { abs: 0.12 });
});

test("no regression: the bytes of the first 100 digits of seed 1", () => {
  const { images, labels } = drawDigits(1, 0, 100);
  expect(createHash("sha256").update(images).update(labels).digest("hex")).toMatchInlineSnapshot(
    `"edf554f635150c6ecb62971c44ea1d1713a36e3d0dbb5defd43b8e2fc32a8958"`,
  );
});
