/** Thousands of short trials wait for two workers. */
import type { Measured } from "./fault-report.ts";
import { describeTrials, withPostgresSweep } from "./postgres-sweep.ts";

export interface FillQueueOptions {
  readonly serverUrl: string;
  readonly trials: number;
  readonly log: (line: string) => void;
}

const NAME = "full";

export async function fillQueue({ serverUrl, trials, log }: FillQueueOptions): Promise<Measured[]> {
  return withPostgresSweep(serverUrl, async (sweep) => {
    const file = sweep.write({ ...describeTrials(NAME, trials, 1), data: { set: "sequences", rows: 200 } });
    await sweep.submit(file);
    const waiting = await sweep.countLiveJobs();
    const startMs = performance.now();
    sweep.startWorker();
    sweep.startWorker();
    await sweep.finish();
    const seconds = (performance.now() - startMs) / 1000;
    const wrong = await sweep.judge(file, NAME);
    log(wrong ?? `${waiting} trials in ${seconds.toFixed(1)} s: ${((1000 * seconds) / waiting).toFixed(1)} ms each`);
    return [
      {
        what: `a full queue: ${waiting} trials wait for two workers`,
        measured: wrong ?? "0 lost, 0 twice, every figure and hash equal",
        limit: "0 lost, 0 twice, all equal",
        isMet: wrong === null && waiting === trials,
      },
    ];
  });
}
