/** Losses by formula, with weights of rows and numbers of outputs and without. B rows of O outputs. */
import { describe, expect, test } from "vitest";
import { type ElementLossName, elementFormulas, type RowLossName, rowFormulas } from "../../src/losses/formulas.ts";
import type { Backend } from "../../src/plan/executor.ts";
import { type Operation, operandsOf } from "../../src/plan/operation.ts";
import { below } from "../../src/random/below.ts";
import { createStream } from "../../src/random/stream.ts";
import { createReferenceBackend } from "../../src/reference/backend.ts";
import type { Tolerance } from "../expect-close.ts";
import { type Case, compareCases, runSteps } from "./compare.ts";
import { COUNTS, EDGES, SIZES, uniform } from "./numbers.ts";
import { TensorsOf } from "./tensors.ts";

const ELEMENTS = Object.keys(elementFormulas) as ElementLossName[];
const ROWS = Object.keys(rowFormulas) as RowLossName[];
type Formula = ElementLossName | RowLossName;

/** what each formula takes; the others take none */
const NUMBERS: Readonly<Partial<Record<Formula, readonly [number, number]>>> = {
  "sigmoid-binary-cross-entropy": [0.1, 0],
  huber: [0.7, 0],
  quantile: [0.9, 0],
  "sigmoid-focal": [2, 0.25],
  "softmax-cross-entropy": [0.1, 0],
  "softmax-focal": [2, 0],
  "multi-margin": [1, 0],
};

interface Given {
  readonly y: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  readonly areLabels?: boolean;
  /** whether rows have weights, and outputs factors */
  readonly isWeighted: boolean;
}

function lossCase(formula: Formula, label: string, B: number, O: number, given: Given, tolerance: Tolerance): Case {
  const of = new TensorsOf(`${formula} ${label}${given.isWeighted ? ", weighted" : ""}`);
  const [y, prediction, dy, loss] = [of.row("y", O), of.row("prediction", O), of.row("dy", O), of.figure("loss")];
  const targets = given.areLabels === true ? of.labels("labels") : of.targets("targets", O);
  const weights = given.isWeighted ? of.targets("weights") : null;
  const factors = given.isWeighted ? Array.from({ length: O }, (_, o) => 0.25 + (o % 5)) : [];
  const operands = {
    y,
    targets,
    prediction,
    dy,
    loss,
    weights,
    factors,
    numbers: NUMBERS[formula] ?? ([0, 0] as const),
  };
  const operation: Operation =
    formula in elementFormulas
      ? { kind: "element-loss", formula: formula as ElementLossName, ...operands }
      : { kind: "row-loss", formula: formula as RowLossName, ...operands };
  return {
    label: `${formula} ${label}${given.isWeighted ? ", weighted" : ""}`,
    rows: B,
    operations: [operation],
    given: [
      [y, given.y],
      [targets, given.targets],
      ...(weights === null ? [] : [[weights, Array.from({ length: B }, (_, r) => (r % 4) / 2)] as const]),
    ],
    outputs: [prediction, dy, loss].map((tensor) => [tensor, tolerance] as const),
  };
}

export function describeLossesByFormula(createBackend: () => Promise<Backend>, tolerance: Tolerance): void {
  describe("losses by formula", () => {
    test.each(ELEMENTS)("%s", async (formula) => {
      const cases: Case[] = [];
      for (const isWeighted of [false, true]) {
        for (const [B, O] of COUNTS) {
          const given = { y: uniform(B * O, -6, 6, 0), targets: uniform(B * O, 0, 1, 1), isWeighted };
          cases.push(lossCase(formula, `${B} x ${O}`, B, O, given, tolerance));
        }
        // exponentials of larger numbers overflow in float32
        const y = formula === "poisson" ? EDGES.filter((z) => z < 80) : EDGES;
        for (const target of [0, 1, 0.3]) {
          const given = { y, targets: new Float64Array(y.length).fill(target), isWeighted };
          cases.push(lossCase(formula, `edges, ${target}`, 1, y.length, given, tolerance));
        }
      }
      await compareCases(await createBackend(), cases);
    });

    test.each(ROWS)("%s", async (formula) => {
      const stream = createStream(23, "data");
      const cases: Case[] = [];
      for (const B of [1, 3, 8, 31]) {
        for (const O of [...SIZES, 10]) {
          for (const reach of [3, 1000]) {
            const isWeighted = (B + O) % 2 === 0;
            const spread = uniform(B * O, -reach, reach, B, O);
            const y = reach === 1000 ? spread.map((z) => (z > 0 ? 1000 : -1000)) : spread;
            const labels = Array.from({ length: B }, () => below(stream, O));
            const shares = uniform(B * O, 0, 1, O).map((t, i) => (i % 5 === 0 ? 0 : t));
            const name = `${B}, ${O}, +-${reach}`;
            cases.push(
              lossCase(formula, name, B, O, { y, targets: labels, areLabels: true, isWeighted }, tolerance),
              lossCase(formula, `${name}, shares`, B, O, { y, targets: shares, isWeighted }, tolerance),
            );
          }
        }
      }
      await compareCases(await createBackend(), cases);
    });

    test("put NaN where the reference puts it", async () => {
      const y = uniform(6, -1, 1, 0).with(4, Number.NaN);
      const targets = uniform(6, 0.1, 0.9, 1);
      const cases = [...ELEMENTS, ...ROWS].flatMap((formula) =>
        [false, true].map((isWeighted) => lossCase(formula, "", 2, 3, { y, targets, isWeighted }, tolerance)),
      );
      await compareCases(await createBackend(), cases);
    });

    test("end the run where they are not finite, and only there", async () => {
      const backend = await createBackend();
      const reference = createReferenceBackend("float64");
      for (const formula of [...ELEMENTS, ...ROWS]) {
        for (const value of [Number.NaN, Infinity, -Infinity, 0]) {
          // a target of 1 or of 0 for what is not finite
          for (const targets of [
            [1, 0, 0],
            [0, 0, 1],
          ]) {
            const given = { y: [value, 1, -1], targets, isWeighted: false };
            const one = lossCase(formula, `${value} ${targets}`, 1, 3, given, tolerance);
            const operations = [...one.operations, { kind: "stop-unless-finite" } as const];
            const made: number[] = [];
            for (const opened of [backend, reference]) {
              const executor = opened.open({ tensors: operations.flatMap(operandsOf), capacity: 1 });
              for (const [tensor, numbers] of one.given) await executor.write(tensor, numbers);
              made.push(await runSteps(executor, executor.compile(operations, 1, null), null, 1));
              executor.dispose();
            }
            expect(made[0], one.label).toBe(made[1]);
          }
        }
      }
    });
  });
}
