import { expect, test } from "vitest";
import { coreTypeFor } from "./open-openblas.ts";

const haswell = ["sse2", "avx", "avx2", "fma"];
const skylakeX = [...haswell, "avx512f", "avx512cd", "avx512dq", "avx512bw", "avx512vl"];

test.each([
  ["SkylakeX", skylakeX],
  ["Haswell", haswell],
  // Knights Landing
  ["Haswell", [...haswell, "avx512f", "avx512cd"]],
  [null, ["sse2", "avx"]],
  [null, []],
])("%s for %j", (core, instructions) => {
  expect(coreTypeFor(new Set(instructions))).toBe(core);
});
