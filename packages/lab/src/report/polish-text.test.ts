import { expect, test } from "vitest";
import { polishText } from "./polish-text.ts";

test("signs of plain text become signs of print", () => {
  expect(polishText("a - y changes by -2.36 points [-3.81, -0.90], within +-0.5")).toBe(
    "a − y changes by −2.36 points [−3.81, −0.90], within ±0.5",
  );
  expect(polishText("Over x0.1 to x30 of it")).toBe("Over ×0.1 to ×30 of it");
  expect(polishText("less than 1e-6; within 2.1e-6.")).toBe("less than 10⁻⁶; within 2.10\u00a0×\u00a010⁻⁶.");
});

test("words, options, hashes and ranges are left alone", () => {
  const text = "lag-1, t-interval, --quick, 784-200-100-10, 3f1e9c, max0, C9's x, v1e2.5";
  expect(polishText(text)).toBe(text);
});
