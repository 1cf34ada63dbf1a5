/** Strict numerics: a seed's weights are these bits on every machine. `browser.test.ts` asks the same of Chromium. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { SMALL_TRAINING_SHA256, trainSmall } from "./small-training.ts";

test("a small strict training ends in the same bits as ever", async () => {
  const bytes = await trainSmall();
  const numbers = new Float64Array(bytes.buffer);
  expect(numbers.length).toBeGreaterThan(3 * 2000);
  expect(numbers.every(Number.isFinite)).toBe(true);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(SMALL_TRAINING_SHA256);
});
