import { expect, test } from "vitest";
import { UsageError } from "../../errors.ts";
import { parseRunName } from "./run-name.ts";

test.each([
  ["optimizers", "optimizers", null],
  ["optimizers/0", "optimizers", 0],
  ["a.b-c_d/00012", "a.b-c_d", 12],
])("%s", (text, experiment, number) => {
  expect(parseRunName(text)).toEqual({ experiment, number });
});

test.each(["optimizers/", "optimizers/x", "optimizers/-1", "optimizers/1/2", "/3", "optimizers/1.5"])(
  "%s is refused with what it should be",
  (text) => {
    expect(() => parseRunName(text)).toThrow(UsageError);
    expect(() => parseRunName(text)).toThrow(
      `Cannot read the run "${text}": it should be EXPERIMENT or EXPERIMENT/NUMBER, as optimizers/3; see minibatch runs list`,
    );
  },
);
