/**
 * What each kind of layer defines: its fields, its output shape, its tensors, and its operations. A kind is one file
 * and a row of `layers.ts`; nothing else asks which kind a layer is.
 */
import { SpecError } from "../errors.ts";
import type { LayerFans } from "../initializers/initializer.ts";
import type { InitializerSpec } from "../initializers/spec.ts";
import type { Operation } from "../plan/operation.ts";
import type { NumberType, Tensor } from "../plan/tensor.ts";
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

/** Null where it adds nothing. */
export function penaltyOf(spec: RegularizerSpec): RegularizerSpec | null {
  return spec.l1 > 0 || spec.l2 > 0 ? spec : null;
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
  /** what comes in while training; in evaluation `forward` may be given another */
  readonly x: Tensor;
  /** where the gradient of the input goes; null where nothing needs it */
  readonly dx: Tensor | null;
  /** whether nothing changes the layer's tensors: those that are kept stay too */
  readonly isFrozen: boolean;
  /** a tensor of the layer, by its role, and its gradient */
  tensor(role: string): Tensor;
  gradient(role: string): Tensor;
  /** a tensor between operations, `shape` for every row of a batch */
  activation(what: string, shape: Shape, type?: NumberType): Tensor;
  /** numbers drawn anew for every step: `draw` fills those of all rows of the batch, from (seed, step) alone */
  drawn(what: string, shape: Shape, draw: DrawStep): Tensor;
  /** numbers that are 0 and that nothing changes */
  zeros(what: string, shape: Shape): Tensor;
  /** the layers within it, one after the other, on its own input; the gradient of that goes to its own dx */
  within(): Passes;
  /** doubles between operations, there once for the whole batch */
  shared(what: string, shape: Shape): Tensor;
}

/** Fills `values` for the update that follows `step`; `layer` is the layer's number in the model (`PlacedLayer`). */
export type DrawStep = (values: Float64Array | Float32Array, seed: number, step: number, layer: number) => void;

/** What a layer, or several one after the other, do in a plan. */
export interface Passes {
  /** where the next layer puts the gradient of the output; null where nothing needs it */
  readonly dy: Tensor | null;
  /** From x to the output; a layer that changes nothing may return x itself. */
  forward(x: Tensor, isTraining: boolean): { readonly operations: readonly Operation[]; readonly y: Tensor };
  /** From dy to what `gradients` needs, and to dx unless that is null. */
  readonly backward: readonly Operation[];
  /**
   * The gradients of the layer's tensors. They run after all layers' `backward`, once the loss is known to be finite.
   * Operations that change a tensor which is kept but not trained belong here too, and run after the last stop
   * (`changesKept`): a stopped step is made again, from `forward` on.
   */
  gradients(x: Tensor): readonly Operation[];
}

/** A layer in a plan. */
export interface LayerPlan extends Passes {
  /** what the doctor looks at; null: nothing */
  readonly examined: Examined | null;
  /** of a normalization: what the last pass in training divided by */
  readonly normalized?: Normalized;
}

/** Where the doctor finds the variances of a normalization, one of each number: 1 / inverse^2 - epsilon. */
export interface Normalized {
  /** doubles, once or of every row */
  readonly inverse: Tensor;
  readonly epsilon: number;
  /** of a batch's: its mean and variance, and the moving ones that stand for them in evaluation */
  readonly moving?: readonly { readonly from: Tensor; readonly to: Tensor }[];
}

/** What the doctor looks at, in evaluation. */
export interface Examined {
  readonly output: Tensor;
  /** the role of the tensor whose gradient and updates are measured; null: it has none */
  readonly role: string | null;
  /** how many units the output has, where one has several numbers of it: the channels that come last; else its size */
  readonly units?: number;
  /** whether a unit that is above 0 on no row is dead */
  readonly canDie: boolean;
  /** whether the slope at an output is close to 0; null where the activation has no such outputs */
  readonly isSaturated: ((y: number) => boolean) | null;
}

/** What is trained on: one batch of so many rows, where `batchSize` is null, or an epoch of them. */
export interface Batches {
  readonly rows: number;
  readonly batchSize: number | null;
}

export interface LayerKind<S extends LayerBase> {
  readonly fields: Fields<S>;
  /**
   * The layers within it, which are layers as any: named, drawn, saved, examined, planned by `LayerSite.within`. They
   * take the rows that it takes.
   */
  layers?(spec: S): readonly LayerBase[];
  /** Of a kind in which layers are written: itself, or what it stands for, with all layers in it spelt out. */
  spellOut?(named: Named, spell: Spell): readonly Spelt[];
  /** Throws `rowsError` where it cannot take rows of such a shape. */
  outputShape(spec: S, input: Shape, path: string): Shape;
  tensors(spec: S, input: Shape): readonly LayerTensor[];
  plan(spec: S, site: LayerSite): LayerPlan;
  /** multiply-adds of its products for a row, forward; elementwise passes are not counted */
  work(spec: S, input: Shape): number;
  /** numbers kept between operations for each row, gradients included: what a large batch costs */
  room(spec: S, input: Shape): number;
  /** whether it has tensors to be trained though no field says how they begin */
  readonly isTrained?: boolean;
  /** "full": its operations are not all among the core's (`wasm/core-kernels.ts`) */
  readonly kernels?: "full";
  /** Throws where it cannot be trained on such batches. */
  checkBatches?(spec: S, input: Shape, batches: Batches): void;
  /** the activation of its outputs where it may be a model's last layer, else null */
  outputActivation(spec: S): { readonly kind: string } | null;
}

/** A kind that is written among layers and stands for others: none of it is left once they are spelt out. */
export interface StandIn<S extends LayerBase> {
  readonly fields: Fields<S>;
  spellOut(named: Named, spell: Spell): readonly Spelt[];
}

/** A layer as it was written, but with its name; nothing else of it has been checked. */
export interface Named {
  readonly given: Readonly<Record<string, unknown>>;
  readonly name: string;
  /** where it was written */
  readonly path: string;
  /** what is added to names that are given */
  readonly ending: string;
}

/** A layer spelt out: every layer that it stands for has a name of its own. */
export interface Spelt {
  /** what is no object is left to the checks */
  readonly given: unknown;
  /** where it was written, and of which copy it is, if of a later one */
  readonly path: string;
  readonly copy: string;
  /** those within it, in the place of those that were written */
  readonly within: readonly Spelt[] | null;
}

/** Spells out a list of layers that is written at `path`. */
export type Spell = (layers: readonly unknown[], path: string, names: Names) => readonly Spelt[];

/** How layers are called: those without a name, by their place in the list, and what is added to given names. */
export interface Names {
  called(i: number): string;
  readonly ending: string;
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
