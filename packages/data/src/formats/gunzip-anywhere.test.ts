import { gzipSync, crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { FormatError } from "minibatch";
import { expect, test } from "vitest";
import { gunzip as nodeGunzip } from "../../../lab/src/data/gunzip.ts";
import { crc32 } from "./crc32.ts";
import { gunzipAnywhere } from "./gunzip-anywhere.ts";

const bytes = fc.uint8Array({ maxLength: 400 });

test("the checksum is zlib's, in one piece and in several", () => {
  fc.assert(
    fc.property(bytes, bytes, (first, second) => {
      expect(crc32(first)).toBe(zlibCrc32(first));
      expect(crc32(second, crc32(first))).toBe(zlibCrc32(Buffer.concat([first, second])));
    }),
  );
});

test.each([
  ["ours", gunzipAnywhere],
  ["Node's", nodeGunzip],
])("%s: what gzip packed comes back, of several members too", (_, gunzip) => {
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 1, maxLength: 3 }), fc.nat(9), (parts, level) => {
      const packed = new Uint8Array(Buffer.concat(parts.map((part) => gzipSync(part, { level }))));
      const whole = new Uint8Array(Buffer.concat(parts));
      expect([...gunzip.atMost(packed, 10_000, "a")]).toEqual([...whole]);
      expect([...gunzip.exactly(packed, whole.length, "a")]).toEqual([...whole]);
      if (whole.length > 1) expect(() => gunzip.atMost(packed, whole.length - 1, "a")).toThrow(/more than/);
    }),
  );
});

test.each([
  ["ours", gunzipAnywhere],
  ["Node's", nodeGunzip],
])("%s: a file that is cut, damaged or followed by something is refused in one line", (_, gunzip) => {
  const long = Uint8Array.from({ length: 3000 }, (_, i) => (i * i) % 251);
  const packed = new Uint8Array(gzipSync(long));
  fc.assert(
    fc.property(
      fc.nat(packed.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom("cut", "change", "follow"),
      (at, flip, how) => {
        const changed = Uint8Array.from(packed, (byte, i) => (i === at ? byte ^ flip : byte));
        const damaged = { cut: packed.subarray(0, at), change: changed, follow: Uint8Array.of(...packed, flip) }[how]!;
        try {
          // only the header's time, flags of no consequence and system are free
          expect([...gunzip.atMost(damaged, 10_000, "a.gz")]).toEqual([...long]);
          expect(how === "change" && at < 10).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          expect((error as Error).message).toMatch(/^Cannot read a\.gz: [^\n]+$/);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("a bomb of 64 MB is given up at the most that may come out", () => {
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(2 ** 26)));
  const { arrayBuffers } = process.memoryUsage();
  expect(() => gunzipAnywhere.atMost(bomb, 1000, "a.gz")).toThrow("it decompresses to more than 1000 bytes");
  expect(process.memoryUsage().arrayBuffers - arrayBuffers).toBeLessThan(2 ** 26);
});

test("the head is enough for a header, of a cut file too", () => {
  const packed = new Uint8Array(gzipSync(Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 256)));
  expect([...gunzipAnywhere.head(packed, "a").subarray(0, 4)]).toEqual([0, 239, 222, 205]);
  expect([...gunzipAnywhere.head(packed.subarray(0, 2000), "a").subarray(0, 4)]).toEqual([0, 239, 222, 205]);
});
