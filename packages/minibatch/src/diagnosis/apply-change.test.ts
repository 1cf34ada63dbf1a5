import { expect, test } from "vitest";
import { applyChange } from "./apply-change.ts";

const spec = {
  model: {
    inputs: 2,
    layers: [
      { kind: "dense", units: 4 },
      { kind: "dense", units: 1 },
    ],
  },
  optimizer: "adam" as unknown,
};

test("values are put at their paths, and the spec stays as it is", () => {
  const changed = applyChange(spec, { "model.layers[1].weights": "he-normal", "model.layers[0].units": 8 });
  expect(changed.model.layers).toEqual([
    { kind: "dense", units: 8 },
    { kind: "dense", units: 1, weights: "he-normal" },
  ]);
  expect(spec.model.layers[0]?.units).toBe(4);
});

test("a bare name on the way becomes an object, what is missing is made, a list stays a list", () => {
  expect(applyChange(spec, { "optimizer.learningRate": 0.1 }).optimizer).toEqual({ kind: "adam", learningRate: 0.1 });
  expect(applyChange({}, { "training.earlyStopping": { patience: 3 } })).toEqual({
    training: { earlyStopping: { patience: 3 } },
  });
  expect(Array.isArray(applyChange(spec, { "model.layers[0].name": "first" }).model.layers)).toBe(true);
});

test("no change changes nothing", () => {
  expect(applyChange(spec, {})).toBe(spec);
});
