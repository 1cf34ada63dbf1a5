import type { ParameterSpec } from "study";
import { expect, test } from "vitest";
import { describeCondition, describeParameters, describeRange, formatValue, namePoint } from "./describe-parameters.ts";

const common = { at: [], when: {} } as const;
const choice: ParameterSpec = {
  ...common,
  kind: "choice",
  values: [
    { label: "sgd", value: { kind: "sgd" } },
    { label: 3, value: 3 },
    { label: true, value: true },
  ],
};
const rate: ParameterSpec = {
  ...common,
  kind: "log-uniform",
  low: 1e-5,
  high: 0.3,
  steps: null,
  when: { optimizer: ["sgd", 3] },
};
const units: ParameterSpec = { ...common, kind: "integer", low: 16, high: 256, steps: 4 };

test("a parameter is called by the last step of its path, unless two end alike", () => {
  const labels = (keys: readonly string[]) =>
    describeParameters(Object.fromEntries(keys.map((key) => [key, units]))).map(({ label }) => label);
  expect(labels(["optimizer.learningRate", "model.layers[0].units", "optimizer"])).toEqual([
    "learning rate",
    "units",
    "optimizer",
  ]);
  expect(labels(["model.layers[0].units", "model.layers[1].units"])).toEqual([
    "model.layers[0].units",
    "model.layers[1].units",
  ]);
});

test("a name of the author's own stays as it is written", () => {
  const names = ["sgd-rate", "adam", "low", "hidden_units", "Größe"];
  const parameters = describeParameters(Object.fromEntries(names.map((name) => [name, units])));
  expect(parameters.map(({ label }) => label)).toEqual(names);
});

test("ranges are told as a reader thinks of them", () => {
  expect(describeRange(choice)).toBe("sgd, 3, true");
  expect(describeRange(rate)).toBe("10⁻⁵ to 0.3, even in the logarithm");
  expect(describeRange(units)).toBe("16 to 256, whole numbers, 4 values");
});

test("a condition names its parameter by its label", () => {
  const parameters = describeParameters({ optimizer: choice, "optimizer.learningRate": rate });
  expect(describeCondition(rate, parameters)).toBe("optimizer is sgd or 3");
  expect(describeCondition(choice, parameters)).toBe("");
});

test("a point's words stand alone, its numbers with their name, what does not apply is left out", () => {
  const parameters = describeParameters({ optimizer: choice, learningRate: rate, units });
  expect(namePoint({ optimizer: "sgd", learningRate: 0.01, units: 32 }, parameters)).toBe(
    "sgd, learning rate 0.01, units 32",
  );
  expect(namePoint({ optimizer: true, units: 16 }, parameters)).toBe("optimizer true, units 16");
  expect(namePoint({}, [])).toBe("");
  expect([formatValue(undefined), formatValue(null), formatValue(false)]).toEqual(["–", "null", "false"]);
});
