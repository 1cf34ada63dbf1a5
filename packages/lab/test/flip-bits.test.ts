/** The fault of `npm run test:faults`, short. */
import { expect, test } from "vitest";
import { flipBits } from "../faults/flip-bits.ts";

test("a bit that is flipped anywhere in a store's file changes no figure without a word", async () => {
  const lines: string[] = [];
  const { isMet } = await flipBits({ flips: 40, seed: 1, log: (line) => lines.push(line) });
  expect(isMet, lines.join("\n")).toBe(true);
});
