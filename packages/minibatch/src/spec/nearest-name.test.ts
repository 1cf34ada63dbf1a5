import { expect, test } from "vitest";
import { nearestName } from "./nearest-name.ts";

const KNOWN = ["learningRate", "momentum", "nesterov", "rho"];

test.each([
  ["learningrate", "learningRate"],
  ["learning_rate", "learningRate"],
  ["lerningRate", "learningRate"],
  ["Momentum", "momentum"],
  ["momentun", "momentum"],
  ["nestrov", "nesterov"],
  ["ro", "rho"],
  ["hro", "rho"],
  ["rh0", "rho"],
])("%s is nearest to %s", (name, wanted) => {
  expect(nearestName(name, KNOWN)).toBe(wanted);
});

test.each(["", "lr", "x", "batchSize", "colour"])("%j is near none", (name) => {
  expect(nearestName(name, KNOWN)).toBeNull();
});

test("of names equally near the first is taken", () => {
  expect(nearestName("beta", ["beta1", "beta2"])).toBe("beta1");
});
