/** Convolutions that nobody wrote, of windows of every kind: the kernels against the float64 reference. */
import fc from "fast-check";
import { test } from "vitest";
import { compareCases } from "./executor-contract/compare.ts";
import { casesOf, outputOf, type Shape } from "./executor-contract/convolutions.ts";
import { everyWasmBackend, everyWideBackend } from "./wasm-backends.ts";

const pair = (min: number, max: number): fc.Arbitrary<readonly [number, number]> =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));

const grouped = fc
  .tuple(fc.constantFrom(1, 1, 2, 3), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .map(([groups, channels, filters]) => ({ groups, channels: groups * channels, filters: groups * filters }));
const depthwise = fc.integer({ min: 2, max: 21 }).map((n) => ({ groups: n, channels: n, filters: n }));

const shapes: fc.Arbitrary<Shape> = fc
  .record({
    B: fc.integer({ min: 1, max: 3 }),
    size: pair(1, 13),
    kernel: pair(1, 5),
    stride: pair(1, 4),
    dilation: pair(1, 3),
    padding: fc.tuple(pair(0, 4), pair(0, 4)),
    of: fc.oneof(grouped, depthwise),
  })
  .map(({ size, of: { channels, ...of }, ...rest }): Shape => ({ ...rest, ...of, image: [...size, channels] }))
  .filter((shape) => outputOf(shape).every((count) => count > 0));

const backends = [...(await everyWasmBackend()), ...(await everyWideBackend())];
const TOLERANCE = { abs: 2e-6, rel: 2e-6 };

test.each(backends.map((backend, i) => [`${backend.name}${i < 2 ? "" : ", wide"}`, backend] as const))(
  "%s: forward, back and the weights' gradient, with and without what is taken in",
  async (_name, backend) => {
    await fc.assert(
      fc.asyncProperty(shapes, (shape) => compareCases(backend, casesOf(shape, TOLERANCE))),
      { numRuns: 60 },
    );
  },
);
