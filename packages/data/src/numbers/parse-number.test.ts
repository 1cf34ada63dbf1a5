import fc from "fast-check";
import { expect, test } from "vitest";
import { isMissing } from "./missing-words.ts";
import { parseNumber } from "./parse-number.ts";
import { isMeantAsNumber, whyNotNumber } from "./why-not-number.ts";

function parse(text: string, mark: "." | "," = "."): number {
  // stands within another text, so that nothing beyond its ends is read
  return parseNumber(`9${text}9`, 1, 1 + text.length, mark.charCodeAt(0));
}

test("every double as JavaScript writes it comes back to the bit, with a comma too", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parse(String(value))).toBe(Object.is(value, -0) ? 0 : value);
      expect(parse(value.toExponential())).toBe(Object.is(value, -0) ? 0 : value);
      expect(parse(String(value).replace(".", ","), ",")).toBe(Object.is(value, -0) ? 0 : value);
    }),
    { numRuns: 2000 },
  );
});

test("digits of any length, marks and exponents are rounded as JavaScript rounds them", () => {
  const digits = fc.stringMatching(/^\d{0,25}$/);
  const written = fc
    .tuple(
      fc.constantFrom("", "+", "-"),
      digits,
      fc.constantFrom("", "."),
      digits,
      fc.constantFrom("", "e", "E+", "e-"),
    )
    .chain(([sign, whole, mark, part, e]) =>
      fc.integer({ min: 0, max: 340 }).map((power) => sign + whole + mark + (mark && part) + (e && e + power)),
    )
    .filter((text) => /\d/.test(text.split(/e/i)[0]!));
  fc.assert(
    fc.property(written, (text) => {
      const value = Number(text);
      expect(parse(text)).toBe(Number.isFinite(value) ? value : Number.NaN);
    }),
    { numRuns: 5000 },
  );
});

test("a minus zero keeps its sign", () => {
  expect(parse("-0.0")).toBe(-0);
});

test.each([
  ["", " ", " 1", "1 ", "+", "-", ".", ",", "e5", "1e", "1e+", "1e5.5", "1.2.3", "--1", "+-1", "1-", "1,5"],
  ["0x1F", "0b1", "0o7", "1_000", "Infinity", "inf", "NaN", "1e999", "-1e400", "5%", "1d3", "١", "⑤"],
])("%s is no number, whatever Number says", (...texts) => {
  for (const text of texts) expect(parse(text), text).toBeNaN();
});

test("what stands for a missing value, in either case of letters, and what does not", () => {
  const missing = [
    "",
    "NA",
    "na",
    "NaN",
    "nan",
    "-nan",
    "null",
    "NULL",
    "None",
    "?",
    "-",
    "--",
    ".",
    "N/A",
    "#N/A",
    "<NA>",
  ];
  for (const word of [...missing, "\\N", "#N/A N/A", "-1.#IND"])
    expect(isMissing(`x${word}x`, 1, 1 + word.length), word).toBe(true);
  for (const word of ["0", "nope", "NAN1", "n", "nothing", "??", "-1", "..", "missing"]) {
    expect(isMissing(`x${word}x`, 1, 1 + word.length), word).toBe(false);
  }
});

test.each([
  ["0x1F", "is hexadecimal"],
  ["0b101", "is binary"],
  ["0o17", "is octal"],
  ["-Infinity", "is infinite"],
  ["inf", "is infinite"],
  ["1_000", "holds an underscore"],
  ["1,234,567", "has thousands separators"],
  ["1,234.5", "has a thousands separator"],
  ["1.234,5", "has a thousands separator"],
  ["1.234.567,8", "has thousands separators"],
  ["1'234", "has a thousands separator"],
  ["1\u00a0234,5", "has a thousands separator"],
  ["12 %", "is a percentage"],
  ["1.5D+03", "has an exponent of Fortran"],
  ["−5", "begins with a dash"],
  ["€ 5", "is an amount of money"],
  ["$5", "is an amount of money"],
  ["5,50 €", "is an amount of money"],
  ["1,5", "has a comma where a decimal point should be"],
  ["1e999", "is beyond the largest number"],
])("%s was meant as a number and %s", (text, why) => {
  expect(whyNotNumber(text, ".")).toContain(why);
  expect(isMeantAsNumber(text, ".")).toBe(true);
});

test("names, dates and words were not meant as numbers", () => {
  for (const text of ["a", "1st", "x1", "2020-01-31", "yes", "No", "nan1", "infinitive", "e5"]) {
    expect(isMeantAsNumber(text, "."), text).toBe(false);
  }
  expect(whyNotNumber("true", ".")).toBe("is a truth value; write 1 or 0");
  expect(whyNotNumber("31.12.2020", ".")).toContain("is a date");
  expect(whyNotNumber("1.5", ",")).toBe("has a point where a decimal comma should be");
});
