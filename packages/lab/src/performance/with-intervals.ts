import type { Reliability } from "minibatch-data";
import { wilsonInterval } from "study/statistics";
import type { ReliabilityWithIntervals } from "./task-performance.ts";

/** How far a bin's share may be chance: of few rows it says little. */
export function withIntervals({ bins, expectedError }: Reliability): ReliabilityWithIntervals {
  return {
    bins: bins.map((bin) => ({
      ...bin,
      // a share of whole rows
      interval: bin.share === null ? null : wilsonInterval(Math.floor(bin.share * bin.count + 0.5), bin.count),
    })),
    expectedError,
  };
}
