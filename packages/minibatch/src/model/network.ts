/**
 * A model at work on one arena: the flat parameters and gradients, the buffers between the layers,
 * and the two passes over a batch. It holds no data, draws no weights and makes no updates.
 */
import type { ArenaSize, Backend, FloatArray, Kernels } from "../kernels/kernels.ts";
import { type Allocator, CountingAllocator } from "./allocator.ts";
import { DenseStage } from "./dense-stage.ts";
import { DropoutStage } from "./dropout-stage.ts";
import { layoutOf, type ParameterLayout } from "./layout.ts";
import { LossStage } from "./loss-stage.ts";
import { NetworkInput } from "./network-input.ts";
import type { ModelSpec } from "./spec.ts";
import { Staging } from "./staging.ts";

export type Stage = DenseStage | DropoutStage;

export class Network {
  readonly model: ModelSpec;
  readonly layout: ParameterLayout;
  /** most rows a pass can take */
  readonly capacity: number;
  /** [layout.size] */
  readonly parameters: FloatArray;
  readonly gradients: FloatArray;
  readonly input: NetworkInput;
  readonly stages: readonly Stage[];
  readonly loss: LossStage;

  constructor(allocator: Allocator, model: ModelSpec, capacity: number) {
    this.model = model;
    this.capacity = capacity;
    this.layout = layoutOf(model);
    this.parameters = allocator.floats(this.layout.size);
    this.gradients = allocator.floats(this.layout.size);
    this.input = new NetworkInput(allocator, capacity, model.inputs, this.takesSparse);
    this.stages = this.#buildStages(allocator);
    this.loss = new LossStage(allocator, capacity, this.output.units, model.loss);
  }

  /** The last layer. */
  get output(): DenseStage {
    return this.stages[this.stages.length - 1] as DenseStage;
  }

  /** Dropout in front needs every input in its place. */
  get takesSparse(): boolean {
    return this.model.layers[0].kind === "dense";
  }

  drawMasks(seed: number, step: number, B: number): void {
    for (const stage of this.stages) if (stage instanceof DropoutStage) stage.drawMask(seed, step, B);
  }

  /** Fills every layer's y from the input's B rows. */
  forward(kernels: Kernels, B: number, isTraining: boolean): void {
    let x = this.input.dense;
    for (const [i, stage] of this.stages.entries()) {
      if (stage instanceof DropoutStage) stage.forward(kernels, x, B, isTraining);
      else if (i === 0 && this.input.isSparse) stage.forwardSparse(kernels, this.input.sparse, B);
      else stage.forward(kernels, x, B);
      x = stage.y;
    }
  }

  /** Mean loss of the B rows just passed forward; fills `loss.prediction` and the last layer's dy. */
  runLoss(kernels: Kernels, B: number): number {
    return this.loss.run(kernels, this.output.y, this.output.dy, B);
  }

  /** Fills `loss.prediction`, whatever the targets are; the last layer's dy is lost. */
  predict(kernels: Kernels, B: number): void {
    this.runLoss(kernels, B);
  }

  /** Fills `gradients` from the last layer's dy. */
  backward(kernels: Kernels, B: number): void {
    for (let i = this.stages.length - 1; i >= 0; i--) {
      const stage = this.stages[i];
      const before = i > 0 ? this.stages[i - 1] : null;
      if (stage instanceof DropoutStage) stage.backward(kernels, before?.dy ?? null, B);
      else if (before === null && this.input.isSparse) stage.backwardSparse(kernels, this.input.sparse, B);
      else stage.backward(kernels, before?.y ?? this.input.dense, before?.dy ?? null, B);
    }
  }

  /** Adds the penalties' gradients to `gradients`; returns the penalties' sum. */
  addPenalties(kernels: Kernels): number {
    let penalty = 0;
    for (const stage of this.stages) {
      if (!(stage instanceof DenseStage)) continue;
      const { l1, l2 } = stage.spec.regularizer;
      if (l1 === 0 && l2 === 0) continue;
      const { weights, weightGradient } = stage.parameters;
      kernels.addPenaltyGradient(weightGradient, weights, l1, l2, weights.length);
      if (l1 !== 0) penalty += l1 * kernels.sumOfMagnitudes(weights, weights.length);
      if (l2 !== 0) penalty += l2 * kernels.sumOfSquares(weights, weights.length);
    }
    return penalty;
  }

  #buildStages(allocator: Allocator): Stage[] {
    const stages: Stage[] = [];
    let width = this.model.inputs;
    for (const [index, layer] of this.model.layers.entries()) {
      if (layer.kind === "dropout") {
        stages.push(new DropoutStage(allocator, this.capacity, width, layer, index));
        continue;
      }
      const weights = this.#view(layer.name, "weights");
      const biases = this.#view(layer.name, "biases");
      stages.push(
        new DenseStage(allocator, this.capacity, width, layer, {
          weights: weights(this.parameters),
          biases: biases(this.parameters),
          weightGradient: weights(this.gradients),
          biasGradient: biases(this.gradients),
        }),
      );
      width = layer.units;
    }
    return stages;
  }

  #view(layer: string, role: "weights" | "biases"): (flat: FloatArray) => FloatArray {
    const place = this.layout.tensors.find((tensor) => tensor.layer === layer && tensor.role === role);
    if (place === undefined) throw new Error(`no tensor ${layer}.${role} in the layout`);
    return (flat) => flat.subarray(place.offset, place.offset + place.length);
  }
}

/** Buffers of those who share the arena: no optimizer has as many slots. */
const SHARED_BUFFERS = 16;

/** The arena a network of this capacity needs, with `extraFloats` for whoever shares it. */
export function sizeNetwork(backend: Backend, model: ModelSpec, capacity: number, extraFloats: number): ArenaSize {
  const counter = new CountingAllocator();
  const network = new Network(counter, model, capacity);
  if (backend.runsPrograms) new Staging(counter, model, network.output.units, capacity);
  let scratchBytes = 0;
  for (const [i, stage] of network.stages.entries()) {
    if (!(stage instanceof DenseStage)) continue;
    const shape = { B: capacity, I: stage.inputs, O: stage.units };
    const dense = backend.scratchBytes({ ...shape, sparse: false });
    const sparse = i === 0 && network.takesSparse ? backend.scratchBytes({ ...shape, sparse: true }) : 0;
    scratchBytes = Math.max(scratchBytes, dense, sparse);
  }
  return {
    floats: counter.floatCount + extraFloats,
    ints: counter.intCount,
    scratchBytes,
    buffers: counter.bufferCount + SHARED_BUFFERS,
  };
}
