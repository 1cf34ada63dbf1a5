import { expect, test } from "vitest";
import { multiplyHigh } from "./multiply-high.ts";
import { encryptCounter } from "./philox.ts";

/** Known answers of Random123 1.14, `tests/kat_vectors`, lines "philox4x32 10": counter, key, block. */
const knownAnswers = `
00000000 00000000 00000000 00000000  00000000 00000000  6627e8d5 e169c58d bc57ac4c 9b00dbd8
ffffffff ffffffff ffffffff ffffffff  ffffffff ffffffff  408f276d 41c83b0e a20bc7c6 6d5451fd
243f6a88 85a308d3 13198a2e 03707344  a4093822 299f31d0  d16cfe09 94fdcceb 5001e420 24126ea1`;

test.each(knownAnswers.trim().split("\n"))("%s", (line) => {
  const words = line.split(/ +/).map((word) => Number.parseInt(word, 16));
  const block = new Uint32Array(4);
  encryptCounter(Uint32Array.from(words.slice(0, 4)), words[4], words[5], block);
  expect([...block]).toEqual(words.slice(6));
});

test("multiplyHigh is the upper half of the 64-bit product", () => {
  const words = [0, 1, 2, 0xffff, 0x10000, 0x10001, 0x7fffffff, 0x80000000, 0xfffeffff, 0xffff0000, 0xffffffff];
  words.push(0xd2511f53, 0xcd9e8d57);
  for (const a of words) {
    for (const b of words) expect(multiplyHigh(a, b)).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
  }
});
