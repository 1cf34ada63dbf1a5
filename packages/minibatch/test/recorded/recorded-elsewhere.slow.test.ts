/** Every recorded training in Node 20 and in Chromium: the bits that Node 26 gave when they were recorded. */
import { expect } from "vitest";
import { testWith } from "../../../lab/test/requirements.ts";
import { compareInNode, compareThere, isolation, withPage } from "./elsewhere.ts";
import { RECORDED_NUMERICS, recordedTrainings } from "./recorded-trainings.ts";

/** with threads, most of the trainings must have had some */
const MANY = recordedTrainings.length / 2;

testWith("node20", "strict, in Node 20, on 0 to 4 threads, 0 for none given", async (node) => {
  const counts = [0, 1, 2, 3, 4];
  const found = await compareInNode(node, recordedTrainings, counts);
  expect(found).toHaveLength(counts.length);
  for (const [i, { version, started, ...compared }] of found.entries()) {
    expect(version).toMatch(/^v20\./);
    expect(compared).toEqual({ count: counts[i], differ: [], compared: recordedTrainings.length });
    if ((counts[i] as number) > 1) expect(started).toBeGreaterThan(MANY);
  }
});

testWith(
  "chromium",
  "strict and fast, in an isolated page, on 0 to 4 threads",
  (path) =>
    withPage(path, recordedTrainings, isolation, async (page) => {
      expect(await page.evaluate("crossOriginIsolated")).toBe(true);
      for (const numerics of RECORDED_NUMERICS)
        for (const count of [0, 1, 2, 3, 4]) {
          const { started, ...compared } = await compareThere(page, numerics, count);
          expect(compared).toEqual({ differ: [], compared: recordedTrainings.length });
          if (count > 1) expect(started).toBeGreaterThan(MANY);
        }
    }),
  // more threads than cores, beside another file of tests
  600_000,
);

testWith("chromium", "strict and fast, in a page that is not isolated, which has no shared memory", (path) =>
  withPage(path, recordedTrainings, {}, async (page) => {
    expect(await page.evaluate("crossOriginIsolated")).toBe(false);
    for (const numerics of RECORDED_NUMERICS)
      for (const count of [0, 2]) {
        const all = { differ: [], compared: recordedTrainings.length, started: 0 };
        expect(await compareThere(page, numerics, count)).toEqual(all);
      }
  }),
);
