import { expect, test } from "vitest";
import { suggestName } from "./suggest-name.ts";

const KNOWN = ["learningRate", "momentum", "grid"];

test.each([
  ["learningrate", "did you mean learningRate?"],
  ["learning_rate", "did you mean learningRate?"],
  ["momentun", "did you mean momentum?"],
  ["gird", "did you mean grid?"],
  ["grids", "did you mean grid?"],
  ["lr", "known are learningRate, momentum, grid"],
  ["", "known are learningRate, momentum, grid"],
  [3, "known are learningRate, momentum, grid"],
])("%j: %s", (name, answer) => {
  expect(suggestName(name, KNOWN)).toBe(answer);
});

test("where nothing is known, nothing can be meant", () => {
  expect(suggestName("a", [])).toBe("there are none");
});
