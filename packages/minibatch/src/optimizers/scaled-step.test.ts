import { describe, expect, test } from "vitest";
import { expectClose } from "../../test/expect-close.ts";
import { everyWasmBackend } from "../../test/wasm-backends.ts";
import { createReferenceBackend } from "../kernels/reference/backend.ts";
import { scaledStep } from "./scaled-step.ts";

const backends = [
  createReferenceBackend("float64"),
  createReferenceBackend("float32"),
  ...(await everyWasmBackend()),
].map((backend) => [backend.name, backend] as const);

describe.each(backends)("on %s", (_, backend) => {
  const step = (p: readonly number[], g: readonly number[], lengths: readonly number[]): number[] => {
    const kernels = backend.create({ floats: p.length + g.length, ints: 0, scratchBytes: 0 });
    const [weights, direction] = [kernels.floats(p.length), kernels.floats(g.length)];
    weights.set(p);
    direction.set(g);
    const variables = lengths.map((length, i) => ({
      offset: lengths.slice(0, i).reduce((sum, n) => sum + n, 0),
      length,
    }));
    scaledStep(kernels, variables).apply(weights, direction, 1, 0.5);
    return [...weights];
  };

  test("each variable goes half its own length along its direction", () => {
    const p = step([3, 4, 0, 6, 8], [0, 2, 0, 10, 0], [2, 3]);
    expectClose(p, [3, 4 - 2.5, 0, 6 - 5, 8], { rel: 1e-7 });
  });

  test("where weights or direction are all 0, or not finite, it goes as far as the direction says", () => {
    expect(step([0, 0], [1, -2], [2])).toEqual([-0.5, 1]);
    expect(step([1, 2], [0, 0], [2])).toEqual([1, 2]);
    expect(step([1, 2, 3], [2, Number.NaN, 4], [3])).toEqual([0, Number.NaN, 1]);
  });
});
