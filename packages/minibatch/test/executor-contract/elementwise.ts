/** Operations on one element at a time, and sums over all. */
import { describe, test } from "vitest";
import type { ActivationKind } from "../../src/activations/activations.ts";
import { adam, adamAmsgrad } from "../../src/optimizers/formulas/adam.ts";
import { sgd, sgdMomentum } from "../../src/optimizers/formulas/sgd.ts";
import type { Backend } from "../../src/plan/executor.ts";
import { everyActivation } from "../every-activation.ts";
import type { Tolerance } from "../expect-close.ts";
import { type Case, compareCases } from "./compare.ts";
import { COUNTS, EDGES, uniform } from "./numbers.ts";
import { TensorsOf } from "./tensors.ts";

const UPDATES = [
  { formula: sgd, slots: 0, coefficients: [0.1] },
  { formula: sgdMomentum, slots: 1, coefficients: [0.9, 0.01] },
  { formula: adam, slots: 2, coefficients: [0.9, 0.1, 0.999, 0.001, 0.01, 1.2, 1e-7] },
  { formula: adamAmsgrad, slots: 3, coefficients: [0.9, 0.1, 0.999, 0.001, 0.01, 1.2, 1e-7] },
];

/** sums are in float64 on every executor */
const EXACT_SUM: Tolerance = { abs: 0, rel: 1e-13 };

function activationCases(
  activation: ActivationKind,
  parameter: number,
  label: string,
  [B, O]: readonly [number, number],
  values: readonly [z: ArrayLike<number>, dy: ArrayLike<number>],
  tolerance: Tolerance,
): Case[] {
  const apart = new TensorsOf(label);
  const inPlace = new TensorsOf(`${label} in place`);
  const [z, y, dy, same] = [apart.row("z", O), apart.row("y", O), apart.row("dy", O), inPlace.row("z", O)];
  const f = { activation, parameter } as const;
  return [
    {
      label,
      rows: B,
      operations: [
        { kind: "activate", ...f, z, y },
        { kind: "activate-backward", ...f, z, y, dy },
      ],
      given: [
        [z, values[0]],
        [dy, values[1]],
      ],
      outputs: [
        [y, tolerance],
        [dy, tolerance],
      ],
    },
    {
      label: `${label} in place`,
      rows: B,
      operations: [{ kind: "activate", ...f, z: same, y: same }],
      given: [[same, values[0]]],
      outputs: [[same, tolerance]],
    },
  ];
}

/** What works on parameters and gradients, [N]. */
function ofParameters(N: number, tolerance: Tolerance): Case[] {
  const values = uniform(N, -2, 2, 0);
  const weights = uniform(N, -2, 2, 1).map((v, i) => (i % 5 === 3 ? 0 : v));
  const named = (name: string): { of: TensorsOf; label: string; rows: number } => {
    const label = `${name} ${N}`;
    return { of: new TensorsOf(label), label, rows: 1 };
  };
  const clip = named("clip-value");
  const clipped = clip.of.once("g", N);
  const scaled = named("add-scaled");
  const [x, to, factor] = [scaled.of.once("x", N), scaled.of.once("to", N), scaled.of.coefficients("factor")];
  const penalized = [
    [0.1, 0.05],
    [0.1, 0],
    [0, 0.05],
  ].map(([l1, l2]): Case => {
    const penalty = named(`penalty ${l1} ${l2}`);
    const [w, dw, sums] = [penalty.of.once("w", N), penalty.of.once("dw", N), penalty.of.figure("sums", 2)];
    return {
      ...penalty,
      operations: [{ kind: "penalty", w, dw, l1, l2, sums }],
      given: [
        [w, weights],
        [dw, values],
      ],
      outputs: [
        [dw, tolerance],
        [sums, EXACT_SUM],
      ],
    };
  });
  const squares = named("sum-of-squares");
  const [all, sum] = [squares.of.once("x", N), squares.of.double("sum")];
  const norms = [0.5, 1e6].flatMap((limit) =>
    [0, 1e-6].map((slack): Case => {
      const norm = named(`clip-norm ${limit} ${slack}`);
      const g = norm.of.once("g", N);
      return {
        ...norm,
        operations: [{ kind: "clip-norm", g, limit, slack }],
        given: [[g, values]],
        outputs: [[g, limit === 1e6 ? {} : tolerance]],
      };
    }),
  );
  const step = named("scaled-step");
  const [moved, direction, rate] = [step.of.once("p", N), step.of.once("g", N), step.of.coefficients("rate")];
  const updates = UPDATES.map(({ formula, slots, coefficients }): Case => {
    const update = named(formula.name);
    const [p, g, c] = [
      update.of.once("p", N),
      update.of.once("g", N),
      update.of.coefficients("coefficients", coefficients.length),
    ];
    const state = Array.from({ length: slots }, (_, i) => update.of.once(`slot ${i}`, N));
    return {
      ...update,
      operations: [{ kind: "update", formula, p, g, slots: state, coefficients: c }],
      given: [
        [p, values],
        [g, uniform(N, -1, 1, 2)],
        [c, coefficients],
        ...state.map((slot, i) => [slot, uniform(N, 0.1, 1, 3 + i)] as const),
      ],
      outputs: [p, ...state].map((tensor) => [tensor, tolerance] as const),
    };
  });
  return [
    {
      ...clip,
      operations: [{ kind: "clip-value", g: clipped, limit: 0.75 }],
      given: [[clipped, values]],
      outputs: [[clipped, {}]],
    },
    {
      ...scaled,
      operations: [{ kind: "add-scaled", x, to, factor }],
      given: [
        [x, weights],
        [to, values],
        [factor, [-0.3]],
      ],
      outputs: [[to, tolerance]],
    },
    {
      ...squares,
      operations: [{ kind: "sum-of-squares", x: all, sum }],
      given: [[all, uniform(N, -1000, 1000, 0)]],
      outputs: [[sum, EXACT_SUM]],
    },
    {
      ...step,
      operations: [{ kind: "scaled-step", p: moved, g: direction, rate }],
      given: [
        [moved, values],
        [direction, weights],
        [rate, [0.3]],
      ],
      outputs: [[moved, tolerance]],
    },
    ...penalized,
    ...norms,
    ...updates,
  ];
}

export function describeElementwise(createBackend: () => Promise<Backend>, tolerance: Tolerance): void {
  describe("one element at a time", () => {
    test.each(everyActivation)("activation $kind", async ({ kind, parameter }) => {
      const cases = COUNTS.flatMap((shape) => {
        const N = shape[0] * shape[1];
        const values = [uniform(N, -6, 6, 0), uniform(N, -1, 1, 1)] as const;
        return activationCases(kind, parameter, shape.join(" x "), shape, values, tolerance);
      });
      const edges = [...EDGES, Number.NaN];
      const values = [edges, new Float64Array(edges.length).fill(1)] as const;
      cases.push(...activationCases(kind, parameter, "edges", [1, edges.length], values, tolerance));
      await compareCases(await createBackend(), cases);
    });

    test("add, onto either or apart", async () => {
      const cases = COUNTS.flatMap(([B, O]): Case[] =>
        (["apart", "onto a", "onto b"] as const).map((where) => {
          const label = `${B} x ${O} ${where}`;
          const tensors = new TensorsOf(label);
          const [a, b] = [tensors.row("a", O), tensors.row("b", O)];
          const y = { apart: () => tensors.row("y", O), "onto a": () => a, "onto b": () => b }[where]();
          return {
            label,
            rows: B,
            operations: [{ kind: "add", a, b, y }],
            given: [
              [a, uniform(B * O, -2, 2, 0)],
              [b, uniform(B * O, -2, 2, 1)],
            ],
            outputs: [[y, tolerance]],
          };
        }),
      );
      await compareCases(await createBackend(), cases);
    });

    test("multiply, in place or not, by what is drawn", async () => {
      const cases = COUNTS.flatMap(([B, O]): Case[] => {
        const label = `${B} x ${O}`;
        const apart = new TensorsOf(label);
        const inPlace = new TensorsOf(`${label} in place`);
        const [x, m, y] = [apart.row("x", O), apart.drawn("m", O), apart.row("y", O)];
        const [same, mask] = [inPlace.row("x", O), inPlace.drawn("m", O)];
        const [values, factors] = [uniform(B * O, -2, 2, 0), uniform(B * O, -2, 2, 1)];
        return [
          {
            label,
            rows: B,
            operations: [{ kind: "multiply", x, m, y }],
            given: [
              [x, values],
              [m, factors],
            ],
            outputs: [[y, tolerance]],
          },
          {
            label: `${label} in place`,
            rows: B,
            operations: [{ kind: "multiply", x: same, m: mask, y: same }],
            given: [
              [same, values],
              [mask, factors],
            ],
            outputs: [[same, tolerance]],
          },
        ];
      });
      await compareCases(await createBackend(), cases);
    });

    test("clipping, scaling, penalties, sums, updates, steps by norms", async () => {
      const counts = [...COUNTS.filter(([B]) => B === 1).map(([, N]) => N), 4099];
      await compareCases(
        await createBackend(),
        counts.flatMap((N) => ofParameters(N, tolerance)),
      );
    });

    test("what is not finite stays so", async () => {
      const of = new TensorsOf("not finite");
      const [g, clipped, sum] = [of.once("g", 5), of.once("clipped", 5), of.double("sum")];
      const [unknown, infinite] = [of.once("of unknown norm", 5), of.once("of infinite norm", 5)];
      const [moved, endless, rate] = [of.once("moved", 5), of.once("endless", 5), of.coefficients("rate")];
      const values = [1, Number.NaN, Infinity, -Infinity, -3];
      await compareCases(await createBackend(), [
        {
          label: "not finite",
          rows: 1,
          operations: [
            { kind: "sum-of-squares", x: g, sum },
            { kind: "clip-value", g: clipped, limit: 2 },
            { kind: "clip-norm", g: unknown, limit: 2, slack: 0 },
            { kind: "clip-norm", g: infinite, limit: 2, slack: 0 },
            { kind: "scaled-step", p: moved, g, rate },
            { kind: "scaled-step", p: endless, g: moved, rate },
          ],
          given: [
            [g, values],
            [clipped, values],
            [unknown, values],
            [infinite, [1, -2, Infinity, -3, 0]],
            [moved, [1, 2, 3, 4, 5]],
            [endless, [1, 2, Infinity, 4, 5]],
            [rate, [0.5]],
          ],
          outputs: [
            [sum, {}],
            [clipped, {}],
            [unknown, {}],
            [infinite, {}],
            [moved, {}],
            [endless, {}],
          ],
        },
      ]);
    });
  });
}
