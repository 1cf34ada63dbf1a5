/** Every recorded training in either numerics, on one thread and on several that are started at once. */
import { describe, expect, test } from "vitest";
import { nodeThreads } from "../../src/hosts/node.ts";
import { findDifferent } from "./find-different.ts";
import { RECORDED_NUMERICS, recordedTrainings } from "./recorded-trainings.ts";

describe.each(RECORDED_NUMERICS)("%s", (numerics) => {
  test.each([0, 1, 2, 3, 4])("on %i threads, 0 for none given", async (count) => {
    const open = () => (count === 0 ? null : nodeThreads({ count }));
    const { started, ...compared } = await findDifferent(recordedTrainings, numerics, open);
    expect(compared).toEqual({ differ: [], compared: recordedTrainings.length });
    if (count > 1) expect(started).toBeGreaterThan(recordedTrainings.length / 2);
  });
});
