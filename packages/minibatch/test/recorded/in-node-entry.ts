/**
 * What `recorded-elsewhere.slow.test.ts` runs in another Node: a file of trainings and numbers of threads in, a line of
 * JSON each out.
 */
import { readFileSync } from "node:fs";
import { nodeThreads } from "minibatch/node";
import { findDifferent } from "./find-different.ts";
import type { RecordedTraining } from "./recorded-training.ts";

const [file, ...counts] = process.argv.slice(2) as [string, ...string[]];
const trainings = JSON.parse(readFileSync(file, "utf8")) as RecordedTraining[];
for (const count of counts.map(Number)) {
  const found = await findDifferent(trainings, "strict", () => (count === 0 ? null : nodeThreads({ count })));
  console.log(JSON.stringify({ version: process.version, count, ...found }));
}
