/** The specification itself: values worked out by hand, and the arena. Shapes and PyTorch's figures are in `test/`. */
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../test/expect-close.ts";
import { fillNormal } from "../../random/normal.ts";
import { createStream } from "../../random/stream.ts";
import type { FloatArray, Kernels } from "../kernels.ts";
import { createReferenceBackend } from "./backend.ts";

function open(precision: "float32" | "float64" = "float64"): Kernels {
  return createReferenceBackend(precision).create({ floats: 1000, ints: 1000, scratchBytes: 8000 });
}

function take(k: Kernels, values: ArrayLike<number>): FloatArray {
  const buffer = k.floats(values.length);
  buffer.set(values);
  return buffer;
}

describe("by hand", () => {
  test("a dense layer of 2 rows, 3 inputs, 2 outputs, forward and backward", () => {
    const k = open();
    const x = take(k, [1, 2, 3, 4, 5, 6]);
    const w = take(k, [1, -1, 0, 2, 3, 0]);
    const y = k.floats(4);
    k.denseForward(x, w, take(k, [10, 20]), y, 2, 3, 2);
    expect([...y]).toEqual([20, 23, 32, 26]);

    const dy = take(k, [1, 2, -1, 3]);
    const [dx, dw, db] = [k.floats(6), k.floats(6), k.floats(2)];
    k.denseBackwardInput(dy, w, dx, 2, 3, 2);
    expect([...dx]).toEqual([-1, 4, 3, -4, 6, -3]);
    k.denseBackwardWeights(x, dy, dw, db, 2, 3, 2);
    expect([...dw]).toEqual([-3, 14, -3, 19, -3, 24]);
    expect([...db]).toEqual([0, 5]);
  });

  test("the gradient of l1 |w| + l2 w^2, 0 at 0", () => {
    const k = open();
    const g = take(k, [1, 1, 1]);
    k.addPenaltyGradient(g, take(k, [2, 0, -3]), 0.5, 0.25, 3);
    expect([...g]).toEqual([2.5, 1, -1]);
  });

  test("clip keeps NaN, for the doctor to find", () => {
    const k = open();
    const x = take(k, [5, -5, 0.5, Number.NaN]);
    k.clip(x, 1, 4);
    expect([...x]).toEqual([1, -1, 0.5, Number.NaN]);
  });

  test("losses are sums, their gradients scaled", () => {
    const k = open();
    const dlogits = k.floats(4);
    const labels = k.ints(2);
    labels.set([1, 0]);
    const loss = k.softmaxCrossEntropy(k.floats(4), labels, k.floats(4), dlogits, 2, 2);
    expectClose(loss, 2 * Math.LN2, { rel: 1e-15 });
    expect([...dlogits]).toEqual([0.25, -0.25, -0.25, 0.25]);
  });
});

test("sparse rows give the very bits of dense ones", () => {
  const [B, I, O] = [4, 6, 5];
  const k = open();
  const x = take(k, new Array(B * I).fill(0));
  const entries = { values: [] as number[], columns: [] as number[], offsets: [0] };
  for (let r = 0; r < B; r++) {
    for (let i = r; i < I; i += 3) {
      x[r * I + i] = Math.PI * (r + 1) - i;
      entries.values.push(x[r * I + i]);
      entries.columns.push(i);
    }
    entries.offsets.push(entries.values.length);
  }
  const sparse = { values: take(k, entries.values), columns: k.ints(entries.columns.length), offsets: k.ints(B + 1) };
  sparse.columns.set(entries.columns);
  sparse.offsets.set(entries.offsets);
  const [w, b, dy] = [k.floats(I * O), k.floats(O), k.floats(B * O)];
  for (const [index, buffer] of [w, b, dy].entries()) fillNormal(createStream(4, "data", index), buffer, 0, 1);
  const [y1, dw1, db1] = [k.floats(B * O), k.floats(I * O), k.floats(O)];
  const [y2, dw2, db2] = [k.floats(B * O), k.floats(I * O), k.floats(O)];
  k.denseForward(x, w, b, y1, B, I, O);
  k.sparseForward(sparse, w, b, y2, B, I, O);
  k.denseBackwardWeights(x, dy, dw1, db1, B, I, O);
  k.sparseBackwardWeights(sparse, dy, dw2, db2, B, I, O);
  expect([y2, dw2, db2].map((v) => [...v])).toEqual([y1, dw1, db1].map((v) => [...v]));
});

test("float32 sums in float64 and rounds once", () => {
  const k = open("float32");
  const y = k.floats(1);
  // in float32, 2^24 + 1 + 1 stays 2^24
  k.denseForward(take(k, [2 ** 24, 1, 1]), take(k, [1, 1, 1]), k.floats(1), y, 1, 3, 1);
  expect(y[0]).toBe(2 ** 24 + 2);
});

describe("the arena", () => {
  test("says what is left when it is full", () => {
    const k = open();
    k.floats(990);
    expect(() => k.floats(12)).toThrow(
      new RangeError("Cannot take 12 floats: the arena has 10 of 1000 left; create it 2 larger"),
    );
    k.ints(1000);
    expect(() => k.ints(1)).toThrow("Cannot take 1 ints: the arena has 0 of 1000 left; create it 1 larger");
  });

  test("gives nothing once disposed", () => {
    const k = open();
    k.dispose();
    expect(() => k.floats(1)).toThrow("Cannot take 1 floats: the kernels have been disposed; create new ones");
    expect(() => k.ints(1)).toThrow("the kernels have been disposed");
  });

  test("names the scratch that a layer lacks", () => {
    const k = createReferenceBackend("float64").create({ floats: 10, ints: 0, scratchBytes: 8 });
    const v = k.floats(4);
    expect(() => k.denseForward(v, v, v, v, 1, 1, 2)).toThrow(
      "Cannot sum 2 cells: there are 1; create the kernels with the layer's scratchBytes",
    );
  });
});
