import { expect, test } from "vitest";
import { describeKinds } from "../packages/minibatch/src/describe/describe-kinds.ts";
import { bundleTrainer, gzipSize, measureTrainer } from "./library-size.ts";

test("counts what gzip makes of it", () => {
  expect(gzipSize("a".repeat(10_000))).toBeLessThan(100);
  expect(gzipSize(Uint8Array.from({ length: 1000 }, (_, i) => (i * i * 2654435761) >>> 13))).toBeGreaterThan(200);
});

test("a trainer's bundle holds the kernels, and its names are minified", async () => {
  const size = await measureTrainer();
  expect(size).toBeGreaterThan(20_000);
  expect(size).toBeLessThan(60_000);
});

test("a trainer's bundle holds no sentence that describes a kind or a field", async () => {
  const code = (await bundleTrainer()).join("\n");
  expect(code).toContain("leave it out, the model has inputs");
  const sentences = [...JSON.stringify(describeKinds()).matchAll(/"says":"([^"\\]{20,})"/g)].map(([, says]) => says!);
  expect(sentences.length).toBeGreaterThan(40);
  expect(sentences.filter((says) => code.includes(says))).toEqual([]);
});
