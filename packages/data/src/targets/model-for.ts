/** The model that answers what is asked: inputs, loss and last layer follow from the data. */
import {
  defineLoss,
  defineModel,
  type LayerInput,
  type LossInput,
  type LossKind,
  type ModelInput,
  SpecError,
} from "minibatch";
import type { TargetSpec, TargetTask } from "./target.ts";

/** As a user writes it: the hidden layers alone, or all layers. */
export interface ModelOptions {
  /** units of dense layers, or layers as they are: [64, { kind: "dropout", rate: 0.2 }, 32]; [] for none */
  readonly hidden?: readonly (number | LayerInput)[] | undefined;
  /** of the layers that are given by their units; default relu */
  readonly activation?: Extract<LayerInput, { kind: "dense" }>["activation"];
  /** all layers, instead of `hidden`: taken as they stand */
  readonly layers?: readonly LayerInput[] | undefined;
  /** default: what the target asks for */
  readonly loss?: LossInput | undefined;
}

interface Head {
  readonly loss: LossKind;
  /** what other losses go with such a target, and the last layer's activation that they need; null: none of its own */
  readonly others: Readonly<Partial<Record<LossKind, "sigmoid" | null>>>;
  outputs(target: TargetSpec): number;
  says(target: TargetSpec): string;
}

const heads: Readonly<Record<TargetTask, Head>> = {
  classes: {
    loss: "softmax-cross-entropy",
    others: { "softmax-focal": null, "kullback-leibler": null },
    outputs: ({ classes }) => classes.length,
    says: ({ classes }) => `${classes.length} outputs with softmax, one a class; the loss is cross-entropy`,
  },
  binary: {
    loss: "sigmoid-binary-cross-entropy",
    others: { "sigmoid-focal": null, "mean-squared-error": "sigmoid" },
    outputs: () => 1,
    says: ({ classes }) => `1 output with sigmoid, the probability of ${classes[1]}; the loss is binary cross-entropy`,
  },
  labels: {
    loss: "sigmoid-binary-cross-entropy",
    others: { "sigmoid-focal": null, "mean-squared-error": "sigmoid" },
    outputs: ({ columns }) => columns.length,
    says: ({ columns }) =>
      `${columns.length} outputs with sigmoid, the probability of each label; the loss is binary cross-entropy`,
  },
  regression: {
    loss: "mean-squared-error",
    others: { "mean-absolute-error": null, huber: null, quantile: null, poisson: null },
    outputs: ({ columns }) => columns.length,
    says: ({ columns }) =>
      `${columns.length === 1 ? "1 linear output" : `${columns.length} linear outputs`}; the loss is mean squared error`,
  },
};

/** How many outputs a target takes. */
export function outputsFor(target: TargetSpec): number {
  return heads[target.task].outputs(target);
}

/** What follows from a target, in one sentence without its point. */
export function describeHead(target: TargetSpec): string {
  return heads[target.task].says(target);
}

/**
 * `shape` is a prepared row's (`preparation.shape`). Rows of several axes are flattened before the first dense layer;
 * those of [height, width] are pictures of one channel where the first layer takes such, as a convolution does.
 *
 * @throws SpecError for a loss or layers that cannot answer the target; `createTrainer` checks the layers themselves.
 */
export function modelFor(
  target: TargetSpec,
  { shape }: { readonly shape: readonly number[] },
  { hidden, activation = "relu", layers, loss }: ModelOptions = {},
): ModelInput {
  const head = heads[target.task];
  if (layers !== undefined && hidden !== undefined) {
    throw new SpecError("model.layers", "cannot be given beside hidden: layers are all layers; give one of the two");
  }
  const chosen = loss ?? head.loss;
  const rows = rowsFor(shape, layers ?? hidden ?? []);
  const inputs = rows.length === 1 ? rows[0]! : rows;
  const all = layers ?? [
    ...hiddenLayers(shape, hidden ?? [], activation),
    { kind: "dense", units: head.outputs(target), ...lastActivation(head, chosen) } as const,
  ];
  const model: ModelInput = { inputs, layers: all, loss: chosen };
  checkModel(target, model);
  return model;
}

/** A picture that every window fits into: what matters is whether there are channels. */
const LARGE = [1024, 1024];

/** With an axis of one channel where the first layer that counts takes rows so, and not as they are. */
function rowsFor(shape: readonly number[], layers: readonly (number | LayerInput)[]): readonly number[] {
  const first = layers.find((layer) => typeof layer === "number" || layer.kind !== "dropout");
  if (shape.length !== 2 || first === undefined || typeof first === "number") return shape;
  return !takes(first, LARGE) && takes(first, [...LARGE, 1]) ? [...shape, 1] : shape;
}

function takes(first: LayerInput, inputs: readonly number[]): boolean {
  try {
    const layers: LayerInput[] = [first, { kind: "flatten" }, { kind: "dense", units: 1 }];
    return defineModel({ inputs, layers, loss: "mean-squared-error" }) !== null;
  } catch (error) {
    if (error instanceof SpecError) return false;
    throw error;
  }
}

function hiddenLayers(
  shape: readonly number[],
  hidden: readonly (number | LayerInput)[],
  activation: ModelOptions["activation"],
): readonly LayerInput[] {
  const layers = hidden.map(
    (layer): LayerInput => (typeof layer === "number" ? { kind: "dense", units: layer, activation } : layer),
  );
  // dropout leaves the shape as it is; what else comes first is taken to know what it takes
  const first = layers.find(({ kind }) => kind !== "dropout");
  const isFlat = shape.length === 1 || (first !== undefined && first.kind !== "dense");
  return isFlat ? layers : [{ kind: "flatten" }, ...layers];
}

function lastActivation({ others }: Head, loss: LossInput): { readonly activation?: "sigmoid" } {
  return others[kindOf(loss)] === "sigmoid" ? { activation: "sigmoid" } : {};
}

/** As it was written, whatever that is. */
function kindOf(loss: LossInput): LossKind {
  return typeof loss === "object" && loss !== null ? loss.kind : loss;
}

/** The library's own check of a loss with options. */
function checkOptions(loss: LossInput): void {
  try {
    defineLoss(loss);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError(`model.${error.path}`, error.message.slice(`${error.path}: `.length));
  }
}

/** Throws SpecError unless the model's loss and its last layer answer the target. */
export function checkModel(target: TargetSpec, { layers, loss }: ModelInput): void {
  const head = heads[target.task];
  if (typeof loss === "object") checkOptions(loss);
  const kind = kindOf(loss);
  const needed = head.others[kind];
  if (kind !== head.loss && needed === undefined) {
    const known = [head.loss, ...Object.keys(head.others)].join(" or ");
    throw new SpecError(
      "model.loss",
      `cannot be ${JSON.stringify(kind)}: ${TASK_WORDS[target.task]} ask for ${known}; leave it out, or give ` +
        "another task",
    );
  }
  const last = layers[layers.length - 1];
  // createTrainer tells what else a last layer cannot be
  if (last?.kind !== "dense") return;
  const path = `model.layers[${layers.length - 1}]`;
  const outputs = head.outputs(target);
  if (last.units !== outputs) {
    throw new SpecError(
      `${path}.units`,
      `cannot be ${JSON.stringify(last.units)}: ${TASK_WORDS[target.task]} ask for ${outputs} outputs ` +
        `(${head.says(target)}); write ${outputs}, or give hidden instead of layers`,
    );
  }
  if (needed === undefined || needed === null) return;
  const activation = typeof last.activation === "object" ? last.activation.kind : last.activation;
  if (activation === needed) return;
  throw new SpecError(
    `${path}.activation`,
    `cannot be ${activation ?? "linear"}: with ${kind}, ${TASK_WORDS[target.task]} ask for ${needed}, so that ` +
      "outputs are probabilities",
  );
}

const TASK_WORDS: Readonly<Record<TargetTask, string>> = {
  classes: "classes",
  binary: "binary targets",
  labels: "labels",
  regression: "numbers",
};
