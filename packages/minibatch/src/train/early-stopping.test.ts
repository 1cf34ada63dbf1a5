import { describe, expect, test } from "vitest";
import { finish, type Slices } from "../data/slices.ts";
import type { FloatArray } from "../math/float-array.ts";
import { Patience } from "./early-stopping.ts";
import type { EarlyStopping } from "./fit-options.ts";

// biome-ignore lint/correctness/useYield: they are there at once
function* readParameters(): Slices<FloatArray> {
  return Float32Array.of(1);
}

/** The epochs that count as better than all before. */
function improvements(options: EarlyStopping, values: readonly number[]): number[] {
  const patience = new Patience(options, { train: true, validation: true, accuracy: true }, null);
  const epochs = values.map((value, i) => {
    const validation = options.metric.endsWith("loss") ? { loss: value, accuracy: 0 } : { loss: 0, accuracy: value };
    finish(patience.observe({ epoch: i + 1, train: null, validation }, readParameters));
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
    finish(patience.observe({ epoch: 1, train: { loss, accuracy: null }, validation: null }, readParameters));
    return patience.isOver;
  });
  expect(over).toEqual([false, false, false, false, true]);
});

describe("the epoch whose weights are kept", () => {
  const keptEpochs = (options: EarlyStopping, losses: readonly number[]): number[] => {
    const patience = new Patience(options, { train: true, validation: false, accuracy: false }, null);
    return losses.map((loss, i) => {
      finish(patience.observe({ epoch: i + 1, train: { loss, accuracy: null }, validation: null }, readParameters));
      return patience.keptEpoch(i + 1);
    });
  };
  const options: EarlyStopping = { metric: "train-loss", patience: 9, minDelta: 0.5 };

  test("is the last that counted as an improvement, not the least figure", () => {
    expect(keptEpochs(options, [3, 2.75, 2.25, 1.75, 2])).toEqual([1, 1, 3, 3, 3]);
  });

  test("is the last one while nothing counts: a figure that is not a number never does", () => {
    expect(keptEpochs(options, [Number.NaN, Number.NaN, 3, Number.NaN])).toEqual([1, 2, 3, 3]);
  });

  test("is the last one where nothing is put back", () => {
    expect(keptEpochs({ ...options, restoreBest: false }, [1, 2, 3])).toEqual([1, 2, 3]);
  });
});

test("parameters are copied where they will be put back, and only of an epoch that is better", () => {
  const copies = (restoreBest: boolean): number => {
    let count = 0;
    const measures = { train: true, validation: false, accuracy: false };
    const patience = new Patience({ metric: "train-loss", patience: 9, restoreBest }, measures, null);
    for (const [i, loss] of [3, 4, 2, 2, 1].entries()) {
      const figures = { epoch: i + 1, train: { loss, accuracy: null }, validation: null };
      const read = (): Slices<FloatArray> => {
        count++;
        return readParameters();
      };
      finish(patience.observe(figures, read));
    }
    return count;
  };
  expect(copies(true)).toBe(3);
  expect(copies(false)).toBe(0);
});
