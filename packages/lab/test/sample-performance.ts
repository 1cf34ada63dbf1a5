/** Answers drawn by formulas, one sample a task, measured as a network's are: what tests of the page render. */
import type { Frame, Preparation, TargetSpec } from "minibatch-data";
import type { BestPerformance } from "../src/performance/collect-performance.ts";
import { measurePerformance } from "../src/performance/measure-performance.ts";
import { encodePicture } from "../src/performance/picture.ts";
import { showFrame } from "../src/performance/shown-rows.ts";

/** In [0, 1), scattered, the same every time. */
function scatter(index: number): number {
  const value = Math.sin(index * 12.9898 + 4.1414) * 43758.5453;
  return value - Math.floor(value);
}

function prepare(target: TargetSpec): Preparation {
  return { version: 1, inputs: [], steps: [], features: null, shape: [1], target, targetSteps: [], chosen: [] };
}

const ROWS = 120;
const every = <T>(of: (row: number) => T, rows: number = ROWS): T[] =>
  Array.from({ length: rows }, (_, row) => of(row));

/** Numbers, a text, a missing value, and a name that is markup. */
function inventFrame(rows: number, columns: Frame["columns"] = []): Frame {
  return {
    name: "plants.csv",
    rows,
    columns: [
      {
        kind: "number",
        name: "leaf <b>mm</b>",
        values: Float64Array.from(every((row) => Math.round(scatter(row) * 90), rows)),
      },
      {
        kind: "number",
        name: "stem_mm",
        values: Float64Array.from(
          every((row) => (row % 7 === 0 ? Number.NaN : Math.round(scatter(row + 0.5) * 900) / 10), rows),
        ),
      },
      {
        kind: "category",
        name: "garden",
        codes: Int32Array.from(every((row) => (row % 4) - 1, rows)),
        levels: ["north", "south", "<i>east</i>"],
      },
      ...columns,
    ],
    places: { kind: "lines", lines: Uint32Array.from(every((row) => row + 2, rows)) },
  };
}

function measure(
  target: TargetSpec,
  truth: readonly number[],
  outputs: readonly number[],
  frame: Frame,
): BestPerformance {
  const rows = Uint32Array.from(every((row) => row, frame.rows));
  const shown = showFrame(frame, rows, target.columns);
  return {
    split: "test",
    trial: 0,
    untaught: [],
    measured: measurePerformance({ preparation: prepare(target), truth, outputs, shown }),
  };
}

/** Softmax around the true class, which a few rows miss. */
function inventClasses(classes: readonly string[], frame: Frame): BestPerformance {
  const truth = every((row) => Math.floor(scatter(row * 3) * classes.length), frame.rows);
  const outputs = truth.flatMap((label, row) => {
    const weights = classes.map((_, i) => Math.exp(3 * scatter(row * 31 + i) + (i === label ? 2 : 0)));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
  return measure({ task: "classes", columns: ["species"], classes }, truth, outputs, frame);
}

export const classesPerformance: BestPerformance = inventClasses(["fern", "moss & lichen", "rush"], inventFrame(ROWS));

/** More classes than a matrix is shown whole for. */
export const manyClassesPerformance: BestPerformance = inventClasses(
  Array.from({ length: 24 }, (_, i) => `plant ${i + 1}`),
  inventFrame(400),
);

const SIDE = 8;

export const picturesPerformance: BestPerformance = inventClasses(["round", "square"], {
  ...inventFrame(ROWS),
  columns: [
    {
      kind: "array",
      name: "image",
      shape: [SIDE, SIDE],
      values: Uint8Array.from(every((i) => Math.floor(scatter(i / 7) * 256), ROWS * SIDE * SIDE)),
    },
  ],
  places: { kind: "files", names: every((row) => `round/${row + 1}.png`) },
});

export const binaryPerformance: BestPerformance = (() => {
  const truth = every((row) => (scatter(row * 5) < 0.4 ? 1 : 0));
  const outputs = truth.map(
    (label, row) => 1 / (1 + Math.exp(-(4 * scatter(row * 11) - 2 + (label === 1 ? 1.2 : -1.2)))),
  );
  const classes = ["withered", "alive"];
  const measured = measure({ task: "binary", columns: ["state"], classes }, truth, outputs, inventFrame(ROWS));
  return { ...measured, split: "validation" } as BestPerformance;
})();

export const labelsPerformance: BestPerformance = (() => {
  const columns = ["edible", "poisonous", "rare"];
  const truth = every((i) => (scatter(i * 7) < [0.5, 0.3, 0.1][i % 3]! ? 1 : 0), ROWS * 3);
  const outputs = truth.map((label, i) => Math.min(1, Math.max(0, 0.25 + 0.5 * label + 0.6 * (scatter(i * 13) - 0.5))));
  return measure({ task: "labels", columns, classes: [] }, truth, outputs, inventFrame(ROWS));
})();

export const numbersPerformance: BestPerformance = (() => {
  const columns = ["height_mm", "price"];
  const truth = every((i) => (i % 2 === 0 ? 10 + 90 * scatter(i) : 2e5 + 8e5 * scatter(i)), ROWS * 2);
  const outputs = truth.map((value, i) => value * (0.9 + 0.2 * scatter(i * 17)));
  return measure({ task: "regression", columns, classes: [] }, truth, outputs, inventFrame(ROWS));
})();

export const missingPerformance: BestPerformance = {
  missing:
    "Cannot show how the best network does: plants.csv (SHA-256 0123456789ab...) is neither in the store nor here",
};

/** The pictures' network, as a convolution of six filters of 3 x 3, the fifth of which answers nothing. */
export const firstLayerPerformance: BestPerformance = (() => {
  const units = 6;
  const pixels = Uint8Array.from(every((i) => Math.floor(scatter(i / 7) * 256), SIDE * SIDE));
  return {
    ...picturesPerformance,
    firstLayer: {
      name: "layer1",
      filters: {
        ...{ height: 3, width: 3, channels: 1, units },
        values: every((i) => scatter(i) - 0.5, 9 * units),
      },
      answers: {
        ...{ height: SIDE, width: SIDE, channels: 1, units },
        values: every((i) => (i % units === 4 ? 0 : Math.max(0, scatter(i) - 0.4)), SIDE * SIDE * units),
        of: {
          picture: encodePicture({ height: SIDE, width: SIDE, channels: 1, values: pixels }),
          ...{ ratio: 1, place: "round/1.png", truth: "round" },
        },
      },
    },
  } as BestPerformance;
})();
