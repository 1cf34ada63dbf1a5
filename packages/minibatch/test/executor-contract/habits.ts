/** Averages and constraints. */
import { describe, test } from "vitest";
import type { Backend } from "../../src/plan/executor.ts";
import type { ConstraintKind } from "../../src/plan/operation.ts";
import type { Tolerance } from "../expect-close.ts";
import { type Case, compareCases } from "./compare.ts";
import { COUNTS, SIZES, uniform } from "./numbers.ts";
import { TensorsOf } from "./tensors.ts";

const CONSTRAINTS: readonly (readonly [ConstraintKind, number])[] = [
  ["max-norm", 0.5],
  ["max-norm", 1.5],
  ["max-norm", 1000],
  ["unit-norm", 1],
  ["non-negative", 1],
];

function blendCase(N: number, share: number, to: Float64Array, tolerance: Tolerance): Case {
  const label = `blend ${N} by ${share}, ${to[0]}`;
  const tensors = new TensorsOf(label);
  const [x, average, factor] = [tensors.once("x", N), tensors.once("to", N), tensors.coefficients("share")];
  return {
    label,
    rows: 1,
    operations: [{ kind: "blend", x, to: average, share: factor }],
    given: [
      [x, uniform(N, -2, 2, 0)],
      [average, to],
      [factor, [share]],
    ],
    outputs: [[average, share === 1 ? { abs: 1e-6 } : tolerance]],
  };
}

/** Columns of which one is 0 and another has a NaN. */
function constrainCase(
  [kind, limit]: (typeof CONSTRAINTS)[number],
  shape: readonly number[],
  tolerance: Tolerance,
): Case {
  const label = `${kind} ${limit} of ${shape.join(" x ")}`;
  const w = new TensorsOf(label).once("w", ...shape);
  const O = shape.at(-1) as number;
  const values = uniform(
    shape.reduce((product, size) => product * size, 1),
    -1,
    1,
    shape.length,
    O,
  ).map((value, n) => (n % O === 2 ? 0 : value));
  if (O > 4) values[4] = Number.NaN;
  return {
    label,
    rows: 1,
    operations: [{ kind: "constrain", w, constraint: kind, limit }],
    given: [[w, values]],
    outputs: [[w, tolerance]],
  };
}

export function describeHabits(createBackend: () => Promise<Backend>, tolerance: Tolerance): void {
  describe("habits", () => {
    test("blend, and a share of 1 whatever was there", async () => {
      const counts = [...COUNTS.filter(([B]) => B === 1).map(([, N]) => N), 4099];
      const cases = counts.flatMap((N) => [
        ...[0.001, 0.25].map((share) => blendCase(N, share, uniform(N, -2, 2, 1), tolerance)),
        blendCase(N, 1, new Float64Array(N).fill(Number.NaN), tolerance),
        blendCase(N, 0, uniform(N, -2, 2, 1), tolerance),
      ]);
      await compareCases(await createBackend(), cases);
    });

    test("constrain, a column at a time", async () => {
      const shapes = [...SIZES.flatMap((K) => SIZES.map((O) => [K, O])), [300, 41], [3, 3, 5, 16], [1, 64]];
      const cases = CONSTRAINTS.flatMap((one) => shapes.map((shape) => constrainCase(one, shape, tolerance)));
      await compareCases(await createBackend(), cases);
    });
  });
}
