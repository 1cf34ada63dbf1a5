import fc from "fast-check";
import { snappyUncompress } from "hyparquet";
import { expect, test } from "vitest";
import { unpackSnappy } from "./unpack-snappy.ts";

function unpack(bytes: readonly number[], size: number): string {
  const target = new Uint8Array(size);
  unpackSnappy(Uint8Array.from(bytes), target);
  return Buffer.from(target).toString("latin1");
}

const text = (value: string): number[] => [...Buffer.from(value, "latin1")];

test.each<[string, number[], string]>([
  ["a literal", [3, 2 << 2, ...text("abc")], "abc"],
  ["a literal whose length stands behind", [70, 60 << 2, 69, ...text("x".repeat(70))], "x".repeat(70)],
  ["one of two bytes", [172, 2, 61 << 2, 43, 1, ...text("y".repeat(300))], "y".repeat(300)],
  ["a near copy", [8, 3 << 2, ...text("abcd"), 1, 4], "abcdabcd"],
  ["a copy of what it writes", [9, 0, ...text("a"), (4 << 2) | 1, 1], "aaaaaaaaa"],
  ["a far copy", [7, 3 << 2, ...text("abcd"), (2 << 2) | 2, 3, 0], "abcdbcd"],
  ["a copy from anywhere", [7, 3 << 2, ...text("abcd"), (2 << 2) | 3, 4, 0, 0, 0], "abcdabc"],
  ["nothing", [0], ""],
])("%s", (_, bytes, whole) => {
  expect(unpack(bytes, whole.length)).toBe(whole);
});

test("a near copy from up to 2047 bytes before", () => {
  const literal = [
    61 << 2,
    0xff,
    0x07,
    ..."z"
      .repeat(2047)
      .split("")
      .map(() => 122),
    113,
  ];
  expect(unpack([132, 16, ...literal, (7 << 5) | 1, 255], 2052)).toBe(`${"z".repeat(2047)}qzzzz`);
});

test.each<[string, number[], number, string]>([
  ["no bytes", [], 1, "cut short"],
  ["a literal that is cut short", [3, 2 << 2, ...text("ab")], 3, "cut short"],
  ["a length that is cut short", [3, 63 << 2, 1, 0], 3, "cut short"],
  ["a length of four bytes with the highest bit", [3, 63 << 2, 240, 255, 255, 255, ...text("abc")], 3, "cut short"],
  ["a copy that is cut short", [3, 0, 97, 2, 1], 3, "cut short"],
  ["fewer bytes than it says", [3, 0, 97], 3, "cut short"],
  ["a literal of more", [3, 2 << 2, ...text("abc")], 2, "more than they say"],
  ["a copy of more", [8, 3 << 2, ...text("abcd"), 1, 4], 7, "more than they say"],
  ["a copy from before the beginning", [8, 3 << 2, ...text("abcd"), 1, 5], 8, "copy what is not there"],
  ["a copy from nowhere", [8, 3 << 2, ...text("abcd"), 1, 0], 8, "copy what is not there"],
  ["a place with the highest bit", [7, 3 << 2, ...text("abcd"), 11, 4, 0, 0, 255], 7, "copy what is not there"],
])("%s is refused", (_, bytes, size, message) => {
  expect(() => unpack(bytes, size)).toThrow(RangeError);
  expect(() => unpack(bytes, size)).toThrow(message);
});

test("sound bytes give what hyparquet makes of them", () => {
  const literal = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((own) => ({ own, back: 0, length: own.length }));
  const copy = fc.record({ back: fc.integer({ min: 1, max: 65_535 }), length: fc.integer({ min: 1, max: 64 }) });
  const parts = fc.array(
    fc.oneof(
      literal,
      copy.map((each) => ({ own: null, ...each })),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(literal, parts, (first, rest) => {
      const bytes: number[] = [0];
      let size = 0;
      for (const { own, back, length } of [first, ...rest]) {
        if (own !== null) bytes.push((length - 1) << 2, ...own);
        else {
          const place = ((back - 1) % size) + 1;
          bytes.push(((length - 1) << 2) | 2, place & 255, place >> 8);
        }
        size += length;
      }
      const [ours, theirs] = [new Uint8Array(size), new Uint8Array(size)];
      unpackSnappy(Uint8Array.from(bytes), ours);
      snappyUncompress(Uint8Array.from(bytes), theirs);
      expect(ours).toEqual(theirs);
    }),
  );
});
