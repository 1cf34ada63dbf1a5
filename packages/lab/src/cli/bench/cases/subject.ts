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

/** Median of the seconds of one unit. Throws the signal's reason between two runs. */
export async function timeSubject(
  subject: Subject,
  { warmUpSeconds, sampleSeconds, mostSamples }: SampleLimits,
  now: () => number,
  signal: AbortSignal,
): Promise<number> {
  const runFor = async (seconds: number, most: number): Promise<number[]> => {
    const taken: number[] = [];
    const beginMs = now();
    do {
      // training alone never lets Ctrl-C be heard
      await setImmediate();
      signal.throwIfAborted();
      taken.push(await subject.run());
    } while (taken.length < most && now() - beginMs < seconds * 1000);
    return taken;
  };
  await runFor(warmUpSeconds, Number.POSITIVE_INFINITY);
  return median(await runFor(sampleSeconds, mostSamples));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
