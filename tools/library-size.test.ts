import { expect, test } from "vitest";
import { gzipSize, measureTrainer } from "./library-size.ts";

test("counts what gzip makes of it", () => {
  expect(gzipSize("a".repeat(10_000))).toBeLessThan(100);
  expect(gzipSize(Uint8Array.from({ length: 1000 }, (_, i) => (i * i * 2654435761) >>> 13))).toBeGreaterThan(200);
});

test("a trainer's bundle holds the kernels, and its names are minified", async () => {
  const size = await measureTrainer();
  expect(size).toBeGreaterThan(20_000);
  expect(size).toBeLessThan(60_000);
});
