/** Products of dense layers, of rows in every form: B rows of the batch, I inputs, O outputs. */
import { describe, test } from "vitest";
import type { Backend } from "../../src/plan/executor.ts";
import { GEMM_SCRATCH_BYTES } from "../../src/wasm/room.ts";
import { inputsBeyond, SHAPES_BEYOND_BLOCKS } from "../block-sizes.ts";
import type { Tolerance } from "../expect-close.ts";
import { type Case, compareCases } from "./compare.ts";
import { denseRows, forTerms, SHAPES, sparseRows, uniform } from "./numbers.ts";
import { TensorsOf } from "./tensors.ts";

type Shape = readonly [B: number, I: number, O: number];

const layerOf = (of: TensorsOf, I: number, O: number) => ({
  x: of.input("x", I),
  dx: of.row("dx", I),
  y: of.row("y", O),
  dy: of.row("dy", O),
  w: of.once("w", I, O),
  dw: of.once("dw", I, O),
  b: of.once("b", O),
  db: of.once("db", O),
  labels: of.labels("labels"),
  targets: of.targets("targets", O),
});

/** The four operations of a layer, each by itself, of rows that were written. */
function ofWritten([B, I, O]: Shape, tolerance: Tolerance): Case[] {
  const label = `${B}, ${I}, ${O}`;
  const { x, dx, y, dy, w, dw, b, db } = layerOf(new TensorsOf(label), I, O);
  const written = {
    x: [x, uniform(B * I, -1, 1, 0)],
    w: [w, uniform(I * O, -1, 1, 1)],
    b: [b, uniform(O, -1, 1, 2)],
    dy: [dy, uniform(B * O, -1, 1, 3)],
  } as const;
  const shared = { label, rows: B };
  return [
    {
      ...shared,
      operations: [{ kind: "dense", x, w, b, y }],
      given: [written.x, written.w, written.b],
      outputs: [[y, forTerms(tolerance, I)]],
    },
    {
      ...shared,
      operations: [{ kind: "dense-backward", dy, w, dx }],
      given: [written.dy, written.w],
      outputs: [[dx, forTerms(tolerance, O)]],
    },
    {
      ...shared,
      operations: [{ kind: "dense-gradient", x, dy, dw }],
      given: [written.x, written.dy],
      outputs: [[dw, forTerms(tolerance, B)]],
    },
    {
      ...shared,
      operations: [{ kind: "column-sums", dy, db }],
      given: [written.dy],
      outputs: [[db, forTerms(tolerance, B)]],
    },
  ];
}

/** Forward and backward over rows from a feed. */
function ofFed([B, I, O]: Shape, share: number, tolerance: Tolerance): Case {
  const label = `${B}, ${I}, ${O}, a share of ${share}`;
  const { x, y, dy, w, dw, b, db, labels, targets } = layerOf(new TensorsOf(label), I, O);
  return {
    label,
    rows: B,
    operations: [
      { kind: "dense", x, w, b, y },
      { kind: "dense-gradient", x, dy, dw },
      { kind: "column-sums", dy, db },
    ],
    given: [
      [w, uniform(I * O, -1, 1, 1)],
      [b, uniform(O, -1, 1, 2)],
      [dy, uniform(B * O, -1, 1, 3)],
    ],
    outputs: [
      [y, forTerms(tolerance, I)],
      [dw, forTerms(tolerance, B)],
      [db, forTerms(tolerance, B)],
    ],
    feed: { tensors: { input: x, labels, targets, weights: w }, x: sparseRows(B, I, share), y: null, use: "often" },
  };
}

export function describeProducts(createBackend: () => Promise<Backend>, tolerance: Tolerance): void {
  describe("products", () => {
    test("of rows that were written", async () => {
      await compareCases(
        await createBackend(),
        SHAPES.flatMap((shape) => ofWritten(shape, tolerance)),
      );
    });

    test.each([0, 0.2, 1])("of rows given as entries, a share of %d", async (share) => {
      await compareCases(
        await createBackend(),
        SHAPES.map((shape) => ofFed(shape, share, tolerance)),
      );
    });

    test.each(SHAPES_BEYOND_BLOCKS)("beyond every block: %d rows, %d inputs, %d outputs", async (B, I, O) => {
      const backend = await createBackend();
      const shape = [B, I, O] as const;
      // one at a time: together they would need much memory
      for (const one of ofWritten(shape, tolerance)) await compareCases(backend, [one]);
      await compareCases(backend, [ofFed(shape, 0.02, tolerance)]);
    });

    test.each([1, 2])("of %d rows whose entries would outgrow a thread's scratch memory", async (B) => {
      const backend = await createBackend();
      const I = inputsBeyond(GEMM_SCRATCH_BYTES);
      const O = 3;
      // so few that the sums are about 1, and everywhere in the row
      const values = uniform(B * I, -1, 1, 0).map((value, i) => (i % 997 === 5 ? value : 0));
      const { x, y, w, b, labels, targets } = layerOf(new TensorsOf("wide"), I, O);
      const wide: Case = {
        label: "wide",
        rows: B,
        operations: [{ kind: "dense", x, w, b, y }],
        given: [
          [w, uniform(I * O, -1, 1, 1)],
          [b, uniform(O, -1, 1, 2)],
        ],
        outputs: [[y, forTerms(tolerance, I / 997)]],
      };
      await compareCases(backend, [{ ...wide, given: [...wide.given, [x, values]] }]);
      const fed = {
        tensors: { input: x, labels, targets, weights: w },
        x: denseRows(I, Float32Array.from(values)),
        y: null,
      };
      for (const use of ["often", "once"] as const) await compareCases(backend, [{ ...wide, feed: { ...fed, use } }]);
    });

    test("put NaN and Infinity where the reference puts them", async () => {
      const [B, I, O] = [7, 9, 13];
      const cases = [Number.NaN, Infinity].flatMap((value) => {
        const { x, dx, y, dy, w, dw, b } = layerOf(new TensorsOf(`${value}`), I, O);
        const rows = [
          x,
          uniform(B * I, 0.1, 1, 0)
            .with(2 * I + 4, value)
            .with(5 * I, 0),
        ] as const;
        const weights = [w, uniform(I * O, 0.1, 1, 1).with(O + 3, value)] as const;
        const errors = [dy, uniform(B * O, 0.1, 1, 3).with(O + 1, value)] as const;
        const shared = { label: `${value}`, rows: B };
        return [
          {
            ...shared,
            operations: [{ kind: "dense", x, w, b, y }],
            given: [rows, weights, [b, uniform(O, -1, 1, 2)]],
            outputs: [[y, tolerance]],
          },
          {
            ...shared,
            operations: [{ kind: "dense-backward", dy, w, dx }],
            given: [errors, weights],
            outputs: [[dx, tolerance]],
          },
          {
            ...shared,
            operations: [{ kind: "dense-gradient", x, dy, dw }],
            given: [rows, errors],
            outputs: [[dw, tolerance]],
          },
        ] satisfies Case[];
      });
      await compareCases(await createBackend(), cases);
    });
  });
}
