import { defineModel } from "minibatch";
import { expect, test } from "vitest";
import { summarizeHealth } from "./summarize-health.ts";

const MODEL = defineModel({
  inputs: 4,
  layers: [
    { kind: "dense", name: "wide", units: 30, activation: "relu" },
    { kind: "dropout", name: "drop", rate: 0.5 },
    { kind: "dense", name: "narrow", units: 10, activation: "relu" },
    { kind: "dense", name: "output", units: 3 },
  ],
  loss: "softmax-cross-entropy",
});
const layer = (name: string, deadUnits: number | null, meanActivation: number) => ({
  layer: name,
  deadUnits,
  saturation: null,
  meanActivation,
  gradientNorm: 1,
  updateRatio: 0.001,
});

test("hidden layers count by their units; the output layer does not", () => {
  const health = [layer("wide", 0.2, 1), layer("narrow", 0.6, 3), layer("output", null, 100)];
  const { deadUnits, saturation, meanActivation } = summarizeHealth(MODEL, health);
  expect(deadUnits).toBeCloseTo((30 * 0.2 + 10 * 0.6) / 40, 12);
  expect(meanActivation).toBeCloseTo((30 * 1 + 10 * 3) / 40, 12);
  expect(saturation).toBeNull();
});

test("no doctor, no figures", () => {
  expect(summarizeHealth(MODEL, [])).toEqual({ deadUnits: null, saturation: null, meanActivation: null });
});
