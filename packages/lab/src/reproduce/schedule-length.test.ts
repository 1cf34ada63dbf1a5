import { expect, test } from "vitest";
import { sectionEnds } from "./schedule-length.ts";

test.each([
  [[[3, 2, 1]], 1, [6]],
  [[[3, 2, 1]], 2, [3]],
  [[[2, 2, 2]], 2, [4]],
  [[[5, 1, 1, 1]], 2, [5]],
  [[[]], 3, [0]],
  // the worker that is free at 1 begins the next section
  [[[3, 1], [4]], 2, [3, 5]],
])("%j on %i workers ends at %j", (sections, workers, expected) => {
  const queue = sections.flatMap((tasks, section) => tasks.map((seconds) => ({ section, seconds })));
  expect(sectionEnds(queue, sections.length, workers)).toEqual(expected);
});
