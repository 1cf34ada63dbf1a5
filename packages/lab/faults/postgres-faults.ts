/**
 * The faults of a sweep on Postgres, at full length, on a server of its own: `node
 * packages/lab/faults/postgres-faults.ts [NAME ...]`. Each function starts its own processes and ends no others.
 */
import { cutConnections } from "./cut-connections.ts";
import { formatResults, type Measured } from "./fault-report.ts";
import { fillQueue } from "./fill-queue.ts";
import { killWorkers } from "./kill-workers.ts";
import { type PrivatePostgres, startPrivatePostgres } from "./private-postgres.ts";
import { restartServer, THREE_RESTARTS } from "./restart-server.ts";
import { sweepAtOnce } from "./sweep-at-once.ts";

type Log = (line: string) => void;

/** By name: each gives its limits' results. */
export const POSTGRES_FAULTS: Readonly<Record<string, (log: Log) => Promise<readonly Measured[]>>> = {
  "kill-workers": onServer(({ url: serverUrl }, log) =>
    killWorkers({ serverUrl, kills: 10, trials: 480, epochs: 40, seed: 1, log }),
  ),
  "restart-postgres": onServer((server, log) =>
    restartServer({ server, restarts: THREE_RESTARTS, trials: 40, epochs: 80, log }),
  ),
  "cut-connections": onServer(({ url: serverUrl }, log) =>
    cutConnections({ serverUrl, everyMs: 250, trials: 30, epochs: 60, log }),
  ),
  "sweep-at-once": onServer(({ url: serverUrl }, log) => sweepAtOnce({ serverUrl, trials: 20, epochs: 30, log })),
  "full-queue": onServer(({ url: serverUrl }, log) => fillQueue({ serverUrl, trials: 5_000, log })),
};

function onServer(fault: (server: PrivatePostgres, log: Log) => Promise<readonly Measured[]>) {
  return async (log: Log): Promise<readonly Measured[]> => {
    const server = await startPrivatePostgres();
    try {
      return await fault(server, log);
    } finally {
      server.remove();
    }
  };
}

if (import.meta.main) {
  const asked = process.argv.slice(2);
  const results: Measured[] = [];
  for (const [name, run] of Object.entries(POSTGRES_FAULTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    process.stderr.write(`${name}\n`);
    results.push(...(await run((line) => void process.stderr.write(`  ${line}\n`))));
  }
  process.stdout.write(`${formatResults(results)}\n`);
  process.exitCode = results.every(({ isMet }) => isMet) ? 0 : 1;
}
