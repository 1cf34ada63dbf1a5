/** Times this repository's build against another revision's, pair by pair; see README.md beside this file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { limit, measureTrainer } from "../tools/library-size.ts";
import {
  type ComparedCase,
  type ComparedSize,
  type Comparison,
  listMissed,
  writeComparison,
} from "./compare/comparison.ts";
import { provideDigits } from "./compare/digits-to-time.ts";
import { type Builds, measureFirstStepPair, measurePair } from "./compare/measure-pairs.ts";
import { COMPARED, type CompareOptions, HELP, readCompareOptions } from "./compare/options.ts";
import { buildRevision } from "./compare/other-revision.ts";
import { comparePairs, judgeRatio, type Pair } from "./compare/paired-ratio.ts";
import { describeEnvironment } from "./environment.ts";
import { formatSeconds } from "./markdown.ts";
import { isWanted } from "./options.ts";

const OURS = join(import.meta.dirname, "..", "packages", "minibatch");

/** What must be cleaned up however this ends. */
const leavings: (() => void)[] = [];

function cleanUp(): void {
  for (const remove of leavings.splice(0)) remove();
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function compareCase(
  { id, title, unit }: Pick<ComparedCase, "id" | "title" | "unit">,
  count: number,
  measure: (pair: number) => Promise<Pair>,
): Promise<ComparedCase> {
  tell(`${id}: ${title}`);
  const pairs: Pair[] = [];
  for (let pair = 0; pair < count; pair++) {
    const { before, after } = await measure(pair);
    pairs.push({ before, after });
    tell(`  pair ${pair + 1}: ${formatSeconds(before)}, ${formatSeconds(after)}, ${(after / before).toFixed(3)}`);
  }
  const ratio = comparePairs(pairs);
  return { id, title, unit, ...ratio, limit: judgeRatio(id, ratio), pairs };
}

async function compareSize({ before, after }: Builds): Promise<ComparedSize> {
  tell("F");
  const sizes = { before: (await measureTrainer(before)).loaded, after: (await measureTrainer(after)).loaded };
  const title = "what a page loads for createTrainer with all kernels, minified, gzip";
  return { id: "F", title, ...sizes, limit: { most: limit, passed: sizes.after <= limit } };
}

async function compareAll({ against, cases: wanted, pairs, data: given }: CompareOptions): Promise<Comparison> {
  const environment = describeEnvironment();
  tell(`building ${against}`);
  const other = await buildRevision(against);
  leavings.push(other.remove);
  const builds = { before: other.library, after: OURS };
  const timed = COMPARED.filter(({ id }) => isWanted(id, wanted));
  const scratch = mkdtempSync(join(tmpdir(), "minibatch-compare-"));
  leavings.push(() => rmSync(scratch, { recursive: true, force: true }));
  const needsDigits = timed.some(({ work }) => work.source === "mnist");
  const { data, source } = needsDigits ? provideDigits(given, scratch) : ({ data: "", source: "mnist" } as const);
  const cases: ComparedCase[] = [];
  for (const one of timed) cases.push(await compareCase(one, pairs, (pair) => measurePair(one, builds, data, pair)));
  if (isWanted("E", wanted)) {
    const firstStep = { id: "E", title: "a fresh process: import to the end of the first step", unit: "process" };
    cases.push(await compareCase(firstStep, pairs, (pair) => measureFirstStepPair(builds, pair)));
  }
  const size = isWanted("F", wanted) ? await compareSize(builds) : null;
  return { schema: "minibatch.comparison/1", environment, against: other.commit, digits: source, cases, size };
}

for (const [signal, status] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)
  process.once(signal, () => {
    cleanUp();
    process.exit(status);
  });

let options: CompareOptions | null;
try {
  options = readCompareOptions(process.argv.slice(2));
} catch (error) {
  tell((error as Error).message);
  process.exit(2);
}
if (options === null) {
  process.stdout.write(HELP);
  process.exit(0);
}
try {
  const comparison = await compareAll(options);
  const document = `${JSON.stringify(comparison, null, 2)}\n`;
  if (options.out !== null) writeFileSync(options.out, document);
  process.stdout.write(options.json ? document : writeComparison(comparison));
  const missed = listMissed(comparison);
  if (missed.length > 0) tell(`missed: ${missed.join(", ")}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} catch (error) {
  tell((error as Error).message);
  process.exitCode = 1;
} finally {
  cleanUp();
}
