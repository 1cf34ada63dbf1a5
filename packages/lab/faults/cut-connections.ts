/** Every connection of the sweep's database is cut by the server, again and again. */
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import type { Measured } from "./fault-report.ts";
import { describeTrials, withPostgresSweep } from "./postgres-sweep.ts";

export interface CutOptions {
  readonly serverUrl: string;
  readonly everyMs: number;
  readonly trials: number;
  readonly epochs: number;
  readonly log: (line: string) => void;
}

const NAME = "cut";
const CUT = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

export async function cutConnections({ serverUrl, everyMs, trials, epochs, log }: CutOptions): Promise<Measured[]> {
  return withPostgresSweep(serverUrl, async (sweep) => {
    const file = sweep.write(describeTrials(NAME, trials, epochs));
    await sweep.submit(file);
    const workers = [sweep.startWorker(), sweep.startWorker()];
    const client = new pg.Client({ connectionString: sweep.url });
    await client.connect();
    let cuts = 0;
    // from when both have opened the store
    while ((await sweep.read(NAME, ["running"])).length < workers.length) {
      await setTimeout(everyMs);
    }
    while (workers.every(({ child }) => child.exitCode === null)) {
      cuts += (await client.query(CUT)).rowCount ?? 0;
      await setTimeout(everyMs);
    }
    await client.end();
    await sweep.finish();
    const wrong = await sweep.judge(file, NAME);
    log(wrong ?? `${cuts} connections were cut`);
    return [
      {
        what: `${cuts} connections cut in mid-sweep over ${trials} trials`,
        measured: wrong ?? "0 lost, 0 twice, every figure and hash equal",
        limit: "0 lost, 0 twice, all equal",
        isMet: wrong === null && cuts > trials,
      },
    ];
  });
}
