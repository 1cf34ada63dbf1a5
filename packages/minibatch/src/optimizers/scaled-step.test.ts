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

  test("other arrays than before are seen", () => {
    const kernels = backend.create({ floats: 6, ints: 0, scratchBytes: 0 });
    const [p, g, h] = [kernels.floats(2), kernels.floats(2), kernels.floats(2)];
    p.set([3, 4]);
    g.set([1, 0]);
    h.set([0, 1]);
    const { apply } = scaledStep(kernels, [{ offset: 0, length: 2 }]);
    apply(p, g, 1, 1);
    apply(p, h, 2, 0.5);
    expectClose([...p], [-2, 4 - Math.sqrt(20) / 2], { rel: 1e-6 });
  });

  test("where weights or direction are all 0, or not finite, it goes as far as the direction says", () => {
    expect(step([0, 0], [1, -2], [2])).toEqual([-0.5, 1]);
    expect(step([1, 2], [0, 0], [2])).toEqual([1, 2]);
    expect(step([1, 2, 3], [2, Number.NaN, 4], [3])).toEqual([0, Number.NaN, 1]);
  });
});
