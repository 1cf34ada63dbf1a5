import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { wilsonInterval } from "./wilson-interval.ts";

// SciPy 1.10.1: binomtest(count, of).proportion_ci(.95, "wilson")
test.each([
  [0, 1, 0, 0.7934506856227626],
  [1, 1, 0.20654931437723745, 1],
  [0, 10, 0, 0.27753279986288926],
  [3, 10, 0.10779126740630102, 0.6032218525388546],
  [10, 10, 0.7224672001371109, 1],
  [57, 100, 0.47215389549212305, 0.6626670147588988],
  [999, 1000, 0.9943574414020421, 0.9998234536293739],
  [1, 100_000, 1.765247730378316e-6, 5.664709659040965e-5],
])("%i of %i", (count, of, low, high) => {
  expectClose([...wilsonInterval(count, of)], [low, high], { abs: 1e-15, rel: 1e-12 });
});

test("never leaves 0 to 1", () => {
  for (let of = 1; of < 200; of++) {
    for (const count of [0, of]) {
      const [low, high] = wilsonInterval(count, of);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(high).toBeGreaterThan(low);
    }
  }
});
