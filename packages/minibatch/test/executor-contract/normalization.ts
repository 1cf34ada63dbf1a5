/** Normalizations: few channels and many, one pixel and many, with and without gamma and beta, far from 0. */
import { describe, test } from "vitest";
import type { Backend } from "../../src/plan/executor.ts";
import type { Operation } from "../../src/plan/operation.ts";
import type { Tensor } from "../../src/plan/tensor.ts";
import type { Tolerance } from "../expect-close.ts";
import { type Case, compareCases } from "./compare.ts";
import { uniform } from "./numbers.ts";
import { TensorsOf } from "./tensors.ts";

/** Rows, pixels, channels: around vectors, pairs, units of six rows, and where channels are repeated in tables. */
const CUTS: readonly (readonly [B: number, P: number, C: number])[] = [
  [1, 1, 1],
  [1, 2, 3],
  [2, 1, 1],
  [3, 1, 5],
  [7, 1, 64],
  [13, 1, 67],
  [5, 7, 1],
  [5, 8, 2],
  [6, 9, 3],
  [7, 25, 6],
  [13, 9, 9],
  [2, 33, 16],
  [3, 64, 31],
  [4, 5, 132],
  [2, 3, 260],
];

/** Channels are summed by themselves or as runs, and in groups that end within vectors. */
const GROUPS: readonly (readonly [B: number, P: number, C: number, groups: number])[] = [
  [1, 1, 6, 2],
  [3, 1, 35, 5],
  [7, 4, 6, 3],
  [2, 9, 6, 1],
  [5, 11, 8, 8],
  [2, 16, 15, 3],
  [3, 10, 132, 2],
  [2, 4, 65, 13],
];

/** More channels than tables are made for at a time. */
const MANY_CHANNELS = 16390;

const EPSILON = 0.003;

/** Sums in float64, of numbers in the executor's precision. */
const WIDE: Tolerance = { abs: 1e-12, rel: 1e-9 };

type Variables = "both" | "gamma" | "beta" | "neither";

interface Numbers {
  readonly of: TensorsOf;
  readonly given: [Tensor, ArrayLike<number>][];
  readonly x: Tensor;
  readonly y: Tensor;
  readonly dy: Tensor;
  readonly dx: Tensor;
  readonly gamma: Tensor | null;
  readonly beta: Tensor | null;
  readonly dgamma: Tensor | null;
  readonly dbeta: Tensor | null;
}

function draw(label: string, [B, P, C]: readonly [number, number, number], variables: Variables, far: number): Numbers {
  const of = new TensorsOf(label);
  const [x, dy] = [of.row("x", P, C), of.row("dy", P, C)];
  const hasGamma = variables === "both" || variables === "gamma";
  const hasBeta = variables === "both" || variables === "beta";
  const [gamma, beta] = [hasGamma ? of.once("gamma", C) : null, hasBeta ? of.once("beta", C) : null];
  const given: Numbers["given"] = [
    [x, uniform(B * P * C, -2, 2, 0).map((value, i) => value + far * ((i % C) - 1))],
    [dy, uniform(B * P * C, -1, 1, 1)],
  ];
  if (gamma !== null) given.push([gamma, uniform(C, 0.5, 1.5, 2)]);
  if (beta !== null) given.push([beta, uniform(C, -1, 1, 3)]);
  return {
    ...{ of, given, x, dy, gamma, beta, y: of.row("y", P, C), dx: of.row("dx", P, C) },
    dgamma: hasGamma ? of.once("dgamma", C) : null,
    dbeta: hasBeta ? of.once("dbeta", C) : null,
  };
}

function outputsOf({ y, dx, dgamma, dbeta }: Numbers, tolerance: Tolerance): [Tensor, Tolerance][] {
  return [y, dx, dgamma, dbeta].flatMap((tensor) => (tensor === null ? [] : [[tensor, tolerance]]));
}

function batchNormCase(cut: (typeof CUTS)[number], variables: Variables, far: number, tolerance: Tolerance): Case {
  const [B, , C] = cut;
  const label = `batch-norm ${cut.join(", ")} ${variables}, ${far} away`;
  const numbers = draw(label, cut, variables, far);
  const { of, x, y, dy, dx, gamma, beta, dgamma, dbeta } = numbers;
  const [mean, variance, inverse] = ["mean", "variance", "inverse"].map((name) => of.doubles(name, C));
  const sums = of.doubles("sums", 2, C);
  const [movingMean, movingVariance] = [of.once("moving mean", C), of.once("moving variance", C)];
  const moved = of.row("moved", ...y.shape);
  const operations: Operation[] = [
    { kind: "moved-norm", x, mean: movingMean, variance: movingVariance, epsilon: EPSILON, gamma, beta, y: moved },
    { kind: "batch-moments", x, mean, variance, inverse, epsilon: EPSILON },
    { kind: "batch-norm", x, mean, inverse, gamma, beta, y },
    { kind: "batch-norm-sums", x, dy, mean, sums },
    { kind: "batch-norm-backward", x, dy, mean, inverse, gamma, sums, dx },
    { kind: "batch-norm-gradient", inverse, sums, dgamma, dbeta },
    { kind: "move-statistics", mean, variance, momentum: 0.7, movingMean, movingVariance },
  ];
  return {
    label,
    rows: B,
    operations,
    given: [
      ...numbers.given,
      [movingMean, uniform(C, -1, 1, 4).map((value, c) => value + far * (c - 1))],
      [movingVariance, uniform(C, 0.5, 2, 5)],
    ],
    outputs: [
      ...outputsOf(numbers, tolerance),
      ...[mean, variance, inverse, sums].map((tensor) => [tensor, WIDE] as const),
      ...[movingMean, movingVariance].map((tensor) => [tensor, tolerance] as const),
      // a multiply-add alone: what is far from 0 costs figures
      [moved, { ...tolerance, abs: (tolerance.abs ?? 0) * Math.max(1, far * C) }],
    ],
  };
}

function layerNormCase(cut: (typeof CUTS)[number], variables: Variables, centers: boolean, tolerance: Tolerance): Case {
  const [B, P] = cut;
  const label = `${centers ? "layer-norm" : "rms-norm"} ${cut.join(", ")} ${variables}`;
  const numbers = draw(label, cut, variables, 0);
  const { of, x, y, dy, dx, gamma, beta, dgamma, dbeta } = numbers;
  const [mean, inverse] = ["mean", "inverse"].map((name) => of.doublesOfRows(name, P));
  return {
    label,
    rows: B,
    operations: [
      { kind: "layer-norm", x, centers, epsilon: EPSILON, mean, inverse, gamma, beta, y },
      { kind: "layer-norm-backward", x, centers, dy, mean, inverse, gamma, dx },
      { kind: "layer-norm-gradient", x, dy, mean, inverse, dgamma, dbeta },
    ],
    given: numbers.given,
    outputs: [...outputsOf(numbers, tolerance), [mean, WIDE], [inverse, WIDE]],
  };
}

function groupNormCase([B, P, C, groups]: (typeof GROUPS)[number], variables: Variables, tolerance: Tolerance): Case {
  const label = `group-norm ${B}, ${P}, ${C}, ${groups} ${variables}`;
  const numbers = draw(label, [B, P, C], variables, 0);
  const { of, x, y, dy, dx, gamma, beta, dgamma, dbeta } = numbers;
  const [mean, inverse] = ["mean", "inverse"].map((name) => of.doublesOfRows(name, groups));
  const sums = of.doublesOfRows("sums", 2, C);
  return {
    label,
    rows: B,
    operations: [
      { kind: "group-norm", x, groups, epsilon: EPSILON, mean, inverse, gamma, beta, y },
      { kind: "group-norm-backward", x, groups, dy, mean, inverse, gamma, sums, dx },
      { kind: "group-norm-gradient", groups, inverse, sums, dgamma, dbeta },
    ],
    given: numbers.given,
    outputs: [...outputsOf(numbers, tolerance), ...[mean, inverse, sums].map((tensor) => [tensor, WIDE] as const)],
  };
}

const VARIABLES: readonly Variables[] = ["both", "gamma", "beta", "neither"];

export function describeNormalization(createBackend: () => Promise<Backend>, given: Tolerance): void {
  // dx is a difference of numbers that are larger where a variance is small
  const tolerance = { ...given, abs: 4 * (given.abs ?? 0) };
  describe("normalizations", () => {
    test("of batches", async () => {
      const cases = CUTS.flatMap((cut, i) => [
        batchNormCase(cut, "both", 0, tolerance),
        batchNormCase(cut, VARIABLES[i % 4], 0, tolerance),
        batchNormCase(cut, "both", 10, tolerance),
      ]);
      await compareCases(await createBackend(), cases);
    });

    test.each([true, false])("of pixels, centered %s", async (centers) => {
      const cases = CUTS.flatMap((cut) => VARIABLES.map((one) => layerNormCase(cut, one, centers, tolerance)));
      await compareCases(await createBackend(), cases);
    });

    test("of groups", async () => {
      const cases = GROUPS.flatMap((cut) => VARIABLES.map((one) => groupNormCase(cut, one, tolerance)));
      await compareCases(await createBackend(), cases);
    });

    test("of more channels than a table holds", async () => {
      await compareCases(await createBackend(), [
        batchNormCase([3, 1, MANY_CHANNELS], "both", 0, tolerance),
        batchNormCase([2, 2, MANY_CHANNELS], "both", 0, tolerance),
        groupNormCase([2, 2, MANY_CHANNELS, MANY_CHANNELS / 2], "both", tolerance),
        groupNormCase([2, 2, MANY_CHANNELS, 11], "both", tolerance),
      ]);
    });

    test("of groups whose input needs no gradient", async () => {
      const cut = [5, 6, 8] as const;
      const numbers = draw("no dx", cut, "both", 0);
      const { of, x, y, dy, gamma, beta, dgamma, dbeta } = numbers;
      const [mean, inverse] = ["mean", "inverse"].map((name) => of.doublesOfRows(name, 2));
      const sums = of.doublesOfRows("sums", 2, 8);
      await compareCases(await createBackend(), [
        {
          label: "no dx",
          rows: 5,
          operations: [
            { kind: "group-norm", x, groups: 2, epsilon: EPSILON, mean, inverse, gamma, beta, y },
            { kind: "group-norm-backward", x, groups: 2, dy, mean, inverse, gamma, sums, dx: null },
            { kind: "group-norm-gradient", groups: 2, inverse, sums, dgamma, dbeta },
          ],
          given: numbers.given,
          outputs: [
            [y, tolerance],
            ...[dgamma, dbeta].flatMap((one) => (one === null ? [] : [[one, tolerance] as const])),
          ],
        },
      ]);
    });
  });
}
