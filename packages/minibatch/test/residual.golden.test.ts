/** Models with residual blocks against PyTorch in float64: what comes out, every gradient, three steps of descent. */
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

const golden = JSON.parse(readFileSync(new URL("../fixtures/residual-torch.json", import.meta.url), "utf8")) as {
  readonly steps: number;
  readonly rate: number;
  readonly cases: readonly Case[];
};

const exact = { abs: 1e-10, rel: 0 };
const rounded = { abs: 2e-6, rel: 2e-5 };
const backends = [
  [createReferenceBackend("float64"), exact] as const,
  [createReferenceBackend("float32"), rounded] as const,
  ...(await everyWasmBackend()).map((backend) => [backend, rounded] as const),
];

function dataOf({ model, batch, x, y }: Case): Dataset {
  const spec = defineModel(model);
  const columns = y.length / batch;
  return {
    x: { kind: "dense", rows: batch, features: featuresOf(spec), values: Float64Array.from(x), scale: 1 },
    y:
      model.loss === "softmax-cross-entropy"
        ? { kind: "classes", values: Int32Array.from(y) }
        : { kind: "values", columns, values: Float64Array.from(y) },
  };
}

describe.each(backends)("$name", (backend, tolerance) => {
  test.each(golden.cases)("$label: output and gradients", (c) => {
    const plan = planModel(defineModel(c.model));
    const executor = backend.open({ tensors: plan.tensors, capacity: c.batch });
    for (const { tensor } of plan.modelTensors) void executor.write(tensor, c.weights[tensor.name]);
    const hasLabels = c.model.loss === "softmax-cross-entropy";
    const { input, labels, targets } = plan.feed;
    void executor.write(input, c.x);
    void executor.write(hasLabels ? labels : targets, c.y);
    void executor.compile(plan.gradient(hasLabels), c.batch, null).run(null, 1);
    const read = (tensor: Tensor, count?: number): FloatArray => executor.read(tensor, 0, count) as FloatArray;
    expect(plan.modelTensors.map(({ place }) => place.name).toSorted()).toEqual(Object.keys(c.gradients).toSorted());
    expectClose(read(plan.last.y, c.output.length), c.output, tolerance);
    for (const { place, gradient } of plan.modelTensors) {
      expectClose(read(gradient as Tensor), c.gradients[place.name], tolerance);
    }
    executor.dispose();
  });

  test.each(golden.cases)("$label: three steps", async (c) => {
    const optimizer = { kind: "sgd", learningRate: golden.rate } as const;
    const { precision } = backend;
    using trainer = await createTrainer({ model: c.model, optimizer, seed: 1, backend, precision });
    trainer.setWeights(
      Object.entries(c.weights).map(([name, values]) => ({ name, values: Float64Array.from(values) })),
    );
    for (const loss of c.losses) expectClose(trainer.step(dataOf(c)), loss, tolerance);
    for (const { name, values } of trainer.weights()) expectClose(values, c.after[name], tolerance);
  });
});
