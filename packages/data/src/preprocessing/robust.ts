import { medianOf, quantileOf, sortNumbers } from "./quantiles.ts";
import { checkFigures, checkLearnable, nonZeroScale } from "./scaling.ts";
import { goingOn, hasFields, type StepKind, withNumbers } from "./step.ts";

interface Fitted {
  readonly median: number;
  readonly scale: number;
}

/**
 * (x - median) / (third quartile - first quartile), as scikit-learn's RobustScaler: a few numbers far out move neither.
 */
export const robust: StepKind<object, Fitted> = {
  says: "Numbers less their median, divided by the distance of their quartiles: outliers do not matter.",
  source: "scikit-learn, RobustScaler",
  takes: ["number"],
  fields: {},
  problem: () => null,
  fit(column, _, site) {
    if (column.kind !== "number")
      throw new TypeError(`Cannot fit ${site.step}: ${column.name} is no column of numbers`);
    const sorted = sortNumbers(column.values);
    checkLearnable(Float64Array.of(sorted.length), column, site);
    const median = medianOf(sorted);
    const distance = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25);
    checkFigures(Float64Array.of(median, distance), column, site);
    return { median: median + 0, scale: nonZeroScale(distance) };
  },
  apply(column, { median, scale }) {
    if (column.kind !== "number") throw new TypeError(`Cannot apply robust: ${column.name} is no column of numbers`);
    return goingOn(
      withNumbers(
        column,
        column.values.map((value) => (value - median) / scale),
      ),
    );
  },
  undo: (values, { median, scale }) => values.map((value) => value * scale + median),
  isFitted: (fitted) =>
    hasFields(fitted, "median", "scale") && Number.isFinite(fitted.median) && isAboveZero(fitted.scale),
};

function isAboveZero(value: unknown): boolean {
  return Number.isFinite(value) && (value as number) > 0;
}
