/**
 * From a model to a plan: the tensors it works on, and the operations of its passes. What a layer does is the layer's
 * own (`layers/`); here they are put one after the other. An executor runs them; there is no other way to make a step.
 */
import type {
  DrawStep,
  Examined,
  LayerPlan,
  LayerSite,
  LayerTensor,
  Normalized,
  Passes,
  RegularizerSpec,
  Shape,
} from "../layers/layer.ts";
import { layerKinds } from "../layers/layers.ts";
import type { CoreLossKind } from "../losses/loss.ts";
import { formulaOf, kernelsOfLoss } from "../losses/losses.ts";
import type { FeedTensors } from "../plan/executor.ts";
import { changesKept, type LossOperands, type Operation, operandsOf } from "../plan/operation.ts";
import type { Extent, NumberType, Role, Tensor } from "../plan/tensor.ts";
import {
  flattenLayers,
  inputShapeOf,
  layoutOf,
  outputsOf,
  type ParameterLayout,
  type PlacedLayer,
  placeLayers,
  type TensorPlace,
} from "./layout.ts";
import type { Loss, ModelSpec } from "./spec.ts";

/** A tensor of the model at its place, with what its layer says of it. */
export interface ModelTensor {
  readonly place: TensorPlace;
  readonly of: LayerTensor;
  /** the layer's number in the model (`PlacedLayer`), and the tensor's among the layer's */
  readonly layer: number;
  readonly index: number;
  readonly tensor: Tensor;
  /** null where it is not trained */
  readonly gradient: Tensor | null;
}

/** A layer of the model as the doctor sees it. */
export interface ExaminedLayer extends Examined {
  readonly layer: string;
}

/** A normalization of the model as the doctor sees it. */
export interface NormalizedLayer extends Normalized {
  readonly layer: string;
}

/** A tensor that is drawn anew for every step. */
export interface DrawnTensor {
  readonly tensor: Tensor;
  draw(values: Float64Array | Float32Array, seed: number, step: number): void;
}

/** What a tensor adds to the loss: l1 times the first of its sums, l2 times the second. */
export interface PlannedPenalty extends RegularizerSpec {
  readonly sums: Tensor;
}

/** A model as an executor is given it: its tensors, and the operations of each of its passes. */
export interface ModelPlan {
  readonly model: ModelSpec;
  readonly layout: ParameterLayout;
  /** all that the operations name, except parts of other tensors */
  readonly tensors: readonly Tensor[];
  /** [layout.size] all that is trained, flat, and its gradient */
  readonly parameters: Tensor;
  readonly gradients: Tensor;
  /** the model's tensors, in the order of the layers, trained or not */
  readonly modelTensors: readonly ModelTensor[];
  /** what layers keep between operations, each with its layer's number in the model (`PlacedLayer`), in their order */
  readonly between: ReadonlyMap<Tensor, number>;
  readonly feed: FeedTensors;
  /** [outputs] of every row: probabilities, or the output itself for mean squared error */
  readonly prediction: Tensor;
  /** the mean loss of every step's batch, without penalties */
  readonly loss: Tensor;
  readonly outputs: number;
  readonly drawn: readonly DrawnTensor[];
  readonly penalties: readonly PlannedPenalty[];
  readonly examined: readonly ExaminedLayer[];
  readonly normalized: readonly NormalizedLayer[];
  /** [outputs] of every row: what the last layer gives, and the loss's gradient with respect to it */
  readonly last: { readonly y: Tensor; readonly dy: Tensor };
  /** From the input to `last.y`, with dropout: the first half of `gradient`, for a loss that is no operation. */
  readonly forward: readonly Operation[];
  /** From `last.dy`, written by hand, to the gradients, penalties included: the other half. */
  readonly backward: readonly Operation[];
  /** Predictions and loss, without dropout. `isWeighted`: each row's loss times its weight. */
  evaluation(hasLabels: boolean, isWeighted?: boolean): readonly Operation[];
  /** Loss and gradients; it never stops early. */
  gradient(hasLabels: boolean, isWeighted?: boolean): readonly Operation[];
  /**
   * Loss, gradients and `update`; stops before the update at a number that is not finite. `looks`: checks the gradients
   * too, because the update would hide an infinite one.
   */
  step(hasLabels: boolean, update: readonly Operation[], looks: boolean, isWeighted?: boolean): readonly Operation[];
}

/**
 * Compiles a model. Equal models give equal plans on every executor. `hasWeights`: rows may have weights, for which
 * there is a tensor then.
 */
export function planModel(model: ModelSpec, hasWeights = false): ModelPlan {
  const layout = layoutOf(model);
  const parameters = tensor("parameters", "parameter", [layout.size], "once");
  const gradients = tensor("gradients", "gradient", [layout.size], "once");
  const placed = placeLayers(model);
  const modelTensors = placeTensors(placed, layout, parameters, gradients);
  const input = tensor("input", "input", inputShapeOf(model), "row");
  const parts = planLayers(placed, modelTensors, input);
  const outputs = outputsOf(model);
  const labels = tensor("labels", "target", [], "row", "int");
  const targets = tensor("targets", "target", [outputs], "row");
  const rowWeights = hasWeights ? tensor("row weights", "target", [], "row") : null;
  const prediction = tensor("prediction", "activation", [outputs], "row");
  const loss = tensor("loss", "figure", [], "step", "double");
  const penalties = planPenalties(modelTensors);

  const forward = (isTraining: boolean) => parts.all.forward(input, isTraining);
  const dLast = parts.all.dy as Tensor;
  const forwardAndLoss = (isTraining: boolean, hasLabels: boolean, isWeighted = false): readonly Operation[] => {
    const { operations, y } = forward(isTraining);
    const operands = { y, targets: hasLabels ? labels : targets, prediction, dy: dLast, loss };
    const weights = isWeighted ? rowWeights : null;
    return [...operations, lossOperation(model.loss, outputs, weights, operands)];
  };
  const { backward } = parts.all;
  const learnt = [...parts.all.gradients(input), ...penalties.map(({ operation }) => operation)];
  const stop: Operation = { kind: "stop-unless-finite" };

  return {
    model,
    layout,
    tensors: [
      ...[parameters, gradients, input, labels, targets, prediction, loss],
      ...(rowWeights === null ? [] : [rowWeights]),
      ...modelTensors.filter(({ of }) => !of.trained).map(({ tensor: kept }) => kept),
      ...parts.between.keys(),
      ...penalties.map(({ sums }) => sums),
    ],
    parameters,
    gradients,
    modelTensors,
    between: parts.between,
    feed: { input, labels, targets, rowWeights, weights: productOf(input, [...forward(true).operations, ...learnt]) },
    prediction,
    loss,
    outputs,
    drawn: parts.drawn,
    penalties,
    examined: parts.examined,
    normalized: parts.normalized,
    last: { y: forward(true).y, dy: dLast },
    forward: forward(true).operations,
    backward: [...backward, ...learnt],
    evaluation: (hasLabels, isWeighted) => forwardAndLoss(false, hasLabels, isWeighted),
    gradient: (hasLabels, isWeighted) => [...forwardAndLoss(true, hasLabels, isWeighted), ...backward, ...learnt],
    step(hasLabels, update, looks, isWeighted) {
      const checks: Operation[] = looks ? [{ kind: "check-finite", x: gradients }] : [];
      return [
        ...forwardAndLoss(true, hasLabels, isWeighted),
        ...backward,
        stop,
        ...learnt.filter((operation) => !changesKept(operation)),
        ...checks,
        ...(looks || penalties.length > 0 ? [stop] : []),
        ...learnt.filter(changesKept),
        ...update,
      ];
    },
  };
}

/** The loss's own operation; where it has options, or rows have weights, the one that is told its formula. */
function lossOperation(loss: Loss, outputs: number, weights: Tensor | null, operands: LossOperands): Operation {
  const isPlain = weights === null && kernelsOfLoss(loss) === "core";
  const formula = isPlain ? null : formulaOf(loss, outputs);
  return formula === null ? { kind: loss as CoreLossKind, ...operands } : { ...formula, weights, ...operands };
}

/** The weights of the product that reads the input, where only it and its gradient do; else null. */
function productOf(input: Tensor, operations: readonly Operation[]): Tensor | null {
  const readers = operations.filter((operation) => operandsOf(operation).includes(input));
  const products = readers.filter((operation) => operation.kind === "dense");
  const isAlone = products.length === 1 && readers.every(({ kind }) => kind === "dense" || kind === "dense-gradient");
  return isAlone ? products[0].w : null;
}

function tensor(name: string, role: Role, shape: Shape, extent: Extent, type: NumberType = "float"): Tensor {
  return { name, role, type, shape, extent };
}

/**
 * Trained tensors are parts of the flat array, and their gradients parts of the flat gradient; the others stand alone.
 */
function placeTensors(
  placed: readonly PlacedLayer[],
  { tensors, kept }: ParameterLayout,
  parameters: Tensor,
  gradients: Tensor,
): readonly ModelTensor[] {
  const places = new Map([...tensors, ...kept].map((place) => [place.name, place]));
  return flattenLayers(placed).flatMap(({ layer: { name: layer }, place: i, tensors: ofLayer }) =>
    ofLayer.map((of, index) => {
      const place = places.get(`${layer}.${of.role}`) as TensorPlace;
      const { name, shape, offset } = place;
      const own = tensor(name, "parameter", shape, "once");
      if (!of.trained) return { place, of, layer: i, index, tensor: own, gradient: null };
      const gradient = tensor(`gradient of ${name}`, "gradient", shape, "once");
      return {
        place,
        of,
        layer: i,
        index,
        tensor: { ...own, within: { whole: parameters, offset } },
        gradient: { ...gradient, within: { whole: gradients, offset } },
      };
    }),
  );
}

interface Parts {
  /** all layers, one after the other */
  readonly all: Passes;
  readonly between: ReadonlyMap<Tensor, number>;
  readonly drawn: readonly DrawnTensor[];
  readonly examined: readonly ExaminedLayer[];
  readonly normalized: readonly NormalizedLayer[];
}

function planLayers(placed: readonly PlacedLayer[], modelTensors: readonly ModelTensor[], input: Tensor): Parts {
  const between = new Map<Tensor, number>();
  const drawn: DrawnTensor[] = [];
  const examined: ExaminedLayer[] = [];
  const normalized: NormalizedLayer[] = [];

  const plan = (layers: readonly PlacedLayer[], first: Tensor, before: Tensor | null): Passes => {
    let [x, dx] = [first, before];
    const plans = layers.map((one) => {
      const planned = leaveFrozen(layerKinds[one.layer.kind].plan(one.layer, siteOf(one, x, dx)), dx, one);
      if (planned.examined !== null) examined.push({ ...planned.examined, layer: one.layer.name });
      if (planned.normalized !== undefined) normalized.push({ ...planned.normalized, layer: one.layer.name });
      x = planned.forward(x, true).y;
      dx = planned.dy;
      return planned;
    });
    return inTurn(plans);
  };

  const siteOf = (
    { layer: { name, kind }, place, input, within, isFrozen }: PlacedLayer,
    x: Tensor,
    dx: Tensor | null,
  ): LayerSite => {
    const own = modelTensors.filter(({ layer }) => layer === place);
    const add = (what: string, role: Role, shape: Shape, extent: Extent = "row", type?: NumberType): Tensor => {
      const made = tensor(`${name} ${what}`, role, shape, extent, type);
      between.set(made, place);
      return made;
    };
    const find = (role: string): ModelTensor => {
      const found = own.find(({ of }) => of.role === role);
      if (found === undefined) throw new Error(`a ${kind} layer has no tensor ${role}`);
      return found;
    };
    return {
      input,
      x,
      dx,
      isFrozen,
      tensor: (role) => find(role).tensor,
      gradient: (role) => find(role).gradient as Tensor,
      activation: (what, shape, type) => add(what, "activation", shape, "row", type),
      drawn(what, shape, draw: DrawStep) {
        const made = add(what, "drawn", shape);
        drawn.push({ tensor: made, draw: (values, seed, step) => draw(values, seed, step, place) });
        return made;
      },
      shared: (what, shape) => add(what, "activation", shape, "once", "double"),
      zeros: (what, shape) => add(what, "activation", shape, "once"),
      within: () => plan(within, x, dx),
    };
  };

  return { all: plan(placed, input, null), between, drawn, examined, normalized };
}

/** Several layers as one, each on what the one before it gives. */
function inTurn(layers: readonly Passes[]): Passes {
  const forward: Passes["forward"] = (x, isTraining) => {
    let y = x;
    const operations = layers.flatMap((layer) => {
      const passed = layer.forward(y, isTraining);
      y = passed.y;
      return passed.operations;
    });
    return { operations, y };
  };
  return {
    dy: layers[layers.length - 1].dy,
    forward,
    backward: layers.toReversed().flatMap(({ backward }) => backward),
    gradients(x) {
      let y = x;
      return layers.flatMap((layer) => {
        const operations = layer.gradients(y);
        y = layer.forward(y, true).y;
        return operations;
      });
    },
  };
}

/** Without the operations for which nothing is trained: the layer's own gradients, and those on the way to them. */
function leaveFrozen(plan: LayerPlan, dx: Tensor | null, placed: PlacedLayer): LayerPlan {
  const own = placed.isFrozen ? { ...plan, gradients: () => [] } : plan;
  return dx === null && !isTrained(placed) ? { ...own, dy: null, backward: [] } : own;
}

function isTrained({ tensors, within }: PlacedLayer): boolean {
  return tensors.some(({ trained }) => trained) || within.some(isTrained);
}

function planPenalties(
  modelTensors: readonly ModelTensor[],
): readonly (PlannedPenalty & { readonly operation: Operation })[] {
  return modelTensors.flatMap(({ of, tensor: w, gradient: dw }) => {
    if (of.penalty === null || dw === null) return [];
    const { l1, l2 } = of.penalty;
    const sums = tensor(`sums of ${w.name}`, "figure", [2], "step", "double");
    return [{ l1, l2, sums, operation: { kind: "penalty", w, dw, l1, l2, sums } }];
  });
}
