/** A step as long as the weights themselves: each variable by its own norms. */
import { describe, expect, test } from "vitest";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { expectClose } from "./expect-close.ts";
import { runOperations, tensorOf } from "./run-operations.ts";
import { everyWasmBackend } from "./wasm-backends.ts";

const backends = [createReferenceBackend("float64"), createReferenceBackend("float32"), ...(await everyWasmBackend())];

describe.each(backends.map((backend) => [backend.name, backend] as const))("on %s", (_, backend) => {
  /** p after a step at rate 1/2 */
  const step = (p: readonly number[], g: readonly number[]): number[] => {
    const [weights, direction] = [tensorOf("p", [p.length], "once"), tensorOf("g", [g.length], "once")];
    const rate = { ...tensorOf("rate", [], "step"), type: "double" } as const;
    const [moved] = runOperations(
      backend,
      [{ kind: "scaled-step", p: weights, g: direction, rate }],
      1,
      [
        [weights, p],
        [direction, g],
        [rate, [0.5]],
      ],
      [weights],
    );
    return [...moved];
  };

  test("goes half the weights' length along the direction", () => {
    expectClose(step([3, 4], [0, 2]), [3, 4 - 2.5], { rel: 1e-7 });
    expectClose(step([0, 6, 8], [0, 10, 0]), [0, 6 - 5, 8], { rel: 1e-7 });
  });

  test("where weights or direction are all 0, or not finite, it goes as far as the direction says", () => {
    expect(step([0, 0], [1, -2])).toEqual([-0.5, 1]);
    expect(step([1, 2], [0, 0])).toEqual([1, 2]);
    expect(step([1, 2, 3], [2, Number.NaN, 4])).toEqual([0, Number.NaN, 1]);
  });
});
