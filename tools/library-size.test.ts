import { expect, test } from "vitest";
import { describeKinds } from "../packages/minibatch/src/describe/describe-kinds.ts";
import { bundleTrainer, gzipSize, measureTrainer } from "./library-size.ts";

test("counts what gzip makes of it", () => {
  expect(gzipSize("a".repeat(10_000))).toBeLessThan(100);
  expect(gzipSize(Uint8Array.from({ length: 1000 }, (_, i) => (i * i * 2654435761) >>> 13))).toBeGreaterThan(200);
});

test("what a page loads holds the kernels, and its names are minified; what it may load later is told beside it", async () => {
  const { loaded, later } = await measureTrainer();
  expect(loaded).toBeGreaterThan(20_000);
  // 53,722 before there were convolutions: they and all that came with them may cost a page without them 1 KB
  expect(loaded).toBeLessThanOrEqual(54_722);
  expect(later).toBeGreaterThan(2_000);
  // the reference, the full kernels, what a fit may have beside its loop, and the doctor's rules
  expect(later).toBeLessThan(64_000);
});

test("a page does not load the reference executor, nor the formulas that it alone runs", async () => {
  const files = await bundleTrainer();
  // a message of the reference, a number of GELU, and a coefficient of erf
  for (const part of ["the executor was opened without it", "3989422804014327", "12837916709551256"]) {
    const holders = files.filter(({ code }) => code.includes(part));
    expect(holders.map(({ isLoaded }) => isLoaded)).toEqual([false]);
  }
});

test("nor what makes early stopping, weights of classes or changed pictures, nor what chooses among threads", async () => {
  const files = await bundleTrainer();
  // a message or a name of each
  for (const part of ["earlyStopping.metric", "other classes count 1", "which is no picture", "isTrying"]) {
    const holders = files.filter(({ code }) => code.includes(part));
    expect(holders.map(({ isLoaded }) => isLoaded)).toEqual([false]);
  }
});

test("a trainer's bundle holds no sentence that describes a kind or a field", async () => {
  const code = (await bundleTrainer()).map((file) => file.code).join("\n");
  expect(code).toContain("leave it out, the model has inputs");
  const sentences = [...JSON.stringify(describeKinds()).matchAll(/"says":"([^"\\]{20,})"/g)].map(([, says]) => says!);
  expect(sentences.length).toBeGreaterThan(40);
  expect(sentences.filter((says) => code.includes(says))).toEqual([]);
});
