/** `kill -9` of a worker in mid-trial, again and again over one sweep with two workers. */
import { setTimeout } from "node:timers/promises";
import { createStream, fillUniform } from "minibatch";
import type { Measured } from "./fault-report.ts";
import {
  describeTrials,
  type PostgresSweep,
  type TriedTrial,
  type WorkerProcess,
  withPostgresSweep,
} from "./postgres-sweep.ts";

export interface KillWorkersOptions {
  readonly serverUrl: string;
  readonly kills: number;
  readonly trials: number;
  readonly epochs: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

export interface Takeover {
  /** from the kill to the next attempt's start */
  readonly seconds: number;
  /** epochs that were in the store when the worker was killed */
  readonly savedEpochs: number;
  readonly fromEpoch: number;
  readonly isOtherWorker: boolean;
}

const NAME = "killed";
const MOST_SECONDS = 15;
const LOOK_EVERY_MS = 100;
/** from the first saved epoch on */
const LATEST_KILL_MS = 400;

export async function killWorkers(options: KillWorkersOptions): Promise<Measured[]> {
  const { serverUrl, kills, trials, epochs, log } = options;
  return withPostgresSweep(serverUrl, async (sweep) => {
    const file = sweep.write(describeTrials(NAME, trials, epochs));
    await sweep.submit(file);
    const takeovers = await killOneByOne(sweep, options);
    await sweep.finish();
    const wrong = await sweep.judge(file, NAME);
    if (wrong !== null) log(wrong);
    const slowest = Math.max(...takeovers.map(({ seconds }) => seconds));
    const isResumed = takeovers.every(
      ({ savedEpochs, fromEpoch, isOtherWorker }) => isOtherWorker && fromEpoch >= Math.max(1, savedEpochs),
    );
    return [
      {
        what: `kill -9 of a Postgres worker in mid-trial, ${takeovers.length} times over ${trials} trials`,
        measured: wrong ?? "0 lost, 0 twice, every figure and hash equal",
        limit: `${kills} kills, 0 lost, 0 twice, all equal`,
        isMet: wrong === null && takeovers.length === kills,
      },
      {
        what: "the killed workers' trials went on elsewhere",
        measured: `${isResumed ? "all" : "not all"} from their checkpoints, after at most ${slowest.toFixed(1)} s`,
        limit: `from the checkpoint, <= ${MOST_SECONDS} s`,
        isMet: isResumed && slowest <= MOST_SECONDS,
      },
    ];
  });
}

async function killOneByOne(sweep: PostgresSweep, { kills, seed, log }: KillWorkersOptions): Promise<Takeover[]> {
  const waits = new Float64Array(kills);
  fillUniform(createStream(seed, "search"), waits, 0, LATEST_KILL_MS);
  const workers = [sweep.startWorker(), sweep.startWorker()];
  const takeovers: Takeover[] = [];
  while (takeovers.length < kills) {
    const which = takeovers.length % workers.length;
    const victim = workers[which]!;
    const running = await findRunning(sweep, victim);
    if (running === null) return takeovers;
    await setTimeout(waits[takeovers.length]);
    const killedMs = Date.now();
    victim.child.kill("SIGKILL");
    await victim.end;
    workers[which] = sweep.startWorker();
    const takeover = await findTakeover(sweep, running.trial.id, victim, killedMs);
    if (takeover === null) continue;
    takeovers.push(takeover);
    log(
      `kill ${takeovers.length}: taken up after ${takeover.seconds.toFixed(1)} s from epoch ` +
        `${takeover.fromEpoch} of ${takeover.savedEpochs} saved`,
    );
  }
  return takeovers;
}

/** A trial that this worker trains, with a saved epoch; null when the worker has left. */
async function findRunning(sweep: PostgresSweep, { child }: WorkerProcess): Promise<TriedTrial | null> {
  while (child.exitCode === null) {
    const found = (await sweep.read(NAME, ["running"])).find(
      ({ trial, attempts }) => trial.epochs > 0 && isBy(attempts.at(-1)?.worker, child.pid),
    );
    if (found !== undefined) return found;
    await setTimeout(LOOK_EVERY_MS);
  }
  return null;
}

/** Null when it had ended before it was killed. */
async function findTakeover(
  sweep: PostgresSweep,
  trialId: number,
  { child }: WorkerProcess,
  killedMs: number,
): Promise<Takeover | null> {
  const atKill = await sweep.readTrial(trialId);
  if (atKill.trial.status !== "running" || !isBy(atKill.attempts.at(-1)?.worker, child.pid)) return null;
  for (;;) {
    const next = (await sweep.readTrial(trialId)).attempts.find(({ attempt }) => attempt > atKill.trial.attempts);
    if (next !== undefined) {
      return {
        seconds: (next.startedAt.getTime() - killedMs) / 1000,
        savedEpochs: atKill.trial.epochs,
        fromEpoch: next.fromEpoch,
        isOtherWorker: !isBy(next.worker, child.pid),
      };
    }
    await setTimeout(LOOK_EVERY_MS);
  }
}

function isBy(worker: string | undefined, pid: number | undefined): boolean {
  return worker?.includes(`:${pid}/`) === true;
}
