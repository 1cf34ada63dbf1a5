/** From weights of classes to those of rows, for a fit: each row's own weight times its class's. */
import type { Dataset, Targets } from "../data/dataset.ts";
import { SpecError } from "../errors.ts";
import { lossKindOf, ruleOfLoss } from "../losses/losses.ts";
import type { ModelPlan } from "../model/plan-model.ts";
import { show } from "../spec/fields.ts";
import type { ClassWeights } from "./fit-options.ts";

/**
 * A weight for every row of the training set. "balanced" is scikit-learn's: rows / (classes that occur * rows of the
 * class), so that every class counts as much as each other and the mean weight is 1.
 *
 * @throws SpecError where targets are no classes, and for weights that do not fit them.
 */
export function weighClasses(given: ClassWeights, { x, y, weights }: Dataset, plan: ModelPlan): Float32Array {
  const classes = countClasses(plan);
  const classOf = classesOf(y, plan.outputs);
  const counts = new Float64Array(classes);
  for (let row = 0; row < x.rows; row++) counts[classOf(row)]++;
  const each = given === "balanced" ? balance(counts, x.rows) : readWeights(given, classes);
  if (counts.every((count, c) => count === 0 || each[c] === 0)) {
    throw new SpecError("classWeights", "cannot be 0 for every class that occurs; give at least one of them more");
  }
  return Float32Array.from({ length: x.rows }, (_, row) => each[classOf(row)] * (weights?.[row] ?? 1));
}

function countClasses({ model, outputs }: ModelPlan): number {
  const { counts } = ruleOfLoss(model.loss);
  if (counts === "classes") return outputs;
  if (counts !== null && outputs === 1) return 2;
  const loss = lossKindOf(model.loss);
  throw new SpecError(
    "classWeights",
    counts === null
      ? `cannot be given: ${loss} has no classes; give the training set weights, a number for each row`
      : `cannot be given: the ${outputs} outputs are a yes or no each; give the training set weights, or the loss ` +
          "sigmoid-binary-cross-entropy a positiveWeight for each output",
  );
}

function classesOf(y: Targets, outputs: number): (row: number) => number {
  const { values } = y;
  if (y.kind === "classes") return (row) => values[row];
  if (outputs === 1) return (row) => (values[row] > 0.5 ? 1 : 0);
  return (row) => {
    let most = 0;
    for (let c = 1; c < outputs; c++) if (values[row * outputs + c] > values[row * outputs + most]) most = c;
    return most;
  };
}

function balance(counts: Float64Array, rows: number): readonly number[] {
  const occurring = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  return Array.from(counts, (count) => (count === 0 ? 1 : rows / (occurring * count)));
}

function readWeights(given: Exclude<ClassWeights, "balanced">, classes: number): readonly number[] {
  const wanted = `"balanced", ${classes} numbers, or an object such as { 1: 5 } in which other classes count 1`;
  if (typeof given !== "object" || given === null) {
    throw new SpecError("classWeights", `cannot use ${show(given)}: it must be ${wanted}`);
  }
  if (Array.isArray(given) && given.length !== classes) {
    throw new SpecError(
      "classWeights",
      `cannot be ${given.length} numbers: there are ${classes} classes; give one each`,
    );
  }
  const weights = new Array<number>(classes).fill(1);
  for (const [name, weight] of Object.entries<unknown>({ ...given })) {
    const c = /^\d+$/.test(name) ? Number(name) : Number.NaN;
    if (!(c < classes)) {
      throw new SpecError(`classWeights.${name}`, `is no class: there are ${classes}, 0 to ${classes - 1}`);
    }
    if (!(typeof weight === "number" && weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new SpecError(`classWeights[${c}]`, `cannot use ${show(weight)}: it must be a finite number at least 0`);
    }
    weights[c] = weight;
  }
  return weights;
}
