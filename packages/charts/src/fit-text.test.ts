import { expect, test } from "vitest";
import { estimateTextWidth, fitText } from "./fit-text.ts";

test("what fits stays, what does not ends in an ellipsis and then fits", () => {
  expect(fitText("rate", 100, 12)).toBe("rate");
  const short = fitText("a name that is much too long", 80, 12);
  expect(short).toMatch(/^a name.*…$/);
  expect(estimateTextWidth(short, 12)).toBeLessThanOrEqual(80);
});

test("however narrow, something is left", () => {
  expect(fitText("momentum", 1, 12)).toBe("m…");
});
