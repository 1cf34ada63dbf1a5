import { describe, expect, test } from "vitest";
import { Patience } from "./early-stopping.ts";
import type { EarlyStopping, EpochReport } from "./fit-options.ts";

const parameters = Float32Array.of(1);

/** The epochs that count as better than all before. */
function improvements(options: EarlyStopping, values: readonly number[]): number[] {
  const patience = new Patience(options, { train: true, validation: true, accuracy: true }, null);
  const epochs = values.map((value, i) => {
    const validation = options.metric.endsWith("loss") ? { loss: value, accuracy: 0 } : { loss: 0, accuracy: value };
    const report: EpochReport = {
      epoch: i + 1,
      step: 1,
      learningRate: 1,
      batchLoss: 1,
      train: null,
      validation,
      health: [],
    };
    patience.observe(report, parameters);
    return patience.state.bestEpoch;
  });
  return [...new Set(epochs)];
}

describe.each([
  ["validation-loss", 1],
  ["validation-accuracy", -1],
] as const)("%s", (metric, sign) => {
  const options = { metric, patience: 9 };

  test("an equal figure is no improvement", () => {
    expect(
      improvements(
        options,
        [4, 4, 3, 3].map((value) => sign * value),
      ),
    ).toEqual([1, 3]);
  });

  test("an improvement of no more than minDelta is none, and the best stays what it is measured against", () => {
    const values = [4, 3.75, 3.5, 3.25, 3, 3].map((value) => sign * value);
    expect(improvements({ ...options, minDelta: 0.5 }, values)).toEqual([1, 4]);
  });
});

test("it is over after `patience` epochs in a row without an improvement", () => {
  const patience = new Patience(
    { metric: "train-loss", patience: 2 },
    { train: true, validation: false, accuracy: true },
    null,
  );
  const over = [3, 4, 2, 4, 4].map((loss) => {
    const report: EpochReport = {
      epoch: 1,
      step: 1,
      learningRate: 1,
      batchLoss: 1,
      train: { loss, accuracy: null },
      validation: null,
      health: [],
    };
    patience.observe(report, parameters);
    return patience.isOver;
  });
  expect(over).toEqual([false, false, false, false, true]);
});
