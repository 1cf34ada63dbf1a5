import { expect, test } from "vitest";
import { polishText } from "./polish-text.ts";

test("signs of plain text become signs of print", () => {
  expect(polishText("a - y changes by -2.36 points [-3.81, -0.90], within +-0.5")).toBe(
    "a − y changes by −2.36 points [−3.81, −0.90], within ±0.5",
  );
  expect(polishText("the output is -Infinity")).toBe("the output is −Infinity");
  expect(polishText("Over x0.1 to x30 of it")).toBe("Over ×0.1 to ×30 of it");
  expect(polishText("less than 1e-6; within 2.1e-6.")).toBe("less than 10⁻⁶; within 2.1\u00a0×\u00a010⁻⁶.");
});

test("digits in a long row become a power of ten, but those of a seed or of a hash do not", () => {
  expect(polishText("(learning rate 251319783282213.1), rate 100000000000000000000, 1000000 and 999999")).toBe(
    "(learning rate 2.51\u00a0×\u00a010¹⁴), rate 10²⁰, 10⁶ and 999999",
  );
  for (const text of ["seed 1234567890", "12345678ab", "runs/12345678/x", "0.123456789"])
    expect(polishText(text)).toBe(text);
});

test("a fraction has the zero before its point", () => {
  expect(polishText("Test loss .08092, between -.5 and (.9788), at x.5 and 1.5")).toBe(
    "Test loss 0.08092, between −0.5 and (0.9788), at x.5 and 1.5",
  );
});

test("words, options, hashes and ranges are left alone", () => {
  const text = "lag-1, t-interval, --quick, 784-200-100-10, 3f1e9c, max0, C9's x, v1e2.5";
  expect(polishText(text)).toBe(text);
});
