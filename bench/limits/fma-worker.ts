/** One thread of the measurement: multiply-adds per second, while all others do the same. */
import { parentPort } from "node:worker_threads";
import { assembleFmaModule, CHAINS, OPERATIONS_PER_FMA, UNROLLED } from "./fma-module.ts";

/** some 2 ms each */
const ROUNDS = 125_000;
const SAMPLES = 200;
const WARM_UP_SAMPLES = 10;

type Run = (rounds: number, left: number, right: number) => number;

const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assembleFmaModule()), {});
const run = exports.run as Run;
let sum = 0;
for (let sample = 0; sample < WARM_UP_SAMPLES; sample++) sum += run(ROUNDS, 0.5, 0.25);
const seconds = Array.from({ length: SAMPLES }, () => {
  const begin = performance.now();
  sum += run(ROUNDS, 0.5, 0.25);
  return (performance.now() - begin) / 1000;
});
if (!(sum > 0)) throw new Error(`Cannot measure the multiply-adds: their sum is ${sum}, should be positive`);
// a twentieth of the samples was faster: what the core can do, without a lucky clock
const steady = seconds.toSorted((a, b) => a - b)[SAMPLES / 20]!;
parentPort!.postMessage((ROUNDS * UNROLLED * CHAINS * OPERATIONS_PER_FMA) / steady / 1e9);
