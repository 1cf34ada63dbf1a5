/** A step of training as a model's plan has it: two dense layers over flat parameters, a loss, an update. */
import type { Dataset } from "../../src/data/dataset.ts";
import { sgd, sgdMomentum } from "../../src/optimizers/formulas/sgd.ts";
import type { Backend, Executor, FeedTensors } from "../../src/plan/executor.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { MOST_STEPS, type Tensor } from "../../src/plan/tensor.ts";
import { createStream } from "../../src/random/stream.ts";
import { fillUniform } from "../../src/random/uniform.ts";
import { fedTensors } from "./compare.ts";
import { partOf, TensorsOf } from "./tensors.ts";

export const INPUTS = 21;
const HIDDEN = 9;
export const OUTPUTS = 3;

const SIZE = INPUTS * HIDDEN + HIDDEN + HIDDEN * OUTPUTS + OUTPUTS;

export interface PlanOptions {
  readonly activation?: "relu" | "tanh";
  /** plain descent, which products may make themselves, or with momentum */
  readonly momentum?: boolean;
  /** a mask in front, so that the input is read otherwise than by a product */
  readonly drops?: boolean;
  /** whether targets are classes */
  readonly labels?: boolean;
}

/** A model of two dense layers as a plan: its tensors and operations. */
export class TwoLayerPlan {
  readonly fed: FeedTensors;
  readonly tensors: readonly Tensor[];
  /** up to the loss */
  readonly forward: readonly Operation[];
  readonly step: readonly Operation[];
  readonly parameters: Tensor;
  readonly velocity: Tensor;
  readonly prediction: Tensor;
  readonly loss: Tensor;
  readonly coefficients: Tensor;
  readonly mask: Tensor;
  readonly momentum: boolean;

  constructor({ activation = "relu", momentum = true, drops = false, labels = true }: PlanOptions = {}) {
    const of = new TensorsOf("plan");
    const flat = (name: string): { whole: Tensor; w1: Tensor; b1: Tensor; w2: Tensor; b2: Tensor } => {
      const whole = of.once(name, SIZE);
      const first = INPUTS * HIDDEN;
      const second = first + HIDDEN;
      return {
        whole,
        w1: partOf(whole, "w1", 0, INPUTS, HIDDEN),
        b1: partOf(whole, "b1", first, HIDDEN),
        w2: partOf(whole, "w2", second, HIDDEN, OUTPUTS),
        b2: partOf(whole, "b2", second + HIDDEN * OUTPUTS, OUTPUTS),
      };
    };
    const [parameters, gradients] = [flat("parameters"), flat("gradients")];
    const input = of.input("input", INPUTS);
    const [classes, numbers] = [of.labels("labels"), of.targets("targets", OUTPUTS)];
    this.fed = { input, labels: classes, targets: numbers, weights: drops ? null : parameters.w1 };
    this.parameters = parameters.whole;
    this.velocity = of.once("velocity", SIZE);
    this.prediction = of.row("prediction", OUTPUTS);
    this.loss = of.figure("loss");
    this.mask = of.drawn("mask", INPUTS);
    this.momentum = momentum;
    this.coefficients = of.coefficients("coefficients", momentum ? 2 : 1);
    const dropped = of.row("dropped", INPUTS);
    const [y1, dy1, y2, dy2] = [
      of.row("y1", HIDDEN),
      of.row("dy1", HIDDEN),
      of.row("y2", OUTPUTS),
      of.row("dy2", OUTPUTS),
    ];
    const x = drops ? dropped : input;
    const f = { activation, parameter: 0 } as const;
    this.forward = [
      ...(drops ? [{ kind: "multiply", x: input, m: this.mask, y: dropped } as const] : []),
      { kind: "dense", x, w: parameters.w1, b: parameters.b1, y: y1 },
      { kind: "activate", ...f, z: y1, y: y1 },
      { kind: "dense", x: y1, w: parameters.w2, b: parameters.b2, y: y2 },
      {
        kind: "softmax-cross-entropy",
        y: y2,
        targets: labels ? this.fed.labels : this.fed.targets,
        prediction: this.prediction,
        dy: dy2,
        loss: this.loss,
      },
    ];
    this.step = [
      ...this.forward,
      { kind: "dense-backward", dy: dy2, w: parameters.w2, dx: dy1 },
      { kind: "activate-backward", ...f, z: y1, y: y1, dy: dy1 },
      { kind: "stop-unless-finite" },
      { kind: "dense-gradient", x, dy: dy1, dw: gradients.w1 },
      { kind: "column-sums", dy: dy1, db: gradients.b1 },
      { kind: "dense-gradient", x: y1, dy: dy2, dw: gradients.w2 },
      { kind: "column-sums", dy: dy2, db: gradients.b2 },
      {
        kind: "update",
        formula: momentum ? sgdMomentum : sgd,
        p: parameters.whole,
        g: gradients.whole,
        slots: momentum ? [this.velocity] : [],
        coefficients: this.coefficients,
      },
    ];
    this.tensors = [
      ...[parameters.whole, gradients.whole, this.velocity, ...fedTensors(this.fed), this.mask],
      ...[dropped, y1, dy1, y2, dy2, this.prediction, this.loss, this.coefficients],
    ];
  }

  /** An executor that holds it at its beginning, with coefficients that differ from step to step. */
  async open(backend: Backend, capacity: number): Promise<Executor> {
    const executor = backend.open({ tensors: this.tensors, capacity });
    await this.begin(executor);
    return executor;
  }

  /** Weights drawn anew, no velocity, the coefficients of the first steps. */
  async begin(executor: Executor): Promise<void> {
    const weights = new Float64Array(SIZE);
    fillUniform(createStream(23, "data"), weights, -0.5, 0.5);
    await executor.write(this.parameters, weights);
    await executor.write(this.velocity, new Float64Array(SIZE));
    await executor.write(
      this.coefficients,
      Array.from({ length: MOST_STEPS }, (_, step) => this.coefficientsOf(step)).flat(),
    );
  }

  coefficientsOf(step: number): number[] {
    const rate = 0.5 / (1 + step);
    return this.momentum ? [0.9 - 0.01 * step, rate] : [rate];
  }

  /** Weights, velocity, and the losses of so many steps. */
  async result(executor: Executor, steps: number): Promise<number[]> {
    return [
      ...(await executor.read(this.parameters)),
      ...(await executor.read(this.velocity)),
      ...(await executor.read(this.loss, 0, steps)),
    ];
  }
}

/** Rows of bytes, a fifth of them not 0, times 1/255, and their classes. */
export function drawBytes(rows: number): Dataset & { readonly x: { readonly kind: "dense" } } {
  const stream = createStream(24, "data");
  const values = Uint8Array.from({ length: rows * INPUTS }, () =>
    stream.nextFloat() < 0.2 ? Math.floor(256 * stream.nextFloat()) : 0,
  );
  return {
    x: { kind: "dense", rows, features: INPUTS, values, scale: 1 / 255 },
    y: { kind: "classes", values: Uint8Array.from({ length: rows }, (_, r) => (r * 7) % OUTPUTS) },
  };
}
