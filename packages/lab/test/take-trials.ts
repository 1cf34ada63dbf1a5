/**
 * A process that opens a store, takes every trial it can get, ends it, and prints their numbers: take-trials.ts PLACE
 * EXPERIMENT
 */
import { openStore } from "../src/store/open-store.ts";
import { ENVIRONMENT, sampleOutcome } from "./store-contract/sample-trials.ts";

const [, , place, name] = process.argv;
const store = await openStore(place!);
const experiment = await store.findExperiment(name!);
const numbers: number[] = [];
for (;;) {
  const taken = await store.takeNextTrial(experiment!.id, `ann:${process.pid}/0`, ENVIRONMENT);
  if (taken === null) break;
  await store.saveCheckpoint(taken.lease, Uint8Array.of(taken.trial.number), 1);
  if (!(await store.endTrial(taken.lease, sampleOutcome()))) throw new Error("the lease did not count");
  numbers.push(taken.trial.number);
}
await store.close();
process.stdout.write(JSON.stringify(numbers));
