import { describe, expect, test } from "vitest";
import { everyActivation } from "../../test/every-activation.ts";
import { denseRows, targets } from "../../test/toy-data.ts";
import type { ActivationKind, ActivationSpec } from "../activations/activations.ts";
import { DataError, SpecError } from "../errors.ts";
import type { Backend, Kernels } from "../kernels/kernels.ts";
import { createReferenceBackend } from "../kernels/reference/backend.ts";
import { LOSS_KINDS, type LossKind } from "../losses/losses.ts";
import type { ModelInput } from "../model/define-model.ts";
import { checkGradients } from "./gradient-check.ts";

type ActivationInput = ActivationKind | ActivationSpec;
const regularizers = [{}, { l2: 0.01 }, { l1: 0.02, l2: 0.03 }];

function network(activation: ActivationInput, loss: LossKind, regularizer: object, dropout: number): ModelInput {
  return {
    inputs: 4,
    layers: [
      { kind: "dense", units: 5, activation, regularizer, biases: { kind: "normal", sd: 0.5 } },
      { kind: "dropout", rate: dropout },
      // biases that are not 0: a row whose inputs are all dropped would stand on ReLU's kink
      { kind: "dense", units: 4, activation, biases: { kind: "normal", sd: 0.5 } },
      { kind: "dense", units: 3, regularizer },
    ],
    loss,
  };
}

/** Reference kernels of which one operation is replaced. */
function brokenBackend(breakIt: (kernels: Kernels) => Partial<Kernels>): Backend {
  const backend = createReferenceBackend("float64");
  return {
    ...backend,
    create(size) {
      const kernels = backend.create(size);
      return { ...kernels, ...breakIt(kernels) };
    },
  };
}

describe("every gradient is that of central differences, within 1e-6", () => {
  test.each(
    everyActivation.flatMap(({ spec: activation }) =>
      LOSS_KINDS.map((loss) => [activation.kind, loss, activation] as const),
    ),
  )("%s, %s, with and without penalties and dropout", (_kind, loss, activation) => {
    for (const regularizer of regularizers) {
      for (const dropout of [0, 0.4]) {
        const result = checkGradients(network(activation, loss, regularizer, dropout), { seed: 3 });
        expect(result.tensors.filter(({ ok }) => !ok)).toEqual([]);
        expect(result.ok).toBe(true);
        expect(result.tensors.map(({ name, checked }) => [name, checked])).toEqual([
          ["layer1.weights", 20],
          ["layer1.biases", 5],
          ["layer3.weights", 20],
          ["layer3.biases", 4],
          ["layer4.weights", 12],
          ["layer4.biases", 3],
        ]);
      }
    }
  });

  test("on rows and soft targets that are given, compressed ones too", () => {
    const values = Array.from({ length: 6 * 20 }, (_, i) => (i % 7 === 0 ? (i % 5) - 2.5 : 0));
    const soft = Array.from({ length: 6 * 3 }, (_, i) => [0.2, 0.5, 0.3][i % 3]);
    const model = { ...network("tanh", "softmax-cross-entropy", {}, 0), inputs: 20 };
    const batch = { x: denseRows(20, values), y: targets(3, soft) };
    expect(checkGradients(model, { batch })).toMatchObject({ ok: true });
  });

  test("on at most so many entries of each tensor", () => {
    const { tensors } = checkGradients(network("tanh", "mean-squared-error", {}, 0), { entriesPerTensor: 4 });
    expect(tensors.map(({ checked }) => checked)).toEqual([4, 3, 4, 4, 4, 3]);
  });
});

describe("a wrong kernel is caught", () => {
  const model = network("tanh", "softmax-cross-entropy", { l2: 0.01 }, 0.2);
  const wrongs: readonly (readonly [string, (kernels: Kernels) => Partial<Kernels>, string])[] = [
    [
      "a weight gradient that is 0.01% too large",
      (k) => ({
        denseBackwardWeights(x, dy, dw, db, B, I, O) {
          k.denseBackwardWeights(x, dy, dw, db, B, I, O);
          k.scale(dw, 1.0001, I * O);
        },
      }),
      "layer4.weights",
    ],
    [
      "a bias gradient that is forgotten",
      (k) => ({
        denseBackwardWeights(x, dy, dw, db, B, I, O) {
          k.denseBackwardWeights(x, dy, dw, db, B, I, O);
          db.fill(0);
        },
      }),
      "layer1.biases",
    ],
    [
      "a slope that is forgotten",
      () => ({ activationBackward: (_kind, _p, _z, _y, dy, dz, N) => void dz.set(dy.subarray(0, N) as Float64Array) }),
      "layer1.weights",
    ],
    [
      "a penalty that is halved",
      (k) => ({ addPenaltyGradient: (g, w, l1, l2, N) => k.addPenaltyGradient(g, w, l1, l2 / 2, N) }),
      "layer4.weights",
    ],
    [
      "a NaN in one entry",
      (k) => ({
        denseBackwardWeights(x, dy, dw, db, B, I, O) {
          k.denseBackwardWeights(x, dy, dw, db, B, I, O);
          dw[I * O - 1] = Number.NaN;
        },
      }),
      "layer1.weights",
    ],
  ];

  test("weight gradients that are forgotten, though all are small", () => {
    // a last layer of tiny weights: the gradients of the layers before it are about 1e-7
    const faint: ModelInput = {
      inputs: 4,
      layers: [
        { kind: "dense", units: 5, activation: "tanh" },
        { kind: "dense", units: 2, weights: { kind: "normal", sd: 1e-6 } },
      ],
      loss: "softmax-cross-entropy",
    };
    expect(checkGradients(faint)).toMatchObject({ ok: true });
    const backend = brokenBackend((k) => ({
      denseBackwardWeights(x, dy, dw, db, B, I, O) {
        k.denseBackwardWeights(x, dy, dw, db, B, I, O);
        dw.fill(0);
      },
    }));
    const [first] = checkGradients(faint, { backend }).tensors;
    expect(first.maxAbsError).toBeLessThan(1e-6);
    expect(first.ok).toBe(false);
  });

  test.each(wrongs)("%s", (_, breakIt, tensor) => {
    const { ok, tensors } = checkGradients(model, { backend: brokenBackend(breakIt) });
    expect(ok).toBe(false);
    expect(tensors.find(({ name }) => name === tensor)?.ok).toBe(false);
  });

  test("and its worst entry is named", () => {
    const backend = brokenBackend((k) => ({
      denseBackwardWeights(x, dy, dw, db, B, I, O) {
        k.denseBackwardWeights(x, dy, dw, db, B, I, O);
        dw[7] += 0.25;
      },
    }));
    const [{ worstIndex, maxAbsError }] = checkGradients(model, { backend }).tensors;
    expect(worstIndex).toBe(7);
    expect(Math.abs(maxAbsError - 0.25)).toBeLessThan(1e-6);
  });
});

test("what passes is within the tolerance, a millionth unless another is given", () => {
  const tanh = network("tanh", "mean-squared-error", {}, 0);
  // the coarser the step, the further the differences are off
  for (const step of [1e-5, 1e-2, 0.05]) {
    const { tensors, ok } = checkGradients(tanh, { step });
    expect(tensors.map((tensor) => tensor.ok)).toEqual(tensors.map(({ maxRelError }) => maxRelError <= 1e-6));
    expect(ok).toBe(step === 1e-5);
    const worst = Math.max(...tensors.map(({ maxRelError }) => maxRelError));
    expect(worst).toBeLessThan(1e-2);
    expect(checkGradients(tanh, { step, tolerance: worst }).ok).toBe(true);
    expect(checkGradients(tanh, { step, tolerance: 0.99 * worst }).ok).toBe(false);
  }
});

test("a batch that does not fit is refused as a trainer would", () => {
  const batch = { x: denseRows(3, [1, 2, 3]), y: targets(3, [0, 0, 1]) };
  expect(() => checkGradients(network("tanh", "mean-squared-error", {}, 0), { batch })).toThrow(DataError);
});

test("a batch of rows without end is refused before there is memory for it", () => {
  const x = { ...denseRows(4, [1, 2, 3, 4]), rows: 1e15 };
  expect(() =>
    checkGradients(network("tanh", "mean-squared-error", {}, 0), { batch: { x, y: targets(3, []) } }),
  ).toThrow(/^Cannot use the batch: it holds 4 numbers but 1000000000000000 rows of 4/);
});

test.each<[unknown, RegExp]>([
  [{ entriesPerTensor: 0 }, /^entriesPerTensor: cannot use 0: it must be a whole number at least 1/],
  [{ entriesPerTensor: Number.NaN }, /^entriesPerTensor: cannot use NaN/],
  [{ step: 0 }, /^step: cannot use 0: it must be a finite number above 0/],
  [{ tolerance: Infinity }, /^tolerance: cannot use Infinity/],
  [{ rows: 2.5 }, /^rows: cannot use 2.5/],
  [{ seed: -1 }, /^seed: cannot use -1/],
  [{ tolerence: 1 }, /^tolerence: cannot be read: checkGradients has no such option; did you mean tolerance\?/],
  [{ backend: createReferenceBackend("float32") }, /^backend: cannot be reference-float32: float32 is too coarse/],
])("options %o are refused", (options, message) => {
  const check = (): unknown => checkGradients(network("tanh", "mean-squared-error", {}, 0), options as never);
  expect(check).toThrow(SpecError);
  expect(check).toThrow(message);
});
