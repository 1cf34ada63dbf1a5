/** Convolutions of B images, each operation by itself, and with the ReLU or its mask that an executor may take in. */
import { describe, test } from "vitest";
import type { ImageShape, Pair } from "../../src/plan/convolution.ts";
import type { Backend } from "../../src/plan/executor.ts";
import type { Tolerance } from "../expect-close.ts";
import { type Case, compareCases } from "./compare.ts";
import { forTerms, uniform } from "./numbers.ts";
import { TensorsOf } from "./tensors.ts";

/** Images that come in, kernels, and how they lie there; `padding` is that of rows and columns, before and behind. */
export interface Shape {
  readonly B: number;
  readonly image: ImageShape;
  readonly kernel: Pair;
  readonly filters: number;
  readonly stride?: Pair;
  readonly dilation?: Pair;
  readonly padding?: readonly [before: Pair, behind: Pair];
  readonly groups?: number;
}

const NONE: Pair = [0, 0];
const ONE: Pair = [1, 1];

/** Pixels, channels and filters around vectors and tiles, windows of every kind. */
const SHAPES: readonly Shape[] = [
  // one pixel comes out, or comes in
  { B: 3, image: [1, 1, 1], kernel: [1, 1], filters: 1 },
  { B: 7, image: [1, 1, 5], kernel: [1, 1], filters: 17 },
  { B: 5, image: [4, 3, 2], kernel: [4, 3], filters: 9 },
  { B: 2, image: [1, 1, 3], kernel: [3, 3], filters: 4, padding: [ONE, ONE] },
  ...[1, 3, 5, 17].flatMap((channels) =>
    [1, 6, 8, 13, 16, 17, 33].map((filters): Shape => {
      const padding = filters % 2 === 0 ? ([ONE, ONE] as const) : ([NONE, NONE] as const);
      return { B: 2, image: [7, 5, channels], kernel: [3, 3], filters, padding };
    }),
  ),
  // strides beyond the kernel, and windows of which some are all zeros
  { B: 2, image: [9, 11, 3], kernel: [2, 1], filters: 5, stride: [3, 4] },
  { B: 2, image: [8, 9, 4], kernel: [3, 3], filters: 10, stride: [2, 2], padding: [NONE, ONE] },
  {
    B: 2,
    image: [9, 7, 3],
    kernel: [5, 2],
    filters: 7,
    stride: [1, 3],
    padding: [
      [2, 0],
      [2, 1],
    ],
  },
  {
    B: 2,
    image: [3, 4, 2],
    kernel: [2, 2],
    filters: 3,
    stride: [2, 1],
    padding: [
      [4, 3],
      [5, 2],
    ],
  },
  // windows' beginnings and places that share a divisor, or do not; pixels that no window sees
  { B: 2, image: [12, 13, 3], kernel: [3, 4], filters: 9, stride: [2, 4], dilation: [2, 2], padding: [ONE, ONE] },
  { B: 2, image: [13, 12, 2], kernel: [4, 3], filters: 6, stride: [3, 2], dilation: [2, 3], padding: [ONE, NONE] },
  { B: 2, image: [10, 10, 16], kernel: [1, 1], filters: 17, stride: [2, 2] },
  { B: 2, image: [11, 10, 4], kernel: [2, 2], filters: 6, stride: [4, 3], groups: 2 },
  { B: 2, image: [3, 1, 2], kernel: [1, 1], filters: 3, stride: [1, 2] },
  // dilated
  { B: 2, image: [9, 8, 5], kernel: [3, 2], filters: 6, dilation: [2, 3] },
  {
    B: 2,
    image: [10, 11, 2],
    kernel: [3, 3],
    filters: 9,
    dilation: [3, 2],
    stride: [2, 3],
    padding: [
      [3, 2],
      [2, 2],
    ],
  },
  // in groups
  { B: 2, image: [6, 5, 4], kernel: [3, 3], filters: 6, groups: 2, padding: [ONE, ONE] },
  { B: 2, image: [5, 6, 15], kernel: [2, 3], filters: 51, groups: 3, stride: [2, 1] },
  {
    B: 3,
    image: [5, 5, 6],
    kernel: [3, 3],
    filters: 12,
    groups: 6,
    dilation: [2, 2],
    padding: [
      [2, 2],
      [2, 2],
    ],
  },
  ...[2, 3, 4, 5, 17, 33].map(
    (channels): Shape => ({
      ...{ B: 2, image: [6, 7, channels], kernel: [3, 2], filters: channels, groups: channels },
      padding: [ONE, NONE],
    }),
  ),
  { B: 2, image: [9, 9, 9], kernel: [3, 3], filters: 9, groups: 9, stride: [2, 2], padding: [ONE, ONE] },
  { B: 2, image: [13, 14, 21], kernel: [3, 5], filters: 21, groups: 21, stride: [2, 3], padding: [ONE, [2, 1]] },
  { B: 2, image: [12, 9, 16], kernel: [2, 6], filters: 16, groups: 16, dilation: [2, 1], padding: [ONE, ONE] },
  // rows of images that are cut into chunks, and many images in one
  { B: 2, image: [41, 37, 16], kernel: [3, 3], filters: 9, padding: [ONE, ONE] },
  { B: 1, image: [40, 50, 24], kernel: [5, 3], filters: 4, stride: [2, 2] },
  { B: 1, image: [3, 260, 70], kernel: [3, 3], filters: 3, padding: [ONE, ONE] },
  // rows of which a part alone has room, there and back
  { B: 1, image: [2, 300, 200], kernel: [3, 3], filters: 2, padding: [ONE, ONE] },
  { B: 1, image: [2, 301, 2], kernel: [3, 3], filters: 200, stride: [1, 2], padding: [ONE, ONE] },
  { B: 1, image: [3, 300, 200], kernel: [3, 2], filters: 200, groups: 200, padding: [ONE, ONE] },
  { B: 2, image: [1, 16500, 1], kernel: [1, 3], filters: 2, padding: [NONE, [0, 1]] },
  { B: 1, image: [1, 16500, 2], kernel: [1, 3], filters: 1 },
  { B: 70, image: [4, 4, 1], kernel: [3, 3], filters: 3 },
  { B: 33, image: [2, 2, 8], kernel: [2, 2], filters: 20 },
];

export function outputOf({
  image,
  kernel,
  filters,
  stride = ONE,
  dilation = ONE,
  padding = [NONE, NONE],
}: Shape): ImageShape {
  const along = (i: 0 | 1): number => {
    const room = image[i] + padding[0][i] + padding[1][i] - (kernel[i] - 1) * dilation[i] - 1;
    return Math.floor(room / stride[i]) + 1;
  };
  return [along(0), along(1), filters];
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

export function casesOf(
  shape: Shape,
  tolerance: Tolerance,
  change: (numbers: Float64Array) => Float64Array = (x) => x,
): Case[] {
  const { B, image, kernel, filters, stride = ONE, dilation = ONE, padding = [NONE, NONE], groups = 1 } = shape;
  const label = JSON.stringify(shape);
  const of = new TensorsOf(label);
  const output = outputOf(shape);
  const inGroup = image[2] / groups;
  const weights = [...kernel, inGroup, filters];
  const [x, dx, y, dy] = [
    of.input("x", ...image),
    of.row("dx", ...image),
    of.row("y", ...output),
    of.row("dy", ...output),
  ];
  const [w, dw, b, db] = [
    of.once("w", ...weights),
    of.once("dw", ...weights),
    of.once("b", filters),
    of.once("db", filters),
  ];
  const below = of.row("below", ...image);
  const window = { image, output, stride, dilation, before: padding[0], groups };
  const given = {
    x: [x, change(uniform(B * sizeOf(image), -1, 1, 0))],
    w: [w, uniform(sizeOf(weights), -1, 1, 1)],
    b: [b, uniform(filters, -1, 1, 2)],
    dy: [dy, change(uniform(B * sizeOf(output), -1, 1, 3))],
    below: [below, uniform(B * sizeOf(image), -0.5, 1, 4).map((value) => Math.max(0, value))],
  } as const;
  const pixels = B * output[0] * output[1];
  const relu = { activation: "relu", parameter: 0 } as const;
  const shared = { label, rows: B };
  const seen = sizeOf(kernel) * inGroup;
  const back = { kind: "conv2d-backward", dy, w, dx, window } as const;
  return [
    {
      ...shared,
      operations: [{ kind: "conv2d", x, w, b, y, window }],
      given: [given.x, given.w, given.b],
      outputs: [[y, forTerms(tolerance, seen)]],
    },
    {
      ...shared,
      operations: [
        { kind: "conv2d", x, w, b: null, y, window },
        { kind: "activate", ...relu, z: y, y },
      ],
      given: [given.x, given.w],
      outputs: [[y, forTerms(tolerance, seen)]],
    },
    {
      ...shared,
      operations: [back],
      given: [given.dy, given.w],
      outputs: [[dx, forTerms(tolerance, (sizeOf(kernel) * filters) / groups)]],
    },
    {
      ...shared,
      operations: [back, { kind: "activate-backward", ...relu, z: below, y: below, dy: dx }],
      given: [given.dy, given.w, given.below],
      outputs: [[dx, forTerms(tolerance, (sizeOf(kernel) * filters) / groups)]],
    },
    {
      ...shared,
      operations: [
        { kind: "conv2d-gradient", x, dy, dw, window },
        { kind: "channel-sums", dy, db },
      ],
      given: [given.x, given.dy],
      outputs: [
        [dw, forTerms(tolerance, pixels)],
        [db, forTerms(tolerance, pixels)],
      ],
    },
  ];
}

export function describeConvolutions(createBackend: () => Promise<Backend>, tolerance: Tolerance): void {
  describe("convolutions", () => {
    test.each(SHAPES.map((shape) => [JSON.stringify(shape), shape] as const))("%s", async (_, shape) => {
      await compareCases(await createBackend(), casesOf(shape, tolerance));
    });

    test("put NaN and Infinity where the reference puts them", async () => {
      const shape: Shape = { B: 2, image: [5, 6, 3], kernel: [3, 3], filters: 9 };
      const backend = await createBackend();
      for (const value of [Number.NaN, Infinity]) {
        const change = (numbers: Float64Array): Float64Array => numbers.with(20, value);
        // turned windows see zeros around the errors, and 0 times infinity is not a number
        const cases = casesOf(shape, tolerance, change).filter((_, i) => i !== 2 && i !== 3);
        await compareCases(backend, cases);
      }
    });
  });
}
