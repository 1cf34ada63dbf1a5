/** Pooling, and what goes by channels: every width around vectors, windows that leave gaps, overlap and are cut off. */
import { describe, test } from "vitest";
import { type PoolingSpec, pooledShape, windowsOf } from "../../src/layers/pooling.ts";
import type { Backend } from "../../src/plan/executor.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { sizeOf } from "../../src/plan/tensor.ts";
import type { Pair } from "../../src/plan/windows.ts";
import type { Tolerance } from "../expect-close.ts";
import { type Case, compareCases } from "./compare.ts";
import { forTerms, uniform } from "./numbers.ts";
import { TensorsOf } from "./tensors.ts";

const CHANNELS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 20, 33] as const;

/** As it may be written: a number is both. */
interface Pooling {
  readonly pool: number | Pair;
  readonly stride?: number | Pair;
  readonly padding?: PoolingSpec["padding"];
}

const asPair = (size: number | Pair): Pair => (typeof size === "number" ? [size, size] : size);

/** A picture's height and width, and the windows on it. */
const POOLINGS: readonly (readonly [height: number, width: number, Pooling])[] = [
  [4, 6, { pool: 2 }],
  [5, 7, { pool: 2 }],
  [5, 7, { pool: 2, padding: "same" }],
  [2, 2, { pool: 2 }],
  [1, 1, { pool: 1 }],
  [7, 5, { pool: 3, stride: 2 }],
  [7, 5, { pool: 3, stride: 2, padding: "same" }],
  [8, 6, { pool: 3, stride: 2, padding: 1 }],
  [6, 5, { pool: 3, stride: 1, padding: "same" }],
  [9, 4, { pool: [3, 1], stride: [4, 2] }],
  [3, 11, { pool: [2, 5], stride: [1, 3], padding: 1 }],
  [5, 5, { pool: 5 }],
  [2, 3, { pool: 4, stride: 2, padding: "same" }],
  [4, 4, { pool: 2, stride: 3, padding: 1 }],
  [6, 6, { pool: 4, stride: 2 }],
  [4, 3, { pool: [3, 2], stride: 2, padding: 1 }],
  [5, 4, { pool: 3, stride: 3, padding: 1 }],
];

const EXACT: Tolerance = {};

interface Sizes {
  readonly label: string;
  readonly B: number;
  readonly C: number;
  readonly height: number;
  readonly width: number;
  readonly spec: PoolingSpec;
}

const every: readonly Sizes[] = POOLINGS.flatMap(([height, width, pooling], i) =>
  CHANNELS.map((C, c) => ({
    label: `[${height}, ${width}, ${C}], ${JSON.stringify(pooling)}`,
    B: 1 + ((i + c) % 4) * 3,
    C,
    height,
    width,
    spec: {
      ...{ kind: "max-pool2d", name: "pool", pool: asPair(pooling.pool), padding: pooling.padding ?? "valid" },
      stride: pooling.stride === undefined ? null : asPair(pooling.stride),
    },
  })),
);

/** Whether a ReLU goes backward after it: of the numbers that were pooled, or of others, as below noise. */
type After = "alone" | "a ReLU" | "another's ReLU";

/** Forward, also without the places, and backward; after a ReLU no number is below 0. */
function maxPoolCase({ label, B, C, height, width, spec }: Sizes, x: Float64Array, after: After): Case {
  const of = new TensorsOf(`${label}, ${after}`);
  const windows = windowsOf(spec, [height, width, C]);
  const output = pooledShape(spec, [height, width, C], "");
  const [input, dx] = [of.row("x", height, width, C), of.row("dx", height, width, C)];
  const [y, alone, dy] = [of.row("y", ...output), of.row("alone", ...output), of.row("dy", ...output)];
  const places = of.rowOfInts("places", ...output);
  const cut = after === "a ReLU" ? input : of.row("cut", height, width, C);
  const relu: Operation[] = [{ kind: "activate-backward", activation: "relu", parameter: 0, z: cut, y: cut, dy: dx }];
  return {
    label,
    rows: B,
    operations: [
      { kind: "max-pool", x: input, y: alone, places: null, windows },
      { kind: "max-pool", x: input, y, places, windows },
      { kind: "max-pool-backward", dy, places, x: input, y, dx, windows },
      ...(after === "alone" ? [] : relu),
    ],
    given: [
      [input, after === "a ReLU" ? x.map((value) => Math.max(0, value)) : x],
      ...(after === "another's ReLU" ? [[cut, x.toReversed()] as const] : []),
      [dy, uniform(B * sizeOf(dy), -1, 1, 1)],
    ],
    outputs: [
      [y, EXACT],
      [alone, EXACT],
      [places, EXACT],
      [dx, { abs: 1e-6, rel: 1e-6 }],
    ],
  };
}

function averagePoolCase({ label, B, C, height, width, spec }: Sizes, tolerance: Tolerance): Case {
  const of = new TensorsOf(label);
  const windows = windowsOf(spec, [height, width, C]);
  const output = pooledShape(spec, [height, width, C], "");
  const [x, dx] = [of.row("x", height, width, C), of.row("dx", height, width, C)];
  const [y, dy] = [of.row("y", ...output), of.row("dy", ...output)];
  return {
    label,
    rows: B,
    operations: [
      { kind: "average-pool", x, y, windows },
      { kind: "average-pool-backward", dy, dx, windows },
    ],
    given: [
      [x, uniform(B * sizeOf(x), -1, 1, 2)],
      [dy, uniform(B * sizeOf(dy), -1, 1, 3)],
    ],
    outputs: [
      [y, tolerance],
      [dx, tolerance],
    ],
  };
}

/** [rows, cells of each, channels]; a slope for each channel, or one for all */
const CELLS: readonly (readonly [number, number, number])[] = [
  ...CHANNELS.flatMap((C, i) => [[1 + i, 1 + ((i * 3) % 7), C] as const, [1, 1, C] as const]),
  [3, 40, 24],
];

function channelCase([B, cells, C]: (typeof CELLS)[number], isShared: boolean, tolerance: Tolerance): Case {
  const label = `${B} x ${cells} x ${C}, ${isShared}`;
  const of = new TensorsOf(label);
  const [x, y, dy, dx] = [of.row("x", cells, C), of.row("y", cells, C), of.row("dy", cells, C), of.row("dx", cells, C)];
  const [m, scaled] = [of.drawn("m", C), of.row("scaled", cells, C)];
  const slopes = isShared ? 1 : C;
  const [a, da] = [of.once("a", slopes), of.once("da", slopes)];
  const N = B * cells * C;
  return {
    label,
    rows: B,
    operations: [
      { kind: "slope-below-zero", x, a, y },
      { kind: "slope-below-zero-backward", x, a, dy, dx },
      { kind: "slope-below-zero-gradient", x, dy, da },
      { kind: "multiply-channels", x, m, y: scaled },
    ],
    given: [
      // 0 is not above 0
      [x, uniform(N, -1, 1, 4).map((value, i) => (i % 5 === 2 ? 0 : value))],
      [dy, uniform(N, -1, 1, 5)],
      [a, uniform(slopes, -1, 1, 6)],
      [m, uniform(B * C, 0, 2, 7)],
    ],
    outputs: [
      [y, tolerance],
      [dx, tolerance],
      [da, forTerms(tolerance, N / slopes)],
      [scaled, tolerance],
    ],
  };
}

export function describePooling(createBackend: () => Promise<Backend>, tolerance: Tolerance): void {
  describe("pooling", () => {
    test("the largest of every window", async () => {
      const cases = every.map((sizes) => {
        const { B, height, width, C } = sizes;
        return maxPoolCase(sizes, uniform(B * height * width * C, -1, 1, 0), "alone");
      });
      await compareCases(await createBackend(), cases);
    });

    test("of many equal ones the first, after a ReLU or not", async () => {
      const cases = every.flatMap((sizes) => {
        const { B, height, width, C } = sizes;
        const few = uniform(B * height * width * C, -1, 1, 8).map((value) => Math.round(2 * value) / 2);
        return (["alone", "a ReLU", "another's ReLU"] as const).map((after) => maxPoolCase(sizes, few, after));
      });
      await compareCases(await createBackend(), cases);
    });

    test("NaN wins, and infinities are numbers", async () => {
      const cases = every.map((sizes) => {
        const { B, height, width, C } = sizes;
        const x = uniform(B * height * width * C, -1, 1, 9);
        return maxPoolCase(
          sizes,
          x.map((value, i) => (i % 11 === 3 ? Number.NaN : i % 7 === 1 ? -Infinity : value)),
          "alone",
        );
      });
      await compareCases(await createBackend(), cases);
    });

    test("the mean of every window", async () => {
      await compareCases(
        await createBackend(),
        every.map((sizes) => averagePoolCase(sizes, tolerance)),
      );
    });
  });

  test("slopes below 0, and factors, of every channel or of all", async () => {
    const cases = CELLS.flatMap((sizes) => [channelCase(sizes, false, tolerance), channelCase(sizes, true, tolerance)]);
    await compareCases(await createBackend(), cases);
  });
}
