/**
 * How far the reference in float64 is from PyTorch's golden figures, and strict kernels from the reference: the largest
 * difference of each kind, of the largest number of its tensor. For the table in the documentation.
 */
import { readFileSync } from "node:fs";
import {
  type Backend,
  createReferenceBackend,
  createTrainer,
  type Dataset,
  defineModel,
  featuresOf,
  type ModelInput,
} from "../src/index.ts";
import { habitCases, habitData, habitEpochs, habitTrainer, lastTensors } from "./habit-cases.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

export interface GoldenDifference {
  readonly part: "layer" | "loss" | "habit";
  readonly kind: string;
  readonly cases: number;
  /** two digits, as a text */
  readonly float64: string;
  readonly float32: string;
}

type Tensors = readonly ArrayLike<number>[];

/** One case, after its steps, by PyTorch and by any backend. */
interface Measured {
  readonly part: GoldenDifference["part"];
  readonly kind: string;
  readonly golden: Tensors;
  train(backend: Backend): Promise<Tensors>;
}

interface LayerCase {
  readonly model: ModelInput;
  readonly batch: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly losses: readonly number[];
  readonly after: Readonly<Record<string, readonly number[]>>;
}

interface LossCase {
  readonly loss: string | { readonly kind: string };
  readonly targets: "classes" | "values";
  readonly batch: number;
  readonly features: number;
  readonly outputs: number;
  readonly weights: readonly number[] | null;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly w: readonly number[];
  readonly b: readonly number[];
  readonly losses: readonly number[];
  readonly w3: readonly number[];
  readonly b3: readonly number[];
}

function read<Case>(name: string): { readonly rate: number; readonly cases: readonly Case[] } {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}-torch.json`, import.meta.url), "utf8"));
}

function datasetOf(c: LayerCase | LossCase, features: number, hasClasses: boolean): Dataset {
  const x = { kind: "dense", rows: c.batch, features, values: Float64Array.from(c.x), scale: 1 } as const;
  const y = hasClasses
    ? ({ kind: "classes", values: Int32Array.from(c.y) } as const)
    : ({ kind: "values", columns: c.y.length / c.batch, values: Float64Array.from(c.y) } as const);
  return Array.isArray(c.weights) ? { x, y, weights: Float64Array.from(c.weights) } : { x, y };
}

/** The losses and the weights of so many steps of descent. */
async function descend(
  model: ModelInput,
  rate: number,
  weights: Readonly<Record<string, readonly number[]>>,
  data: Dataset,
  steps: number,
  backend: Backend,
): Promise<Tensors> {
  const optimizer = { kind: "sgd", learningRate: rate } as const;
  using trainer = await createTrainer({ model, optimizer, backend, precision: backend.precision });
  trainer.setWeights(Object.entries(weights).map(([name, values]) => ({ name, values: Float64Array.from(values) })));
  const losses = Array.from({ length: steps }, () => trainer.step(data));
  return [losses, ...trainer.weights().map(({ values }) => values)];
}

const AROUND = ["dense", "flatten", "reshape"];

function ofLayers(fixture: string): Measured[] {
  const { rate, cases } = read<LayerCase>(fixture);
  return cases.map((c) => {
    const model = defineModel(c.model);
    const data = datasetOf(c, featuresOf(model), model.loss === "softmax-cross-entropy");
    const names = Object.keys(c.weights);
    return {
      part: "layer",
      kind: model.layers.find(({ kind }) => !AROUND.includes(kind))?.kind ?? "dense",
      golden: [c.losses, ...names.map((name) => c.after[name])],
      train: (backend) => descend(c.model, rate, c.weights, data, c.losses.length, backend),
    };
  });
}

function ofLosses(): Measured[] {
  const { rate, cases } = read<LossCase>("losses");
  return cases.map((c) => {
    const layers = [{ kind: "dense", units: c.outputs, name: "out" }] as const;
    const model = { inputs: c.features, layers, loss: c.loss } as ModelInput;
    const data = datasetOf(c, c.features, c.targets === "classes");
    const weights = { "out.weights": c.w, "out.biases": c.b };
    return {
      part: "loss",
      kind: typeof c.loss === "string" ? c.loss : c.loss.kind,
      golden: [c.losses, c.w3, c.b3],
      train: (backend) => descend(model, rate, weights, data, c.losses.length, backend),
    };
  });
}

function ofHabits(): Measured[] {
  return habitCases.map((one) => ({
    part: "habit",
    kind: one.name,
    golden: [...one.last, ...one.average],
    async train(backend) {
      using trainer = await habitTrainer(one, { backend, precision: backend.precision });
      await trainer.fit(habitData, { epochs: habitEpochs, batchSize: one.batchSize, shuffle: false });
      return [...lastTensors(trainer), ...trainer.weights().map(({ values }) => values)];
    },
  }));
}

function differenceOf(actual: Tensors, expected: Tensors): number {
  const each = expected.map((tensor, t) => {
    const numbers = Array.from(tensor);
    const largest = numbers.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    const off = numbers.reduce((most, one, i) => Math.max(most, Math.abs(one - actual[t][i])), 0);
    return off === 0 ? 0 : off / (largest === 0 ? 1 : largest);
  });
  return Math.max(...each);
}

export async function measureGolden(): Promise<GoldenDifference[]> {
  const [strict] = await everyWasmBackend();
  const reference = createReferenceBackend("float64");
  const layers = ["convolutions", "pooling", "residual"].flatMap(ofLayers);
  const groups = Map.groupBy([...layers, ...ofLosses(), ...ofHabits()], ({ part, kind }) => `${part} ${kind}`);
  const rows: GoldenDifference[] = [];
  for (const cases of groups.values()) {
    let [float64, float32] = [0, 0];
    for (const one of cases) {
      const exact = await one.train(reference);
      float64 = Math.max(float64, differenceOf(exact, one.golden));
      float32 = Math.max(float32, differenceOf(await one.train(strict), exact));
    }
    const { part, kind } = cases[0];
    rows.push({ part, kind, cases: cases.length, float64: say(float64), float32: say(float32) });
  }
  return rows;
}

function say(difference: number): string {
  return difference === 0 ? "0" : difference.toExponential(1);
}
