import { setImmediate } from "node:timers/promises";

/** One thing that is timed again and again, with all it needs at hand. */
export interface Subject {
  /** threads it runs on: fewer than were wished for where it cannot use them */
  readonly threads: number;
  /** works once; gives the seconds of one unit (an epoch, a step, a call) */
  run(): Promise<number>;
  dispose(): Promise<void>;
}

/** Why a case cannot be timed here. */
export interface Skipped {
  readonly skipped: string;
}

export interface SampleLimits {
  readonly warmUpSeconds: number;
  readonly sampleSeconds: number;
  readonly mostSamples: number;
}

/**
 * The medians of the seconds of one unit of each: they run in turn, the first one first in every other round, so that
 * what else the machine does disturbs all alike. The limits are for each. Throws the signal's reason between two runs.
 */
export async function timeAlternating(
  subjects: readonly Subject[],
  { warmUpSeconds, sampleSeconds, mostSamples }: SampleLimits,
  now: () => number,
  signal: AbortSignal,
): Promise<readonly number[]> {
  let rounds = 0;
  const runFor = async (seconds: number, most: number): Promise<readonly number[][]> => {
    const taken = subjects.map((): number[] => []);
    const beginMs = now();
    let samples = 0;
    do {
      for (const i of orderOf(subjects.length, rounds++)) {
        // training alone never lets Ctrl-C be heard
        await setImmediate();
        signal.throwIfAborted();
        taken[i]!.push(await subjects[i]!.run());
      }
      samples++;
    } while (samples < most && now() - beginMs < seconds * 1000 * subjects.length);
    return taken;
  };
  await runFor(warmUpSeconds, Number.POSITIVE_INFINITY);
  return (await runFor(sampleSeconds, mostSamples)).map(median);
}

function orderOf(count: number, round: number): readonly number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  return round % 2 === 0 ? order : order.toReversed();
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
