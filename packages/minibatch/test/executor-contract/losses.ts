/** Losses: prediction, gradient, and the mean of a step, on logits of every size. B rows of O outputs. */
import { describe, expect, test } from "vitest";
import type { Backend } from "../../src/plan/executor.ts";
import { type LossOperands, operandsOf } from "../../src/plan/operation.ts";
import { below } from "../../src/random/below.ts";
import { createStream } from "../../src/random/stream.ts";
import { createReferenceBackend } from "../../src/reference/backend.ts";
import type { Tolerance } from "../expect-close.ts";
import { type Case, compareCases, runSteps } from "./compare.ts";
import { COUNTS, EDGES, SIZES, uniform } from "./numbers.ts";
import { TensorsOf } from "./tensors.ts";

const LOSSES = ["softmax-cross-entropy", "sigmoid-binary-cross-entropy", "mean-squared-error"] as const;

function lossCase(
  kind: (typeof LOSSES)[number],
  label: string,
  [B, O]: readonly [number, number],
  values: { readonly y: ArrayLike<number>; readonly targets: ArrayLike<number>; readonly areLabels?: boolean },
  tolerance: Tolerance,
): Case {
  const of = new TensorsOf(label);
  const operands: LossOperands = {
    y: of.row("y", O),
    targets: values.areLabels === true ? of.labels("labels") : of.targets("targets", O),
    prediction: of.row("prediction", O),
    dy: of.row("dy", O),
    loss: of.figure("loss"),
  };
  return {
    label,
    rows: B,
    operations: [{ kind, ...operands }],
    given: [
      [operands.y, values.y],
      [operands.targets, values.targets],
    ],
    outputs: [operands.prediction, operands.dy, operands.loss].map((tensor) => [tensor, tolerance] as const),
  };
}

export function describeLosses(createBackend: () => Promise<Backend>, tolerance: Tolerance): void {
  describe("losses", () => {
    test("softmax cross-entropy, with labels and with shares", async () => {
      const stream = createStream(22, "data");
      const cases: Case[] = [];
      for (const B of SIZES) {
        for (const O of [...SIZES, 10]) {
          for (const reach of [3, 1000]) {
            const spread = uniform(B * O, -reach, reach, B, O);
            const y = reach === 1000 ? spread.map((z) => (z > 0 ? 1000 : -1000)) : spread;
            const labels = Array.from({ length: B }, () => below(stream, O));
            const shares = uniform(B * O, 0, 1, O);
            const name = `${B}, ${O}, +-${reach}`;
            cases.push(
              lossCase("softmax-cross-entropy", name, [B, O], { y, targets: labels, areLabels: true }, tolerance),
              lossCase("softmax-cross-entropy", `${name}, shares`, [B, O], { y, targets: shares }, tolerance),
            );
          }
        }
      }
      await compareCases(await createBackend(), cases);
    });

    test("sigmoid binary cross-entropy", async () => {
      const cases = COUNTS.map(([B, O]) => {
        const values = { y: uniform(B * O, -6, 6, 0), targets: uniform(B * O, 0, 1, 1) };
        return lossCase("sigmoid-binary-cross-entropy", `${B} x ${O}`, [B, O], values, tolerance);
      });
      for (const target of [0, 1, 0.3]) {
        const values = { y: EDGES, targets: new Float64Array(EDGES.length).fill(target) };
        cases.push(lossCase("sigmoid-binary-cross-entropy", `edges, ${target}`, [1, EDGES.length], values, tolerance));
      }
      await compareCases(await createBackend(), cases);
    });

    test("mean squared error", async () => {
      const cases = COUNTS.map(([B, O]) => {
        const values = { y: uniform(B * O, -3, 3, 0), targets: uniform(B * O, -3, 3, 1) };
        return lossCase("mean-squared-error", `${B} x ${O}`, [B, O], values, tolerance);
      });
      await compareCases(await createBackend(), cases);
    });

    test("put NaN where the reference puts it", async () => {
      const y = uniform(6, -1, 1, 0).with(4, Number.NaN);
      const cases = LOSSES.map((kind) =>
        lossCase(kind, kind, [2, 3], { y, targets: uniform(6, 0.1, 0.9, 1) }, tolerance),
      );
      const labels = { y, targets: [1, 2], areLabels: true };
      cases.push(lossCase("softmax-cross-entropy", "labels", [2, 3], labels, tolerance));
      await compareCases(await createBackend(), cases);
    });

    test("end the run where they are not finite, and only there", async () => {
      const backend = await createBackend();
      const reference = createReferenceBackend("float64");
      for (const kind of LOSSES) {
        for (const value of [Number.NaN, Infinity, -Infinity, 0]) {
          // a target of 1 or of 0 for what is not finite
          for (const targets of [
            [1, 0, 0],
            [0, 0, 1],
          ]) {
            const values = { y: [value, 1, -1], targets };
            const one = lossCase(kind, `${kind} ${value} ${targets}`, [1, 3], values, tolerance);
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
