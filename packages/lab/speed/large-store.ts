/**
 * A store of 100,000 trials of 50 epochs: how long `runs list` takes, and the page of an experiment of 1,000 trials in
 * it.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStream } from "minibatch";
import { type ExperimentSpec, hashSpec } from "study";
import type { Measured } from "../faults/fault-report.ts";
import { CODE_VERSION } from "../src/runner/attempt-environment.ts";
import { openStore } from "../src/store/open-store.ts";
import type { LabStore } from "../src/store/store.ts";
import { queueExperiment } from "../test/queue-experiment.ts";
import { runBuilt } from "./run-built.ts";

const EPOCHS = 50;
const REPEATS = 5;
/** 99 experiments of 1,000 trials and the one that is reported */
const EXPERIMENTS = 100;
const TRIALS = 1_000;
const LIST_MS = 300;
const REPORT_SECONDS = 5;
const ROUNDS = 5;

export async function measureLargeStore(log: (line: string) => void): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-large-"));
  try {
    const file = join(folder, "large.sqlite");
    const store = await openStore(file, { create: true });
    for (let i = 0; i < EXPERIMENTS; i++) await fillExperiment(store, `experiment-${i}`, i);
    await store.close();
    log(`${EXPERIMENTS * TRIALS} trials of ${EPOCHS} epochs: ${(statSync(file).size / 2 ** 20).toFixed(0)} MB`);
    const lists: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      lists.push((await runBuilt(["runs", "list", "--store", file])).seconds);
      lists.push((await runBuilt(["runs", "list", "experiment-7", "--store", file])).seconds);
    }
    log(`runs list: ${lists.map((seconds) => (1000 * seconds).toFixed(0)).join(" ")} ms, process and all`);
    const list = 1000 * median(lists);
    const report = await runBuilt(["report", "experiment-7", "--store", file, "--out", join(folder, "report")]);
    const page = statSync(join(folder, "report", "index.html")).size / 2 ** 20;
    log(`report: ${report.seconds.toFixed(2)} s, a page of ${page.toFixed(1)} MB`);
    return [
      {
        what: "runs list with 100,000 trials x 50 epochs in the store (median of 10, process and all)",
        measured: `${list.toFixed(0)} ms`,
        limit: `<= ${LIST_MS} ms`,
        isMet: list <= LIST_MS,
      },
      {
        what: "report of an experiment of 1,000 trials in it",
        measured: `${report.seconds.toFixed(2)} s`,
        limit: `<= ${REPORT_SECONDS} s`,
        isMet: report.seconds <= REPORT_SECONDS,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** 200 configurations of two parameters, invented curves. */
async function fillExperiment(store: LabStore, name: string, seed: number): Promise<void> {
  const base = queueExperiment();
  const spec: ExperimentSpec = {
    ...base,
    name,
    training: { ...base.training, epochs: EPOCHS },
    parameters: {
      ...base.parameters,
      rate: { kind: "log-uniform", at: ["optimizer.learningRate"], when: {}, low: 1e-4, high: 1, steps: null },
    },
    search: { kind: "random", configurations: TRIALS / REPEATS },
    repeats: REPEATS,
  };
  const stream = createStream(seed, "search");
  const draw = (): number => stream.nextFloat();
  await store.transaction(async (inside) => {
    const { id } = await inside.createExperiment({
      name,
      spec,
      specSha256: hashSpec(spec),
      data: { sequences: "0".repeat(64) },
      synthetic: true,
      codeVersion: CODE_VERSION,
      objective: { metric: "validationAccuracy", goal: "max" },
      expectedTrials: TRIALS,
    });
    const trials = Array.from({ length: TRIALS }, (_, number) => {
      const configuration = Math.floor(number / REPEATS);
      return {
        number,
        configuration,
        repeat: number % REPEATS,
        parameters: {
          optimizer: configuration % 2 === 0 ? "SGD" : "Adam",
          rate: 10 ** (-4 * ((configuration * 0.618034) % 1)),
        },
        seed: 1 + (number % REPEATS),
        task: null,
        untilEpoch: EPOCHS,
        thresholds: null,
      };
    });
    await inside.addTrials(id, trials);
    for (const { parameters } of trials) {
      const taken = (await inside.takeNextTrial(id, "speed:1/0", { cpu: "invented" }))!;
      const level = 0.6 - 0.02 * Math.abs(Math.log10(parameters.rate) + 2);
      const curve = (noise: number) =>
        Float64Array.from(
          { length: EPOCHS },
          (_, epoch) => level - 0.1 * Math.exp(-epoch / 8) + noise * (draw() - 0.5),
        );
      const metrics = {
        batchLoss: curve(0.02),
        learningRate: new Float64Array(EPOCHS).fill(parameters.rate),
        trainLoss: curve(0.01),
        trainAccuracy: curve(0.01),
        validationLoss: curve(0.02),
        validationAccuracy: curve(0.02),
        "hidden.deadUnits": curve(0.02),
        "hidden.meanActivation": curve(0.02),
        "hidden.updateRatio": curve(0.02),
      };
      await inside.endTrial(taken.lease, {
        status: "finished",
        epochs: EPOCHS,
        metrics,
        objective: metrics.validationAccuracy.at(-1)!,
        objectiveEpoch: EPOCHS,
        keptEpoch: EPOCHS,
        test: null,
        seconds: 0.1,
        diagnosis: null,
        weights: null,
        checkpoint: null,
        result: null,
      });
    }
  });
}
