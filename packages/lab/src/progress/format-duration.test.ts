import { expect, test } from "vitest";
import { formatClock, formatDuration } from "./format-duration.ts";

test.each([
  [0, "0.0 s"],
  [0.44, "0.4 s"],
  [9.949, "9.9 s"],
  [9.96, "10 s"],
  [59.4, "59 s"],
  [59.6, "1 min 00 s"],
  [185, "3 min 05 s"],
  [3599.7, "1 h 00 min"],
  [7800, "2 h 10 min"],
])("%d seconds read %s", (seconds, expected) => expect(formatDuration(seconds)).toBe(expected));

test.each([
  [6.6, "0:07"],
  [754, "12:34"],
  [3723, "1:02:03"],
])("%d seconds on a clock are %s", (seconds, expected) => expect(formatClock(seconds)).toBe(expected));
