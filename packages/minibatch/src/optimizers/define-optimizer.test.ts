import { describe, expect, test } from "vitest";
import { goldenOptimizers } from "../../test/golden-optimizers.ts";
import { SpecError } from "../errors.ts";
import { defineOptimizer, type OptimizerInput } from "./define-optimizer.ts";
import { RULES } from "./rules.ts";
import type { Flavour, OptimizerKind } from "./spec.ts";

/** Defaults as each program documents them; those of later kinds stand beside their golden figures. */
const DEFAULTS: Readonly<Partial<Record<Flavour, Readonly<Partial<Record<OptimizerKind, object>>>>>> = {
  keras2: {
    sgd: { learningRate: 0.01, momentum: 0, nesterov: false },
    rmsprop: { learningRate: 0.001, rho: 0.9, epsilon: 1e-7 },
    adagrad: { learningRate: 0.01, initialAccumulator: 0, epsilon: 1e-7 },
    adadelta: { learningRate: 1, rho: 0.95, epsilon: 1e-7 },
    adam: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false },
    adamax: { learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    nadam: { learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, scheduleDecay: 0.004 },
  },
  keras3: {
    sgd: { learningRate: 0.01, momentum: 0, nesterov: false },
    rmsprop: { learningRate: 0.001, rho: 0.9, epsilon: 1e-7, momentum: 0, centered: false },
    adagrad: { learningRate: 0.001, initialAccumulator: 0.1, epsilon: 1e-7 },
    adadelta: { learningRate: 0.001, rho: 0.95, epsilon: 1e-7 },
    adam: { learningRate: 0.001, epsilon: 1e-7, weightDecay: 0 },
    adamw: { learningRate: 0.001, epsilon: 1e-7, weightDecay: 0.004 },
    adamax: { learningRate: 0.001, epsilon: 1e-7 },
    nadam: { learningRate: 0.001, epsilon: 1e-7, scheduleDecay: 1 },
    lion: { learningRate: 0.001, beta1: 0.9, beta2: 0.99 },
  },
  torch: {
    sgd: { learningRate: 0.001, momentum: 0, dampening: 0, nesterov: false },
    rmsprop: { learningRate: 0.01, rho: 0.99, epsilon: 1e-8, momentum: 0, centered: false },
    adagrad: { learningRate: 0.01, initialAccumulator: 0, epsilon: 1e-10 },
    adadelta: { learningRate: 1, rho: 0.9, epsilon: 1e-6 },
    adam: { learningRate: 0.001, epsilon: 1e-8, weightDecay: 0 },
    adamw: { learningRate: 0.001, epsilon: 1e-8, weightDecay: 0.01 },
    adamax: { learningRate: 0.002, epsilon: 1e-8 },
    nadam: { learningRate: 0.002, epsilon: 1e-8, scheduleDecay: 0.004 },
    radam: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  },
};
const KINDS = Object.keys(RULES) as OptimizerKind[];
const FLAVOURS: readonly Flavour[] = ["keras2", "keras3", "torch", "paper"];

function defaultsOf(kind: OptimizerKind, flavour: Flavour): object | null {
  const golden = goldenOptimizers.find((found) => found.kind === kind && found.flavour === flavour);
  return DEFAULTS[flavour]?.[kind] ?? golden?.defaults ?? null;
}

describe.each(FLAVOURS)("%s", (flavour) => {
  test.each(KINDS)("%s has its own program's defaults, or is not there", (kind) => {
    const input = { kind, flavour } as OptimizerInput;
    const wanted = defaultsOf(kind, flavour);
    if (wanted === null) {
      expect(() => defineOptimizer(input)).toThrow(
        `optimizer.flavour: cannot use ${flavour}: it has no ${kind}; it must be `,
      );
    } else {
      expect(defineOptimizer(input)).toMatchObject({
        ...wanted,
        kind,
        flavour,
        decay: 0,
        schedule: { kind: "constant" },
      });
    }
  });
});

test("a bare name is keras3's, complete and in order", () => {
  expect(JSON.stringify(defineOptimizer("sgd"))).toBe(
    '{"kind":"sgd","flavour":"keras3","learningRate":0.01,"schedule":{"kind":"constant"},"decay":0,"weightDecay":0,' +
      '"clipValue":null,"clipNorm":null,"globalClipNorm":null,"momentum":0,"nesterov":false,"dampening":0}',
  );
});

test("a bare name that keras3 has not is the flavour's that has it: what nobody wrote is not refused", () => {
  for (const kind of KINDS) {
    const flavour = FLAVOURS.toSorted((a, b) => Number(b === "keras3") - Number(a === "keras3")).find(
      (name) => defaultsOf(kind, name) !== null,
    );
    const spec = defineOptimizer(kind);
    expect(spec).toEqual(defineOptimizer({ kind, flavour } as OptimizerInput));
    expect(defineOptimizer(spec)).toEqual(spec);
  }
});

test("is frozen throughout and leaves the input alone", () => {
  const input = { kind: "adam", schedule: { kind: "step", at: [20, 40], factor: 0.5 } } as const;
  const before = JSON.stringify(input);
  const spec = defineOptimizer(input);
  expect(Object.isFrozen(spec)).toBe(true);
  expect(Object.isFrozen(spec.schedule)).toBe(true);
  expect(spec.schedule.kind === "step" && Object.isFrozen(spec.schedule.at)).toBe(true);
  expect(JSON.stringify(input)).toBe(before);
});

test("the report's SGD", () => {
  const input = {
    kind: "sgd",
    flavour: "keras2",
    learningRate: 0.005,
    momentum: 0.9,
    nesterov: true,
    decay: 0,
  } as const;
  expect(defineOptimizer(input)).toMatchObject(input);
});

test.each<[string, unknown, string]>([
  ["an unknown kind", "adma", 'optimizer.kind: cannot use "adma": did you mean adam?'],
  ["no kind", { learningRate: 1 }, 'optimizer.kind: is missing, give { kind: "..." }: known are sgd, rmsprop'],
  ["no object", [1], "optimizer: cannot read [1]: give an object with a kind"],
  [
    "an unknown flavour",
    { kind: "sgd", flavour: "keras" },
    'optimizer.flavour: cannot use "keras": it must be "keras2" or "keras3" or "torch" or "paper"',
  ],
  [
    "an unknown field",
    { kind: "sgd", learningrate: 1 },
    "optimizer.learningrate: cannot be read: keras3's sgd has no such field; did you mean learningRate?",
  ],
  [
    "another's field",
    { kind: "adam", momentum: 0.9 },
    "optimizer.momentum: cannot be read: keras3's adam has no such field; known are kind",
  ],
  [
    "a rate below 0",
    { kind: "sgd", learningRate: -1 },
    "optimizer.learningRate: cannot use -1: it must be a finite number at least 0; leave it out for 0.01",
  ],
  ["an infinite rate", { kind: "sgd", learningRate: Infinity }, "optimizer.learningRate: cannot use Infinity"],
  ["a rate as text", { kind: "sgd", learningRate: "0.1" }, 'optimizer.learningRate: cannot use "0.1"'],
  [
    "a beta of 1",
    { kind: "adam", beta1: 1 },
    "optimizer.beta1: cannot use 1: it must be a finite number at least 0 and below 1; leave it out for 0.9",
  ],
  ["an epsilon below 0", { kind: "adam", epsilon: -1e-9 }, "optimizer.epsilon: cannot use -1e-9"],
  ["a flag as number", { kind: "adam", amsgrad: 1 }, "optimizer.amsgrad: cannot use 1: it must be true or false"],
  ["null for a number", { kind: "adam", beta1: null }, "optimizer.beta1: cannot use null"],
  [
    "decay in keras3",
    { kind: "sgd", decay: 0.1 },
    'optimizer.decay: cannot be set to 0.1: keras3\'s sgd has no decay; use schedule {"kind":"inverse-time"',
  ],
  [
    "decay of Keras 2's Nadam",
    { kind: "nadam", flavour: "keras2", decay: 0.1 },
    "optimizer.decay: cannot be set to 0.1",
  ],
  [
    "weight decay in keras2",
    { kind: "sgd", flavour: "keras2", weightDecay: 0.1 },
    "optimizer.weightDecay: cannot be set to 0.1: keras2 has none",
  ],
  [
    "dampening in keras3",
    { kind: "sgd", dampening: 0.1 },
    "optimizer.dampening: cannot be set to 0.1: only torch has dampening; leave it out",
  ],
  [
    "centered in keras2",
    { kind: "rmsprop", flavour: "keras2", centered: true },
    "optimizer.centered: cannot be set to true",
  ],
  [
    "clipNorm in torch",
    { kind: "sgd", flavour: "torch", clipNorm: 1 },
    "optimizer.clipNorm: cannot be set to 1: torch clips over all variables; use globalClipNorm",
  ],
  [
    "globalClipNorm in keras2",
    { kind: "sgd", flavour: "keras2", globalClipNorm: 1 },
    "optimizer.globalClipNorm: cannot be set to 1: keras2's clipNorm",
  ],
  [
    "two ways of clipping",
    { kind: "sgd", clipValue: 1, clipNorm: 1 },
    "optimizer.clipNorm: cannot be set beside clipValue: keras3 clips in one way",
  ],
  [
    "a clip of 0",
    { kind: "sgd", clipValue: 0 },
    "optimizer.clipValue: cannot use 0: it must be a finite number above 0",
  ],
  [
    "torch's Nesterov without momentum",
    { kind: "sgd", flavour: "torch", nesterov: true },
    "optimizer.nesterov: cannot run with momentum 0 and dampening 0: torch wants",
  ],
  ["a broken schedule", { kind: "sgd", schedule: { kind: "cosine" } }, "optimizer.schedule.over: is missing"],
])("refuses %s", (_name, input, message) => {
  const call = () => defineOptimizer(input as OptimizerInput);
  expect(call).toThrow(SpecError);
  expect(call).toThrow(message);
});

test("keras2 may clip by norm and by value", () => {
  expect(defineOptimizer({ kind: "sgd", flavour: "keras2", clipValue: 1, clipNorm: 2 })).toMatchObject({
    clipValue: 1,
    clipNorm: 2,
  });
});

test("an error names where the optimizer stands", () => {
  expect(() => defineOptimizer({ kind: "sgd", momentum: 2 }, "trials[3].optimizer")).toThrow(
    "trials[3].optimizer.momentum: ",
  );
});

test("what the compiler already refuses is refused at run time too", () => {
  // @ts-expect-error Adam has no momentum
  expect(() => defineOptimizer({ kind: "adam", momentum: 0.9 })).toThrow(SpecError);
  // @ts-expect-error a rate is a number
  expect(() => defineOptimizer({ kind: "sgd", learningRate: "0.1" })).toThrow(SpecError);
  // @ts-expect-error there is no such kind
  expect(() => defineOptimizer("adma")).toThrow(SpecError);
  // @ts-expect-error nor such a flavour
  expect(() => defineOptimizer({ kind: "sgd", flavour: "jax" })).toThrow(SpecError);
  // @ts-expect-error a schedule of an optimizer has fields of its own
  expect(() => defineOptimizer({ kind: "sgd", schedule: { kind: "cosine", ovr: 10 } })).toThrow(SpecError);
});

test("what PyTorch and Keras take at the edge of a range is taken", () => {
  expect(defineOptimizer({ kind: "adam", epsilon: 0 })).toMatchObject({ epsilon: 0 });
  expect(defineOptimizer({ kind: "sgd", flavour: "torch", momentum: 0.9, dampening: 1 })).toMatchObject({
    dampening: 1,
  });
});
