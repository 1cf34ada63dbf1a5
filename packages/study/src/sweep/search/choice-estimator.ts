import { log } from "minibatch";
import type { Scalar } from "../../experiment/spec.ts";
import type { ChoiceParameter } from "../space/number-axis.ts";
import type { Estimator } from "./estimator.ts";

/**
 * Probability of choice i in proportion to N p_i + C_i: C_i of the values are choice i, and the prior p_i is 1 / N for
 * N choices (Bergstra et al. 2011, section 4.2).
 */
export function choiceEstimator(parameter: ChoiceParameter, values: readonly Scalar[]): Estimator {
  const labels = parameter.values.map(({ label }) => label);
  const weights = labels.map((label) => 1 + values.filter((value) => value === label).length);
  const sum = labels.length + values.length;
  return {
    draw(stream) {
      let rest = stream.nextFloat() * sum;
      const at = weights.findIndex((weight) => {
        rest -= weight;
        return rest < 0;
      });
      return labels.at(at) ?? null; // -1, the last, where rounding has left no rest
    },
    logDensity: (value) => log((weights[labels.indexOf(value)] ?? Number.NaN) / sum),
  };
}
