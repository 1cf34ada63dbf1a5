/** A network of I inputs, O hidden units with ReLU and a softmax of three classes, as operations. */
import { RULES } from "../../optimizers/rules.ts";
import type { FeedTensors } from "../../plan/executor.ts";
import type { Operation } from "../../plan/operation.ts";
import type { Tensor } from "../../plan/tensor.ts";
import type { Answering } from "./answering.ts";

/** Its classes. */
export const C = 3;

export interface TwoLayers {
  readonly parameters: Tensor;
  /** numbers in it */
  readonly size: number;
  /** the rate of plain descent */
  readonly coefficients: Tensor;
  readonly feed: FeedTensors;
  /** all that a step leaves */
  readonly outputs: readonly Tensor[];
  /** the first product alone, without its ReLU */
  readonly product: readonly Operation[];
  readonly forward: readonly Operation[];
  /** gradients that are kept */
  readonly gradient: readonly Operation[];
  /** and those that are made onto the parameters */
  readonly descent: readonly Operation[];
}

/** Describes its tensors to `asked`. */
export function twoLayers(asked: Answering, I: number, O: number): TwoLayers {
  const size = (I + 1) * O + (O + 1) * C;
  const [parameters, gradients] = [asked.once(size), asked.once(size)];
  let at = 0;
  const part = (...shape: number[]): readonly [Tensor, Tensor] => {
    const offset = at;
    at += shape.reduce((product, n) => product * n, 1);
    const of = (whole: Tensor): Tensor => ({
      ...whole,
      name: `${whole.name}.${offset}`,
      shape,
      within: { whole, offset },
    });
    return [of(parameters), of(gradients)];
  };
  const [[w, dw], [b, db], [v, dv], [c, dc]] = [part(I, O), part(O), part(O, C), part(C)];
  const input = asked.tensor("input", "row", "float", I);
  const labels = asked.tensor("target", "row", "int");
  const targets = asked.tensor("target", "row", "float", C);
  const [h, dh, z, dz, prediction] = [asked.rows(O), asked.rows(O), asked.rows(C), asked.rows(C), asked.rows(C)];
  const [loss, coefficients] = [asked.steps("figure"), asked.steps("coefficient", 1)];
  const relu = { activation: "relu", parameter: 0 } as const;
  const product: Operation = { kind: "dense", x: input, w, b, y: h };
  const forward: Operation[] = [
    product,
    { kind: "activate", ...relu, z: h, y: h },
    { kind: "dense", x: h, w: v, b: c, y: z },
    { kind: "softmax-cross-entropy", y: z, targets: labels, prediction, dy: dz, loss },
  ];
  const gradient: Operation[] = [
    ...forward,
    { kind: "dense-backward", dy: dz, w: v, dx: dh },
    { kind: "activate-backward", ...relu, z: h, y: h, dy: dh },
    { kind: "stop-unless-finite" },
    { kind: "dense-gradient", x: input, dy: dh, dw },
    { kind: "column-sums", dy: dh, db },
    { kind: "dense-gradient", x: h, dy: dz, dw: dv },
    { kind: "column-sums", dy: dz, db: dc },
  ];
  const formula = RULES.sgd.formulas[0];
  const update: Operation = { kind: "update", formula, p: parameters, g: gradients, slots: [], coefficients };
  const feed = { input, labels, targets, weights: w };
  const outputs = [parameters, gradients, h, dh, z, dz, prediction, loss];
  return {
    parameters,
    coefficients,
    size,
    feed,
    outputs,
    product: [product],
    forward,
    gradient,
    descent: [...gradient, update],
  };
}
