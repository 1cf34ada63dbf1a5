import { expect, test } from "vitest";
import { spellKey } from "./spell-key.ts";

test("keys become words, the ends of intervals and the names are told in full", () => {
  expect(spellKey("meanDifference")).toBe("mean difference");
  expect(spellKey("x10.reluKept")).toBe("×10, ReLU kept");
  expect(spellKey("constant0.01.fallLow")).toBe("constant 0.01, fall, lower end");
  expect(spellKey("sgdMinusRmspropHigh")).toBe("SGD minus RMSprop, upper end");
  expect(spellKey("rmsprop.low")).toBe("RMSprop, lower end");
  expect(spellKey("low")).toBe("lower end");
  expect(spellKey("lag1PerSeed")).toBe("lag 1 per seed");
});

test("a word that only ends like an interval's end stays", () => {
  expect(spellKey("slow")).toBe("slow");
  expect(spellKey("lowRates")).toBe("low rates");
});
