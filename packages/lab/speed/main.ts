/**
 * `npm run bench:lab [-- NAME ...]`: what the lab costs beside the trainings, each figure beside its limit; ends with 1
 * when one is missed. Wants the built command, an otherwise idle machine and, for the digits, MINIBATCH_DATA.
 */
import { formatResults, type Measured } from "../faults/fault-report.ts";
import { measureLargeStore } from "./large-store.ts";
import { measureLargeTable } from "./large-table.ts";
import { measureOverhead } from "./overhead.ts";
import { measurePostgresWorkers } from "./postgres-workers.ts";
import { measureSpeedup } from "./speedup.ts";

const log = (line: string): void => void process.stderr.write(`  ${line}\n`);

const MEASUREMENTS: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
  overhead: () => measureOverhead(log),
  speedup: () => measureSpeedup(log),
  "postgres-workers": () => measurePostgresWorkers(log),
  "large-store": () => measureLargeStore(log),
  "large-table": () => measureLargeTable(log),
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(MEASUREMENTS, name));
if (unknown !== undefined) {
  process.stderr.write(`Cannot measure ${unknown}: the measurements are ${Object.keys(MEASUREMENTS).join(", ")}\n`);
  process.exit(2);
}
const results: Measured[] = [];
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name}\n`);
  results.push(...(await measure()));
}
process.stdout.write(`${formatResults(results)}\n`);
process.exitCode = results.every(({ isMet }) => isMet) ? 0 : 1;
