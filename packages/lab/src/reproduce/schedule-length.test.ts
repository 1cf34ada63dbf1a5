import { expect, test } from "vitest";
import { stageEnds } from "./schedule-length.ts";

test.each([
  [[[3, 2, 1]], 1, [6]],
  [[[3, 2, 1]], 2, [3]],
  [[[2, 2, 2]], 2, [4]],
  [[[5, 1, 1, 1]], 2, [5]],
  [[[]], 3, [0]],
  // the worker that is free at 1 begins the next stage
  [[[3, 1], [4]], 2, [3, 5]],
])("%j on %i workers ends at %j", (stages, workers, expected) => {
  const queue = stages.flatMap((tasks, stage) => tasks.map((seconds) => ({ stage, seconds })));
  expect(stageEnds(queue, stages.length, workers)).toEqual(expected);
});
