/** Networks with a normalization against PyTorch in float64: both modes, every gradient, three steps. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { finish } from "../src/data/slices.ts";
import { defineModel, defineOptimizer, type LayerInput } from "../src/index.ts";
import type { FloatArray } from "../src/math/float-array.ts";
import type { Backend } from "../src/plan/executor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { Network } from "../src/train/network.ts";
import { openSource } from "../src/train/prepare-dataset.ts";
import { expectClose } from "./expect-close.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

type Tensors = Readonly<Record<string, readonly number[]>>;

interface Case {
  readonly shape: readonly number[];
  readonly rows: number;
  readonly layer: { readonly kind: string };
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly tensors: Tensors;
  readonly evaluation: readonly number[];
  readonly training: { readonly outputs: readonly number[]; readonly loss: number; readonly gradients: Tensors };
  readonly steps: readonly Tensors[];
  readonly evaluation_after: readonly number[];
}

const { rate, cases } = JSON.parse(
  readFileSync(new URL("../fixtures/normalization-torch.json", import.meta.url), "utf8"),
) as { readonly rate: number; readonly cases: readonly Case[] };

const INPUTS = 4;
const OUTPUTS = 3;

function modelOf({ shape, layer }: Case) {
  const units = shape.reduce((product, size) => product * size, 1);
  return defineModel({
    inputs: INPUTS,
    layers: [
      { kind: "dense", name: "first", units },
      ...(shape.length === 1 ? [] : [{ kind: "reshape", shape } as const]),
      { ...layer, name: "norm" } as LayerInput,
      ...(shape.length === 1 ? [] : [{ kind: "flatten" } as const]),
      { kind: "dense", name: "last", units: OUTPUTS },
    ],
    loss: "mean-squared-error",
  });
}

/** `within`: how far a number may be off, of the largest of its tensor. */
function compare(backend: Backend, c: Case, within: number): void {
  const close = (actual: ArrayLike<number>, expected: readonly number[]): void => {
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expectClose(actual, expected, { abs: within * Math.max(1, largest) });
  };
  const { rows } = c;
  const model = modelOf(c);
  const optimizer = defineOptimizer({ kind: "sgd", learningRate: rate });
  const network = new Network(backend, { model, optimizer, seed: 1 }, rows);
  const { plan } = network;
  const put = (): void => {
    for (const { place, tensor } of plan.modelTensors) finish(network.write(tensor, c.tensors[place.name]));
  };
  const read = (): Record<string, FloatArray> =>
    Object.fromEntries(plan.modelTensors.map(({ place, tensor }) => [place.name, finish(network.read(tensor))]));
  put();
  expect(Object.keys(read()).toSorted()).toEqual(Object.keys(c.tensors).toSorted());
  const x = { kind: "dense", rows, features: INPUTS, values: Float64Array.from(c.x), scale: 1 } as const;
  const y = { kind: "values", columns: OUTPUTS, values: Float64Array.from(c.y) } as const;
  const source = finish(openSource(network, x, y, "often"));
  const batch = { order: Uint32Array.from({ length: rows }, (_, i) => i), from: 0 };
  const evaluate = (): FloatArray => finish(network.evaluate(source, batch, rows, [plan.last.y])).values[0];
  close(evaluate(), c.evaluation);
  close([finish(network.gradient(source, batch, rows, rate))], [c.training.loss]);
  close(finish(network.read(plan.last.y, 0, rows * OUTPUTS)), c.training.outputs);
  for (const { place, gradient } of plan.modelTensors) {
    if (gradient !== null) close(finish(network.read(gradient)), c.training.gradients[place.name]);
  }
  // the gradient has moved the moving statistics
  put();
  for (const after of c.steps) {
    expect(finish(network.train(source, batch, rows, 1, () => rate))).toHaveLength(1);
    for (const [name, values] of Object.entries(read())) close(values, after[name]);
  }
  close(evaluate(), c.evaluation_after);
  source.feed.release();
  network.dispose();
}

const backends = [
  [createReferenceBackend("float64"), 1e-10],
  ...(await everyWasmBackend()).map((backend) => [backend, 2e-5] as const),
] as const;

describe.each(backends.map(([backend, within]) => [backend.name, backend, within] as const))(
  "%s agrees with PyTorch",
  (_, backend, within) => {
    test.each(cases.map((c) => [`${c.layer.kind} of [${c.shape.join(", ")}], ${c.rows} rows`, c] as const))(
      "%s",
      (_, c) => compare(backend, c, within),
    );
  },
);

test("the fixture has every normalization", () => {
  expect(new Set(cases.map(({ layer }) => layer.kind)).size).toBe(4);
});
