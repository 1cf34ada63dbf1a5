import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { FormatError } from "minibatch";
import { describe, expect, test } from "vitest";
import { loadJpegDecoder, sizeOfJpeg } from "./jpeg.ts";
import { type Picture, toGray } from "./picture.ts";
import { loadPngDecoder, sizeOfPng } from "./png.ts";
import { resizePicture } from "./resize-picture.ts";

interface Png {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  readonly colourType?: number;
  readonly interlace?: number;
  /** lines with their filters */
  readonly lines: Uint8Array;
  readonly more?: readonly (readonly [string, Uint8Array])[];
}

function chunk(type: string, contents: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), contents]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(contents.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** The test's own writer, by the format's text. */
function writePng({ width, height, depth = 8, colourType = 0, interlace = 0, lines, more = [] }: Png): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType, 0, 0, interlace], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
      chunk("IHDR", header),
      ...more.map(([type, contents]) => chunk(type, contents)),
      chunk("IDAT", deflateSync(lines)),
      chunk("IEND", new Uint8Array(0)),
    ]),
  );
}

const decodePng = await loadPngDecoder();
const decodeJpeg = await loadJpegDecoder();

/** Where the seven passes begin and how far their pixels are apart (ISO/IEC 15948, 8.2). */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

test("interlaced pictures, gray and in colours, are those that they are", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(1, 3),
      (width, height, channels) => {
        const values = Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 37) % 256);
        const lines = PASSES.flatMap(([x0, y0, dx, dy]) => {
          const rows: number[] = [];
          for (let y = y0; y < height; y += dy) {
            const line: number[] = [];
            for (let x = x0; x < width; x += dx)
              line.push(...values.slice((y * width + x) * channels, (y * width + x + 1) * channels));
            if (line.length > 0) rows.push(0, ...line);
          }
          return rows;
        });
        const png = writePng({
          width,
          height,
          colourType: channels === 1 ? 0 : 2,
          interlace: 1,
          lines: Uint8Array.from(lines),
        });
        expect([...decodePng(png, "a.png").values]).toEqual([...values]);
      },
    ),
    { numRuns: 60 },
  );
});

test("gray values of two bits, in lines that do not fill a byte, and one that is transparent", () => {
  const lines = Uint8Array.of(0, 0b00_01_10_11, 0b11_000000, 0, 0b11_10_01_00, 0);
  const given = { width: 5, height: 2, depth: 2, lines };
  expect([...decodePng(writePng(given), "a").values]).toEqual([0, 85, 170, 255, 255, 255, 170, 85, 0, 0]);
  const clear = writePng({ ...given, more: [["tRNS", Uint8Array.of(0, 1)]] });
  expect([...decodePng(clear, "a").values]).toEqual([0, 255, 170, 255, 255, 255, 170, 255, 0, 0]);
});

test("a colour profile that would become gigabytes is not looked at", () => {
  const profile = Buffer.concat([Buffer.from("x\0\0"), deflateSync(Buffer.alloc(2 ** 24))]);
  const png = writePng({ width: 1, height: 1, lines: Uint8Array.of(0, 7), more: [["iCCP", profile]] });
  expect([...decodePng(png, "a").values]).toEqual([7]);
});

describe("a PNG that lies is refused", () => {
  test.each<[string, Uint8Array, RegExp]>([
    [
      "more pixels than bytes",
      writePng({ width: 8000, height: 8000, lines: Uint8Array.of(0) }),
      /more than its \d+ bytes can hold/,
    ],
    [
      "more pixels than are read",
      writePng({ width: 65_536, height: 65_536, lines: Uint8Array.of(0) }),
      /at most 67108864 are read/,
    ],
    ["no pixels", writePng({ width: 0, height: 1, lines: Uint8Array.of(0) }), /its header is none of a PNG/],
    ["fewer pixels", writePng({ width: 30, height: 30, lines: new Uint8Array(31) }), /it is damaged/],
    [
      "an unknown colour type",
      writePng({ width: 1, height: 1, colourType: 5, lines: Uint8Array.of(0, 0) }),
      /none of a PNG/,
    ],
    [
      "a depth that its colours do not have",
      writePng({ width: 1, height: 1, depth: 4, colourType: 2, lines: Uint8Array.of(0, 0) }),
      /none of a PNG/,
    ],
    [
      "a palette of no colours",
      writePng({ width: 1, height: 1, colourType: 3, lines: Uint8Array.of(0, 0) }),
      /it has no palette/,
    ],
    [
      "a place beyond its palette",
      writePng({ width: 1, height: 1, colourType: 3, lines: Uint8Array.of(0, 9), more: [["PLTE", new Uint8Array(6)]] }),
      /palette/,
    ],
    [
      "interlaced bits",
      writePng({ width: 1, height: 1, depth: 1, interlace: 1, lines: Uint8Array.of(0, 0) }),
      /interlaced with 1 bits/,
    ],
    ["a bomb", writePng({ width: 8, height: 8, lines: new Uint8Array(2 ** 26) }), /it holds more than its pixels/],
  ])("%s", (_, png, fault) => {
    const read = (): unknown => decodePng(png, "a.png");
    expect(read).toThrow(FormatError);
    expect(read).toThrow(fault);
  });

  test("a wrong checksum", () => {
    const png = writePng({ width: 1, height: 1, lines: Uint8Array.of(0, 7) });
    png[png.length - 20]! ^= 1;
    expect(() => decodePng(png, "a.png")).toThrow("a checksum is wrong");
    expect(sizeOfPng(png, "a.png")).toMatchObject({ width: 1, height: 1, isGray: true });
  });
});

test("a JPEG that says that it has more pixels than its bytes can hold is refused, as one of two frames", () => {
  const frame = (side: number): number[] => [0xff, 0xc0, 0, 11, 8, side, 0, side, 0, 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9];
  const large = Uint8Array.from([0xff, 0xd8, ...frame(16), ...scan]);
  expect(() => decodeJpeg(large, "a.jpg")).toThrow(FormatError);
  expect(() => decodeJpeg(large, "a.jpg")).toThrow(
    "it says that it has 4096 x 4096 pixels, more than its 30 bytes can hold",
  );
  const double = Uint8Array.from([0xff, 0xd8, ...frame(0), ...frame(0), ...scan]);
  double.set([0, 8, 0, 8], 7);
  double.set([0, 8, 0, 8], 20);
  expect(() => sizeOfJpeg(double, "a.jpg")).toThrow("it has more than one frame");
});

const picture = fc
  .tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom(1 as const, 3 as const),
    fc.nat(),
  )
  .map(([width, height, channels, seed]): Picture => {
    const values = Uint8Array.from({ length: width * height * channels }, (_, i) => ((i + seed) * 7919) % 256);
    return { width, height, channels, values };
  });

test("a whole number of times larger repeats pixels; brought back it is the same; one colour stays it", () => {
  fc.assert(
    fc.property(picture, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (small, down, across) => {
      const large = resizePicture(small, small.height * down, small.width * across);
      for (let y = 0; y < large.height; y++) {
        for (let x = 0; x < large.width; x++) {
          const from = (Math.floor(y / down) * small.width + Math.floor(x / across)) * small.channels;
          expect(large.values[(y * large.width + x) * small.channels]).toBe(small.values[from]);
        }
      }
      expect(resizePicture(large, small.height, small.width)).toEqual(small);
      const flat = { ...small, values: small.values.map(() => 201) };
      expect(new Set(resizePicture(flat, down + 1, across + 2).values)).toEqual(new Set([201]));
    }),
    { numRuns: 100 },
  );
});

test("gray is Rec. 601's, and stays gray", () => {
  const colours: Picture = { width: 3, height: 1, channels: 3, values: Uint8Array.of(255, 0, 0, 0, 255, 0, 9, 9, 9) };
  expect([...toGray(colours).values]).toEqual([76, 150, 9]);
});
