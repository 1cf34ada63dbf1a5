/** Checks a model's gradients, every one against central differences, in float64. */
import { checkDatasetInSlices } from "../data/check-dataset.ts";
import { checkDatasetKinds } from "../data/check-kinds.ts";
import type { Dataset } from "../data/dataset.ts";
import { finish } from "../data/slices.ts";
import { SpecError } from "../errors.ts";
import { ruleOfLoss } from "../losses/losses.ts";
import { defineModel, type ModelInput } from "../model/define-model.ts";
import { checkBatches, featuresOf, outputsOf } from "../model/layout.ts";
import type { ModelSpec } from "../model/spec.ts";
import { defineOptimizer } from "../optimizers/define-optimizer.ts";
import type { Backend } from "../plan/executor.ts";
import { below } from "../random/below.ts";
import { createNormalSource } from "../random/normal.ts";
import { createStream } from "../random/stream.ts";
import { createReferenceBackend } from "../reference/backend.ts";
import { checkedElsewhere, checkOptions, type OptionTable, objectWith } from "../spec/check-options.ts";
import { number } from "../spec/fields.ts";
import { naturalOrder } from "./epoch-order.ts";
import { Network } from "./network.ts";
import { openSource } from "./prepare-dataset.ts";
import { weighing } from "./weighing.ts";

const DEFAULT_ROWS = 8;

/** What `checkGradients` checks on, and how strictly. */
export interface GradientCheckOptions {
  /** rows to check on; by default standard normal inputs and random targets, drawn from the seed */
  readonly batch?: Dataset;
  /** rows drawn when no batch is given. Default 8 */
  readonly rows?: number;
  /** draws weights, rows and dropout masks. Default 0 */
  readonly seed?: number;
  /** h of (L(w + h) - L(w - h)) / 2h. Default 1e-5: about the cube root of float64's precision */
  readonly step?: number;
  /** largest `maxRelError` that passes. Default 1e-6 */
  readonly tolerance?: number;
  /** check at most so many entries of each tensor, evenly spaced; default all */
  readonly entriesPerTensor?: number;
  /** a float64 backend to check instead of the reference */
  readonly backend?: Backend;
}

/** How far one tensor's gradient is from the central differences. */
export interface TensorCheck {
  readonly name: string;
  readonly shape: readonly number[];
  readonly checked: number;
  readonly maxAbsError: number;
  /**
   * the largest |difference| over the largest gradient of the tensor, which counts as at least .001, or .001 of a loss
   * above 1: smaller ones are lost in the rounding of the differences
   */
  readonly maxRelError: number;
  /** flat index of the largest error */
  readonly worstIndex: number;
  readonly ok: boolean;
}

/** The verdict on a model's gradients, tensor by tensor; `ok` when every one is. */
export interface GradientCheck {
  readonly tensors: readonly TensorCheck[];
  readonly loss: number;
  readonly ok: boolean;
}

const gradientCheckTable: OptionTable<GradientCheckOptions> = {
  call: "checkGradients",
  required: [],
  fields: {
    batch: checkedElsewhere,
    rows: number({ atLeast: 1, whole: true }, DEFAULT_ROWS),
    seed: number({ atLeast: 0, whole: true }, 0),
    step: number({ above: 0 }, 1e-5),
    tolerance: number({ above: 0 }, 1e-6),
    entriesPerTensor: number({ atLeast: 1, whole: true }),
    backend: objectWith("a backend", ["open"]),
  },
};

/**
 * Of the largest gradient, for the relative error. With h = 1e-5 a central difference of a loss near 1 is off by some
 * 1e-11 for rounding (2^-53 / h) and by h^2 / 6 times the third derivative; 1e-9 passes at the default tolerance.
 */
const SMALLEST_SCALE = 1e-3;

/**
 * Compares every gradient (penalties included, dropout masks fixed) with central differences on the float64 reference
 * backend. A ReLU within `step` of its kink is reported as an error.
 *
 * @throws SpecError for a model or options that cannot be used, DataError for a batch that does not fit.
 */
export function checkGradients(input: ModelInput, options: GradientCheckOptions = {}): GradientCheck {
  checkOptions(gradientCheckTable, options);
  const { seed = 0, step = 1e-5, tolerance = 1e-6, entriesPerTensor = Number.POSITIVE_INFINITY } = options;
  const model = defineModel(input);
  const backend = options.backend ?? createReferenceBackend("float64");
  if (backend.precision !== "float64") {
    throw new SpecError(
      "backend",
      `cannot be ${backend.name}: ${backend.precision} is too coarse for central differences; leave it out for ` +
        "the float64 reference",
    );
  }
  const given = options.batch === undefined ? drawBatch(model, options.rows ?? DEFAULT_ROWS, seed) : options.batch;
  checkBatch(model, given);
  const B = given.x.rows;
  checkBatches(model, { rows: B, batchSize: null });
  const network = new Network(
    backend,
    { model, optimizer: defineOptimizer("sgd"), seed },
    B,
    given.weights !== undefined,
  );
  if (!network.executor.answersAtOnce) {
    network.dispose();
    throw new SpecError(
      "backend",
      `cannot be ${backend.name}: its answers come later; leave it out for the float64 reference`,
    );
  }
  finish(network.initialize());
  const source = finish(openSource(network, given.x, given.y, "step", given.weights));
  const order = naturalOrder(B);
  const lossNow = (): number => finish(network.gradient(source, { order, from: 0 }, B, 0));
  const loss = lossNow();
  const { parameters } = network.plan;
  const gradients = finish(network.read(network.plan.gradients));
  const weights = finish(network.read(parameters));
  const lossWith = (at: number, weight: number): number => {
    finish(network.write(parameters, [weight], at));
    return lossNow();
  };
  const centralDifference = (at: number): number => {
    const difference = lossWith(at, weights[at] + step) - lossWith(at, weights[at] - step);
    finish(network.write(parameters, [weights[at]], at));
    return difference / (2 * step);
  };
  const tensors = network.plan.layout.tensors.map(({ name, shape, offset, length }) => {
    const stride = Math.max(1, Math.ceil(length / entriesPerTensor));
    const exact = gradients.subarray(offset, offset + length);
    let largest = SMALLEST_SCALE * Math.max(1, Math.abs(loss));
    for (const gradient of exact) if (Math.abs(gradient) > largest) largest = Math.abs(gradient);
    let maxAbsError = 0;
    let worstIndex = 0;
    let checked = 0;
    for (let i = 0; i < length; i += stride) {
      const numeric = centralDifference(offset + i);
      const error = Math.abs(numeric - exact[i]);
      checked++;
      if (Math.abs(numeric) > largest) largest = Math.abs(numeric);
      // A NaN becomes the worst error, and stays it.
      if (error <= maxAbsError || Number.isNaN(maxAbsError)) continue;
      maxAbsError = error;
      worstIndex = i;
    }
    const maxRelError = maxAbsError / largest;
    return { name, shape, checked, maxAbsError, maxRelError, worstIndex, ok: maxRelError <= tolerance };
  });
  network.dispose();
  return { tensors, loss, ok: tensors.every(({ ok }) => ok) };
}

/** Before memory is taken for its rows. */
function checkBatch(model: ModelSpec, batch: Dataset): void {
  checkDatasetKinds("the batch", batch);
  const outputs = outputsOf(model);
  const needs = { features: featuresOf(model), outputs, loss: model.loss, precision: "float64" } as const;
  finish(checkDatasetInSlices("the batch", batch, needs));
  if (batch.weights !== undefined) finish(weighing().check("the batch", batch.weights, batch.x.rows));
}

function drawBatch(model: ModelSpec, rows: number, seed: number): Dataset {
  const stream = createStream(seed, "data");
  const normal = createNormalSource(stream);
  const features = featuresOf(model);
  const values = Float64Array.from({ length: rows * features }, normal);
  const x = { kind: "dense", rows, features, values, scale: 1 } as const;
  const outputs = outputsOf(model);
  const { takesClasses, targets } = ruleOfLoss(model.loss);
  if (takesClasses) {
    return { x, y: { kind: "classes", values: Int32Array.from({ length: rows }, () => below(stream, outputs)) } };
  }
  const draw = targets === "numbers" ? normal : () => below(stream, targets === "shares" ? 2 : 5);
  return { x, y: { kind: "values", columns: outputs, values: Float64Array.from({ length: rows * outputs }, draw) } };
}
