import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hashWeights } from "./hash-weights.ts";

test("hashes the little-endian bytes of all parameters in order, views and all", () => {
  const bytes = Buffer.alloc(20);
  bytes.writeFloatLE(1.5, 0);
  bytes.writeFloatLE(-2, 4);
  bytes.writeFloatLE(0.25, 8);
  bytes.writeDoubleLE(Math.PI, 12);
  const expected = createHash("sha256").update(bytes).digest("hex");
  const arena = Float32Array.of(9, 1.5, -2, 9, 0.25);
  const weights = [
    { values: arena.subarray(1, 3) },
    { values: arena.subarray(4) },
    { values: Float64Array.of(Math.PI) },
  ];
  expect(hashWeights(weights)).toBe(expected);
  expect(hashWeights([...weights].reverse())).not.toBe(expected);
});
