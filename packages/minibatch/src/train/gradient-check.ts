/** Proof that a model's gradients are right: every one against central differences, in float64. */
import type { Dataset } from "../data/dataset.ts";
import { finish } from "../data/slices.ts";
import type { Backend } from "../kernels/kernels.ts";
import { createReferenceBackend } from "../kernels/reference/backend.ts";
import { lossRules } from "../losses/losses.ts";
import { defineModel, type ModelInput } from "../model/define-model.ts";
import type { ModelSpec } from "../model/spec.ts";
import { defineOptimizer } from "../optimizers/define-optimizer.ts";
import { below } from "../random/below.ts";
import { createNormalSource } from "../random/normal.ts";
import { createStream } from "../random/stream.ts";
import { naturalOrder } from "./epoch-order.ts";
import { Learner } from "./learner.ts";
import { loadBatch } from "./load-batch.ts";
import { prepareInSlices } from "./prepare-dataset.ts";

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
  /** largest |difference| / max(1, |gradient|, |numeric|) that passes. Default 1e-6 */
  readonly tolerance?: number;
  /** check at most so many entries of each tensor, evenly spaced; default all */
  readonly entriesPerTensor?: number;
  /** float64 kernels to check instead of the reference */
  readonly backend?: Backend;
}

/** How far one tensor's gradient is from the central differences. */
export interface TensorCheck {
  readonly name: string;
  readonly shape: readonly number[];
  readonly checked: number;
  readonly maxAbsError: number;
  /** |difference| / max(1, |gradient|, |numeric|) */
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

/**
 * Compares every gradient (penalties included, dropout masks held still) with central differences on
 * the float64 reference kernels. A ReLU within `step` of its kink is honestly reported as an error.
 *
 * @throws SpecError for a model that cannot be used, DataError for a batch that does not fit.
 */
export function checkGradients(input: ModelInput, options: GradientCheckOptions = {}): GradientCheck {
  const { seed = 0, step = 1e-5, tolerance = 1e-6, entriesPerTensor = Number.POSITIVE_INFINITY } = options;
  const model = defineModel(input);
  const given = options.batch ?? drawBatch(model, options.rows ?? 8, seed);
  const B = given.x.rows;
  const backend = options.backend ?? createReferenceBackend("float64");
  const learner = new Learner(backend, { model, optimizer: defineOptimizer("sgd"), seed }, B);
  learner.initializeWeights();
  const { network } = learner;
  loadBatch(network, finish(prepareInSlices("the batch", given, network)), {
    order: naturalOrder(B),
    from: 0,
    count: B,
  });
  const loss = learner.gradient(B, 0);
  const gradients = network.gradients.slice();
  const tensors = network.layout.tensors.map(({ name, shape, offset, length }) => {
    const stride = Math.max(1, Math.ceil(length / entriesPerTensor));
    let maxAbsError = 0;
    let maxRelError = 0;
    let worstIndex = 0;
    let checked = 0;
    for (let i = 0; i < length; i += stride) {
      const numeric = centralDifference(learner, B, offset + i, step);
      const exact = gradients[offset + i];
      const error = Math.abs(numeric - exact);
      const relative = error / Math.max(1, Math.abs(numeric), Math.abs(exact));
      checked++;
      // Written so that a NaN becomes the worst, and stays it.
      if (relative <= maxRelError || Number.isNaN(maxRelError)) continue;
      maxAbsError = error;
      maxRelError = relative;
      worstIndex = i;
    }
    return { name, shape, checked, maxAbsError, maxRelError, worstIndex, ok: maxRelError <= tolerance };
  });
  learner.dispose();
  return { tensors, loss, ok: tensors.every(({ ok }) => ok) };
}

function centralDifference(learner: Learner, B: number, index: number, h: number): number {
  const { parameters } = learner.network;
  const kept = parameters[index];
  parameters[index] = kept + h;
  const above = learner.gradient(B, 0);
  parameters[index] = kept - h;
  const below = learner.gradient(B, 0);
  parameters[index] = kept;
  return (above - below) / (2 * h);
}

function drawBatch(model: ModelSpec, rows: number, seed: number): Dataset {
  const stream = createStream(seed, "data");
  const normal = createNormalSource(stream);
  const values = Float64Array.from({ length: rows * model.inputs }, normal);
  const x = { kind: "dense", rows, features: model.inputs, values, scale: 1 } as const;
  const last = model.layers[model.layers.length - 1];
  const outputs = last.kind === "dense" ? last.units : 0;
  const { takesClasses, targets } = lossRules[model.loss];
  if (takesClasses) {
    return { x, y: { kind: "classes", values: Int32Array.from({ length: rows }, () => below(stream, outputs)) } };
  }
  const draw = targets === "numbers" ? normal : () => below(stream, 2);
  return { x, y: { kind: "values", columns: outputs, values: Float64Array.from({ length: rows * outputs }, draw) } };
}
