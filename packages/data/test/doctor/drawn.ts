/** Trainings that are drawn by a seed: a healthy one of many kinds, and what may be done to it. */
import { createStream, type FindingKind, type LayerInput, type OptimizerInput, type Stream } from "minibatch";
import type { HealthyRun, Pathology, RunSpec } from "./case.ts";
import { deep, network } from "./networks.ts";
import { drawRate, pick } from "./pick.ts";
import { digits, moved, points, shuffledLabels, waves } from "./rows.ts";

interface Base {
  readonly run: HealthyRun;
  readonly activation: string;
  readonly hidden: readonly number[];
  readonly usualRate: number;
}

function drawBase(stream: Stream): Base {
  const data = pick(stream, [
    { what: "spirals", draw: points("spirals", 900, { noise: 0.1 }), inputs: 2, outputs: 3, epochs: 80 },
    { what: "moons", draw: points("moons", 700, { noise: 0.15 }), inputs: 2, outputs: 2, epochs: 60 },
    { what: "circles", draw: points("circles", 900), inputs: 2, outputs: 2, epochs: 80 },
    { what: "exclusive or", draw: points("xor", 700), inputs: 2, outputs: 2, epochs: 60 },
    { what: "clouds", draw: points("gaussians", 700, { classes: 4 }), inputs: 2, outputs: 4, epochs: 40 },
    { what: "digits", draw: digits(1500), inputs: 784, outputs: 10, epochs: 10 },
    { what: "a wave", draw: waves(900), inputs: 4, outputs: 1, epochs: 60 },
  ]);
  const optimizer = pick(stream, [
    { kind: "adam", usual: 0.001, rate: drawRate(stream, 0.002, 0.01) },
    { kind: "rmsprop", usual: 0.001, rate: drawRate(stream, 0.001, 0.004) },
    { kind: "adamw", usual: 0.001, rate: drawRate(stream, 0.002, 0.01) },
    { kind: "sgd", usual: 0.01, rate: drawRate(stream, 0.02, 0.08), momentum: 0.9 },
  ]);
  const activation = pick(stream, ["relu", "relu", "tanh", "gelu", "silu", "elu", "leaky-relu"]);
  const hidden = deep(1 + Math.floor(stream.nextFloat() * 2), pick(stream, [24, 32, 48, 64]));
  const { usual, rate, ...rest } = optimizer;
  const loss = data.outputs === 1 ? "mean-squared-error" : "softmax-cross-entropy";
  const spec: RunSpec = {
    preprocessing: [],
    model: network(data.inputs, hidden, data.outputs, { activation, loss }),
    optimizer: { ...rest, learningRate: rate } as OptimizerInput,
    training: { epochs: data.epochs, batchSize: 32 },
  };
  const name = `${data.what}, ${hidden.join("-")} ${activation}, ${optimizer.kind} ${rate}`;
  return { run: { name, draw: data.draw, spec }, activation, hidden, usualRate: usual };
}

const WAYS: readonly FindingKind[] = [
  "rate-too-high",
  "rate-too-low",
  "equal-units",
  "saturated-units",
  "exploding-gradients",
  "vanishing-gradients",
  "dead-units",
  "unscaled-inputs",
  "missing-activation",
  "too-much-dropout",
  "too-much-decay",
  "labels-without-information",
];

/** The n-th healthy run of a seed. */
export function drawHealthy(seed: number, n: number): HealthyRun {
  return drawBase(createStream(seed, "data", n, 21)).run;
}

/** The n-th pathology of a seed: kinds take turns. */
export function drawPathology(seed: number, n: number): Pathology {
  const stream = createStream(seed, "data", n, 22);
  const base = drawBase(stream);
  const kind = WAYS[n % WAYS.length]!;
  const { run, usualRate } = base;
  const { spec } = run;
  const changed = (name: string, change: Partial<RunSpec>, more: Partial<Pathology> = {}): Pathology => ({
    name: `${name}: ${run.name}`,
    draw: run.draw,
    spec: { ...spec, ...change },
    namedBy: [kind],
    hasCure: true,
    ...more,
  });
  const withHidden = (options: object, last: object = {}): Partial<RunSpec> => ({
    model: {
      ...spec.model,
      layers: spec.model.layers.map(
        (layer, i, all) => ({ ...layer, ...(i < all.length - 1 ? options : last) }) as LayerInput,
      ),
    },
  });
  const at = (learningRate: number): Partial<RunSpec> => ({
    optimizer: { ...(spec.optimizer as object), learningRate } as OptimizerInput,
  });
  if (kind === "rate-too-high") {
    const rate = drawRate(stream, 200, 3000) * usualRate;
    return changed(`a rate of ${rate}`, at(rate));
  }
  if (kind === "rate-too-low") {
    const rate = usualRate / drawRate(stream, 2000, 100_000);
    return changed(`a rate of ${rate}`, at(rate));
  }
  if (kind === "equal-units") {
    const weights = pick(stream, ["zeros", { kind: "constant", value: 0.05 }]);
    return changed("equal weights", withHidden({ weights }, { weights }));
  }
  if (kind === "saturated-units") {
    const activation = pick(stream, ["tanh", "sigmoid"]);
    const sd = drawRate(stream, 10, 100);
    return changed(`${activation}, weights of ${sd}`, withHidden({ activation, weights: { kind: "normal", sd } }));
  }
  if (kind === "exploding-gradients") {
    const sd = drawRate(stream, 2, 5);
    const weights = { kind: "normal", sd };
    return changed(`ReLU, weights of ${sd}`, {
      model: network(spec.model.inputs as number, deep(4, 48), lastOf(spec), { weights, loss: spec.model.loss }),
    });
  }
  if (kind === "vanishing-gradients") {
    const layers = 7 + Math.floor(stream.nextFloat() * 5);
    const options = pick(stream, [
      { activation: "sigmoid" },
      { activation: "tanh", weights: { kind: "normal", sd: 0.01 } },
    ]);
    return changed(`${layers} layers of ${options.activation}`, {
      model: network(spec.model.inputs as number, deep(layers, 24), lastOf(spec), {
        ...options,
        loss: spec.model.loss,
      }),
    });
  }
  if (kind === "dead-units") {
    const value = -drawRate(stream, 8, 40);
    return changed(`biases of ${value}`, withHidden({ activation: "relu", biases: { kind: "constant", value } }));
  }
  if (kind === "unscaled-inputs") {
    const factor = pick(stream, [drawRate(stream, 100, 10_000), 1 / drawRate(stream, 1000, 100_000)]);
    return changed(`inputs times ${factor}`, {}, { draw: moved(run.draw, [factor]) });
  }
  if (kind === "missing-activation")
    return changed("no activation", withHidden({ activation: "linear" }), linear(base));
  if (kind === "too-much-dropout") {
    const rate = pick(stream, [0.85, 0.9, 0.95]);
    const { activation } = base;
    const after = [{ kind: "dropout", rate }];
    return changed(`dropout of ${rate}`, {
      model: network(spec.model.inputs as number, [32, 32], lastOf(spec), { activation, after, loss: spec.model.loss }),
    });
  }
  if (kind === "too-much-decay") {
    const l2 = drawRate(stream, 0.3, 3);
    return changed(`an L2 penalty of ${l2}`, withHidden({ regularizer: { l2 } }, { regularizer: { l2 } }));
  }
  const isNumbers = spec.model.loss === "mean-squared-error";
  const draw = isNumbers ? digits(500) : shuffledLabels(run.draw);
  const model = isNumbers ? network(784, [64], 10) : spec.model;
  return changed("shuffled labels", { model }, { draw: isNumbers ? shuffledLabels(draw) : draw, hasCure: false });
}

/** Clouds lie on either side of lines: no activation is no loss there. */
function linear({ run }: Base): Partial<Pathology> {
  return { hasCure: !run.name.startsWith("clouds") && !run.name.startsWith("digits") };
}

function lastOf({ model }: RunSpec): number {
  return (model.layers.at(-1) as { readonly units: number }).units;
}
