import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import { SpecError } from "../errors.ts";
import { createStream } from "../random/stream.ts";
import type { Field } from "../spec/fields.ts";
import type { PictureSize } from "./augmentation.ts";
import { type AugmentationSpec, augmentations } from "./augmentations.ts";
import { defineAugmentations } from "./define-augmentations.ts";

const define = (input: unknown): AugmentationSpec => defineAugmentations("augment", [input])[0] as AugmentationSpec;

/** The changed picture, or null where it stays. */
function change(input: object, size: PictureSize, from: Float64Array, row = 0): Float64Array | null {
  const spec = define(input);
  const to = new Float64Array(from.length).fill(Number.NaN);
  const stream = createStream(7, "augment", 1, row);
  return augmentations[spec.kind].change(spec, stream, from, to, size) ? to : null;
}

const sizes = fc.record({
  height: fc.integer({ min: 1, max: 9 }),
  width: fc.integer({ min: 1, max: 9 }),
  channels: fc.integer({ min: 1, max: 3 }),
});
const pictureOf = ({ height, width, channels }: PictureSize): Float64Array =>
  Float64Array.from({ length: height * width * channels }, (_, i) => i + 1);

describe("every kind", () => {
  const kinds = [
    { kind: "random-shift", pixels: 3 },
    { kind: "random-flip", probability: 1 },
    { kind: "random-flip", direction: "vertical", probability: 1 },
    { kind: "random-rotation", degrees: 180 },
    { kind: "random-erasing", probability: 1, value: -5 },
  ];
  test.each(kinds)("%j writes every number, or none; the picture it is given stays", (input) => {
    fc.assert(
      fc.property(sizes, fc.nat(1000), (size, row) => {
        const from = pictureOf(size);
        const changed = change(input, size, from, row);
        expect(from).toEqual(pictureOf(size));
        if (changed !== null) expect(changed.every(Number.isFinite)).toBe(true);
        expect(change(input, size, from, row)).toEqual(changed);
      }),
    );
  });

  test("rows differ", () => {
    const size = { height: 9, width: 9, channels: 1 };
    for (const input of [kinds[0], kinds[3], kinds[4]]) {
      const seen = new Set(Array.from({ length: 20 }, (_, row) => String(change(input, size, pictureOf(size), row))));
      expect(seen.size).toBeGreaterThan(8);
    }
  });
});

test("numbers at the ends of what is taken change a picture as any; what lies beyond is refused by name", () => {
  const size = { height: 5, width: 4, channels: 2 };
  for (const [kind, { fields }] of Object.entries(augmentations)) {
    for (const [name, { takes }] of Object.entries<Field<unknown>>(fields)) {
      if (takes.type !== "number") continue;
      const ends = [takes.atLeast, takes.atMost, Number.MIN_VALUE, 1e10, Number.MAX_SAFE_INTEGER, -1];
      for (const end of ends) {
        const others = Object.hasOwn(fields, "probability") ? { probability: 1, least: 0, most: 0 } : {};
        const given = { kind, ...(kind === "random-erasing" ? others : {}), [name]: end };
        const call = () => change(given, size, pictureOf(size))?.every(Number.isFinite) ?? true;
        let refusal = "";
        try {
          expect(call()).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(SpecError);
          refusal = (error as Error).message;
        }
        if (refusal !== "") expect(refusal).toMatch(/^augment\[0\]\./);
      }
    }
  }
  expect(() => define({ kind: "random-shift", pixels: 2 ** 31 })).toThrow(/^augment\[0\]\.pixels: cannot use/);
  expect(change({ kind: "random-shift", pixels: 2 ** 31 - 1 }, size, pictureOf(size))).toEqual(new Float64Array(40));
});

test("a shift moves every channel by as much, and what comes in is 0", () => {
  fc.assert(
    fc.property(sizes, fc.nat(1000), (size, row) => {
      const { height, width, channels } = size;
      const from = pictureOf(size);
      const to = change({ kind: "random-shift", pixels: 4 }, size, from, row);
      if (to === null) return;
      const found = to.findIndex((value) => value !== 0);
      if (found === -1) return;
      const distance = found - (to[found] - 1);
      for (const [i, value] of to.entries()) if (value !== 0) expect(i - (value - 1)).toBe(distance);
      const [down, right] = [Math.round(distance / channels / width), 0];
      expect(Math.abs(down)).toBeLessThanOrEqual(5);
      expect(right).toBe(0);
      expect(to.filter((value) => value !== 0).length % channels).toBe(0);
      expect(height * width * channels).toBe(to.length);
    }),
  );
  expect(
    change({ kind: "random-shift", pixels: 0 }, { height: 2, width: 2, channels: 1 }, new Float64Array(4)),
  ).toBeNull();
});

test("shifts of each distance are about equally often", () => {
  const size = { height: 5, width: 5, channels: 1 };
  const middle = new Float64Array(25);
  middle[12] = 1;
  const counts = new Array(25).fill(0);
  for (let row = 0; row < 5000; row++) {
    const to = change({ kind: "random-shift", pixels: 1 }, size, middle, row) ?? middle;
    counts[to.indexOf(1)]++;
  }
  const reached = counts.filter((count) => count > 0);
  expect(reached).toHaveLength(9);
  // 5000 / 9 = 556; five standard deviations are 111
  for (const count of reached) expect(Math.abs(count - 556)).toBeLessThan(111);
});

test("a flip twice is the picture, and each goes its way", () => {
  const size = { height: 2, width: 3, channels: 2 };
  const from = pictureOf(size);
  const flip = (direction: string, picture: Float64Array): Float64Array =>
    change({ kind: "random-flip", direction, probability: 1 }, size, picture) as Float64Array;
  expect([...flip("horizontal", from)]).toEqual([5, 6, 3, 4, 1, 2, 11, 12, 9, 10, 7, 8]);
  expect([...flip("vertical", from)]).toEqual([7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]);
  for (const direction of ["horizontal", "vertical"]) expect(flip(direction, flip(direction, from))).toEqual(from);
  expect(change({ kind: "random-flip", probability: 0 }, size, from)).toBeNull();
});

test("a rotation keeps the middle, and what it takes is the mean of four pixels by their distance", () => {
  const size = { height: 5, width: 5, channels: 1 };
  // a plane stays a plane: inside, bilinear interpolation is exact
  const plane = Float64Array.from({ length: 25 }, (_, i) => 3 + 2 * (i % 5) - Math.floor(i / 5));
  for (let row = 0; row < 50; row++) {
    const to = change({ kind: "random-rotation", degrees: 30 }, size, plane, row) as Float64Array;
    expectClose(to[12], plane[12], { abs: 1e-12 });
    const angle = (((2 * createStream(7, "augment", 1, row).nextFloat() - 1) * 30) / 180) * Math.PI;
    // one pixel right of the middle comes from one at (cos, sin) of it
    expectClose(to[13], plane[12] + 2 * Math.cos(angle) - Math.sin(angle), { abs: 1e-12 });
  }
});

test("what is erased is one rectangle within the shares that were asked for", () => {
  const size = { height: 12, width: 10, channels: 2 };
  const from = pictureOf(size);
  let erased = 0;
  for (let row = 0; row < 400; row++) {
    const to = change({ kind: "random-erasing", probability: 1, least: 0.1, most: 0.2, value: -1 }, size, from, row);
    if (to === null) continue;
    erased++;
    const gone = [...to.keys()].filter((i) => to[i] === -1).map((i) => Math.floor(i / 2));
    const [ys, xs] = [gone.map((i) => Math.floor(i / 10)), gone.map((i) => i % 10)];
    const tall = Math.max(...ys) - Math.min(...ys) + 1;
    const wide = Math.max(...xs) - Math.min(...xs) + 1;
    expect(gone.length).toBe(2 * tall * wide);
    expect(tall * wide).toBeGreaterThan(0.1 * 120 * 0.6);
    expect(tall * wide).toBeLessThan(0.2 * 120 * 1.5);
    for (const [i, value] of to.entries()) if (value !== -1) expect(value).toBe(from[i]);
  }
  expect(erased).toBeGreaterThan(350);
});

test.each<[unknown, string]>([
  [[], "augment: cannot use []: it must be a list of at least one augmentation, such as"],
  ["random-shift", 'augment: cannot use "random-shift": it must be a list'],
  [[{ kind: "shift" }], 'augment[0].kind: cannot use "shift": did you mean random-shift?'],
  [[{ kind: "RandomErasing" }], 'augment[0].kind: cannot use "RandomErasing": did you mean random-erasing?'],
  [[{ kind: "random-shift", pixel: 2 }], "augment[0].pixel: cannot be read: the random-shift augmentation has no such"],
  [[{ kind: "random-shift", pixels: 1.5 }], "augment[0].pixels: cannot use 1.5: it must be a whole number at least 0"],
  [[{ kind: "random-rotation", degrees: 200 }], "augment[0].degrees: cannot use 200"],
  [[{ kind: "random-erasing", least: 0.5 }], "augment[0].least: cannot be 0.5: it is above most, 0.33"],
])("%j is refused", (input, message) => {
  expect(() => defineAugmentations("augment", input)).toThrow(SpecError);
  expect(() => defineAugmentations("augment", input)).toThrow(message);
});
