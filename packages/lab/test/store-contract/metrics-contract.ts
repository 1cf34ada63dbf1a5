import fc from "fast-check";
import { expect } from "vitest";
import { addExperiment, endNext } from "./sample-trials.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

function bitsOf(values: ArrayLike<number>): string {
  return Buffer.from(Float64Array.from(values).buffer).toString("hex");
}

export function testMetrics({ test }: StoreUnderTest): void {
  test("figures come back bit for bit: NaN, -0, infinities, subnormals", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 1);
    const hard = [Number.NaN, -0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -2.5e-310, 1 / 3];
    const metrics = {
      hard,
      large: Float64Array.of(Number.MAX_VALUE, 2 ** -1022),
      float32: Float32Array.of(0.1),
      none: [],
    };
    await endNext(store, experiment.id, { metrics });
    const read = (await store.readMetrics(ids)).get(ids[0]!)!;
    expect(Object.keys(read).sort()).toEqual(["float32", "hard", "large", "none"]);
    expect(bitsOf(read.hard!)).toBe(bitsOf(hard));
    expect(Object.is(read.hard![1], -0)).toBe(true);
    expect(bitsOf(read.large!)).toBe(bitsOf(metrics.large));
    expect(bitsOf(read.float32!)).toBe(bitsOf([0.10000000149011612]));
    expect(read.none).toHaveLength(0);
  });

  test("any figures under any names come back", async ({ store }) => {
    // Postgres has no zero byte in text; names come from layers and metrics.
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((text) => !text.includes("\0"));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, fc.array(fc.double(), { maxLength: 60 }), { maxKeys: 12 }),
        async (metrics) => {
          const { experiment, ids } = await addExperiment(store, 1);
          await endNext(store, experiment.id, { metrics });
          const read = (await store.readMetrics(ids)).get(ids[0]!)!;
          const bits = (given: Record<string, ArrayLike<number>>) =>
            Object.entries(given)
              .map(([key, values]) => [key, bitsOf(values)] as const)
              .sort(([a], [b]) => (a < b ? -1 : 1));
          expect(bits(read)).toEqual(bits(metrics));
        },
      ),
      { numRuns: 25 },
    );
  });

  test("asked for are the trials and the names that are wanted", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 3);
    for (let i = 0; i < 2; i++)
      await endNext(store, experiment.id, { metrics: { a: [i], b: [10 + i], "c.d": [20 + i] } });
    const read = await store.readMetrics([ids[1]!, ids[2]!, 987654321], ["b", "c.d", "nowhere"]);
    expect([...read]).toEqual([
      [ids[1], { b: Float64Array.of(11), "c.d": Float64Array.of(21) }],
      [ids[2], {}],
      [987654321, {}],
    ]);
    expect(await store.readMetrics([])).toEqual(new Map());
    expect((await store.readMetrics([ids[0]!], [])).get(ids[0]!)).toEqual({});
  });

  test("a thousand names of one trial are kept", async ({ store }) => {
    const { experiment, ids } = await addExperiment(store, 1);
    const metrics = Object.fromEntries(Array.from({ length: 1203 }, (_, i) => [`layer${i}`, [i]]));
    await endNext(store, experiment.id, { metrics });
    const read = (await store.readMetrics(ids)).get(ids[0]!)!;
    expect(Object.keys(read)).toHaveLength(1203);
    expect(read.layer1202).toEqual(Float64Array.of(1202));
  });
}
