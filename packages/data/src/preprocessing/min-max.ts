import { countColumns } from "./moments.ts";
import {
  checkFigures,
  checkLearnable,
  figuresOf,
  listOf,
  mapNumbers,
  nonZeroScale,
  type PerOptions,
  perField,
} from "./scaling.ts";
import { areNumbers, goingOn, hasFields, numbersOf, type StepKind } from "./step.ts";

interface MinMaxOptions extends PerOptions {
  readonly range: readonly [from: number, to: number];
}

interface Fitted {
  /** x * scale + offset; one figure each, or one for each element of an array */
  readonly scales: readonly number[];
  readonly offsets: readonly number[];
}

const bound = { type: "number", atLeast: -1e9, atMost: 1e9 } as const;

/**
 * The smallest of the training rows becomes `range[0]`, the largest `range[1]`; other rows may lie beyond. In the order
 * of scikit-learn's MinMaxScaler, so that it rounds alike.
 */
export const minMax: StepKind<MinMaxOptions, Fitted> = {
  says: "Numbers so that those of the training rows fill a range.",
  source: "scikit-learn, MinMaxScaler",
  takes: ["number", "array"],
  fields: {
    range: {
      says: "What the smallest and the largest become.",
      takes: { type: "list", of: bound, what: "two finite numbers, the smaller first, as [0, 1]" },
      fallback: [0, 1],
    },
    per: perField,
  },
  problem: ({ range }) =>
    range.length === 2 && range[0] < range[1]
      ? null
      : { option: "range", why: "it must be two numbers, the smaller first, as [0, 1]" },
  fit(column, options, site) {
    const { values } = numbersOf(column);
    const figures = figuresOf(column, options);
    checkLearnable(countColumns(values, figures), column, site);
    const least = new Float64Array(figures).fill(Infinity);
    const most = new Float64Array(figures).fill(-Infinity);
    for (let i = 0; i < values.length; i++) {
      // a NaN is neither smaller nor larger
      if (values[i]! < least[i % figures]!) least[i % figures] = values[i]!;
      if (values[i]! > most[i % figures]!) most[i % figures] = values[i]!;
    }
    const [from, to] = options.range;
    const scales = most.map((largest, j) => (to - from) / nonZeroScale(largest - least[j]!));
    const offsets = least.map((smallest, j) => from - smallest * scales[j]!);
    for (const list of [most.map((largest, j) => largest - least[j]!), scales, offsets]) {
      checkFigures(list, column, site);
    }
    return { scales: listOf(scales), offsets: listOf(offsets) };
  },
  apply: (column, { scales, offsets }) =>
    goingOn(mapNumbers(column, scales.length, (value, j) => value * scales[j]! + offsets[j]!)),
  undo: (values, { scales, offsets }) => values.map((value) => (value - offsets[0]!) / scales[0]!),
  isFitted: (fitted, column) =>
    hasFields(fitted, "scales", "offsets") &&
    areNumbers(fitted.scales, 1, numbersOf(column).width) &&
    areNumbers(fitted.offsets, fitted.scales.length) &&
    fitted.scales.every((scale) => scale > 0),
};
