/**
 * Every numeric option of the library at its bounds: what lies below, above or on an open bound is refused, and so are
 * fractions of whole numbers, NaN, infinities and texts of numbers; what lies on a closed bound is taken. The ranges
 * are written here once more, so that one that moves is noticed; which options there are, the library's own doors say.
 */
import { afterAll, describe, expect, test } from "vitest";
import { activations } from "../src/activations/activations.ts";
import { nodeThreads } from "../src/hosts/node.ts";
import { trainInWorker } from "../src/hosts/train-in-worker.ts";
import { webThreads } from "../src/hosts/web-threads.ts";
import {
  checkGradients,
  createTrainer,
  defineInitializer,
  defineModel,
  defineOptimizer,
  defineSchedule,
  SpecError,
} from "../src/index.ts";
import { initializers } from "../src/initializers/initializers.ts";
import { defineLayer } from "../src/layers/define-nested.ts";
import type { LayerSpec } from "../src/layers/layers.ts";
import { defineLoss, lossKinds, ruleOfLoss } from "../src/losses/losses.ts";
import { RULES } from "../src/optimizers/rules.ts";
import type { SCHEDULES } from "../src/schedules/rules.ts";
import { everyLayer } from "./every-layer.ts";
import { drawBlobs } from "./toy-data.ts";

interface Range {
  readonly atLeast?: number;
  readonly above?: number;
  readonly atMost?: number;
  readonly below?: number;
  readonly whole?: true;
}

const count = (from: number): Range => ({ atLeast: from, whole: true });
const positive: Range = { above: 0 };
const notNegative: Range = { atLeast: 0 };
const share: Range = { atLeast: 0, atMost: 1 };
const openShare: Range = { atLeast: 0, below: 1 };
const anyNumber: Range = {};

/** A place where options are given: what is needed beside the one that is tried, and what takes them all. */
interface Door {
  readonly path: string;
  readonly needed: object;
  readonly take: (options: object) => unknown;
  readonly ranges: Readonly<Record<string, Range>>;
  /** names the door has, where its refusal of an unknown one does not list them */
  readonly names?: readonly string[];
}

const data = drawBlobs(8, 3, 2, 1);
const model = { inputs: 3, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" } as const;
const trainer = await createTrainer({ model, optimizer: "sgd" });
afterAll(() => trainer.dispose());

async function withTrainer(options: object): Promise<void> {
  const made = await createTrainer(options as never);
  made.dispose();
}

async function fitAnew(options: object): Promise<void> {
  using made = await createTrainer({ model, optimizer: "sgd" });
  await made.fit(data, options as never);
}

const pauseOf = (pause: object): object => ({ pause: { now: () => 0, giveWay: async () => {}, ...pause } });

const CALLS: Readonly<Record<string, Door>> = {
  createTrainer: {
    path: "",
    needed: { model, optimizer: "sgd" },
    take: withTrainer,
    ranges: { seed: count(0), capacity: count(1) },
  },
  fit: { path: "", needed: { epochs: 1 }, take: fitAnew, ranges: { epochs: count(1), batchSize: count(1) } },
  "early stopping": {
    path: "earlyStopping.",
    needed: { metric: "train-loss", patience: 1 },
    take: (earlyStopping) => fitAnew({ epochs: 1, evaluateTrain: true, earlyStopping }),
    ranges: { patience: count(1), minDelta: notNegative },
  },
  "fit's pause": {
    path: "pause.",
    needed: {},
    take: (pause) => fitAnew({ epochs: 1, ...pauseOf(pause) }),
    ranges: { everyMs: notNegative },
    names: ["everyMs"],
  },
  "evaluate's pause": {
    path: "pause.",
    needed: {},
    take: (pause) => trainer.evaluate(data, pauseOf(pause) as never),
    ranges: { everyMs: notNegative },
    names: ["everyMs"],
  },
  "predict's pause": {
    path: "pause.",
    needed: {},
    take: (pause) => trainer.predict(data.x, pauseOf(pause) as never),
    ranges: { everyMs: notNegative },
    names: ["everyMs"],
  },
  step: {
    path: "",
    needed: {},
    take: async (options) => trainer.step(data, options as never),
    ranges: { stepsPerEpoch: count(1) },
  },
  checkGradients: {
    path: "",
    needed: {},
    take: async (options) => checkGradients(model, options as never),
    ranges: { rows: count(1), seed: count(0), step: positive, tolerance: positive, entriesPerTensor: count(1) },
  },
  nodeThreads: {
    path: "nodeThreads.",
    needed: {},
    take: async (options) => nodeThreads(options as never),
    ranges: { count: { ...count(1), atMost: 255 } },
  },
  webThreads: {
    path: "webThreads.",
    needed: {},
    take: async (options) => webThreads(options as never),
    ranges: { count: { ...count(1), atMost: 255 } },
  },
  trainInWorker: {
    path: "",
    needed: { model, optimizer: "sgd" },
    // what is taken goes on to the next refusal: there are no workers here
    take: (options) =>
      trainInWorker(options as never, data, { epochs: 1 }).catch((error: Error) => {
        if (!error.message.includes("there are no workers here")) throw error;
      }),
    ranges: { threads: { ...count(1), atMost: 255 } },
  },
};

/** Of every optimizer that has the option, in every flavour. */
const OPTIMIZER_RANGES: Readonly<Record<string, Range>> = {
  learningRate: notNegative,
  decay: notNegative,
  weightDecay: notNegative,
  clipValue: positive,
  clipNorm: positive,
  globalClipNorm: positive,
  momentum: share,
  dampening: share,
  rho: openShare,
  beta1: openShare,
  beta2: openShare,
  beta3: openShare,
  epsilon: notNegative,
  initialAccumulator: notNegative,
  scheduleDecay: notNegative,
};

const SCHEDULE_DOORS: Readonly<Record<keyof typeof SCHEDULES, Pick<Door, "needed" | "ranges">>> = {
  constant: { needed: {}, ranges: {} },
  step: { needed: { at: [1], factor: 0.5 }, ranges: { factor: { above: 0, atMost: 1 } } },
  exponential: { needed: { factor: 0.5 }, ranges: { factor: { above: 0 }, every: positive } },
  "inverse-time": { needed: { decay: 1 }, ranges: { decay: notNegative, every: positive } },
  polynomial: { needed: { over: 5 }, ranges: { over: positive, end: notNegative, power: positive } },
  cosine: {
    needed: { over: 5 },
    ranges: {
      over: positive,
      end: notNegative,
      warmup: notNegative,
      restarts: { ...count(0), atMost: 1000 },
      restartFactor: positive,
    },
  },
  "one-cycle": {
    needed: { over: 5 },
    ranges: { over: positive, up: { above: 0, below: 1 }, start: notNegative, end: notNegative },
  },
  "reduce-on-plateau": {
    needed: { metric: "train-loss" },
    ranges: {
      factor: { above: 0, below: 1 },
      patience: count(1),
      minDelta: notNegative,
      cooldown: count(0),
      minFactor: share,
    },
  },
};

const INITIALIZER_RANGES: Readonly<Record<string, Range>> = {
  value: anyNumber,
  low: anyNumber,
  high: anyNumber,
  mean: anyNumber,
  sd: notNegative,
  gain: anyNumber,
};

const withLast = (...layers: readonly object[]): unknown =>
  defineModel({ ...model, layers: [...layers, { kind: "dense", units: 2 }] } as never);

const MODEL_DOORS: Readonly<Record<string, Door>> = {
  "a model": {
    path: "",
    needed: model,
    take: async (given) => defineModel(given as never),
    ranges: { inputs: count(1) },
  },
  "a repeat": {
    path: "layers[0].",
    needed: { kind: "repeat", times: 2, layers: [{ kind: "dense", units: 2 }] },
    take: async (repeat) => withLast(repeat),
    ranges: {
      times: { atLeast: 1, atMost: 1000, whole: true },
      rateFactor: notNegative,
      decayFactor: notNegative,
    },
  },
  "a regularizer": {
    path: "layers[0].regularizer.",
    needed: {},
    take: async (regularizer) => withLast({ kind: "dense", units: 2, regularizer }),
    ranges: { l1: notNegative, l2: notNegative },
  },
};

/** A kind that lacks here does not compile. */
const LAYER_RANGES: Readonly<Record<LayerSpec["kind"], Readonly<Record<string, Range>>>> = {
  dense: { units: count(1) },
  dropout: { rate: openShare },
  "batch-norm": { momentum: openShare, epsilon: positive },
  "layer-norm": { epsilon: positive },
  "group-norm": { groups: count(1), epsilon: positive },
  "rms-norm": { epsilon: positive },
  flatten: {},
  residual: {},
  reshape: {},
  conv2d: { filters: count(1), kernel: count(1), stride: count(1), dilation: count(1), groups: count(1) },
  "max-pool2d": { pool: count(1), stride: count(1) },
  "average-pool2d": { pool: count(1), stride: count(1) },
  "global-average-pool": {},
  "global-max-pool": {},
  activation: {},
  prelu: {},
  "spatial-dropout": { rate: openShare },
  "gaussian-noise": { sd: notNegative },
};

/** Every option of every loss; those that may be null or a list are tried in `define-model.test.ts`. */
const LOSS_RANGES: Readonly<Record<string, Readonly<Record<string, Range>>>> = {
  "softmax-cross-entropy": { labelSmoothing: openShare },
  "sigmoid-binary-cross-entropy": { labelSmoothing: openShare },
  huber: { delta: positive },
  quantile: { tau: { above: 0, below: 1 } },
  "multi-margin": { margin: positive },
  "sigmoid-focal": { gamma: notNegative },
  "softmax-focal": { gamma: notNegative },
};

/** The doors of every kind of a table: the ranges of the options that this kind has. */
function doorsOf(
  what: string,
  kinds: readonly string[],
  define: (given: object) => object,
  ranges: Readonly<Record<string, Range>>,
  path: string,
): Record<string, Door> {
  const doors = kinds.map((kind) => {
    const names = Object.keys(define({ kind }));
    const own = Object.entries(ranges).filter(([name]) => names.includes(name) && isNumeric(define, { kind }, name));
    const door = {
      path,
      needed: { kind },
      take: async (given: object) => define(given),
      ranges: Object.fromEntries(own),
      names,
    };
    return [`${what} ${kind}`, door] as const;
  });
  return Object.fromEntries(doors);
}

/** A field that must stay as it is in a flavour is no option there. */
function isNumeric(define: (given: object) => unknown, needed: object, name: string): boolean {
  return /must be a (finite|whole) number/.test(refusalOf(() => define({ ...needed, [name]: Number.NaN })));
}

function refusalOf(call: () => unknown): string {
  try {
    call();
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

const activation = (given: object): object =>
  defineModel({ ...model, layers: [{ kind: "dense", units: 2, activation: given }, ...model.layers] } as never)
    .layers[0];
const activationOf = (given: object): object => (activation(given) as { readonly activation: object }).activation;

const DOORS: Readonly<Record<string, Door>> = {
  ...CALLS,
  ...MODEL_DOORS,
  ...Object.fromEntries(
    everyLayer.map(({ kind, spec }) => [
      `a ${kind} layer`,
      {
        path: "layers[0].",
        needed: spec,
        take: async (given: object) => defineLayer("layers[0]", given, "layer1"),
        ranges: LAYER_RANGES[kind],
        names: Object.keys(spec),
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(SCHEDULE_DOORS).map(([kind, { needed, ranges }]) => [
      `the schedule ${kind}`,
      {
        path: "schedule.",
        needed: { kind, ...needed },
        take: async (given: object) => defineSchedule(given as never),
        ranges,
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(RULES).flatMap(([kind, { flavours }]) =>
      Object.keys(flavours).flatMap((flavour) =>
        Object.entries(
          doorsOf(
            `${flavour}'s`,
            [kind],
            (given) => defineOptimizer({ flavour, ...given } as never),
            OPTIMIZER_RANGES,
            "optimizer.",
          ),
        ),
      ),
    ),
  ),
  ...Object.fromEntries(
    lossKinds().map((kind) => [
      `the loss ${kind}`,
      {
        path: "loss.",
        needed: { kind },
        take: async (given: object) => defineLoss(given),
        ranges: LOSS_RANGES[kind] ?? {},
        names: Object.keys(ruleOfLoss(kind).fields).filter((name) => !["positiveWeight", "alpha"].includes(name)),
      },
    ]),
  ),
  ...doorsOf(
    "the initializer",
    Object.keys(initializers),
    (given) => defineInitializer(given as never),
    INITIALIZER_RANGES,
    "initializer.",
  ),
  ...doorsOf(
    "the activation",
    Object.keys(activations),
    activationOf,
    { slope: anyNumber, alpha: positive },
    "layers[0].activation.",
  ),
};

/** The names of options that a door knows, by what it says to one that it does not. */
async function namesOf({ needed, take, names }: Door): Promise<readonly string[]> {
  if (names !== undefined) return names;
  const message = await failureOf(async () => take({ ...needed, "?": 1 }));
  const listed = / known are (.*)$/.exec(message?.message ?? "");
  if (listed === null) throw new Error(`an unknown option is not told what the known ones are: ${message?.message}`);
  return listed[1].split(", ");
}

async function failureOf(call: () => unknown): Promise<Error | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return error as Error;
  }
}

/** Values just outside of a range, and on its edges. */
function edgesOf({ atLeast, above, atMost, below, whole }: Range): { refused: readonly unknown[]; taken: number[] } {
  const step = whole === true ? 1 : 1e-9;
  const refused: unknown[] = [Number.NaN, Infinity, -Infinity, "1", null];
  const taken: number[] = [];
  if (atLeast !== undefined) refused.push(atLeast - step) && taken.push(atLeast);
  if (above !== undefined) refused.push(above, above - step) && taken.push(above + step);
  if (atMost !== undefined) refused.push(atMost + step) && taken.push(atMost);
  if (below !== undefined) refused.push(below, below + step) && taken.push(below - step);
  if (whole === true) refused.push((atLeast ?? 0) + 0.5, 2 ** 53);
  if (taken.length === 0) taken.push(-1.5, 0, 2);
  return { refused, taken };
}

describe.each(Object.entries(DOORS))("%s", (_, door) => {
  const { path, needed, take, ranges } = door;

  test("has these numeric options and no others", async () => {
    const numeric: string[] = [];
    for (const name of await namesOf(door)) {
      const failure = await failureOf(async () => take({ ...needed, [name]: Number.NaN }));
      if (/must be a (finite|whole) number/.test(failure?.message ?? "")) numeric.push(name);
    }
    expect(numeric.sort()).toEqual(Object.keys(ranges).sort());
  });

  for (const [name, range] of Object.entries(ranges)) {
    const { refused, taken } = edgesOf(range);
    // null stands for none where an option may be none
    const isOptional = /^(clip|globalClip|stride)/.test(name);

    test(`${name}: ${JSON.stringify(range)}`, async () => {
      for (const value of refused) {
        if (value === null && isOptional) continue;
        const failure = await failureOf(async () => take({ ...needed, [name]: value }));
        const call = `${name}: ${JSON.stringify(value) ?? value}`;
        expect(failure, call).toBeInstanceOf(SpecError);
        const message = failure?.message ?? "";
        expect(message.slice(0, `${path}${name}: cannot use `.length), call).toBe(`${path}${name}: cannot use `);
        expect(message, call).toContain(`: it must be a ${range.whole ? "whole" : "finite"} number`);
      }
      for (const value of taken) {
        expect(await failureOf(async () => take({ ...needed, [name]: value })), `${name}: ${value}`).toBeNull();
      }
    });
  }
});
