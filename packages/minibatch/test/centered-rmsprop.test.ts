/**
 * A gradient that does not change has no variance, and rounding makes less than none of it: the root must not be NaN.
 */
import { expect, test } from "vitest";
import { defineOptimizer } from "../src/optimizers/define-optimizer.ts";
import type { Backend } from "../src/plan/executor.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { OptimizerRun } from "./run-optimizer.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const N = 7;
const backends: readonly Backend[] = [
  createReferenceBackend("float64"),
  createReferenceBackend("float32"),
  ...(await everyWasmBackend()),
];

test.each(
  backends.flatMap((backend) =>
    (["keras3", "torch"] as const).flatMap((flavour) =>
      [0, 0.5].map((momentum) => [backend.name, flavour, momentum, backend] as const),
    ),
  ),
)("%s, %s, momentum %d", (_, flavour, momentum, backend) => {
  const spec = defineOptimizer({ kind: "rmsprop", flavour, momentum, centered: true, rho: 0.5, epsilon: 1e-30 });
  using run = new OptimizerRun(backend, spec, [N]);
  let least = 0;
  for (let step = 1; step <= 200; step++) {
    run.update(
      Float64Array.from({ length: N }, (_, i) => 0.1 + i / 7),
      step,
      1e-9,
    );
    const [meanSquare, mean] = run.slots;
    const round = backend.precision === "float32" ? Math.fround : (x: number): number => x;
    for (let i = 0; i < N; i++) least = Math.min(least, round(meanSquare[i] - round(mean[i] * mean[i])));
    expect(run.parameters.every(Number.isFinite)).toBe(true);
  }
  expect(least).toBeLessThan(0);
});
