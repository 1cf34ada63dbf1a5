import { expect, test } from "vitest";
import { killRunner } from "../faults/kill-runner.ts";

test("kill -9 of a sweep at random moments changes no figure and no weight", { timeout: 90_000 }, async () => {
  const lines: string[] = [];
  const result = await killRunner({ kills: 2, trials: 4, epochs: 30, seed: 2, log: (line) => lines.push(line) });
  expect(result.isMet, lines.join("\n")).toBe(true);
});
