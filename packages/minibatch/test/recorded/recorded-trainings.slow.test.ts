/** Every recorded training in either numerics, on one thread and on several that are started at once. */
import { describe, expect, test } from "vitest";
import { nodeThreads } from "../../src/hosts/node.ts";
import { eagerly } from "../eager-threads.ts";
import { RECORDED_NUMERICS, recordedTrainings, sha256 } from "./recorded-trainings.ts";
import { runTraining } from "./run-training.ts";

describe.each(RECORDED_NUMERICS)("%s", (numerics) => {
  test.each([0, 1, 2, 3, 4])("on %i threads, 0 for none given", async (count) => {
    const differ: string[] = [];
    let started = 0;
    for (const training of recordedTrainings) {
      const threads = count === 0 ? null : eagerly(nodeThreads({ count }));
      const outcome = await runTraining(training, { numerics, sha256, ...(threads && { threads }) });
      started += threads?.started() ?? 0;
      if (JSON.stringify(outcome) !== JSON.stringify(training[numerics])) differ.push(training.name);
    }
    expect(differ).toEqual([]);
    if (count > 1) expect(started).toBeGreaterThan(recordedTrainings.length / 2);
  });
});
