/** Every field: what it takes, and the whole message where it does not. */
import { describe, expect, test } from "vitest";
import { SpecError } from "../errors.ts";
import { choice, type Field, fixed, flag, number, optional, show } from "./fields.ts";

function refusalOf(field: Field<unknown>, value: unknown): string {
  try {
    field.read(value, "a.b");
    return "it was taken";
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    return (error as Error).message;
  }
}

describe("a number", () => {
  test.each([
    [number({}), Number.NaN, "a.b: cannot use NaN: it must be a finite number"],
    [number({ whole: true }), 1.5, "a.b: cannot use 1.5: it must be a whole number"],
    [
      number({ atLeast: 1, whole: true }, 4),
      "3",
      'a.b: cannot use "3": it must be a whole number at least 1; leave it out for 4',
    ],
    [number({ atLeast: 0, atMost: 1 }), 2, "a.b: cannot use 2: it must be a finite number at least 0 and at most 1"],
    [
      number({ above: 0, below: 1 }, 0.5),
      1,
      "a.b: cannot use 1: it must be a finite number above 0 and below 1; leave it out for 0.5",
    ],
  ])("%#: refused in full", (field, value, message) => {
    expect(refusalOf(field, value)).toBe(message);
  });

  test("is taken as it is, within its bounds", () => {
    expect([0, 0.5, 1].map((value) => number({ atLeast: 0, atMost: 1 }).read(value, ""))).toEqual([0, 0.5, 1]);
  });

  test("is described by its range, and by what it falls back to", () => {
    const { read: _, ...given } = number({ atLeast: 2, whole: true });
    expect(given).toEqual({ takes: { type: "number", atLeast: 2, whole: true } });
    const { read: __, ...left } = number({ atLeast: 0 }, 0);
    expect(left).toEqual({ takes: { type: "number", atLeast: 0 }, fallback: 0 });
  });
});

test("true or false", () => {
  expect([flag(true).fallback, flag(false).fallback]).toEqual([true, false]);
  expect(flag(true).takes).toEqual({ type: "boolean" });
  expect([true, false].map((value) => flag(true).read(value, ""))).toEqual([true, false]);
  expect(refusalOf(flag(false), 0)).toBe("a.b: cannot use 0: it must be true or false; leave it out for false");
});

describe("one of a few names", () => {
  const words = { step: /staircase/ };

  test("is taken, or refused with all of them and the one that was meant", () => {
    expect(choice(["step", "epoch"]).read("epoch", "")).toBe("epoch");
    expect(refusalOf(choice(["step", "epoch"]), "x")).toBe('a.b: cannot use "x": it must be "step" or "epoch"');
    expect(refusalOf(choice(["step", "epoch"], "step", words), "staircase")).toBe(
      'a.b: cannot use "staircase": it must be "step" or "epoch"; did you mean step?; leave it out for "step"',
    );
  });

  test("is described by its names, and by what it falls back to", () => {
    const { read: _, ...given } = choice(["step", "epoch"]);
    expect(given).toEqual({ takes: { type: "choice", names: ["step", "epoch"] } });
    const { read: __, ...left } = choice(["step", "epoch"], "epoch");
    expect(left).toEqual({ takes: { type: "choice", names: ["step", "epoch"] }, fallback: "epoch" });
  });
});

test("what may be none is null when it is left out, and else what the inner field takes", () => {
  const field = optional(number({ above: 0 }));
  expect([field.fallback, field.read(null, ""), field.read(3, "")]).toEqual([null, null, 3]);
  expect(field.takes).toEqual({ type: "optional", of: { type: "number", above: 0 } });
  expect(refusalOf(field, 0)).toBe("a.b: cannot use 0: it must be a finite number above 0");
});

test("what must stay as it is says why", () => {
  const field = fixed(0, "it has no decay");
  expect([field.fallback, field.read(0, "")]).toEqual([0, 0]);
  expect(field.takes).toEqual({ type: "fixed", only: 0 });
  expect(refusalOf(field, 0.1)).toBe("a.b: cannot be set to 0.1: it has no decay; leave it out");
});

test.each<[unknown, string]>([
  [Number.POSITIVE_INFINITY, "Infinity"],
  [12n, "12"],
  ["a", '"a"'],
  [undefined, "undefined"],
  [() => 1, "function"],
  [{ a: [1] }, '{"a":[1]}'],
  ["x".repeat(58), `"${"x".repeat(58)}"`],
  ["x".repeat(59), `"${"x".repeat(56)}...`],
])("%o is shown in one short line", (value, text) => {
  expect(show(value)).toBe(text);
});
