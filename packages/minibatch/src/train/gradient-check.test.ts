import { describe, expect, test } from "vitest";
import { everyActivation } from "../../test/every-activation.ts";
import { denseRows, targets } from "../../test/toy-data.ts";
import type { ActivationKind, ActivationSpec } from "../activations/activations.ts";
import { DataError, SpecError } from "../errors.ts";
import { type LossKind, lossKinds } from "../losses/losses.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { ModelInput } from "../model/define-model.ts";
import type { Backend } from "../plan/executor.ts";
import type { Operation } from "../plan/operation.ts";
import type { Tensor } from "../plan/tensor.ts";
import { createReferenceBackend } from "../reference/backend.ts";
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

/** What is wrong with an executor. */
interface Fault {
  /** what it does instead of an operation */
  readonly replace?: (operation: Operation) => readonly Operation[];
  /** what it does to every weight gradient when a program has run */
  readonly weights?: (dw: FloatArray) => void;
  readonly biases?: (db: FloatArray) => void;
}

function brokenBackend({ replace = (operation) => [operation], weights, biases }: Fault): Backend {
  const backend = createReferenceBackend("float64");
  return {
    ...backend,
    open(space) {
      const executor = backend.open(space);
      const compile = executor.compile.bind(executor);
      const wrong = new Map<readonly Operation[], readonly Operation[]>();
      const spoil = (tensor: Tensor, change?: (values: FloatArray) => void): void => {
        const values = executor.read(tensor) as FloatArray;
        change?.(values);
        void executor.write(tensor, values);
      };
      executor.compile = (operations, rows, feed) => {
        const done = wrong.get(operations) ?? operations.flatMap(replace);
        wrong.set(operations, done);
        const program = compile(done, rows, feed);
        return {
          mostSteps: program.mostSteps,
          run(batch, steps) {
            const made = program.run(batch, steps);
            for (const operation of operations) {
              if (operation.kind === "dense-gradient") spoil(operation.dw, weights);
              if (operation.kind === "column-sums") spoil(operation.db, biases);
            }
            return made;
          },
        };
      };
      return executor;
    },
  };
}

describe("every gradient is that of central differences, within 1e-6", () => {
  test.each(
    everyActivation.flatMap(({ spec: activation }) =>
      lossKinds().map((loss) => [activation.kind, loss, activation] as const),
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

describe("a wrong executor is caught", () => {
  const model = network("tanh", "softmax-cross-entropy", { l2: 0.01 }, 0.2);
  const wrongs: readonly (readonly [string, Fault, string])[] = [
    [
      "a weight gradient that is 0.01% too large",
      { weights: (dw) => void dw.set(dw.map((value) => 1.0001 * value)) },
      "layer4.weights",
    ],
    ["a bias gradient that is forgotten", { biases: (db) => void db.fill(0) }, "layer1.biases"],
    [
      "a slope that is forgotten",
      { replace: (operation) => (operation.kind === "activate-backward" ? [] : [operation]) },
      "layer1.weights",
    ],
    [
      "a penalty that is halved",
      {
        replace: (operation) => [operation.kind === "penalty" ? { ...operation, l2: operation.l2 / 2 } : operation],
      },
      "layer4.weights",
    ],
    [
      "a NaN in one entry",
      {
        weights(dw) {
          dw[dw.length - 1] = Number.NaN;
        },
      },
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
    const backend = brokenBackend({ weights: (dw) => void dw.fill(0) });
    const [first] = checkGradients(faint, { backend }).tensors;
    expect(first.maxAbsError).toBeLessThan(1e-6);
    expect(first.ok).toBe(false);
  });

  test("and one that is not wrong passes the same way", () => {
    expect(checkGradients(model, { backend: brokenBackend({}) })).toEqual(checkGradients(model));
  });

  test.each(wrongs)("%s", (_, fault, tensor) => {
    const { ok, tensors } = checkGradients(model, { backend: brokenBackend(fault) });
    expect(ok).toBe(false);
    expect(tensors.find(({ name }) => name === tensor)?.ok).toBe(false);
  });

  test("and its worst entry is named", () => {
    const backend = brokenBackend({
      weights(dw) {
        dw[7] += 0.25;
      },
    });
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
