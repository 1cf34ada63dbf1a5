/** The faults of `npm run test:faults`, short: processes of the command, one of them killed. */
import { expect } from "vitest";
import { killWorkers } from "../faults/kill-workers.ts";
import { testWith } from "./requirements.ts";

testWith(
  "postgres",
  "a worker that is killed: its trial goes on from its checkpoint in another within 15 s, to the same figures",
  async (serverUrl) => {
    const log: string[] = [];
    const results = await killWorkers({
      ...{ serverUrl, kills: 1, trials: 24, epochs: 30, seed: 2 },
      log: (line) => void log.push(line),
    });
    for (const { what, measured, isMet } of results)
      expect({ what, measured, isMet, log }).toMatchObject({ isMet: true });
    expect(results).toHaveLength(2);
  },
  90_000,
);
