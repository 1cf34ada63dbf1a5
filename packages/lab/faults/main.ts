/**
 * `npm run test:faults [-- NAME ...]`: kills, restarts, cuts and damage, at full length; prints a table and ends with 1
 * when a limit is missed. Everything is on this machine, bounded, and ends only what it has started itself.
 */
import { formatResults, type Measured } from "./fault-report.ts";
import { flipBits } from "./flip-bits.ts";
import { killRunner } from "./kill-runner.ts";
import { POSTGRES_FAULTS } from "./postgres-faults.ts";
import { replaceStore } from "./replace-store.ts";
import { reportOvershoot } from "./report-overshoot.ts";
import { resizeTerminal } from "./resize-terminal.ts";

const log = (line: string): void => void process.stderr.write(`  ${line}\n`);

const FAULTS: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
  "flip-bits": async () => [await flipBits({ flips: 300, seed: 1, log })],
  "kill-runner": async () => [await killRunner({ kills: 25, trials: 20, epochs: 200, seed: 1, log })],
  "replace-store": async () => [await replaceStore({ trials: 20, epochs: 200, seed: 1, log })],
  "report-overshoot": async () => [await reportOvershoot(log)],
  "resize-terminal": async () => [await resizeTerminal(log)],
  ...Object.fromEntries(Object.entries(POSTGRES_FAULTS).map(([name, run]) => [name, () => run(log)])),
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(FAULTS, name));
if (unknown !== undefined) {
  process.stderr.write(`Cannot run ${unknown}: the faults are ${Object.keys(FAULTS).join(", ")}\n`);
  process.exit(2);
}
const results: Measured[] = [];
for (const [name, run] of Object.entries(FAULTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name}\n`);
  results.push(...(await run()));
}
process.stdout.write(`${formatResults(results)}\n`);
process.exitCode = results.every(({ isMet }) => isMet) ? 0 : 1;
