/**
 * What every set of kernels must do: each operation as the float64 reference does it, on shapes chosen to hurt (tails in
 * each axis, no rows, empty sparse rows and columns, more than any block, logits of +-1000), inputs untouched, nothing written past an output.
 */
import { describe, expect, test } from "vitest";
import type { Backend, LayerShape, SparseRows } from "../src/kernels/kernels.ts";
import { GEMM_SCRATCH_BYTES } from "../src/kernels/wasm.ts";
import { sgdMomentum } from "../src/optimizers/formulas/sgd.ts";
import { below } from "../src/random/below.ts";
import { createStream } from "../src/random/stream.ts";
import { fillUniform } from "../src/random/uniform.ts";
import { inputsBeyond, SHAPES_BEYOND_BLOCKS } from "./block-sizes.ts";
import { type Comparison, openComparison } from "./compare-kernels.ts";
import { everyActivation } from "./every-activation.ts";
import type { Tolerance } from "./expect-close.ts";

const SIZES = [1, 3, 4, 5, 7, 8, 9, 31, 33];
/** [B, I, O]: every combination of the sizes, no rows at all, and a few larger ones around tiles of 6 x 8 and 40 columns */
const SHAPES: readonly (readonly [number, number, number])[] = [
  ...SIZES.flatMap((B) => SIZES.flatMap((I) => SIZES.map((O) => [B, I, O] as const))),
  ...SIZES.map((O) => [0, 5, O] as const),
  [12, 64, 40],
  [13, 65, 41],
  [6, 300, 80],
  [100, 129, 97],
];
const COUNTS = [0, 1, 2, ...SIZES, 64, 1000];
/** Where formulas change branch, overflow or vanish in float32 or float64. */
const EDGES = [
  0, -0, 1e-30, -1e-30, 0.25, -0.25, 0.625, -0.625, 1, -1, 9, -9, 20, -20, 88.5, -88.5, 104, -104, 1000, -1000,
];

function uniform(count: number, low: number, high: number, ...index: [number, number?]): Float64Array {
  const values = new Float64Array(count);
  fillUniform(createStream(20, "data", ...index), values, low, high);
  return values;
}

/** A batch with about two entries in ten, its third row and second column empty, as CSR. */
function sparseRows(B: number, I: number, share: number): { values: number[]; columns: number[]; offsets: number[] } {
  const stream = createStream(21, "data", B, I);
  const [values, columns, offsets] = [[] as number[], [] as number[], [0]];
  for (let r = 0; r < B; r++) {
    for (let i = 0; i < I; i++) {
      if (r === 2 || i === 1 || stream.nextFloat() >= share) continue;
      values.push(2 * stream.nextFloat() - 1);
      columns.push(i);
    }
    offsets.push(values.length);
  }
  return { values, columns, offsets };
}

/** A sum of K products of numbers within 1 may be off by `abs` per 32 of them. */
function forTerms(tolerance: Tolerance, K: number): Tolerance {
  return { ...tolerance, abs: (tolerance.abs ?? 0) * Math.max(1, K / 32) };
}

/**
 * Runs the suite on a backend. `tolerance` is for results of numbers of about 1, relative for larger ones; what an
 * operation promises exactly (sums in float64, sparse and dense rows, clipping) is held to that.
 */
export function describeKernelsContract(
  name: string,
  createBackend: () => Promise<Backend> | Backend,
  tolerance: Tolerance,
): void {
  async function withComparison(run: (comparison: Comparison) => void): Promise<void> {
    const backend = await createBackend();
    const layers: LayerShape[] = SHAPES.flatMap(([B, I, O]) => [true, false].map((sparse) => ({ B, I, O, sparse })));
    const comparison = openComparison(backend, { floats: 2 ** 21, ints: 2 ** 20 }, layers);
    try {
      run(comparison);
    } finally {
      comparison.dispose();
    }
  }

  describe(`${name} does as the reference does (abs ${tolerance.abs}, rel ${tolerance.rel})`, () => {
    test("denseForward", () =>
      withComparison(({ compare }) => {
        for (const [B, I, O] of SHAPES) {
          const reads = { x: uniform(B * I, -1, 1, 0), w: uniform(I * O, -1, 1, 1), b: uniform(O, -1, 1, 2) };
          compare(`${B}, ${I}, ${O}`, { reads, writes: { y: B * O } }, forTerms(tolerance, I), (k, at) =>
            k.denseForward(at.x, at.w, at.b, at.y, B, I, O),
          );
        }
      }));

    test("denseBackwardInput", () =>
      withComparison(({ compare }) => {
        for (const [B, I, O] of SHAPES) {
          const reads = { dy: uniform(B * O, -1, 1, 0), w: uniform(I * O, -1, 1, 1) };
          compare(`${B}, ${I}, ${O}`, { reads, writes: { dx: B * I } }, forTerms(tolerance, O), (k, at) =>
            k.denseBackwardInput(at.dy, at.w, at.dx, B, I, O),
          );
        }
      }));

    test("denseBackwardWeights", () =>
      withComparison(({ compare }) => {
        for (const [B, I, O] of SHAPES) {
          const reads = { x: uniform(B * I, -1, 1, 0), dy: uniform(B * O, -1, 1, 1) };
          compare(`${B}, ${I}, ${O}`, { reads, writes: { dw: I * O, db: O } }, forTerms(tolerance, B), (k, at) =>
            k.denseBackwardWeights(at.x, at.dy, at.dw, at.db, B, I, O),
          );
        }
      }));

    test.each([0, 0.2, 1])("sparseForward and sparseBackwardWeights, a share of %d entries", (share) =>
      withComparison(({ compare }) => {
        for (const [B, I, O] of SHAPES) {
          const { values, columns, offsets } = sparseRows(B, I, share);
          const ints = { columns, offsets };
          const rowsAt = (at: SparseRows): SparseRows => at;
          const forward = { values, w: uniform(I * O, -1, 1, 1), b: uniform(O, -1, 1, 2) };
          compare(`${B}, ${I}, ${O}`, { reads: forward, writes: { y: B * O }, ints }, forTerms(tolerance, I), (k, at) =>
            k.sparseForward(rowsAt(at), at.w, at.b, at.y, B, I, O),
          );
          const backward = { values, dy: uniform(B * O, -1, 1, 3) };
          const writes = { dw: I * O, db: O };
          compare(`${B}, ${I}, ${O}`, { reads: backward, writes, ints }, forTerms(tolerance, B), (k, at) =>
            k.sparseBackwardWeights(rowsAt(at), at.dy, at.dw, at.db, B, I, O),
          );
        }
      }),
    );

    test.each(SHAPES_BEYOND_BLOCKS)("products beyond every block: %d rows, %d inputs, %d outputs", async (B, I, O) => {
      const backend = await createBackend();
      const layers = [true, false].map((sparse) => ({ B, I, O, sparse }));
      const { values, columns, offsets } = sparseRows(B, I, 0.02);
      const ints = { columns, offsets };
      const x = uniform(B * I, -1, 1, 0);
      const w = uniform(I * O, -1, 1, 1);
      const b = uniform(O, -1, 1, 2);
      const dy = uniform(B * O, -1, 1, 3);
      const floats = 2 * (B * I + I * O + B * O) + 2 ** 12;
      const check = (run: (compare: Comparison["compare"]) => void): void => {
        const comparison = openComparison(backend, { floats, ints: columns.length + B + 64 }, layers);
        run(comparison.compare);
        comparison.dispose();
      };
      check((compare) =>
        compare("denseForward", { reads: { x, w, b }, writes: { y: B * O } }, forTerms(tolerance, I), (k, at) =>
          k.denseForward(at.x, at.w, at.b, at.y, B, I, O),
        ),
      );
      check((compare) =>
        compare("denseBackwardInput", { reads: { dy, w }, writes: { dx: B * I } }, forTerms(tolerance, O), (k, at) =>
          k.denseBackwardInput(at.dy, at.w, at.dx, B, I, O),
        ),
      );
      const gradients = { dw: I * O, db: O };
      check((compare) =>
        compare("denseBackwardWeights", { reads: { x, dy }, writes: gradients }, forTerms(tolerance, B), (k, at) =>
          k.denseBackwardWeights(at.x, at.dy, at.dw, at.db, B, I, O),
        ),
      );
      check((compare) =>
        compare(
          "sparseForward",
          { reads: { values, w, b }, writes: { y: B * O }, ints },
          forTerms(tolerance, I),
          (k, at) => k.sparseForward(at, at.w, at.b, at.y, B, I, O),
        ),
      );
      check((compare) =>
        compare(
          "sparseBackwardWeights",
          { reads: { values, dy }, writes: gradients, ints },
          forTerms(tolerance, B),
          (k, at) => k.sparseBackwardWeights(at, at.dy, at.dw, at.db, B, I, O),
        ),
      );
    });

    test.each([1, 2])("%d rows whose entries would outgrow a thread's scratch memory", async (B) => {
      const backend = await createBackend();
      const I = inputsBeyond(GEMM_SCRATCH_BYTES);
      const O = 3;
      const size = { floats: B * I + I * O + 2 ** 12, ints: 64 };
      const { compare, dispose } = openComparison(backend, size, [{ B, I, O, sparse: false }]);
      // so few that the sums are about 1, and everywhere in the row
      const x = uniform(B * I, -1, 1, 0).map((value, i) => (i % 997 === 5 ? value : 0));
      const reads = { x, w: uniform(I * O, -1, 1, 1), b: uniform(O, -1, 1, 2) };
      compare(`${B}, ${I}, ${O}`, { reads, writes: { y: B * O } }, forTerms(tolerance, I / 997), (k, at) =>
        k.denseForward(at.x, at.w, at.b, at.y, B, I, O),
      );
      dispose();
    });

    test("NaN and Infinity in a dense layer go where the reference puts them", () =>
      withComparison(({ compare }) => {
        const [B, I, O] = [7, 9, 13];
        for (const value of [Number.NaN, Infinity]) {
          const x = uniform(B * I, 0.1, 1, 0)
            .with(2 * I + 4, value)
            .with(5 * I, 0);
          const w = uniform(I * O, 0.1, 1, 1).with(O + 3, value);
          const b = uniform(O, -1, 1, 2);
          compare(`${value}`, { reads: { x, w, b }, writes: { y: B * O } }, tolerance, (k, at) =>
            k.denseForward(at.x, at.w, at.b, at.y, B, I, O),
          );
          const dy = uniform(B * O, 0.1, 1, 3).with(O + 1, value);
          compare(`${value}`, { reads: { dy, w }, writes: { dx: B * I } }, tolerance, (k, at) =>
            k.denseBackwardInput(at.dy, at.w, at.dx, B, I, O),
          );
          compare(`${value}`, { reads: { x, dy }, writes: { dw: I * O, db: O } }, tolerance, (k, at) =>
            k.denseBackwardWeights(at.x, at.dy, at.dw, at.db, B, I, O),
          );
        }
      }));

    test.each(everyActivation)("activation $kind", ({ kind, parameter }) =>
      withComparison(({ compare }) => {
        for (const N of COUNTS) {
          const z = uniform(N, -6, 6, 0);
          compare(`${N}`, { reads: { z }, writes: { y: N } }, tolerance, (k, at) =>
            k.activationForward(kind, parameter, at.z, at.y, N),
          );
          compare(`${N} in place`, { reads: {}, writes: { z } }, tolerance, (k, at) =>
            k.activationForward(kind, parameter, at.z, at.z, N),
          );
          compare(
            `${N} backward`,
            { reads: { z, dy: uniform(N, -1, 1, 1) }, writes: { y: N, dz: N } },
            tolerance,
            (k, at) => {
              k.activationForward(kind, parameter, at.z, at.y, N);
              k.activationBackward(kind, parameter, at.z, at.y, at.dy, at.dz, N);
            },
          );
          compare(
            `${N} backward in place`,
            { reads: { z }, writes: { y: N, dy: uniform(N, -1, 1, 1) } },
            tolerance,
            (k, at) => {
              k.activationForward(kind, parameter, at.z, at.y, N);
              k.activationBackward(kind, parameter, at.z, at.y, at.dy, at.dy, N);
            },
          );
        }
        const N = EDGES.length + 1;
        const z = [...EDGES, Number.NaN];
        compare(
          "edges",
          { reads: { z, dy: new Float64Array(N).fill(1) }, writes: { y: N, dz: N } },
          tolerance,
          (k, at) => {
            k.activationForward(kind, parameter, at.z, at.y, N);
            k.activationBackward(kind, parameter, at.z, at.y, at.dy, at.dz, N);
          },
        );
      }),
    );

    test("softmaxCrossEntropy, with labels and with soft targets", () =>
      withComparison(({ compare }) => {
        const stream = createStream(22, "data");
        for (const B of [0, ...SIZES]) {
          for (const C of [...SIZES, 10]) {
            for (const reach of [3, 1000]) {
              const spread = uniform(B * C, -reach, reach, B, C);
              const logits = reach === 1000 ? spread.map((z) => (z > 0 ? 1000 : -1000)) : spread;
              const writes = { prediction: B * C, dlogits: B * C };
              const ints = { labels: Array.from({ length: B }, () => below(stream, C)) };
              compare(`${B}, ${C}, +-${reach}`, { reads: { logits }, writes, ints }, tolerance, (k, at) =>
                k.softmaxCrossEntropy(at.logits, at.labels, at.prediction, at.dlogits, B, C),
              );
              const reads = { logits, targets: uniform(B * C, 0, 1, C) };
              compare(`${B}, ${C}, +-${reach}, soft`, { reads, writes }, tolerance, (k, at) =>
                k.softmaxCrossEntropySoft(at.logits, at.targets, at.prediction, at.dlogits, B, C),
              );
            }
          }
        }
      }));

    test("sigmoidBinaryCrossEntropy", () =>
      withComparison(({ compare }) => {
        for (const N of COUNTS) {
          const reads = { logits: uniform(N, -6, 6, 0), targets: uniform(N, 0, 1, 1) };
          compare(`${N}`, { reads, writes: { prediction: N, dlogits: N } }, tolerance, (k, at) =>
            k.sigmoidBinaryCrossEntropy(at.logits, at.targets, at.prediction, at.dlogits, N, 1 / Math.max(N, 1)),
          );
        }
        for (const target of [0, 1, 0.3]) {
          const N = EDGES.length;
          const reads = { logits: EDGES, targets: new Float64Array(N).fill(target) };
          compare(`edges, ${target}`, { reads, writes: { prediction: N, dlogits: N } }, tolerance, (k, at) =>
            k.sigmoidBinaryCrossEntropy(at.logits, at.targets, at.prediction, at.dlogits, N, 0.5),
          );
        }
      }));

    test("meanSquaredError", () =>
      withComparison(({ compare }) => {
        for (const N of COUNTS) {
          const reads = { y: uniform(N, -3, 3, 0), targets: uniform(N, -3, 3, 1) };
          compare(`${N}`, { reads, writes: { dy: N } }, tolerance, (k, at) =>
            k.meanSquaredError(at.y, at.targets, at.dy, N, 1 / Math.max(N, 1)),
          );
        }
      }));

    test("sums are taken in float64", () =>
      withComparison(({ compare }) => {
        for (const N of [...COUNTS, 4099]) {
          const x = uniform(N, -1000, 1000, 0);
          const exact = { abs: 0, rel: 1e-13 };
          compare(`${N}`, { reads: { x }, writes: {} }, exact, (k, at) => k.sumOfSquares(at.x, N));
          compare(`${N}`, { reads: { x }, writes: {} }, exact, (k, at) => k.sumOfMagnitudes(at.x, N));
        }
      }));

    test("multiply, scale, clip, addPenaltyGradient, addScaled", () =>
      withComparison(({ compare }) => {
        for (const N of COUNTS) {
          const x = uniform(N, -2, 2, 0);
          const w = uniform(N, -2, 2, 1).map((v, i) => (i % 5 === 3 ? 0 : v));
          compare(`multiply ${N}`, { reads: { x, w }, writes: { y: N } }, tolerance, (k, at) =>
            k.multiply(at.x, at.w, at.y, N),
          );
          compare(`multiply ${N} in place`, { reads: { w }, writes: { x } }, tolerance, (k, at) =>
            k.multiply(at.x, at.w, at.x, N),
          );
          compare(`scale ${N}`, { reads: {}, writes: { x } }, tolerance, (k, at) => k.scale(at.x, -0.3, N));
          compare(`clip ${N}`, { reads: {}, writes: { x } }, {}, (k, at) => k.clip(at.x, 0.75, N));
          compare(`addPenaltyGradient ${N}`, { reads: { w }, writes: { x } }, tolerance, (k, at) =>
            k.addPenaltyGradient(at.x, at.w, 0.1, 0.05, N),
          );
          compare(`addScaled ${N}`, { reads: { w }, writes: { x } }, tolerance, (k, at) =>
            k.addScaled(at.x, at.w, -0.3, N),
          );
        }
      }));

    test("update runs the formula of the name", () =>
      withComparison(({ compare }) => {
        const coefficients = Float64Array.of(0.9, 0.01);
        for (const N of COUNTS) {
          const writes = { p: uniform(N, -1, 1, 0), velocity: uniform(N, -1, 1, 2) };
          compare(`${N}`, { reads: { g: uniform(N, -1, 1, 1) }, writes }, tolerance, (k, at) =>
            k.update(sgdMomentum, at.p, at.g, [at.velocity], coefficients, N),
          );
        }
      }));

    test("buffers are zeroed, of the precision, and end with the arena", async () => {
      const backend = await createBackend();
      const k = backend.create({ floats: 100, ints: 10, scratchBytes: 0 });
      expect([...k.floats(100)]).toEqual(new Array(100).fill(0));
      expect([...k.ints(10)]).toEqual(new Array(10).fill(0));
      expect(k.floats(0).BYTES_PER_ELEMENT).toBe(backend.precision === "float64" ? 8 : 4);
      expect(() => k.floats(2 ** 20)).toThrow(RangeError);
      expect(() => k.ints(2 ** 20)).toThrow(RangeError);
      k.dispose();
      expect(() => k.floats(1)).toThrow("disposed");
    });
  });
}
