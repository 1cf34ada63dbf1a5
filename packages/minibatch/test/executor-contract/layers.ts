/**
 * Operations as they follow each other in a layer, which an executor may do as one: a product and its ReLU, a gradient
 * and plain descent. B rows of the batch, I inputs, O outputs.
 */
import { describe, test } from "vitest";
import { compressRows } from "../../src/data/compress-rows.ts";
import type { DenseRows, Rows } from "../../src/data/dataset.ts";
import { sgd } from "../../src/optimizers/formulas/sgd.ts";
import type { Backend } from "../../src/plan/executor.ts";
import { createStream } from "../../src/random/stream.ts";
import type { Tolerance } from "../expect-close.ts";
import { type Case, compareCases, type FedRows } from "./compare.ts";
import { denseRows, forTerms, SHAPES, uniform } from "./numbers.ts";
import { partOf, TensorsOf } from "./tensors.ts";

type Shape = readonly [B: number, I: number, O: number];

/** Around vectors and tiles, and where entries of a row are more than one segment of columns holds. */
const FED_SHAPES: readonly Shape[] = [
  [1, 16, 3],
  [2, 785, 21],
  [5, 17, 8],
  [25, 613, 23],
  [33, 31, 33],
  [100, 129, 97],
];

/**
 * A layer forward and backward, its parameters moved by plain descent. The gradients themselves are nobody's
 * afterwards.
 */
function layerCase(
  label: string,
  [B, I, O]: Shape,
  rows: ArrayLike<number> | Pick<FedRows, "x" | "use">,
  tolerance: Tolerance,
): Case {
  const of = new TensorsOf(label);
  const flat = (name: string) => {
    const whole = of.once(name, I * O + O);
    return { whole, weights: partOf(whole, "weights", 0, I, O), biases: partOf(whole, "biases", I * O, O) };
  };
  const [p, g] = [flat("p"), flat("g")];
  const [x, y, dy, dx] = [of.input("x", I), of.row("y", O), of.row("dy", O), of.row("dx", I)];
  const below = of.row("below", I);
  const rates = of.coefficients("rates", 1);
  const relu = { activation: "relu", parameter: 0 } as const;
  const given: Case["given"] = [
    [p.whole, uniform(I * O + O, -1, 1, 1)],
    [dy, uniform(B * O, -1, 1, 3)],
    // what a layer below gave: a third of it is cut
    [below, uniform(B * I, -0.5, 1, 4).map((value) => Math.max(0, value))],
    [rates, [0.25]],
  ];
  const tensors = { input: x, labels: of.labels("labels"), targets: of.targets("targets", O), weights: p.weights };
  return {
    label,
    rows: B,
    operations: [
      { kind: "dense", x, w: p.weights, b: p.biases, y },
      { kind: "activate", ...relu, z: y, y },
      { kind: "dense-backward", dy, w: p.weights, dx },
      { kind: "activate-backward", ...relu, z: below, y: below, dy: dx },
      { kind: "dense-gradient", x, dy, dw: g.weights },
      { kind: "column-sums", dy, db: g.biases },
      { kind: "update", formula: sgd, p: p.whole, g: g.whole, slots: [], coefficients: rates },
    ],
    given: "x" in rows ? given : [...given, [x, rows]],
    outputs: [
      [y, forTerms(tolerance, I)],
      [dx, forTerms(tolerance, O)],
      [p.whole, forTerms(tolerance, B)],
    ],
    ...("x" in rows && { feed: { tensors, x: rows.x, y: null, use: rows.use } }),
  };
}

/** Bytes of which that share is not 0. */
function drawBytes(B: number, I: number, share: number): DenseRows {
  const stream = createStream(25, "data", B, I);
  const draw = (): number => (stream.nextFloat() < share ? 1 + Math.floor(255 * stream.nextFloat()) : 0);
  return denseRows(I, Uint8Array.from({ length: B * I }, draw), 1 / 255);
}

export function describeLayers(createBackend: () => Promise<Backend>, tolerance: Tolerance): void {
  describe("a layer", () => {
    test("of rows that were written", async () => {
      const cases = SHAPES.map((shape) => {
        const [B, I] = shape;
        return layerCase(shape.join(", "), shape, uniform(B * I, -1, 1, 0), tolerance);
      });
      await compareCases(await createBackend(), cases);
    });

    test("passes NaN and Infinity on, or cuts them, as the reference does", async () => {
      const shape = [7, 9, 13] as const;
      const cases = [Number.NaN, Infinity, -Infinity].map((value) => {
        const rows = uniform(7 * 9, -1, 1, 0).with(22, value);
        return layerCase(`${value}`, shape, rows, tolerance);
      });
      await compareCases(await createBackend(), cases);
    });

    test.each([0.15, 1])("of rows from a feed, in every form, a share of %d not 0", async (share) => {
      const cases = FED_SHAPES.flatMap((shape) => {
        const bytes = drawBytes(shape[0], shape[1], share);
        const floats = { ...bytes, values: Float32Array.from(bytes.values, (value) => value / 255), scale: 1 };
        const forms: Record<string, Rows> = { bytes, floats, entries: compressRows(floats) };
        return Object.entries(forms).flatMap(([form, x]) =>
          (["often", "once", "step"] as const).map((use) =>
            layerCase(`${shape.join(", ")}, ${form}, ${use}`, shape, { x, use }, tolerance),
          ),
        );
      });
      await compareCases(await createBackend(), cases);
    });
  });
}
