/**
 * A dense layer at work: y = f(x w + b) forward; backward turns dL/dy into dL/dw, dL/db and dL/dx.
 * Shapes: x [B, I], w [I, O], b [O], z and y [B, O]; row-major; B varies up to the capacity.
 */
import { activations, parameterOf } from "../activations/activations.ts";
import type { FloatArray, Kernels, SparseRows } from "../kernels/kernels.ts";
import type { Allocator } from "./allocator.ts";
import type { DenseSpec } from "./spec.ts";

export interface DenseParameters {
  readonly weights: FloatArray;
  readonly biases: FloatArray;
  readonly weightGradient: FloatArray;
  readonly biasGradient: FloatArray;
}

export class DenseStage {
  readonly spec: DenseSpec;
  readonly inputs: number;
  readonly units: number;
  readonly parameters: DenseParameters;
  /** [capacity, units] before the activation */
  readonly z: FloatArray;
  /** [capacity, units] the layer's output */
  readonly y: FloatArray;
  /** [capacity, units] dL/dy, which backward overwrites with dL/dz */
  readonly dy: FloatArray;
  /** the activation's own number: leaky ReLU's slope, ELU's alpha, else 0 */
  readonly slope: number;

  constructor(allocator: Allocator, capacity: number, inputs: number, spec: DenseSpec, parameters: DenseParameters) {
    this.spec = spec;
    this.inputs = inputs;
    this.units = spec.units;
    this.parameters = parameters;
    this.z = allocator.floats(capacity * spec.units);
    const { needsOnlyOutput } = activations[spec.activation.kind];
    this.y = needsOnlyOutput ? this.z : allocator.floats(capacity * spec.units);
    this.dy = allocator.floats(capacity * spec.units);
    this.slope = parameterOf(spec.activation);
  }

  forward(kernels: Kernels, x: FloatArray, B: number): void {
    const { weights, biases } = this.parameters;
    kernels.denseForward(x, weights, biases, this.z, B, this.inputs, this.units);
    this.#activate(kernels, B);
  }

  forwardSparse(kernels: Kernels, x: SparseRows, B: number): void {
    const { weights, biases } = this.parameters;
    kernels.sparseForward(x, weights, biases, this.z, B, this.inputs, this.units);
    this.#activate(kernels, B);
  }

  /** `dx` is null for the first layer, whose input has no gradient. */
  backward(kernels: Kernels, x: FloatArray, dx: FloatArray | null, B: number): void {
    const { weights, weightGradient, biasGradient } = this.parameters;
    this.#backwardActivation(kernels, B);
    kernels.denseBackwardWeights(x, this.dy, weightGradient, biasGradient, B, this.inputs, this.units);
    if (dx !== null) kernels.denseBackwardInput(this.dy, weights, dx, B, this.inputs, this.units);
  }

  backwardSparse(kernels: Kernels, x: SparseRows, B: number): void {
    const { weightGradient, biasGradient } = this.parameters;
    this.#backwardActivation(kernels, B);
    kernels.sparseBackwardWeights(x, this.dy, weightGradient, biasGradient, B, this.inputs, this.units);
  }

  #activate(kernels: Kernels, B: number): void {
    const { kind } = this.spec.activation;
    if (kind !== "linear") kernels.activationForward(kind, this.slope, this.z, this.y, B * this.units);
  }

  #backwardActivation(kernels: Kernels, B: number): void {
    const { kind } = this.spec.activation;
    if (kind !== "linear")
      kernels.activationBackward(kind, this.slope, this.z, this.y, this.dy, this.dy, B * this.units);
  }
}
