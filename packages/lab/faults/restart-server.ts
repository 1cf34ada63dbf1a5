/**
 * Postgres is restarted in mid-sweep: told to its clients, as after a crash, and away for longer than a job lease lasts
 * without heartbeats.
 */
import { setTimeout } from "node:timers/promises";
import type { Measured } from "./fault-report.ts";
import { describeTrials, withPostgresSweep } from "./postgres-sweep.ts";
import type { PrivatePostgres } from "./private-postgres.ts";

export interface RestartOptions {
  readonly server: PrivatePostgres;
  /** how it goes, and for how long it stays away */
  readonly restarts: readonly { readonly how: "fast" | "immediate"; readonly awayMs: number }[];
  readonly trials: number;
  readonly epochs: number;
  readonly log: (line: string) => void;
}

export const THREE_RESTARTS: RestartOptions["restarts"] = [
  { how: "fast", awayMs: 0 },
  { how: "immediate", awayMs: 1_000 },
  { how: "fast", awayMs: 15_000 },
];

const NAME = "restarted";
const BEFORE_MS = 4_000;

export async function restartServer({ server, restarts, trials, epochs, log }: RestartOptions): Promise<Measured[]> {
  return withPostgresSweep(server.url, async (sweep) => {
    const file = sweep.write(describeTrials(NAME, trials, epochs));
    await sweep.submit(file);
    const workers = [sweep.startWorker(), sweep.startWorker()];
    let done = 0;
    for (const { how, awayMs } of restarts) {
      // until they have their connections again and train
      await waitForTrial(async () => (await sweep.read(NAME, ["running"])).length > 0);
      await setTimeout(BEFORE_MS);
      if (workers.some(({ child }) => child.exitCode !== null)) break;
      await server.restart(how, awayMs);
      done++;
      log(`restarted (${how}), away for ${awayMs / 1000} s`);
    }
    await sweep.finish();
    const wrong = await sweep.judge(file, NAME);
    const again = (await sweep.read(NAME)).filter(({ attempts }) => attempts.length > 1).length;
    log(wrong ?? `${again} trials were begun more than once`);
    return [
      {
        what: `Postgres restarted in mid-sweep, ${done} times over ${trials} trials`,
        measured: wrong ?? `0 lost, 0 twice, every figure and hash equal; ${again} trials changed hands`,
        limit: `${restarts.length} restarts, 0 lost, 0 twice, all equal`,
        isMet: wrong === null && done === restarts.length,
      },
    ];
  });
}

async function waitForTrial(isThere: () => Promise<boolean>): Promise<void> {
  while (!(await isThere())) await setTimeout(100);
}
