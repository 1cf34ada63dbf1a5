/** One forward and backward pass of small networks, as their plans have it, against PyTorch in float64. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Rows } from "../src/data/dataset.ts";
import { finish } from "../src/data/slices.ts";
import type { LossKind } from "../src/losses/losses.ts";
import type { FloatArray } from "../src/math/float-array.ts";
import { defineModel, type ModelInput } from "../src/model/define-model.ts";
import { type ModelPlan, planModel } from "../src/model/plan-model.ts";
import type { Backend, Executor } from "../src/plan/executor.ts";
import type { Tensor } from "../src/plan/tensor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { expectClose, type Tolerance } from "./expect-close.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

interface Case {
  readonly activation: string;
  readonly loss_name: LossKind;
  readonly sizes: readonly number[];
  readonly batch: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly W: readonly (readonly number[])[];
  readonly b: readonly (readonly number[])[];
  readonly logits: readonly number[];
  readonly prediction: readonly number[];
  readonly loss: number;
  readonly dW: readonly (readonly number[])[];
  readonly db: readonly (readonly number[])[];
}

const { cases } = JSON.parse(
  readFileSync(new URL("../fixtures/mlp-gradients-torch.json", import.meta.url), "utf8"),
) as { readonly cases: readonly Case[] };

/** ELU's alpha and leaky ReLU's slope are PyTorch's defaults, which are ours. */
function planOf({ activation, loss_name: loss, sizes }: Case): ModelPlan {
  const layers = sizes.slice(1).map((units, l) => ({
    kind: "dense",
    units,
    activation: l === sizes.length - 2 ? "linear" : activation.replace("_", "-"),
  }));
  return planModel(defineModel({ inputs: sizes[0], layers, loss } as ModelInput));
}

/** Rows that are drawn from a feed, or written where it would put them. */
type Way = "from a feed" | "written by hand";

/** The executor after the pass. */
function runPass(backend: Backend, plan: ModelPlan, c: Case, way: Way): Executor {
  const hasLabels = c.loss_name === "softmax-cross-entropy";
  const executor = backend.open({ tensors: plan.tensors, capacity: c.batch });
  const values = [...c.W, ...c.b];
  for (const [role, from] of [
    ["weights", 0],
    ["biases", c.W.length],
  ] as const) {
    for (const [l, tensor] of tensorsOf(plan, role).entries()) void executor.write(tensor, values[from + l]);
  }
  const operations = plan.gradient(hasLabels);
  const { input, labels, targets } = plan.feed;
  if (way === "written by hand") {
    void executor.write(input, c.x);
    void executor.write(hasLabels ? labels : targets, c.y);
    void executor.compile(operations, c.batch, null).run(null, 1);
    return executor;
  }
  const values64 = Float64Array.from(c.x);
  const x: Rows = { kind: "dense", rows: c.batch, features: c.sizes[0], values: values64, scale: 1 };
  const y = hasLabels
    ? ({ kind: "classes", values: Int32Array.from(c.y) } as const)
    : ({ kind: "values", columns: plan.outputs, values: Float64Array.from(c.y) } as const);
  const feed = finish(executor.feed(plan.feed, x, y, "often"));
  const order = Uint32Array.from({ length: c.batch }, (_, r) => r);
  void executor.compile(operations, c.batch, feed).run({ order, from: 0 }, 1);
  return executor;
}

function tensorsOf({ modelTensors }: ModelPlan, role: string): Tensor[] {
  return modelTensors.filter(({ of }) => of.role === role).map(({ tensor }) => tensor);
}

function gradientsOf({ modelTensors }: ModelPlan, role: string): Tensor[] {
  return modelTensors.filter(({ of }) => of.role === role).map(({ gradient }) => gradient as Tensor);
}

function describeMlpGradients(
  name: string,
  createBackend: () => Backend | Promise<Backend>,
  tolerance: Tolerance,
): void {
  describe(`${name} agrees with PyTorch (abs ${tolerance.abs}, rel ${tolerance.rel})`, () => {
    test.each(
      cases.flatMap((c) =>
        (["from a feed", "written by hand"] as const).map(
          (way) => [`${c.activation}, ${c.loss_name}, ${c.sizes.join("-")}, ${way}`, c, way] as const,
        ),
      ),
    )("%s", async (_, c, way) => {
      const plan = planOf(c);
      const executor = runPass(await createBackend(), plan, c, way);
      const read = (tensor: Tensor): FloatArray => executor.read(tensor) as FloatArray;
      const logits = plan.examined[c.sizes.length - 2].output;
      expectClose(read(logits), c.logits, tolerance);
      expectClose(read(plan.prediction), c.prediction, tolerance);
      expectClose(read(plan.loss)[0], c.loss, tolerance);
      const [dW, db] = [gradientsOf(plan, "weights"), gradientsOf(plan, "biases")];
      expect([dW.length, db.length]).toEqual([c.dW.length, c.db.length]);
      for (const [l, dw] of c.dW.entries()) expectClose(read(dW[l]), dw, tolerance);
      for (const [l, gradient] of c.db.entries()) expectClose(read(db[l]), gradient, tolerance);
      executor.dispose();
    });
  });
}

test("the fixture holds every activation and loss", () => {
  expect(new Set(cases.map((c) => c.activation)).size).toBe(9);
  expect(new Set(cases.map((c) => c.loss_name)).size).toBe(3);
});

describeMlpGradients("reference-float64", () => createReferenceBackend("float64"), { abs: 1e-10, rel: 0 });
describeMlpGradients("reference-float32", () => createReferenceBackend("float32"), { abs: 2e-7, rel: 1e-6 });
describeMlpGradients("wasm-strict", async () => (await everyWasmBackend())[0], { abs: 5e-7, rel: 2e-6 });
describeMlpGradients("wasm-relaxed", async () => (await everyWasmBackend())[1], { abs: 5e-7, rel: 2e-6 });
