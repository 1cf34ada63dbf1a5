/** Defines models: from a loose description to a complete, frozen one. */
import { SpecError } from "../errors.ts";
import { defineLayers as completeLayers } from "../layers/define-layer.ts";
import type { Shape } from "../layers/layer.ts";
import type { LayerHabits } from "../layers/layer-habits.ts";
import type { DefinedLayers } from "../layers/layer-table.ts";
import { layerKinds } from "../layers/layers.ts";
import type { RepeatSpec } from "../layers/repeat.ts";
import type { ResidualSpec } from "../layers/residual.ts";
import { defineLoss, lossKindOf, ruleOfLoss } from "../losses/losses.ts";
import type { LossSpec } from "../losses/more-losses.ts";
import { sizeOf } from "../plan/tensor.ts";
import { suggest } from "../spec/complete-spec.ts";
import { number, show, valueError } from "../spec/fields.ts";
import { type Described, sayTakes } from "../spec/takes.ts";
import type { Words } from "../spec/words.ts";
import { layoutOf, shapesOf } from "./layout.ts";
import type { LayerSpec, Loss, LossKind, ModelSpec } from "./spec.ts";

/** A `T` in which defaults may be left out, a kind stand as its bare name, and one number for a pair of equal ones. */
type Loose<T> = T extends { readonly kind: infer K }
  ?
      | ({ readonly kind: K } & { readonly [F in Exclude<keyof T, "kind">]?: Loose<T[F]> | undefined })
      | (K extends string ? K : never)
  : T extends readonly [number, number]
    ? T | number
    : T extends object
      ? { readonly [F in keyof T]?: Loose<T[F]> | undefined }
      : T;

/** What may stand among a model's layers. */
type WrittenLayer =
  | Exclude<LayerSpec, ResidualSpec>
  | ((ResidualSpec<WrittenLayer> | RepeatSpec<WrittenLayer>) & LayerHabits);

/** A layer as it may be written: only `kind`, and what has no default, are needed. */
export type LayerInput = Exclude<Loose<WrittenLayer>, string>;

/** A loss as it may be written: its kind, or an object of it and those options that are not the default. */
export type LossInput = LossKind | Exclude<Loose<LossSpec>, string>;

/** A model as it may be written. */
export interface ModelInput {
  /** features of a row, or the sizes of one that is no list: [28, 28, 1] */
  readonly inputs: number | readonly number[];
  readonly layers: readonly LayerInput[];
  readonly loss: LossInput;
}

const size = number({ atLeast: 1, whole: true });
const sizes = "a whole number of features, or the sizes of a row such as [28, 28, 1]";

/** A model's own fields. */
export const modelFields: { readonly [Name in keyof ModelInput]: Described } = {
  inputs: { takes: { type: "either", of: [size.takes, { type: "list", of: size.takes, what: sizes }], what: sizes } },
  layers: { takes: { type: "list", of: { type: "kind", of: "layer" }, what: "a list of at least one layer" } },
  loss: { takes: { type: "kind", of: "loss" } },
};
const fieldWords: Words = {
  inputs: /^in/,
  "give it to createTrainer": /optim/,
};
/**
 * Checks a model and fills in every default (dense: linear activation, Glorot uniform weights, zero
 * biases, no penalty, as Keras). The result is frozen and can be given back in.
 *
 * @throws SpecError naming the path and the fix: an unknown field, a value out of range, a last
 *   layer that does not fit the loss, two layers of one name.
 */
export function defineModel(input: ModelInput): ModelSpec {
  const given = openModel(input);
  const inputs = readInputs(given.inputs);
  const { layers, check } = defineLayers(given.layers);
  const loss = defineLoss(given.loss);
  check(() => checkLast(layers, shapesOf({ inputs, layers }), loss));
  const { size, kept } = layoutOf({ inputs, layers });
  if (size === 0) {
    const [what, fix] =
      kept.length > 0
        ? ["all have trainable: false", "leave it out in one"]
        : ["do without weights", "add a dense layer"];
    throw new SpecError("layers", `cannot ${what}: nothing would be trained; ${fix}`);
  }
  return Object.freeze({ inputs, layers, loss });
}

function openModel(input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new SpecError("", `Cannot define a model from ${show(input)}: give { inputs, layers, loss }`);
  }
  const fields = Object.keys(modelFields);
  for (const field of Object.keys(input)) {
    if (fields.includes(field)) continue;
    throw new SpecError(field, `cannot be read: a model has no such field; ${suggest(field, fields, fieldWords)}`);
  }
  return input as Readonly<Record<string, unknown>>;
}

function defineLayers(input: unknown): DefinedLayers<LayerSpec> {
  if (!Array.isArray(input) || input.length === 0)
    throw valueError("layers", input, sayTakes(modelFields.layers.takes));
  return completeLayers("layers", input);
}

/** [784] is stored as 784, so that equal models have equal specifications. */
function readInputs(input: unknown): ModelSpec["inputs"] {
  if (typeof input === "number") return size.read(input, "inputs");
  if (!Array.isArray(input) || input.length === 0) throw valueError("inputs", input, sizes);
  const shape = input.map((value: unknown, i) => size.read(value, `inputs[${i}]`));
  return shape.length === 1 ? shape[0] : Object.freeze(shape);
}

/** Some losses contain their output activation: the last layer gives logits. */
function checkLast(layers: readonly LayerSpec[], shapes: readonly Shape[], loss: Loss): void {
  const path = `layers[${layers.length - 1}]`;
  const last = layers[layers.length - 1];
  const given = layerKinds[last.kind].outputActivation(last);
  if (given === null)
    throw new SpecError(
      path,
      `cannot be a ${last.kind} layer: the last one gives the outputs; add a ` +
        `${shapes[shapes.length - 1].length > 1 ? "flatten and a " : ""}dense layer after it`,
    );
  const { activation, leastOutputs } = ruleOfLoss(loss);
  const kind = lossKindOf(loss);
  if (activation !== null && given.kind !== "linear") {
    throw new SpecError(
      `${path}.activation`,
      `cannot be ${given.kind}: the loss ${kind} applies the ${activation} itself; leave the activation out (linear)`,
    );
  }
  const outputs = sizeOf({ shape: shapes[shapes.length - 1] });
  if (outputs < leastOutputs) {
    throw new SpecError(
      "units" in last ? `${path}.units` : path,
      `cannot be ${outputs}: ${kind} needs at least ${leastOutputs} outputs; use sigmoid-binary-cross-entropy ` +
        "for one output",
    );
  }
  for (const [name, value] of typeof loss === "string" ? [] : Object.entries(loss)) {
    if (!Array.isArray(value) || value.length === outputs) continue;
    throw new SpecError(
      `loss.${name}`,
      `cannot be ${value.length} numbers: the last layer has ${outputs} outputs; give one number, or ${outputs}`,
    );
  }
}

export const modelProse: Readonly<Record<keyof ModelInput, string>> = {
  inputs: "Features of a row.",
  layers: "First to last; the last gives the outputs, as dense layers do.",
  loss: "What training makes small.",
};
