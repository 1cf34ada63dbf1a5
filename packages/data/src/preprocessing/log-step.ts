import { DataError, exp, log } from "minibatch";
import type { FrameColumn } from "../frame/frame.ts";
import { showText } from "../text/show-text.ts";
import { goingOn, type Site, type StepKind, withNumbers } from "./step.ts";

interface LogOptions {
  readonly offset: number;
}

/**
 * log(x + offset): for amounts that differ by factors. With offset 1, the default, it is NumPy's log1p, and takes 0.
 * Undone by exp(y) - offset.
 */
export const logStep: StepKind<LogOptions, null> = {
  says: "The natural logarithm of numbers, after an offset is added.",
  source: "scikit-learn, FunctionTransformer of log1p",
  takes: ["number"],
  fields: {
    offset: {
      says: "Added before the logarithm; 0 where no number is 0 or below.",
      takes: { type: "number", atLeast: 0, atMost: 1e300 },
      fallback: 1,
    },
  },
  problem: () => null,
  fit(column, { offset }, site) {
    checkPositive(column, offset, site);
    return null;
  },
  apply(column, _, { offset }, site) {
    const values = checkPositive(column, offset, site);
    return goingOn(withNumbers(column, values.map(offset === 1 ? log1p : (value) => log(value + offset))));
  },
  undo: (values, _, { offset }) => values.map(offset === 1 ? expm1 : (value) => exp(value) - offset),
  isFitted: (fitted) => fitted === null,
};

function checkPositive(column: FrameColumn, offset: number, { step, file, place }: Site): Float64Array {
  if (column.kind !== "number")
    throw new TypeError(`Cannot take the log of ${column.name}: it is no column of numbers`);
  const bad = column.values.findIndex((value) => value + offset <= 0);
  if (bad === -1) return column.values;
  throw new DataError(
    `Cannot apply ${step} to column ${showText(column.name)} of ${file}: ${place(bad)} holds ${column.values[bad]}, ` +
      `should be above ${0 - offset} for offset ${offset}; give a larger offset, or use standardize`,
  );
}

/** log(1 + x) without what 1 + x loses of a small x (W. Kahan; D. Goldberg 1991, theorem 4). */
function log1p(x: number): number {
  const sum = 1 + x;
  return sum === 1 ? x : (log(sum) * x) / (sum - 1);
}

/** exp(x) - 1, likewise (N. Higham 2002, section 1.14.1). */
function expm1(x: number): number {
  const power = exp(x);
  if (power === 1) return x;
  const less = power - 1;
  return less === -1 || power === Infinity ? less : (less * x) / log(power);
}
