/** For tests: work on several threads, by a clock that moves on by what the machine takes. */
import type { ThreadTimings } from "../src/wasm/thread-timings.ts";

/** From `begin` on, in ms: what a part takes on so many threads. */
export interface Regime {
  readonly begin: number;
  cost(threads: number): number;
}

/** One call: when, how long, on how many threads, and whether all were being tried. */
export interface Call {
  readonly begin: number;
  readonly elapsed: number;
  readonly threads: number;
  readonly isTry: boolean;
}

/** Calls of `size` parts each for `ms` milliseconds; a change in the middle of a call counts from then on. */
export function simulate(
  timings: ThreadTimings,
  regimes: readonly Regime[],
  { size, ms, available }: { readonly size: number; readonly ms: number; readonly available: number },
): Call[] {
  const calls: Call[] = [];
  let clock = 0;
  while (clock < ms) {
    const begin = clock;
    const threads = timings.choose(available);
    const isTry = timings.isTrying;
    clock = endOf(regimes, clock, size, threads);
    timings.add(clock - begin, size);
    calls.push({ begin, elapsed: clock - begin, threads, isTry });
  }
  return calls;
}

function endOf(regimes: readonly Regime[], begin: number, size: number, threads: number): number {
  let [clock, left] = [begin, size];
  for (;;) {
    const now = regimes.findLastIndex((regime) => regime.begin <= clock);
    const cost = regimes[now]!.cost(threads);
    const change = regimes[now + 1]?.begin ?? Number.POSITIVE_INFINITY;
    if (clock + left * cost <= change) return clock + left * cost;
    left -= (change - clock) / cost;
    clock = change;
  }
}
