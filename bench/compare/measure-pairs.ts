/**
 * Times two builds alternately. Each pair has processes of its own, because code and data lie elsewhere in each
 * process.
 */
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TimedCase } from "../cases.ts";
import { type PeerProcess, startPeer } from "../peer-process.ts";
import type { Pair } from "./paired-ratio.ts";

const SCRIPTS = join(import.meta.dirname, "..", "peers");
/** compiled code comes late: measurements that do not count */
const WARM_UPS = 3;
/**
 * a pair keeps the quickest of these on each side: other work on a machine only adds time (Chen and Revels 2016,
 * "Robust benchmarking in noisy environments", arXiv:1608.04295)
 */
const ROUNDS = 5;
/** of one measurement, so that it holds many steps, and the garbage they make */
const LEAST_SECONDS = 0.1;

/** Package folders that hold a `dist`. */
export interface Builds {
  readonly before: string;
  readonly after: string;
}

type Side = keyof Builds;

/** before, after, after, before, before, ...: neither side is always first, or always right after itself. */
function orderOf(round: number): readonly [Side, Side] {
  return round % 2 === 0 ? ["before", "after"] : ["after", "before"];
}

async function measureInTurn(pair: number, measure: (side: Side) => Promise<number>): Promise<Pair> {
  const seconds: Record<Side, number[]> = { before: [], after: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of orderOf(pair + round)) seconds[side].push(await measure(side));
  }
  return { before: Math.min(...seconds.before), after: Math.min(...seconds.after) };
}

/** Seconds of one unit of the case. */
export async function measurePair(timed: TimedCase, builds: Builds, data: string, pair: number): Promise<Pair> {
  const opened = new Map<Side, PeerProcess>();
  try {
    for (const side of orderOf(pair)) opened.set(side, await open(timed, builds[side], data));
    const measure = (times: number) => (side: Side) => measureOnce(timed, opened.get(side)!, times);
    const times = await warmUp(timed, pair, measure);
    return await measureInTurn(pair, measure(times));
  } finally {
    for (const process of opened.values()) process.close();
  }
}

/** Warms up both; returns how often a measurement is to do its work, the same for both, to take long enough. */
async function warmUp(
  { unitsPerAmount }: TimedCase,
  pair: number,
  measure: (times: number) => (side: Side) => Promise<number>,
): Promise<number> {
  let times = 1;
  for (let round = 0; round < WARM_UPS; round++) {
    const seconds: number[] = [];
    for (const side of orderOf(pair)) seconds.push(await measure(times)(side));
    times = Math.max(1, Math.ceil(LEAST_SECONDS / (Math.min(...seconds) * unitsPerAmount)));
  }
  return times;
}

async function open(timed: TimedCase, library: string, data: string): Promise<PeerProcess> {
  const threads = timed.threads === "one" ? 1 : availableParallelism();
  const work = JSON.stringify({ ...timed.work, threads, data, library });
  const started = await startPeer([process.execPath, join(SCRIPTS, "minibatch.ts"), work], {});
  if ("missing" in started) throw new Error(`Cannot time ${library}: ${started.missing}`);
  return started;
}

async function measureOnce(timed: TimedCase, process: PeerProcess, times: number): Promise<number> {
  const amount = timed.amount * times;
  const { seconds, loss } = await (timed.work.task === "train" ? process.train(amount) : process.predict(amount));
  if (!Number.isFinite(loss)) throw new Error(`Cannot time ${timed.id}: its loss is ${loss}`);
  return seconds / (timed.unitsPerAmount * times);
}

/** Case E, in seconds: from before the import to the end of the first step, each in a fresh process. */
export function measureFirstStepPair(builds: Builds, pair: number): Promise<Pair> {
  return measureInTurn(pair, async (side) => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(SCRIPTS, "first-step.ts"), builds[side]]);
    return (JSON.parse(stdout) as { readonly sinceImport: number }).sinceImport / 1000;
  });
}
