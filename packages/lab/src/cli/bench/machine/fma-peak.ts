/** The machine's limit: how many 128-bit fused multiply-adds one core makes from WebAssembly. */
import { fmaPeakBytes } from "./fma-peak-bytes.ts";

const CHAINS = 12;
/** a multiplication and an addition in each of four lanes */
const OPERATIONS = 8;
/** about 2 ms */
const ROUNDS = 1_000_000;
const SAMPLES = 30;

type Run = (rounds: number, left: number, right: number) => number;

/** Operations per second on one core: the best of many short samples, for whatever disturbs one makes it slower. */
export function measureFmaPeak(now: () => number, samples: number = SAMPLES): number {
  const module = new WebAssembly.Module(Buffer.from(fmaPeakBytes, "base64"));
  const run = new WebAssembly.Instance(module, {}).exports.run as Run;
  let best = 0;
  for (let sample = 0; sample < samples; sample++) {
    const beginMs = now();
    const sum = run(ROUNDS, 0.5, 0.25);
    const seconds = (now() - beginMs) / 1000;
    if (!(sum > 0)) throw new Error(`Cannot measure this machine's limit: its sum is ${sum}, should be positive`);
    best = Math.max(best, (ROUNDS * CHAINS * OPERATIONS) / seconds);
  }
  return best;
}
