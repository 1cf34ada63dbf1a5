import { expect, test } from "vitest";
import { namePoint, nameTrial } from "./name-trial.ts";

test("words stand alone, other values beside their parameter", () => {
  expect(namePoint({ optimizer: "SGD" })).toBe("SGD");
  expect(namePoint({ rate: 0.0123456 })).toBe("0.01235");
  expect(namePoint({ optimizer: "SGD", rate: 0.01, nesterov: true, units: 64 })).toBe(
    "SGD, rate 0.01, nesterov true, units 64",
  );
  expect(namePoint({})).toBe("no parameters");
});

test("a trial has its number and its seed", () => {
  expect(nameTrial({ number: 12, parameters: { optimizer: "SGD" }, seed: 3 })).toBe("#12 SGD, seed 3");
  expect(nameTrial({ number: 0, parameters: {}, seed: 1 })).toBe("#0 seed 1");
});
