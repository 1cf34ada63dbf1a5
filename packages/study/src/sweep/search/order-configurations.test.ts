import { expect, test } from "vitest";
import type { ConfigurationState } from "../group-trials.ts";
import type { TrialStatus } from "../sweep-state.ts";
import { orderConfigurations } from "./order-configurations.ts";

/** Configuration i with a repeat for each of its (status, values). */
const configurations = (...all: (readonly [TrialStatus, number[]])[][]): ConfigurationState[] =>
  all.map((own, configuration) => ({
    configuration,
    point: {},
    trials: own.map(([status, values], repeat) => ({
      ...{ number: configuration * own.length + repeat, configuration, repeat, point: {}, status, values, kept: null },
    })),
  }));

test("finished by their mean, then pruned ones, the longer trained first, then failed ones; equal ones by number", () => {
  const all = configurations(
    [
      ["failed", [0.1, 0.1]],
      ["finished", [0.1, 0.1]],
    ],
    [
      ["pruned", [0.1]],
      ["pruned", [0.1]],
    ],
    [
      ["finished", [9, 0.4]],
      ["finished", [9, 0.6]],
    ],
    [
      ["pruned", [0.9, 0.8]],
      ["finished", [0.9, 0.3]],
    ],
    [
      ["finished", [9, 0.5]],
      ["finished", [9, 0.5]],
    ],
    [
      ["finished", [9, 0.1]],
      ["finished", [9, Number.NaN]],
    ],
    [
      ["pruned", [0.05]],
      ["pruned", [0.05]],
    ],
    [
      ["finished", [9, 0.2]],
      ["finished", [9, 0.2]],
    ],
  );
  const order = orderConfigurations({ metric: "train-loss", at: "last" }, all).map((one) => one.configuration);
  expect(order).toEqual([7, 2, 4, 5, 3, 6, 1, 0]);
});

test("by the network that is kept, not by a better epoch's", () => {
  const all = configurations([["finished", [0.1, 0.5]]], [["finished", [0.4, 0.6]]]);
  const putBack = all.map((configuration) => ({
    ...configuration,
    trials: configuration.trials.map((trial) => ({ ...trial, kept: [1, configuration.configuration === 0 ? 2 : 1] })),
  }));
  const best = { metric: "validation-loss", at: "best" } as const;
  expect(orderConfigurations(best, all).map(({ configuration }) => configuration)).toEqual([0, 1]);
  expect(orderConfigurations(best, putBack).map(({ configuration }) => configuration)).toEqual([1, 0]);
});
