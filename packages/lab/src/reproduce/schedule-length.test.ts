import { expect, test } from "vitest";
import { scheduleSeconds } from "./schedule-length.ts";

test.each([
  [[3, 1, 2], 1, 6],
  [[3, 1, 2], 2, 3],
  [[2, 2, 2], 2, 4],
  [[5, 1, 1, 1], 2, 5],
  [[], 3, 0],
])("%j on %i workers takes %d", (seconds, workers, expected) =>
  expect(scheduleSeconds(seconds, workers)).toBe(expected),
);
