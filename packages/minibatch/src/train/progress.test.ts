import { expect, test } from "vitest";
import { defineSchedule } from "../schedules/define-schedule.ts";
import { scheduleFactor } from "../schedules/schedule-factor.ts";
import { countEpochs } from "./progress.ts";

test("an epoch of any number of steps ends on time", () => {
  const spec = defineSchedule({ kind: "step", at: [3], factor: 0.5 });
  for (let steps = 1; steps < 1000; steps++) {
    const before = countEpochs(2, steps - 1, steps);
    expect(scheduleFactor(spec, { step: 0, epoch: before })).toBe(1);
    expect(scheduleFactor(spec, { step: 0, epoch: countEpochs(3, 0, steps) })).toBe(0.5);
    expect(countEpochs(2, steps, steps)).toBe(3);
  }
});

test("a position is rounded once: that of the step counted from the first epoch on", () => {
  for (const steps of [3, 7, 10, 468]) {
    for (let step = 0; step < 5 * steps; step++)
      expect(countEpochs(Math.floor(step / steps), step % steps, steps)).toBe(step / steps);
  }
});
