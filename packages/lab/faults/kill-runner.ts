/**
 * Kills `minibatch sweep` with SIGKILL at random moments, again and again over one sweep, until it has ended; then
 * compares every figure with an undisturbed sweep's. The moments are drawn from a seed; kills the processes that it
 * started and no others.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createStream, fillUniform } from "minibatch";
import { ended, hasSaid, startMinibatch } from "../test/run-minibatch.ts";
import { exportTrials, findDifference } from "./export-figures.ts";
import type { Measured } from "./fault-report.ts";

export interface KillRunnerOptions {
  readonly kills: number;
  readonly trials: number;
  readonly epochs: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

const NAME = "kills";
/** the sweep says so when the store is open and trials are taken */
const BEGUN = `${NAME}:`;
const WORKERS = 2;

/** Adam, dropout and the doctor: state of an optimizer, of random streams, and figures of every kind. */
function describeExperiment(trials: number, epochs: number) {
  return {
    name: NAME,
    data: { set: "sequences" },
    model: {
      inputs: 20,
      layers: [
        { kind: "dense", units: 64, activation: "relu" },
        { kind: "dropout", rate: 0.2 },
        { kind: "dense", units: 32, activation: "tanh" },
        { kind: "dense", units: 1 },
      ],
      loss: "sigmoid-binary-cross-entropy",
    },
    optimizer: { kind: "adam" },
    training: { epochs, batchSize: 16, evaluateTrain: true, doctor: true },
    parameters: { learningRate: { at: "optimizer.learningRate", values: [0.0003, 0.001, 0.003, 0.01] } },
    repeats: trials / 4,
  };
}

export async function killRunner({ kills, trials, epochs, seed, log }: KillRunnerOptions): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-kills-"));
  try {
    const file = join(folder, "kills.json");
    writeFileSync(file, JSON.stringify(describeExperiment(trials, epochs)));
    const sweepInto = (store: string) => ["sweep", file, "--offline", "--workers", String(WORKERS), "--store", store];
    const [quiet, disturbed] = [join(folder, "quiet.sqlite"), join(folder, "disturbed.sqlite")];

    const quietRun = startMinibatch(sweepInto(quiet));
    const quietEnd = ended(quietRun);
    await Promise.race([hasSaid(quietRun, BEGUN), quietEnd]);
    const startMs = performance.now();
    const { code, stderr } = await quietEnd;
    if (code !== 0) throw new Error(`The undisturbed sweep ended with ${code}: ${stderr.trim()}`);
    const workMs = performance.now() - startMs;
    log(`undisturbed: ${trials} trials in ${(workMs / 1000).toFixed(1)} s`);

    const moments = new Float64Array(kills);
    // on average all kills but a few fit into the sweep, for what was not saved is trained again
    fillUniform(createStream(seed, "search"), moments, 0, (2 * workMs) / (kills + 6));
    let killed = 0;
    for (;;) {
      const moment = moments[killed];
      const child = startMinibatch(sweepInto(disturbed));
      const end = ended(child);
      if (moment === undefined) {
        const last = await end;
        if (last.code !== 0) throw new Error(`The last process ended with ${last.code}: ${last.stderr.trim()}`);
        break;
      }
      // from its first line of the sweep on it may be anywhere: starting threads, training, writing
      await Promise.race([hasSaid(child, BEGUN), end]);
      await Promise.race([setTimeout(moment), end]);
      if (child.exitCode !== null) {
        log(`the sweep was over after ${killed} kills`);
        break;
      }
      child.kill("SIGKILL");
      await end;
      killed++;
    }
    const [before, after] = [await exportTrials(NAME, quiet), await exportTrials(NAME, disturbed)];
    const difference = findDifference(before, after);
    if (difference !== null) log(difference);
    const attempts = after.reduce((sum, trial) => sum + trial.attempts, 0);
    const interrupted = after.filter((trial) => trial.attempts > 1).length;
    log(`${killed} kills, ${attempts} attempts, ${interrupted} trials were begun more than once`);
    return {
      what: `kill -9 of the runner at ${killed} random moments over a sweep of ${after.length} trials`,
      measured:
        `${difference === null ? "every figure and hash equal" : "figures differ"}, ${interrupted} trials ` +
        "interrupted",
      limit: `${kills} kills, all equal`,
      isMet: difference === null && killed === kills && after.length === trials && interrupted > 0,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
