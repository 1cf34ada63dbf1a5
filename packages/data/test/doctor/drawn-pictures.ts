/** Trainings of convolutions that are drawn by a seed: a healthy one, and what may be done to it. */
import { createStream, type FindingKind, type OptimizerInput, type Stream } from "minibatch";
import type { HealthyRun, Pathology, RunSpec } from "./case.ts";
import { drawRate, pick } from "./pick.ts";
import { conv, flat, norm, onPictures, pictures, pool, SIDE } from "./pictures.ts";
import { shuffledLabels } from "./rows.ts";

interface Base {
  readonly name: string;
  readonly filters: readonly number[];
  readonly activation: string;
  readonly isNormed: boolean;
  readonly optimizer: OptimizerInput;
  readonly usualRate: number;
  readonly rows: number;
}

function drawBase(stream: Stream): Base {
  const { usual, rate, ...rest } = pick(stream, [
    { kind: "adam", usual: 0.001, rate: drawRate(stream, 0.002, 0.006) },
    { kind: "adamw", usual: 0.001, rate: drawRate(stream, 0.002, 0.006) },
    { kind: "sgd", usual: 0.01, rate: drawRate(stream, 0.02, 0.06), momentum: 0.9 },
  ]);
  const width = pick(stream, [6, 8, 12]);
  const filters = pick(stream, [
    [width, 2 * width],
    [width, width, 2 * width],
  ]);
  const activation = pick(stream, ["relu", "relu", "elu", "tanh", "gelu"]);
  const isNormed = stream.nextFloat() < 0.4;
  const name = `${filters.join("-")} ${activation}${isNormed ? ", normalized" : ""}, ${rest.kind} ${rate}`;
  const optimizer = { ...rest, learningRate: rate } as OptimizerInput;
  return { name, filters, activation, isNormed, optimizer, usualRate: usual, rows: pick(stream, [600, 900]) };
}

interface Changes {
  /** of every convolution */
  readonly own?: object;
  /** of every activation */
  readonly activation?: string;
  readonly after?: readonly object[];
  readonly isNormed?: boolean;
}

/** A convolution each, an activation with it or, where they are normalized, after it; the first two are pooled. */
function layersOf({ filters, ...base }: Base, change: Changes = {}): readonly object[] {
  const activation = change.activation ?? base.activation;
  const { own = {}, after = [], isNormed = base.isNormed } = change;
  return [
    ...filters.flatMap((count, i) => [
      conv(count, { activation: isNormed ? "linear" : activation, ...own }),
      ...(isNormed ? [norm, ...(activation === "linear" ? [] : [{ kind: "activation", activation }])] : []),
      ...after,
      ...(i < 2 ? [pool] : []),
    ]),
    flat,
  ];
}

function specOf(base: Base, layers: readonly object[], channels = 1): RunSpec {
  return {
    preprocessing: [],
    model: onPictures(layers, channels),
    optimizer: base.optimizer,
    training: { epochs: 12, batchSize: 32 },
  };
}

const WAYS: readonly FindingKind[] = [
  "dead-units",
  "rate-too-high",
  "vanishing-gradients",
  "exploding-gradients",
  "vanishing-variance",
  "missing-activation",
  "saturated-units",
  "rate-too-low",
  "unscaled-inputs",
  "too-much-dropout",
  "labels-without-information",
  "equal-units",
];

/** The n-th healthy run of a seed. */
export function drawHealthyPictures(seed: number, n: number): HealthyRun {
  const base = drawBase(createStream(seed, "data", n, 23));
  return { name: base.name, draw: pictures(base.rows), spec: specOf(base, layersOf(base)) };
}

/** The n-th pathology of a seed: kinds take turns. */
export function drawSickPictures(seed: number, n: number): Pathology {
  const stream = createStream(seed, "data", n, 24);
  const base = drawBase(stream);
  const kind = WAYS[n % WAYS.length]!;
  const { spec, name, ...more } = makeSick(kind, base, stream);
  const of = { draw: pictures(base.rows), namedBy: [kind], hasCure: true };
  return { ...of, ...more, name: `${name}: ${base.name}`, spec };
}

type Sick = Pick<Pathology, "name" | "spec"> & Partial<Pathology>;

function makeSick(kind: FindingKind, base: Base, stream: Stream): Sick {
  const plain = { isNormed: false };
  const at = (learningRate: number): RunSpec => {
    const optimizer = { ...(base.optimizer as object), learningRate } as OptimizerInput;
    return { ...specOf(base, layersOf(base)), optimizer };
  };
  if (kind === "dead-units") {
    const value = -drawRate(stream, 5, 40);
    const own = { biases: { kind: "constant", value } };
    return { name: `biases of ${value}`, spec: specOf(base, layersOf(base, { ...plain, activation: "relu", own })) };
  }
  if (kind === "rate-too-high") {
    const rate = drawRate(stream, 300, 3000) * base.usualRate;
    return { name: `a rate of ${rate}`, spec: at(rate), namedBy: ["rate-too-high", "dead-units"] };
  }
  if (kind === "rate-too-low") {
    const rate = base.usualRate / drawRate(stream, 2000, 100_000);
    return { name: `a rate of ${rate}`, spec: at(rate) };
  }
  if (kind === "vanishing-gradients" || kind === "exploding-gradients") {
    const count = 6 + Math.floor(stream.nextFloat() * 4);
    const [change, name] =
      kind === "exploding-gradients"
        ? [{ activation: "relu", weights: { kind: "normal", sd: drawRate(stream, 0.6, 2) } }, "large weights"]
        : pick(stream, [
            [{ activation: "sigmoid" }, "sigmoid"],
            [{ activation: "relu", weights: { kind: "normal", sd: 0.01 } }, "small weights"],
          ]);
    const layers = Array.from({ length: count }, (_, i) => conv(12, { ...(i === 0 && { stride: 2 }), ...change }));
    return { name: `${count} convolutions of ${name}`, spec: specOf(base, [...layers, flat]) };
  }
  if (kind === "vanishing-variance") {
    const constant = drawRate(stream, 20, 200);
    const layers = [{ kind: "batch-norm" }, ...layersOf(base)];
    const draw = pictures(base.rows, { channels: 2, constant });
    return { name: `a channel of ${constant}`, spec: specOf(base, layers, 2), draw };
  }
  if (kind === "missing-activation") {
    return { name: "no activation", spec: specOf(base, layersOf(base, { activation: "linear" })), hasCure: false };
  }
  if (kind === "saturated-units") {
    const sd = drawRate(stream, 3, 20);
    const own = { weights: { kind: "normal", sd } };
    const activation = pick(stream, ["tanh", "sigmoid"]);
    const spec = specOf(base, layersOf(base, { ...plain, activation, own }));
    return { name: `${activation}, weights of ${sd}`, spec };
  }
  if (kind === "unscaled-inputs") {
    const factor = pick(stream, [255, drawRate(stream, 50, 5000), 1 / drawRate(stream, 1000, 100_000)]);
    const spec = specOf(base, layersOf(base));
    return { name: `pixels times ${factor}`, spec, draw: pictures(base.rows, { factor }) };
  }
  if (kind === "too-much-dropout") {
    const rate = pick(stream, [0.85, 0.9, 0.95]);
    const after = [{ kind: "spatial-dropout", rate }];
    return { name: `${rate} of the channels dropped`, spec: specOf(base, layersOf(base, { after })) };
  }
  if (kind === "equal-units") {
    const own = { weights: pick(stream, ["zeros", { kind: "constant", value: 1 / SIDE }]) };
    return { name: "equal filters", spec: specOf(base, layersOf(base, { own })) };
  }
  const spec = specOf(base, layersOf(base));
  const longer = { ...spec, training: { ...spec.training, epochs: 40 } };
  return { name: "shuffled labels", spec: longer, draw: shuffledLabels(pictures(300)), hasCure: false };
}
