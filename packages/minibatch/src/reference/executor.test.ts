/** The specification itself: values worked out by hand, and its memory. Shapes and PyTorch's figures are in `test/`. */
import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import type { Dataset } from "../data/dataset.ts";
import { finish } from "../data/slices.ts";
import type { Precision } from "../math/float-array.ts";
import { sgd } from "../optimizers/formulas/sgd.ts";
import type { Operation } from "../plan/operation.ts";
import { MOST_STEPS, type Tensor } from "../plan/tensor.ts";
import { createReferenceBackend } from "./backend.ts";
import { ReferenceExecutor } from "./executor.ts";

const once = (name: string, ...shape: number[]): Tensor => ({
  name,
  role: "parameter",
  type: "float",
  shape,
  extent: "once",
});
const ofRow = (name: string, ...shape: number[]): Tensor => ({
  name,
  role: "activation",
  type: "float",
  shape,
  extent: "row",
});
const ofStep = (name: string, ...shape: number[]): Tensor => ({
  name,
  role: "figure",
  type: "double",
  shape,
  extent: "step",
});

function open(tensors: readonly Tensor[], capacity: number, precision: Precision = "float64"): ReferenceExecutor {
  return new ReferenceExecutor(`reference-${precision}`, precision, { tensors, capacity });
}

/** What `out` holds after one run of the operation over what was written. */
function runByHand(
  operation: Operation,
  written: readonly (readonly [Tensor, readonly number[]])[],
  out: readonly Tensor[],
  rows: number,
  precision: Precision = "float64",
): number[][] {
  const executor = open([...new Set([...written.map(([tensor]) => tensor), ...out])], rows, precision);
  for (const [tensor, values] of written) executor.write(tensor, values);
  expect(executor.compile([operation], rows, null).run(null, 1)).toBe(1);
  return out.map((tensor) => [...executor.read(tensor)]);
}

describe("by hand", () => {
  test("one element at a time", () => {
    const [x, m, y] = [ofRow("x", 2), ofRow("m", 2), ofRow("y", 2)];
    const product = [
      [x, [1, 2, 3, 4]],
      [m, [0, 2, -1, 0.5]],
    ] as const;
    expect(runByHand({ kind: "multiply", x, m, y }, product, [y], 2)).toEqual([[0, 4, -3, 2]]);

    const leaky = { activation: "leaky-relu", parameter: 0.25 } as const;
    expect(runByHand({ kind: "activate", ...leaky, z: x, y }, [[x, [1, -2, 0, 4]]], [y], 2)).toEqual([[1, -0.5, 0, 4]]);
    const errors = [m, [8, 8, 8, -8]] as const;
    const backward: Operation = { kind: "activate-backward", ...leaky, z: x, y, dy: m };
    expect(runByHand(backward, [[x, [1, -2, 0, 4]], errors], [m, y], 2)[0]).toEqual([8, 2, 2, -8]);
    const sigmoid: Operation = { kind: "activate-backward", activation: "sigmoid", parameter: 0, z: x, y, dy: m };
    expect(runByHand(sigmoid, [[y, [0.5, 0.25, 0, 1]], errors], [m, x], 2)[0]).toEqual([2, 1.5, 0, -0]);
  });

  test("a scaled sum, by the step's factor, and the sum of squares", () => {
    const [w, to, factor] = [once("w", 2), once("to", 2), ofStep("factor")];
    const sum: Tensor = { name: "sum", role: "figure", type: "double", shape: [], extent: "once" };
    const written = [
      [w, [2, -4]],
      [to, [1, 1]],
      [factor, [0.5]],
    ] as const;
    expect(runByHand({ kind: "add-scaled", x: w, to, factor }, written, [to], 1)).toEqual([[2, -1]]);
    expect(runByHand({ kind: "sum-of-squares", x: w, sum }, [[w, [2, -4]]], [sum], 1)).toEqual([[20]]);
  });

  test("a dense layer of 2 rows, 3 inputs, 2 outputs, forward and backward", () => {
    const [x, dx] = [ofRow("x", 3), ofRow("dx", 3)];
    const [y, dy] = [ofRow("y", 2), ofRow("dy", 2)];
    const [w, dw, b, db] = [once("w", 3, 2), once("dw", 3, 2), once("b", 2), once("db", 2)];
    const rows = [x, [1, 2, 3, 4, 5, 6]] as const;
    const weights = [w, [1, -1, 0, 2, 3, 0]] as const;
    const errors = [dy, [1, 2, -1, 3]] as const;
    expect(runByHand({ kind: "dense", x, w, b, y }, [rows, weights, [b, [10, 20]]], [y], 2)).toEqual([
      [20, 23, 32, 26],
    ]);
    expect(runByHand({ kind: "dense-backward", dy, w, dx }, [errors, weights], [dx], 2)).toEqual([
      [-1, 4, 3, -4, 6, -3],
    ]);
    expect(runByHand({ kind: "dense-gradient", x, dy, dw }, [rows, errors], [dw], 2)).toEqual([
      [-3, 14, -3, 19, -3, 24],
    ]);
    expect(runByHand({ kind: "column-sums", dy, db }, [errors], [db], 2)).toEqual([[0, 5]]);
  });

  test("the gradient of l1 |w| + l2 w^2, 0 at 0, and its sums", () => {
    const [w, dw, sums] = [once("w", 3), once("dw", 3), ofStep("sums", 2)];
    const written = [
      [w, [2, 0, -3]],
      [dw, [1, 1, 1]],
    ] as const;
    const [gradient, both] = runByHand({ kind: "penalty", w, dw, l1: 0.5, l2: 0.25, sums }, written, [dw, sums], 1);
    expect(gradient).toEqual([2.5, 1, -1]);
    expect(both.slice(0, 2)).toEqual([5, 13]);
    const [, one] = runByHand({ kind: "penalty", w, dw, l1: 0, l2: 0.25, sums }, written, [dw, sums], 1);
    expect(one.slice(0, 2)).toEqual([0, 13]);
  });

  test("clipping by value keeps NaN, for the doctor to find", () => {
    const g = once("g", 4);
    expect(runByHand({ kind: "clip-value", g, limit: 1 }, [[g, [5, -5, 0.5, Number.NaN]]], [g], 1)).toEqual([
      [1, -1, 0.5, Number.NaN],
    ]);
  });

  test("clipping by norm scales what is longer", () => {
    const g = once("g", 2);
    const clip = (limit: number, slack: number): number[][] =>
      runByHand({ kind: "clip-norm", g, limit, slack }, [[g, [3, 4]]], [g], 1);
    expect(clip(2.5, 0)).toEqual([[1.5, 2]]);
    expect(clip(5, 0)).toEqual([[3, 4]]);
    expect(clip(5, 5)).toEqual([[1.5, 2]]);
  });

  test("losses are means, and so are their gradients", () => {
    const [y, prediction, dy, loss] = [ofRow("y", 2), ofRow("prediction", 2), ofRow("dy", 2), ofStep("loss")];
    const labels: Tensor = { name: "labels", role: "target", type: "int", shape: [], extent: "row" };
    const [mean, gradient] = runByHand(
      { kind: "softmax-cross-entropy", y, targets: labels, prediction, dy, loss },
      [
        [y, [0, 0, 0, 0]],
        [labels, [1, 0]],
      ],
      [loss, dy, prediction],
      2,
    );
    expectClose(mean[0], Math.LN2, { rel: 1e-15 });
    expect(gradient).toEqual([0.25, -0.25, -0.25, 0.25]);

    const targets = ofRow("targets", 2);
    const shares = [targets, [1, 0, 0.5, 0.5]] as const;
    const zeros = [y, [0, 0, 0, 0]] as const;
    const softmax: Operation = { kind: "softmax-cross-entropy", y, targets, prediction, dy, loss };
    const [ofShares, toShares] = runByHand(softmax, [zeros, shares], [loss, dy, prediction], 2);
    expectClose(ofShares[0], Math.LN2, { rel: 1e-15 });
    expect(toShares).toEqual([-0.25, 0.25, 0, 0]);
    const sigmoid: Operation = { kind: "sigmoid-binary-cross-entropy", y, targets, prediction, dy, loss };
    const [ofBits, toBits, halves] = runByHand(sigmoid, [zeros, shares], [loss, dy, prediction], 2);
    expectClose(ofBits[0], Math.LN2, { rel: 1e-15 });
    expect(toBits).toEqual([-0.125, 0.125, 0, 0]);
    expect(halves).toEqual([0.5, 0.5, 0.5, 0.5]);

    const written = [
      [y, [1, 2, 3, 4]],
      [targets, [1, 0, 3, 2]],
    ] as const;
    const [squares, slope, same] = runByHand(
      { kind: "mean-squared-error", y, targets, prediction, dy, loss },
      written,
      [loss, dy, prediction],
      2,
    );
    expect(squares[0]).toBe(2);
    expect(slope).toEqual([0, 1, 0, 1]);
    expect(same).toEqual([1, 2, 3, 4]);
  });
});

test("float32 sums in float64 and rounds once", () => {
  const [x, y, w, b] = [ofRow("x", 3), ofRow("y", 1), once("w", 3, 1), once("b", 1)];
  const written = [
    [x, [2 ** 24, 1, 1]],
    [w, [1, 1, 1]],
    [b, [0]],
  ] as const;
  // in float32, 2^24 + 1 + 1 stays 2^24
  expect(runByHand({ kind: "dense", x, w, b, y }, written, [y], 1, "float32")).toEqual([[2 ** 24 + 2]]);
});

test("what is subnormal in float32 leaves an optimizer's state", () => {
  const [p, g, slot, coefficients] = [once("p", 2), once("g", 2), once("slot", 2), ofStep("coefficients", 1)];
  const written = [[slot, [2 ** -127, 2 ** -126]]] as const;
  const update: Operation = { kind: "update", formula: sgd, p, g, slots: [slot], coefficients };
  const all = [slot, p, g, coefficients];
  expect(runByHand(update, written, all, 1, "float32")[0]).toEqual([0, 2 ** -126]);
  expect(runByHand(update, written, all, 1, "float64")[0]).toEqual([2 ** -127, 2 ** -126]);
});

describe("a run", () => {
  const x: Tensor = { name: "x", role: "input", type: "float", shape: [1], extent: "row" };
  const targets = ofRow("targets", 1);
  const labels: Tensor = { name: "labels", role: "target", type: "int", shape: [], extent: "row" };
  const [y, prediction, dy, loss] = [ofRow("y", 1), ofRow("prediction", 1), ofRow("dy", 1), ofStep("loss")];
  const [w, b, dw, rate] = [once("w", 1, 1), once("b", 1), once("dw", 1, 1), ofStep("rate", 1)];
  const operations: Operation[] = [
    { kind: "dense", x, w, b, y },
    { kind: "mean-squared-error", y, targets, prediction, dy, loss },
    { kind: "dense-gradient", x, dy, dw },
    { kind: "stop-unless-finite" },
    { kind: "update", formula: sgd, p: w, g: dw, slots: [], coefficients: rate },
  ];
  const rowsOf = (values: number[], targetValues: number[]): Dataset => ({
    x: { kind: "dense", rows: values.length, features: 1, values: Float64Array.from(values), scale: 1 },
    y: { kind: "values", columns: 1, values: Float64Array.from(targetValues) },
  });

  function openFor(data: Dataset) {
    const executor = open([x, targets, labels, y, prediction, dy, loss, w, b, dw, rate], 1);
    executor.write(rate, new Array(MOST_STEPS).fill(0.5));
    const feed = finish(executor.feed({ input: x, labels, targets }, data.x, data.y, "often"));
    return { executor, feed, program: executor.compile(operations, 1, feed) };
  }

  test("takes the next rows and its own coefficients at each step", () => {
    const { executor, program } = openFor(rowsOf([1, 2, 3], [4, 8, 10]));
    executor.write(rate, [0.5, 0.25]);
    // w 0 -> 4 by the first row at rate 1/2; the third gives (12 - 10) 3 2 / 4
    expect(program.run({ order: Uint32Array.of(1, 0, 2), from: 1 }, 2)).toBe(2);
    expect([...executor.read(w)]).toEqual([1]);
    expect([...executor.read(loss, 0, 2)]).toEqual([16, 4]);
  });

  test("ends before the update of a step whose loss is not finite, and the next run starts anew", () => {
    const { executor, program } = openFor(rowsOf([1, Infinity, 1], [4, 0, 5]));
    const order = Uint32Array.of(0, 1, 2);
    expect(program.run({ order, from: 0 }, 3)).toBe(1);
    expect([...executor.read(w)]).toEqual([4]);
    expect(program.run({ order, from: 2 }, 1)).toBe(1);
    expect([...executor.read(w)]).toEqual([5]);
  });

  test("refuses more steps than there is room for, and a feed that was given back", () => {
    const { program, feed } = openFor(rowsOf([1], [1]));
    expect(program.mostSteps).toBe(MOST_STEPS);
    const batch = { order: Uint32Array.of(0), from: 0 };
    expect(() => program.run(batch, MOST_STEPS + 1)).toThrow(
      new RangeError("Cannot make 65 steps in one call: this program makes at most 64"),
    );
    feed.release();
    expect(() => program.run(batch, 1)).toThrow("Cannot run: the feed has been released; make a new one");
  });
});

test("threads and a BLAS are not for the reference", () => {
  const backend = createReferenceBackend("float64");
  expect(backend).toMatchObject({ name: "reference-float64", precision: "float64", numerics: "strict" });
  expect(backend.withThreads({ count: 2, maySleep: true, now: () => 0, start: async () => null })).toBe(backend);
  expect(backend.withBlas({ blas: { name: "none", setThreads() {}, sgemm() {} }, products: "all" })).toBeNull();
});

describe("its memory", () => {
  const w = once("w", 2, 3);

  test("says what a tensor has, and which there is none of", () => {
    const executor = open([w], 4);
    expect(() => executor.read(w, 4, 3)).toThrow(
      new RangeError("Cannot reach 3 numbers of w from the 4th on: it has 6"),
    );
    expect(() => executor.write(w, [1], 6)).toThrow("Cannot reach 1 numbers of w from the 6th on: it has 6");
    expect(() => executor.read(once("v", 1))).toThrow(
      new RangeError("Cannot use v: the executor was opened without it; name it among the tensors"),
    );
  });

  test("has room for the rows it was opened for", () => {
    expect(() => open([w], 4).compile([], 5, null)).toThrow(
      new RangeError("Cannot run batches of 5 rows: the executor was opened for 4"),
    );
  });

  test("is gone once disposed of", () => {
    const executor = open([w], 4);
    const program = executor.compile([{ kind: "clip-value", g: w, limit: 1 }], 1, null);
    executor.dispose();
    expect(() => executor.read(w)).toThrow("Cannot read w: the executor has been disposed; open a new one");
    expect(() => executor.write(w, [1])).toThrow("Cannot write w: the executor has been disposed");
    expect(() => executor.compile([], 1, null)).toThrow("Cannot compile: the executor has been disposed");
    expect(() => program.run(null, 1)).toThrow("Cannot run: the executor has been disposed");
  });
});
