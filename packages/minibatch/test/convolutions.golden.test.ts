/** Models with conv2d layers against PyTorch in float64: outputs, every gradient, three steps of descent. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createTrainer, type Dataset, defineModel, featuresOf, type ModelInput, planModel } from "../src/index.ts";
import type { FloatArray } from "../src/math/float-array.ts";
import type { Tensor } from "../src/plan/tensor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { expectClose } from "./expect-close.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

type Named = Readonly<Record<string, readonly number[]>>;

interface Case {
  readonly label: string;
  readonly model: ModelInput;
  readonly batch: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly weights: Named;
  readonly output: readonly number[];
  readonly losses: readonly number[];
  readonly gradients: Named;
  readonly after: Named;
}

const golden = JSON.parse(readFileSync(new URL("../fixtures/convolutions-torch.json", import.meta.url), "utf8")) as {
  readonly steps: number;
  readonly rate: number;
  readonly cases: readonly Case[];
};

/** How far a number may be off, of the largest of its tensor. */
const backends = [
  { backend: createReferenceBackend("float64"), within: 1e-10 },
  ...[createReferenceBackend("float32"), ...(await everyWasmBackend())].map((backend) => ({ backend, within: 2e-5 })),
].map((row) => ({ ...row, name: row.backend.name }));

function dataOf({ model, batch, x, y }: Case): Dataset {
  const hasLabels = model.loss === "softmax-cross-entropy";
  return {
    x: { kind: "dense", rows: batch, features: featuresOf(defineModel(model)), values: Float64Array.from(x), scale: 1 },
    y: hasLabels
      ? { kind: "classes", values: Int32Array.from(y) }
      : { kind: "values", columns: y.length / batch, values: Float64Array.from(y) },
  };
}

describe.each(backends)("$name agrees with PyTorch within $within", ({ backend, within }) => {
  const close = (actual: ArrayLike<number>, expected: readonly number[]): void => {
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expectClose(actual, expected, { abs: within * largest });
  };

  test.each(golden.cases)("$label: output and gradients", (c) => {
    const plan = planModel(defineModel(c.model));
    const executor = backend.open({ tensors: plan.tensors, capacity: c.batch });
    for (const { tensor } of plan.modelTensors) void executor.write(tensor, c.weights[tensor.name]);
    const hasLabels = c.model.loss === "softmax-cross-entropy";
    const { input, labels, targets } = plan.feed;
    void executor.write(input, c.x);
    void executor.write(hasLabels ? labels : targets, c.y);
    const read = (tensor: Tensor, count?: number): FloatArray => executor.read(tensor, 0, count) as FloatArray;
    void executor.compile(plan.evaluation(hasLabels), c.batch, null).run(null, 1);
    close(read(plan.last.y, c.output.length), c.output);
    void executor.compile(plan.gradient(hasLabels), c.batch, null).run(null, 1);
    close(read(plan.last.y, c.output.length), c.output);
    expect(plan.modelTensors.map(({ place }) => place.name).toSorted()).toEqual(Object.keys(c.gradients).toSorted());
    for (const { place, gradient } of plan.modelTensors) close(read(gradient as Tensor), c.gradients[place.name]);
    executor.dispose();
  });

  test.each(golden.cases)("$label: three steps", async (c) => {
    const optimizer = { kind: "sgd", learningRate: golden.rate } as const;
    using trainer = await createTrainer({ model: c.model, optimizer, seed: 1, backend, precision: backend.precision });
    trainer.setWeights(
      Object.entries(c.weights).map(([name, values]) => ({ name, values: Float64Array.from(values) })),
    );
    expect(c.losses).toHaveLength(golden.steps);
    for (const loss of c.losses) close([trainer.step(dataOf(c))], [loss]);
    for (const { name, values } of trainer.weights()) close(values, c.after[name]);
  });
});
