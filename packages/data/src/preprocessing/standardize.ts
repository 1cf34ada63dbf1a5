import { momentsOf } from "./moments.ts";
import { checkFigures, checkLearnable, figuresOf, listOf, mapNumbers, type PerOptions, perField } from "./scaling.ts";
import { areNumbers, goingOn, hasFields, numbersOf, type StepKind } from "./step.ts";

interface Fitted {
  /** one figure, or one for each element of an array */
  readonly means: readonly number[];
  readonly scales: readonly number[];
}

/** The distance from 1 to the next double. */
const EPSILON = 2 ** -52;

/**
 * (x - mean) / sd, as scikit-learn's StandardScaler: the population's standard deviation. Where rounding alone could
 * make the variance what it is, the column counts as constant and is divided by 1 (its `_is_constant_feature`).
 */
export const standardize: StepKind<PerOptions, Fitted> = {
  says: "Numbers to mean 0 and standard deviation 1.",
  source: "scikit-learn, StandardScaler",
  takes: ["number", "array"],
  fields: { per: perField },
  problem: () => null,
  fit(column, options, site) {
    const { counts, means, variances } = momentsOf(numbersOf(column).values, figuresOf(column, options));
    checkLearnable(counts, column, site);
    checkFigures(means, column, site);
    checkFigures(variances, column, site);
    const scales = variances.map((variance, j) => {
      const rounding = counts[j]! * means[j]! * EPSILON;
      return variance <= counts[j]! * EPSILON * variance + rounding * rounding ? 1 : Math.sqrt(variance);
    });
    return { means: listOf(means), scales: listOf(scales) };
  },
  apply(column, { means, scales }) {
    const [mean, scale] = [means[0]!, scales[0]!];
    const ofOne = (value: number): number => (value - mean) / scale;
    const ofEach = (value: number, j: number): number => (value - means[j]!) / scales[j]!;
    return goingOn(mapNumbers(column, means.length, means.length === 1 ? ofOne : ofEach));
  },
  undo: (values, { means, scales }) => values.map((value) => value * scales[0]! + means[0]!),
  isFitted: (fitted, column) =>
    hasFields(fitted, "means", "scales") &&
    areNumbers(fitted.means, 1, numbersOf(column).width) &&
    areNumbers(fitted.scales, fitted.means.length) &&
    fitted.scales.every((scale) => scale > 0),
};
