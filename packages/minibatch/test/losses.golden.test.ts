/** Every loss, with weights of rows and without, against PyTorch in float64. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nodeThreads } from "../src/hosts/node.ts";
import {
  type Backend,
  createReferenceBackend,
  createTrainer,
  type Dataset,
  defineModel,
  type LossInput,
  planModel,
  type Targets,
} from "../src/index.ts";
import { lossKinds } from "../src/losses/losses.ts";
import { eagerly } from "./eager-threads.ts";
import { settle } from "./executor-contract/compare.ts";
import { expectClose } from "./expect-close.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

interface Case {
  readonly name: string;
  readonly loss: LossInput;
  readonly targets: "classes" | "values";
  readonly batch: number;
  readonly features: number;
  readonly outputs: number;
  readonly weights: readonly number[] | null;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly prediction: readonly number[];
  readonly logits: readonly number[];
  readonly dlogits: readonly number[];
  readonly dw: readonly number[];
  readonly db: readonly number[];
  readonly w: readonly number[];
  readonly b: readonly number[];
  readonly losses: readonly number[];
  readonly w3: readonly number[];
  readonly b3: readonly number[];
}

interface Edge {
  readonly name: string;
  readonly loss: LossInput;
  readonly targets: "classes" | "values";
  readonly size: number;
  readonly y: readonly number[];
  readonly z: readonly number[];
  readonly value: number;
  readonly prediction: readonly number[];
  readonly dz: readonly number[];
}

const golden = JSON.parse(readFileSync(new URL("../fixtures/losses-torch.json", import.meta.url), "utf8")) as {
  readonly rate: number;
  readonly cases: readonly Case[];
  readonly edges: readonly Edge[];
};

const [strict, relaxed] = await everyWasmBackend();

/** How far figures may be off: absolutely, or by the largest of the tensor. */
interface Held {
  readonly abs: number;
  readonly ofLargest: number;
}

const EXACT: Held = { abs: 1e-10, ofLargest: 1e-15 };
const ROUNDED: Held = { abs: 1e-7, ofLargest: 2e-5 };

const backends: readonly (readonly [name: string, backend: Backend, held: Held])[] = [
  ["reference-float64", createReferenceBackend("float64"), EXACT],
  ["reference-float32", createReferenceBackend("float32"), ROUNDED],
  ["wasm-strict", strict, ROUNDED],
  ["wasm-relaxed on 2 threads", relaxed.withThreads(eagerly(nodeThreads({ count: 2 }))), ROUNDED],
];

function expectHeld(actual: ArrayLike<number>, expected: readonly number[], { abs, ofLargest }: Held): void {
  const largest = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  expectClose(actual, expected, { abs: abs + ofLargest * largest });
}

function targetsOf({ targets, y }: Case | Edge, columns: number): Targets {
  return targets === "classes"
    ? { kind: "classes", values: Int32Array.from(y) }
    : { kind: "values", columns, values: Float64Array.from(y) };
}

function datasetOf(c: Case): Dataset {
  const x = { kind: "dense", rows: c.batch, features: c.features, values: Float64Array.from(c.x), scale: 1 } as const;
  const y = targetsOf(c, c.outputs);
  return c.weights === null ? { x, y } : { x, y, weights: Float64Array.from(c.weights) };
}

const nameOf = ({ name, weights }: Case): string => (weights === null ? name : `${name}, rows with weights`);

test("the fixture holds every loss, with weights and without", () => {
  const kindOf = ({ loss }: Case): unknown => (typeof loss === "string" ? loss : loss.kind);
  expect(new Set(golden.cases.map(kindOf))).toEqual(new Set(lossKinds()));
  expect(new Set(golden.cases.filter(({ weights }) => weights !== null).map(kindOf))).toEqual(new Set(lossKinds()));
});

describe.each(backends)("%s agrees with PyTorch", (_, backend, held) => {
  test.each(golden.cases.map((c) => [nameOf(c), c] as const))("%s: the first pass", async (_, c) => {
    const model = defineModel({ inputs: c.features, layers: [{ kind: "dense", units: c.outputs }], loss: c.loss });
    const plan = planModel(model, true);
    const executor = backend.open({ tensors: plan.tensors, capacity: c.batch });
    const { x, y, weights = null } = datasetOf(c);
    await executor.write(plan.parameters, [...c.w, ...c.b]);
    const feed = await settle(executor.feed(plan.feed, x, y, "often", weights));
    await executor.ready();
    const operations = plan.gradient(y.kind === "classes", weights !== null);
    const order = Uint32Array.from({ length: c.batch }, (_, row) => row);
    await executor.compile(operations, c.batch, feed).run({ order, from: 0 }, 1);
    expectHeld(await executor.read(plan.last.y), c.logits, held);
    expectHeld(await executor.read(plan.prediction), c.prediction, held);
    expectHeld(await executor.read(plan.last.dy), c.dlogits, held);
    expectHeld(await executor.read(plan.gradients), [...c.dw, ...c.db], held);
    expectHeld(await executor.read(plan.loss, 0, 1), [c.losses[0]!], held);
    executor.dispose();
  });

  test.each(golden.cases.map((c) => [nameOf(c), c] as const))("%s: three steps of descent", async (_, c) => {
    using trainer = await createTrainer({
      model: { inputs: c.features, layers: [{ kind: "dense", units: c.outputs, name: "out" }], loss: c.loss },
      optimizer: { kind: "sgd", learningRate: golden.rate },
      backend,
    });
    trainer.setWeights([
      { name: "out.weights", values: Float64Array.from(c.w) },
      { name: "out.biases", values: Float64Array.from(c.b) },
    ]);
    const losses = [0, 1, 2].map(() => trainer.step(datasetOf(c)));
    expectHeld(losses, c.losses, held);
    const [w, b] = trainer.weights();
    expectHeld(w!.values, c.w3, held);
    expectHeld(b!.values, c.b3, held);
  });

  test.each(golden.edges.map((c) => [`${c.name} at +-${c.size}`, c] as const))("%s", async (_, c) => {
    const plan = planModel(defineModel({ inputs: 3, layers: [{ kind: "dense", units: 3 }], loss: c.loss }));
    const executor = backend.open({ tensors: plan.tensors, capacity: 4 });
    const hasLabels = c.targets === "classes";
    await executor.write(plan.last.y, c.z);
    await executor.write(hasLabels ? plan.feed.labels : plan.feed.targets, targetsOf(c, 3).values);
    const operation = plan.evaluation(hasLabels).at(-1)!;
    await executor.compile([operation], 4, null).run(null, 1);
    expectHeld(await executor.read(plan.prediction), c.prediction, held);
    expectHeld(await executor.read(plan.last.dy), c.dz, held);
    expectHeld(await executor.read(plan.loss, 0, 1), [c.value], held);
    executor.dispose();
  });
});
