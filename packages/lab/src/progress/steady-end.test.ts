import { expect, test } from "vitest";
import { createSteadyEnd } from "./steady-end.ts";

test("one estimate that jumps moves what is told a little, one that lasts moves it all the way", () => {
  let nowMs = 0;
  const end = createSteadyEnd(() => nowMs);
  expect(end.next(() => null)).toBeNull();
  nowMs = 10_000;
  expect(end.next(() => 90)).toBe(90);
  nowMs += 100;
  const jumped = end.next(() => 190) as number;
  expect(jumped).toBeGreaterThan(89.9);
  expect(jumped).toBeLessThan(100);
  for (let i = 0; i < 100; i++) {
    nowMs += 100;
    end.next(() => 180);
  }
  expect(end.next(() => 180)).toBeGreaterThan(170);
});

test("what has passed is taken off, and nothing is left of what should be over", () => {
  let nowMs = 0;
  const end = createSteadyEnd(() => nowMs);
  nowMs = 1_000;
  expect(end.next(() => 2)).toBe(2);
  nowMs = 2_000;
  expect(end.next(() => 1)).toBeCloseTo(1, 10);
  nowMs = 9_000;
  expect(end.next(() => 0)).toBeLessThan(0.1);
});

test("an estimate is made now and then, not at every question", () => {
  let nowMs = 0;
  let made = 0;
  const end = createSteadyEnd(() => nowMs);
  for (; nowMs < 1_000; nowMs += 10) {
    end.next(() => {
      made++;
      return 100;
    });
  }
  expect(made).toBe(10);
});
