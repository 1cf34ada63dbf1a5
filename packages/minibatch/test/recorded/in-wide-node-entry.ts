/**
 * What `recorded-wide.slow.test.ts` runs in a Node that was started with V8's flag for wide vectors: a file of
 * trainings and numbers of threads in, a line of JSON each out.
 */
import { readFileSync } from "node:fs";
import type { Numerics } from "minibatch";
import { nodeThreads } from "../../src/hosts/node.ts";
import { setVectorsWide } from "../../src/wasm/vector-width.ts";
import { findDifferent } from "./find-different.ts";
import type { RecordedTraining } from "./recorded-training.ts";

setVectorsWide(true);
const [file, numerics, ...counts] = process.argv.slice(2) as [string, Numerics, ...string[]];
const trainings = JSON.parse(readFileSync(file, "utf8")) as RecordedTraining[];
for (const count of counts.map(Number)) {
  const found = await findDifferent(trainings, numerics, () => (count === 0 ? null : nodeThreads({ count })));
  console.log(JSON.stringify({ count, ...found }));
}
