import { expect, test } from "vitest";
import { tellChange } from "./tell-change.ts";

test("values by their paths, three of them at most", () => {
  expect(tellChange({})).toBe("");
  expect(tellChange({ "optimizer.learningRate": 0.001 })).toBe("optimizer.learningRate: 0.001");
  expect(tellChange({ a: 1, b: null, c: "x", d: 2, e: 3 })).toBe('a: 1, b: null, c: "x", and 2 more');
});

test("layers by their kinds, other lists as they are", () => {
  const layers = [{ kind: "batch-norm" }, { kind: "dense", units: 2, weights: { kind: "he-normal" } }];
  expect(tellChange({ "model.layers": layers })).toBe("model.layers: batch-norm, dense");
  expect(tellChange({ list: [], numbers: [1, 2] })).toBe("list: [], numbers: [1,2]");
});
