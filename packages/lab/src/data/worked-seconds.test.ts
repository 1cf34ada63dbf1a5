import { expect, test } from "vitest";
import { workedSeconds } from "./worked-seconds.ts";

test("what the processor gave a thread, where Node tells it", async () => {
  const thread = { cpuUsage: () => Promise.resolve({ user: 1_500_000, system: 250_000 }) };
  expect(await workedSeconds(thread)).toBe(1.75);
});

test("a quarter of the clock's time where it does not", async () => {
  const before = [performance.now() / 1000, await workedSeconds({})] as const;
  await new Promise((resolve) => setTimeout(resolve, 200));
  const after = [performance.now() / 1000, await workedSeconds({})] as const;
  const [passed, worked] = [after[0] - before[0], after[1] - before[1]];
  expect(passed).toBeGreaterThan(0.19);
  expect(worked / passed).toBeGreaterThan(0.2);
  expect(worked / passed).toBeLessThan(0.3);
});
