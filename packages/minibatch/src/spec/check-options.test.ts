import { expect, test } from "vitest";
import { SpecError } from "../errors.ts";
import { callable, checkOptions, type OptionTable, objectWith } from "./check-options.ts";
import { flag, number } from "./fields.ts";

interface Options {
  readonly epochs: number;
  readonly shuffle?: boolean;
  readonly onEpoch?: () => void;
  readonly clock?: { now(): number };
}

const table: OptionTable<Options> = {
  call: "fit",
  required: ["epochs"],
  fields: {
    epochs: number({ atLeast: 1, whole: true }),
    shuffle: flag(true),
    onEpoch: callable,
    clock: objectWith("a clock", ["now"]),
  },
};

test("takes what the table allows, undefined for what is left out, and methods of a class", () => {
  class Clock {
    readonly start = 5;
    now(): number {
      return this.start;
    }
  }
  for (const options of [{ epochs: 1 }, { epochs: 2, shuffle: undefined, clock: new Clock() }])
    expect(() => checkOptions(table, options)).not.toThrow();
});

test.each<[unknown, string]>([
  [undefined, "Cannot read the options of fit: they are undefined; give an object"],
  [3, "Cannot read the options of fit: they are 3; give an object"],
  [{ epochs: 1, shufle: true }, "shufle: cannot be read: fit has no such option; did you mean shuffle?"],
  [{}, "epochs: is missing: fit needs it and has no default"],
  [{ epochs: 1.5 }, "epochs: cannot use 1.5: it must be a whole number at least 1"],
  [{ epochs: 1, shuffle: 1 }, "shuffle: cannot use 1: it must be true or false; leave it out for true"],
  [{ epochs: 1, onEpoch: 1 }, "onEpoch: cannot use 1: it must be a function"],
  [{ epochs: 1, clock: 1 }, "clock: cannot use 1: it must be a clock"],
  [{ epochs: 1, clock: {} }, "clock.now: cannot use undefined: it must be a function"],
])("%j", (options, message) => {
  expect(() => checkOptions(table, options)).toThrow(SpecError);
  expect(() => checkOptions(table, options)).toThrow(message);
});

test("an error names where the options stand", () => {
  expect(() => checkOptions(table, {}, "pause")).toThrow("pause.epochs: is missing");
  expect(() => checkOptions(table, { epochs: 1, x: 1 }, "pause")).toThrow("pause.x: cannot be read");
});
