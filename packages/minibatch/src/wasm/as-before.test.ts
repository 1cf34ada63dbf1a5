/** TEMPORARY, goes with `kernels/`: programs leave the bits that the kernels leave, operation by operation. */
import { describe, expect, test } from "vitest";
import {
  coefficientsOf,
  decayOf,
  maskOf,
  runSmallPlan,
  type StepsToRun,
  startOf,
  tensorsLeft,
} from "../../test/run-small-plan.ts";
import { type SmallNetwork, type SmallPlan, smallPlan } from "../../test/small-plan.ts";
import { drawBlobs, drawSparse, targets } from "../../test/toy-data.ts";
import { everyWasmBackend } from "../../test/wasm-backends.ts";
import { compressRows } from "../data/compress-rows.ts";
import type { Dataset } from "../data/dataset.ts";
import type { FloatArray, Kernels, SparseRows } from "../kernels/kernels.ts";
import { adamAmsgrad } from "../optimizers/formulas/adam.ts";
import { sgdMomentum } from "../optimizers/formulas/sgd.ts";
import type { Backend } from "../plan/executor.ts";
import type { Operation } from "../plan/operation.ts";
import { sizeOf, type Tensor } from "../plan/tensor.ts";
import { stageDense, stageEntries } from "./stage-rows.ts";
import { createWasmBackend, wasmBytes } from "./wasm-backend.ts";

const variants = ["strict", "relaxed"] as const;
const before = await everyWasmBackend();
const after = await Promise.all(
  variants.map((variant) =>
    createWasmBackend(wasmBytes(variant) as Uint8Array<ArrayBuffer>, variant, variant === "strict" ? "strict" : "fast"),
  ),
);

const CAPACITY = 50;

/** The kernels' own buffers for a plan's tensors. */
class OpByOp {
  readonly kernels: Kernels;
  readonly #views = new Map<Tensor, FloatArray | Int32Array>();
  sparse: SparseRows | null = null;

  constructor(kernels: Kernels) {
    this.kernels = kernels;
  }

  view(tensor: Tensor): FloatArray {
    let view = this.#views.get(tensor);
    if (view === undefined) {
      const { within, type, extent } = tensor;
      const count = sizeOf(tensor) * (extent === "row" ? CAPACITY : extent === "step" ? 64 : 1);
      if (within !== undefined) view = this.view(within.whole).subarray(within.offset, within.offset + count);
      else if (type === "double") view = new Float64Array(count);
      else view = type === "int" ? this.kernels.ints(count) : this.kernels.floats(count);
      this.#views.set(tensor, view);
    }
    return view as FloatArray;
  }

  /** One operation of step `step` on B rows. */
  do(operation: Operation, B: number, step: number, input: Tensor): void {
    const k = this.kernels;
    const v = (tensor: Tensor): FloatArray => this.view(tensor);
    const of = (tensor: Tensor): FloatArray => v(tensor).subarray(step * sizeOf(tensor), (step + 1) * sizeOf(tensor));
    switch (operation.kind) {
      case "dense": {
        const { x, w, b, y } = operation;
        const sizes = [B, sizeOf(x), sizeOf(y)] as const;
        if (x === input && this.sparse !== null) k.sparseForward(this.sparse, v(w), v(b), v(y), ...sizes);
        else k.denseForward(v(x), v(w), v(b), v(y), ...sizes);
        break;
      }
      case "dense-backward":
        k.denseBackwardInput(
          v(operation.dy),
          v(operation.w),
          v(operation.dx),
          B,
          sizeOf(operation.dx),
          sizeOf(operation.dy),
        );
        break;
      case "dense-gradient": {
        const { x, dy, dw } = operation;
        const sizes = [B, sizeOf(x), sizeOf(dy)] as const;
        const db = k.floats(sizeOf(dy));
        if (x === input && this.sparse !== null) k.sparseBackwardWeights(this.sparse, v(dy), v(dw), db, ...sizes);
        else k.denseBackwardWeights(v(x), v(dy), v(dw), db, ...sizes);
        break;
      }
      case "column-sums": {
        const { dy, db } = operation;
        k.denseBackwardWeights(k.floats(B), v(dy), k.floats(sizeOf(dy)), v(db), B, 1, sizeOf(dy));
        break;
      }
      case "activate": {
        const { activation, parameter, z, y } = operation;
        k.activationForward(activation, parameter, v(z), v(y), B * sizeOf(z));
        break;
      }
      case "activate-backward": {
        const { activation, parameter, z, y, dy } = operation;
        k.activationBackward(activation, parameter, v(z), v(y), v(dy), v(dy), B * sizeOf(z));
        break;
      }
      case "multiply":
        k.multiply(v(operation.x), v(operation.m), v(operation.y), B * sizeOf(operation.y));
        break;
      case "softmax-cross-entropy": {
        const { y, targets: t, prediction, dy, loss } = operation;
        const C = sizeOf(y);
        const sum =
          t.type === "int"
            ? k.softmaxCrossEntropy(v(y), this.#views.get(t) as Int32Array, v(prediction), v(dy), B, C)
            : k.softmaxCrossEntropySoft(v(y), v(t), v(prediction), v(dy), B, C);
        of(loss)[0] = sum / B;
        break;
      }
      case "sigmoid-binary-cross-entropy": {
        const { y, targets: t, prediction, dy, loss } = operation;
        const N = B * sizeOf(y);
        of(loss)[0] = k.sigmoidBinaryCrossEntropy(v(y), v(t), v(prediction), v(dy), N, 1 / N) / N;
        break;
      }
      case "mean-squared-error": {
        const { y, targets: t, prediction, dy, loss } = operation;
        const N = B * sizeOf(y);
        k.activationForward("linear", 0, v(y), v(prediction), N);
        of(loss)[0] = k.meanSquaredError(v(y), v(t), v(dy), N, 1 / N) / N;
        break;
      }
      case "penalty": {
        const { w, dw, l1, l2, sums } = operation;
        k.addPenaltyGradient(v(dw), v(w), l1, l2, sizeOf(w));
        of(sums).set([
          l1 === 0 ? 0 : k.sumOfMagnitudes(v(w), sizeOf(w)),
          l2 === 0 ? 0 : k.sumOfSquares(v(w), sizeOf(w)),
        ]);
        break;
      }
      case "clip-norm": {
        const { g, limit, slack } = operation;
        const norm = Math.sqrt(k.sumOfSquares(v(g), sizeOf(g))) + slack;
        if (norm > limit) k.scale(v(g), limit / norm, sizeOf(g));
        break;
      }
      case "clip-value":
        k.clip(v(operation.g), operation.limit, sizeOf(operation.g));
        break;
      case "add-scaled":
        k.addScaled(v(operation.to), v(operation.x), of(operation.factor)[0], sizeOf(operation.to));
        break;
      case "update": {
        const { formula, p, g, slots, coefficients } = operation;
        k.update(formula, v(p), v(g), slots.map(v), of(coefficients) as Float64Array, sizeOf(p));
        break;
      }
      default:
        break;
    }
  }
}

interface Case extends Omit<StepsToRun, "steps" | "coefficients"> {
  readonly network: SmallNetwork;
  readonly coefficients?: readonly number[];
  /** the form in which the rows are read */
  readonly isSparse: boolean;
}

const STEPS = 4;

function opByOp(kernels: Kernels, plan: SmallPlan, given: StepsToRun, isSparse: boolean): Record<string, number[]> {
  const { data, B } = given;
  const run = new OpByOp(kernels);
  for (const tensor of plan.tensors) run.view(tensor);
  run.view(plan.parameters).set(Float32Array.from({ length: sizeOf(plan.parameters) }, (_, i) => startOf(i)));
  const order = Uint32Array.from({ length: data.x.rows }, (_, i) => i);
  const drawn = Object.values(plan.byName).filter(({ role }) => role === "drawn");
  for (let step = 0; step < STEPS; step++) {
    const rows = { order, from: step * B, count: B };
    if (isSparse) {
      const x = data.x.kind === "dense" ? compressRows(data.x) : data.x;
      const count = B * x.features;
      const [values, columns, offsets] = [kernels.floats(count), kernels.ints(count), kernels.ints(B + 1)];
      stageEntries(values as Float32Array, { columns, ends: offsets }, x, rows);
      run.sparse = { values, columns, offsets };
    } else {
      stageDense(run.view(plan.input) as Float32Array, data.x, rows);
    }
    const columns = data.y.kind === "classes" ? 1 : data.y.columns;
    const target = run.view(data.y.kind === "classes" ? plan.labels : plan.targets);
    for (let i = 0; i < B * columns; i++) target[i] = data.y.values[step * B * columns + i] as number;
    for (const mask of drawn) {
      const view = run.view(mask);
      for (let i = 0; i < B * sizeOf(mask); i++) view[i] = maskOf(i, step);
    }
    run.view(plan.coefficients).set(coefficientsOf(given, step), step * 8);
    run.view(plan.decay)[step] = decayOf(step);
    for (const operation of plan.train) run.do(operation, B, step, plan.input);
  }
  return Object.fromEntries(
    tensorsLeft(plan).map((tensor) => {
      const count = sizeOf(tensor) * (tensor.extent === "row" ? B : tensor.extent === "step" ? STEPS : 1);
      return [tensor.name, [...run.view(tensor).subarray(0, count)]];
    }),
  );
}

const dense = drawBlobs(200, 20, 3, 1);
const sparse = drawSparse(200, 37, 3, 0.15, 2);
const bits: Dataset = {
  x: dense.x,
  y: targets(
    3,
    Array.from({ length: 600 }, (_, i) => ((i * 7) % 3 === 0 ? 1 : 0)),
  ),
};
const relu2: SmallNetwork = {
  inputs: 20,
  layers: [{ units: 23, activation: "relu" }, { units: 11, activation: "relu" }, { units: 3 }],
};
const reluSparse: SmallNetwork = { ...relu2, inputs: 37 };
const adam = { update: { formula: adamAmsgrad, slots: 3 } };
const adamC = [0.9, 0.1, 0.999, 0.001, 0.01, 1, 1e-7];

const cases: Readonly<Record<string, Case>> = {
  "dense, ReLU, plain SGD": { network: relu2, data: dense, B: 32, use: "often", isSparse: false },
  "dense, batches of 5": { network: relu2, data: dense, B: 5, use: "often", isSparse: false },
  "held entries": { network: reluSparse, data: sparse, B: 32, use: "often", isSparse: true },
  "held entries of compressed rows, adam": {
    network: { ...reluSparse, ...adam },
    data: { ...sparse, x: compressRows(sparse.x as never) },
    B: 7,
    use: "often",
    isSparse: true,
    coefficients: adamC,
  },
  "entries of one step": { network: reluSparse, data: sparse, B: 32, use: "step", isSparse: true },
  "gelu and ELU, amsgrad": {
    network: {
      inputs: 20,
      layers: [{ units: 9, activation: "gelu" }, { units: 8, activation: "elu", parameter: 0.5 }, { units: 3 }],
      ...adam,
    },
    data: dense,
    B: 30,
    use: "often",
    isSparse: false,
    coefficients: adamC,
  },
  "dropout in front and between, tanh, momentum": {
    network: {
      inputs: 37,
      layers: [
        { units: 9, activation: "tanh", isMasked: true },
        { units: 8, activation: "relu" },
        { units: 3, isMasked: true },
      ],
      update: { formula: sgdMomentum, slots: 1 },
    },
    data: sparse,
    B: 30,
    use: "often",
    isSparse: false,
    coefficients: [0.9, 0.05],
  },
  "penalties, clipping, decay": {
    network: {
      inputs: 20,
      layers: [
        { units: 9, activation: "relu", l1: 1e-3, l2: 1e-2 },
        { units: 3, l2: 1e-2 },
      ],
      clipNorm: 0.5,
      clipValue: 0.05,
      decays: true,
    },
    data: dense,
    B: 33,
    use: "often",
    isSparse: false,
  },
  "sigmoid cross-entropy": {
    network: {
      inputs: 20,
      layers: [{ units: 9, activation: "sigmoid" }, { units: 3 }],
      loss: "sigmoid-binary-cross-entropy",
    },
    data: bits,
    B: 25,
    use: "often",
    isSparse: false,
  },
  "squared error": {
    network: {
      inputs: 20,
      layers: [
        { units: 9, activation: "softplus" },
        { units: 3, activation: "tanh" },
      ],
      loss: "mean-squared-error",
    },
    data: bits,
    B: 25,
    use: "often",
    isSparse: false,
  },
  "softmax by shares": {
    network: {
      inputs: 20,
      layers: [
        { units: 9, activation: "silu" },
        { units: 3, activation: "leaky-relu", parameter: 0.1 },
      ],
      isSoft: true,
    },
    data: bits,
    B: 25,
    use: "often",
    isSparse: false,
  },
};

describe.each(variants.map((variant, i) => [variant, i] as const))("%s", (_, i) => {
  test.each(Object.keys(cases))("%s", async (name) => {
    const { network, isSparse, coefficients = [0.1], ...given } = cases[name] as Case;
    const plan = smallPlan(network);
    const size = { floats: 200000, ints: 100000, scratchBytes: 2 ** 22 };
    const kernels = (before[i] as (typeof before)[number]).create(size);
    const run = { ...given, coefficients, steps: STEPS };
    const expected = opByOp(kernels, plan, run, isSparse);
    for (const atOnce of [1, 64]) {
      const executor = (after[i] as Backend).open({ tensors: plan.tensors, capacity: CAPACITY });
      expect(await runSmallPlan(executor, plan, { ...run, atOnce })).toEqual(expected);
      executor.dispose();
    }
    kernels.dispose();
  });
});
