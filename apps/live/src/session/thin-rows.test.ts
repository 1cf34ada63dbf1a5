import fc from "fast-check";
import { expect, test } from "vitest";
import { ThinRows } from "./thin-rows.ts";

test("rows stay in order, evenly thinned, the newest among them, never more than there may be", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 500 }), (half, count) => {
      const most = 2 * half;
      const rows = new ThinRows(2, most);
      for (let i = 0; i < count; i++) {
        rows.push([i, i + 1]);
        const [kept, other] = rows.columns() as [Float32Array, Float32Array];
        expect(kept.length).toBe(rows.rows);
        expect(kept.length).toBeLessThanOrEqual(most);
        expect(kept.at(-1)).toBe(i);
        expect([...other]).toEqual([...kept].map((value) => value + 1));
        const steps = [...kept.subarray(1, -1)].map((value, j) => value - kept[j]!);
        expect(new Set(steps).size).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 20 },
  );
});
