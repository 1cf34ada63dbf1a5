/**
 * What each kind of layer defines: its fields, its output shape, its tensors, and its operations. A kind is one file
 * and a row of `layers.ts`; nothing else asks which kind a layer is.
 */
import { SpecError } from "../errors.ts";
import type { LayerFans } from "../initializers/initializer.ts";
import type { InitializerSpec } from "../initializers/spec.ts";
import type { Operation } from "../plan/operation.ts";
import type { Tensor } from "../plan/tensor.ts";
import { type Field, type Fields, field } from "../spec/fields.ts";

/** Sizes of a row, without the batch's dimension: [784], or [28, 28, 1]. */
export type Shape = readonly number[];

/** What a layer's weights, not its biases, add to the loss. */
export interface RegularizerSpec {
  /** l1 * sum |w| is added to the loss */
  readonly l1: number;
  /** l2 * sum w^2 is added to the loss (Keras's convention, no half) */
  readonly l2: number;
}

/** What every layer's description has. */
export interface LayerBase {
  readonly kind: string;
  /** unique in the model */
  readonly name: string;
}

/** A tensor that belongs to a layer and is saved with the model. */
export interface LayerTensor {
  /** its role in the layer, e.g. "weights"; in the model it is called `<layer>.<role>` */
  readonly role: string;
  /** what messages call its gradient, e.g. "weight gradient" */
  readonly gradientName: string;
  readonly shape: Shape;
  /** false: no gradient changes it */
  readonly trained: boolean;
  /** how it starts; the fans are the layer's, for biases too */
  readonly initial: InitializerSpec;
  readonly fans: LayerFans;
  readonly drawnAs: "weights" | "biases";
  /** what it adds to the loss */
  readonly penalty: RegularizerSpec | null;
}

/** What a layer's operations work on: the tensors around it, and those it asks for. */
export interface LayerSite {
  /** of a row that comes in */
  readonly input: Shape;
  /** where the gradient of the input goes; null where nothing needs it */
  readonly dx: Tensor | null;
  /** a tensor of the layer, by its role, and its gradient */
  tensor(role: string): Tensor;
  gradient(role: string): Tensor;
  /** a tensor between operations, `shape` for every row of a batch */
  activation(what: string, shape: Shape): Tensor;
  /** numbers drawn anew for every step: `draw` fills those of all rows of the batch, from (seed, step) alone */
  drawn(what: string, shape: Shape, draw: DrawStep): Tensor;
}

/** Fills `values` for the update that follows `step`; `layer` is the layer's place in the model. */
export type DrawStep = (values: Float64Array | Float32Array, seed: number, step: number, layer: number) => void;

/** A layer in a plan. */
export interface LayerPlan {
  /** where the next layer puts the gradient of the output; null where nothing needs it */
  readonly dy: Tensor | null;
  /** From x to the output; a layer that changes nothing may return x itself. */
  forward(x: Tensor, isTraining: boolean): { readonly operations: readonly Operation[]; readonly y: Tensor };
  /** From dy to what `gradients` needs, and to dx unless that is null. */
  readonly backward: readonly Operation[];
  /**
   * The gradients of the layer's tensors. They run after all layers' `backward`, once the loss is known to be finite.
   * Operations that change a tensor which is kept but not trained belong here too: a stopped step is made again, from
   * `forward` on.
   */
  gradients(x: Tensor): readonly Operation[];
  /** what the doctor looks at; null: nothing */
  readonly examined: Examined | null;
}

/** What the doctor looks at, in evaluation. */
export interface Examined {
  readonly output: Tensor;
  /** the role of the tensor whose gradient and updates are measured */
  readonly role: string;
  /** whether a unit that is above 0 on no row is dead */
  readonly canDie: boolean;
  /** whether the slope at an output is close to 0; null where the activation has no such outputs */
  readonly isSaturated: ((y: number) => boolean) | null;
}

export interface LayerKind<S extends LayerBase> {
  readonly fields: Fields<S>;
  /** Throws `rowsError` where it cannot take rows of such a shape. */
  outputShape(spec: S, input: Shape, path: string): Shape;
  tensors(spec: S, input: Shape): readonly LayerTensor[];
  plan(spec: S, site: LayerSite): LayerPlan;
  /** multiply-adds of its products for a row, forward; elementwise passes are not counted */
  work(spec: S, input: Shape): number;
  /** numbers kept between operations for each row, gradients included: what a large batch costs */
  room(spec: S, input: Shape): number;
  /** "full": its operations are not all among the core's (`wasm/core-kernels.ts`) */
  readonly kernels?: "full";
  /** the activation of its outputs where it may be a model's last layer, else null */
  outputActivation(spec: S): { readonly kind: string } | null;
}

/** "cannot be `what`: rows of [28, 28] come in, `rest`", which ends with the fix. */
export function rowsError(path: string, what: string, input: Shape, rest: string): SpecError {
  return new SpecError(path, `cannot be ${what}: rows of [${input.join(", ")}] come in, ${rest}`);
}

/** Names are checked to be unique by `defineModel`, which also makes the default ones. */
export const layerName: Field<string> = {
  ...field({
    type: "text",
    pattern: "^[A-Za-z][\\w-]*$",
    what: "a name of letters, digits, - and _ that begins with a letter",
  }),
  otherwise: "layer1, layer2, ...",
};
