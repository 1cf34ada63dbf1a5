import fc from "fast-check";
import { decode } from "fast-png";
import { expect, test } from "vitest";
import { encodePicture, encodePng, pictureShape, toPixels } from "./picture.ts";

test("another program reads the pixels that were written, grey and coloured", () => {
  const side = fc.integer({ min: 1, max: 40 });
  const shape = fc.record({ height: side, width: side, channels: fc.constantFrom<1 | 3>(1, 3) });
  fc.assert(
    fc.property(shape, fc.integer(), ({ height, width, channels }, salt) => {
      const values = Uint8Array.from({ length: height * width * channels }, (_, i) => (i * 31 + salt) & 255);
      const read = decode(encodePng({ height, width, channels, values }), { checkCrc: true });
      expect(read).toMatchObject({ height, width, channels, depth: 8 });
      expect([...read.data]).toEqual([...values]);
    }),
    { numRuns: 50 },
  );
});

test("a large picture is made small, by leaving pixels out", () => {
  const [height, width] = [200, 100];
  const values = Uint8Array.from({ length: height * width }, (_, i) => i % 251);
  const [, base64] = encodePicture({ height, width, channels: 1, values }).split(",");
  const read = decode(Buffer.from(base64!, "base64"));
  // every third
  expect([read.height, read.width]).toEqual([67, 34]);
  expect(read.data[34 + 1]).toBe((3 * width + 3) % 251);
});

test("bytes stay, shares of 1 and numbers to 255 become bytes, others are stretched", () => {
  const shape = { height: 1, width: 3, channels: 1 } as const;
  const pixels = (numbers: ArrayLike<number>) => [...toPixels(shape, numbers).values];
  expect(pixels(Uint8Array.of(1, 2, 3))).toEqual([1, 2, 3]);
  expect(pixels([0, 0.5, 1])).toEqual([0, 128, 255]);
  expect(pixels([0.2, 0.2, 0.2])).toEqual([51, 51, 51]);
  expect(pixels([0, 7, 254])).toEqual([0, 7, 254]);
  expect(pixels([-1, 0, 1])).toEqual([0, 128, 255]);
  expect(pixels([-3, -3, -3])).toEqual([0, 0, 0]);
});

test("arrays of two axes are pictures, and of three with one or three channels", () => {
  expect(pictureShape([28, 20])).toEqual({ height: 28, width: 20, channels: 1 });
  expect(pictureShape([28, 20, 3])).toEqual({ height: 28, width: 20, channels: 3 });
  for (const shape of [[784], [1, 784], [28, 28, 2], [2, 28, 28, 3], []]) expect(pictureShape(shape)).toBeNull();
});
