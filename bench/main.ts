/** Runs the cases side by side with the peers and writes the tables; see README.md beside this file. */
import { CASES } from "./cases.ts";
import { describeEnvironment } from "./environment.ts";
import { measureLimits } from "./limits/measure-limits.ts";
import { writeMarkdown } from "./markdown.ts";
import { type BenchOptions, HELP, isWanted, isWantedPeer, readOptions } from "./options.ts";
import { measureFirstStep, measureMemory, measureSize, recallScaling } from "./own-cases.ts";
import { listPeers } from "./peers.ts";
import type { BenchResults, CaseResult, OwnResult } from "./results.ts";
import { runCase } from "./run-case.ts";
import { measureStart, recallStart } from "./start-case.ts";
import { readStored, storeResults } from "./store-results.ts";

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function runAll(options: BenchOptions): Promise<BenchResults> {
  const environment = describeEnvironment();
  if (environment.load > environment.cores / 2)
    tell(
      `The machine is busy: its load is ${environment.load.toFixed(2)}; the figures will be worse than they should be`,
    );
  tell("the machine's limits");
  const limits = await measureLimits();
  const peers = listPeers().filter(({ name }) => isWantedPeer(name, options.peers));
  const cases: CaseResult[] = [];
  for (const timed of CASES.filter(({ id }) => isWanted(id, options.cases))) {
    tell(`${timed.id}: ${timed.title}`);
    cases.push(await runCase(timed, { ...options, peers, limits, tell }));
  }
  return { schema: "minibatch.bench/1", environment, limits, cases, own: await measureOwn(options) };
}

async function measureOwn({ cases, data, out, full }: BenchOptions): Promise<OwnResult[]> {
  const measures: Readonly<Record<string, () => OwnResult[] | Promise<OwnResult[]>>> = {
    E: () => [measureFirstStep()],
    F: async () => [await measureSize()],
    G: () => [measureMemory(data)],
    H: () => (full ? measureStart(data) : recallStart(readStored(out))),
    I: () => [recallScaling(out)],
  };
  const own: OwnResult[] = [];
  for (const [id, measure] of Object.entries(measures)) {
    if (!isWanted(id, cases)) continue;
    tell(id);
    own.push(...(await measure()));
  }
  return own;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(HELP);
    return;
  }
  const begin = performance.now();
  const results = await runAll(options);
  const whole = options.cases.length === 0 && options.peers.length === 0;
  const base = storeResults(options.out, results, whole);
  process.stdout.write(`${writeMarkdown(results)}\n`);
  tell(`${((performance.now() - begin) / 1000).toFixed(0)} s; written to ${base}.json and .md`);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
