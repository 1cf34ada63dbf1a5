/** Plans of small networks, written by hand as a model would emit them: for tests of executors. */
import type { ActivationKind } from "../src/activations/activations.ts";
import { sgd } from "../src/optimizers/formulas/sgd.ts";
import type { Operation } from "../src/plan/operation.ts";
import { sizeOf, type Tensor } from "../src/plan/tensor.ts";
import type { UpdateFormula } from "../src/plan/update-formula.ts";

export interface SmallLayer {
  readonly units: number;
  readonly activation?: ActivationKind;
  readonly parameter?: number;
  /** dropout in front of it */
  readonly isMasked?: boolean;
  readonly l1?: number;
  readonly l2?: number;
}

export interface SmallNetwork {
  readonly inputs: number;
  readonly layers: readonly SmallLayer[];
  readonly loss?: "softmax-cross-entropy" | "sigmoid-binary-cross-entropy" | "mean-squared-error";
  /** softmax by shares instead of classes */
  readonly isSoft?: boolean;
  /** plain SGD by default */
  readonly update?: { readonly formula: UpdateFormula; readonly slots: number };
  readonly clipNorm?: number;
  readonly clipValue?: number;
  /** whether the weights decay, by `decay` */
  readonly decays?: boolean;
}

export interface SmallPlan {
  readonly tensors: readonly Tensor[];
  readonly byName: Readonly<Record<string, Tensor>>;
  readonly train: readonly Operation[];
  /** without dropout */
  readonly forward: readonly Operation[];
  readonly input: Tensor;
  readonly labels: Tensor;
  readonly targets: Tensor;
  readonly parameters: Tensor;
  readonly coefficients: Tensor;
  /** the factor of the weights' decay */
  readonly decay: Tensor;
  readonly loss: Tensor;
  /** null where something else than a product reads the input */
  readonly weights: Tensor | null;
}

const inPlace: ReadonlySet<ActivationKind> = new Set<ActivationKind>(["linear", "relu", "sigmoid", "tanh"]);

export function smallPlan(network: SmallNetwork): SmallPlan {
  const { inputs, layers, loss: kind = "softmax-cross-entropy", isSoft = false } = network;
  const { formula, slots: slotCount } = network.update ?? { formula: sgd, slots: 0 };
  const byName: Record<string, Tensor> = {};
  const add = (tensor: Tensor): Tensor => {
    byName[tensor.name] = tensor;
    return tensor;
  };
  const once = (role: Tensor["role"], name: string, shape: readonly number[], within?: Tensor["within"]): Tensor =>
    add({ name, role, type: "float", shape, extent: "once", ...(within && { within }) });
  const rows = (role: Tensor["role"], name: string, width: number): Tensor =>
    add({ name, role, type: "float", shape: [width], extent: "row" });
  const steps = (role: Tensor["role"], name: string, shape: readonly number[]): Tensor =>
    add({ name, role, type: "double", shape, extent: "step" });

  let size = 0;
  let width = inputs;
  for (const { units } of layers) {
    size += (width + 1) * units;
    width = units;
  }
  const outputs = width;
  const parameters = once("parameter", "parameters", [size]);
  const gradients = once("gradient", "gradients", [size]);
  const slots = Array.from({ length: slotCount }, (_, i) => once("state", `slot${i}`, [size]));
  const input = rows("input", "input", inputs);
  const labels = add({ name: "labels", role: "target", type: "int", shape: [], extent: "row" });
  const targets = rows("target", "targets", outputs);
  const prediction = rows("activation", "prediction", outputs);
  const loss = steps("figure", "loss", []);
  const coefficients = steps("coefficient", "coefficients", [8]);
  const decay = steps("coefficient", "decay", []);

  const trainForward: Operation[] = [];
  const forward: Operation[] = [];
  const backward: Operation[][] = [];
  const ofGradients: Operation[] = [];
  const penalties: Operation[] = [];
  const parts: Tensor[] = [];
  let offset = 0;
  let x = input;
  let plainX = input;
  let dx: Tensor | null = null;
  for (const [i, layer] of layers.entries()) {
    const { units, activation = "linear", parameter = 0, isMasked = false, l1 = 0, l2 = 0 } = layer;
    const I = sizeOf(x);
    const part = (shape: readonly number[]): [Tensor, Tensor] => {
      const place = { shape, at: offset };
      offset += sizeOf(place);
      const of = (whole: Tensor): Tensor =>
        once(whole.role, `${whole.name}.${place.at}`, shape, { whole, offset: place.at });
      return [of(parameters), of(gradients)];
    };
    const [w, dw] = part([I, units]);
    const [b, db] = part([units]);
    parts.push(dw, db);
    const z = rows("activation", `z${i}`, units);
    const y = inPlace.has(activation) ? z : rows("activation", `y${i}`, units);
    const dy = rows("activation", `dy${i}`, units);
    const back: Operation[] = [];
    if (activation !== "linear") back.push({ kind: "activate-backward", activation, parameter, z, y, dy });
    let from = x;
    if (isMasked) {
      from = rows("activation", `masked${i}`, I);
      const m = rows("drawn", `mask${i}`, I);
      trainForward.push({ kind: "multiply", x, m, y: from });
      if (dx !== null) {
        const dmasked = rows("activation", `dmasked${i}`, I);
        back.push({ kind: "dense-backward", dy, w, dx: dmasked }, { kind: "multiply", x: dmasked, m, y: dx });
      }
    } else if (dx !== null) {
      back.push({ kind: "dense-backward", dy, w, dx });
    }
    trainForward.push({ kind: "dense", x: from, w, b, y: z });
    forward.push({ kind: "dense", x: plainX, w, b, y: z });
    if (activation !== "linear") {
      const operation: Operation = { kind: "activate", activation, parameter, z, y };
      trainForward.push(operation);
      forward.push(operation);
    }
    backward.unshift(back);
    ofGradients.push({ kind: "dense-gradient", x: from, dy, dw }, { kind: "column-sums", dy, db });
    if (l1 !== 0 || l2 !== 0) {
      penalties.push({ kind: "penalty", w, dw, l1, l2, sums: steps("figure", `penalty${i}`, [2]) });
    }
    x = y;
    plainX = y;
    dx = dy;
  }
  const operands = { y: x, targets: kind === "softmax-cross-entropy" && !isSoft ? labels : targets };
  const ofLoss: Operation = { kind, ...operands, prediction, dy: dx as Tensor, loss };
  const { clipNorm, clipValue, decays = false } = network;
  const passes: Operation[] = [...penalties];
  if (clipValue !== undefined) passes.push({ kind: "check-finite", x: gradients });
  if (passes.length > 0) passes.push({ kind: "stop-unless-finite" });
  if (clipNorm !== undefined) for (const g of parts) passes.push({ kind: "clip-norm", g, limit: clipNorm, slack: 0 });
  if (clipValue !== undefined) passes.push({ kind: "clip-value", g: gradients, limit: clipValue });
  if (decays) passes.push({ kind: "add-scaled", x: parameters, to: parameters, factor: decay });
  passes.push({ kind: "update", formula, p: parameters, g: gradients, slots, coefficients });
  const stop: Operation = { kind: "stop-unless-finite" };
  return {
    tensors: Object.values(byName).filter(({ within }) => within === undefined),
    byName,
    train: [...trainForward, ofLoss, ...backward.flat(), stop, ...ofGradients, ...passes],
    forward: [...forward, ofLoss],
    input,
    labels,
    targets,
    parameters,
    coefficients,
    decay,
    loss,
    weights: layers[0]?.isMasked === true ? null : (byName["parameters.0"] as Tensor),
  };
}
