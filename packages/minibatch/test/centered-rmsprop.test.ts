/** A gradient that does not change has no variance, and rounding makes less than none of it: the root must not be NaN. */
import { expect, test } from "vitest";
import type { Backend } from "../src/kernels/kernels.ts";
import { createReferenceBackend } from "../src/kernels/reference/backend.ts";
import { createOptimizer, optimizerFloats } from "../src/optimizers/create-optimizer.ts";
import { defineOptimizer } from "../src/optimizers/define-optimizer.ts";
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
  const kernels = backend.create({ floats: 2 * N + optimizerFloats(spec, N), ints: 0, scratchBytes: 0 });
  const [p, g] = [kernels.floats(N), kernels.floats(N)];
  const optimizer = createOptimizer(spec, [{ offset: 0, length: N }], kernels, N);
  let least = 0;
  for (let step = 1; step <= 200; step++) {
    g.set(Float64Array.from({ length: N }, (_, i) => 0.1 + i / 7));
    optimizer.update(p, g, step, 1e-9);
    const [meanSquare, mean] = optimizer.slots;
    const round = backend.precision === "float32" ? Math.fround : (x: number): number => x;
    for (let i = 0; i < N; i++) least = Math.min(least, round(meanSquare[i] - round(mean[i] * mean[i])));
    expect(p.every(Number.isFinite)).toBe(true);
  }
  expect(least).toBeLessThan(0);
  kernels.dispose();
});
