/** What is timed: the cases by their ids. */
import type { Blas, OptimizerInput, TrainerOptions } from "minibatch";
import type { BenchData } from "./bench-data.ts";
import { forwardOperations, stepOperations } from "./count-operations.ts";
import { firstStepSubject } from "./first-step-subject.ts";
import { DIGIT_NETWORK, TINY_NETWORK, WIDE_NETWORK } from "./networks.ts";
import { openBlasTrainer, openTrainer, predictSubject, trainSubject } from "./our-trainer.ts";
import type { Skipped, Subject } from "./subject.ts";

/** What a case may use. */
export interface CaseSetup {
  readonly data: BenchData;
  /** wished for */
  readonly threads: number;
  readonly blas: Blas | null;
  /** milliseconds, monotonic */
  now(): number;
}

export interface BenchCase {
  readonly id: string;
  /** what it is, for a reader */
  readonly title: string;
  readonly unit: "epoch" | "step" | "call" | "start";
  readonly threads: "one" | "all";
  /** floating-point operations of one unit, counted dense; null where time goes elsewhere */
  readonly operations: number | null;
  open(setup: CaseSetup): Promise<Subject | Skipped>;
}

const EPOCH_ROWS = 60_000;
const PREDICT_ROWS = 10_000;
const DIGIT_BATCH = 100;
const TINY_BATCH = 16;
const WIDE_BATCH = 256;
/** some ten milliseconds */
const TINY_EPOCHS_PER_RUN = 10;
const SEED = 1;

const SGD: OptimizerInput = { kind: "sgd", learningRate: 0.1 };
const ADAM: OptimizerInput = { kind: "adam", learningRate: 0.001 };

export const CASES: readonly BenchCase[] = [
  digitCase("A", "784-200-100-10 ReLU, batch 100, SGD: an epoch of 60,000", "all", SGD),
  digitCase("A1", "the same on one thread", "one", SGD),
  digitCase("A2", "the same with Adam", "all", ADAM),
  tinyCase("B-sgd", "20-20-1 ReLU, batch 16, SGD: a step", SGD),
  tinyCase("B-adam", "the same with Adam", ADAM),
  {
    ...wideUnit("784-2048-2048-10 ReLU, batch 256, dense: a step"),
    id: "C-wasm",
    open: async (setup) => wideSubject(await openTrainer(WIDE_TRAINER, setup.threads), setup),
  },
  {
    ...wideUnit("the same with the system's OpenBLAS"),
    id: "C-blas",
    async open(setup) {
      if (setup.blas === null)
        return { skipped: "there is no OpenBLAS, or no koffi to call it with (npm install koffi)" };
      const opened = await openBlasTrainer(WIDE_TRAINER, setup.blas, setup.threads);
      return opened === null ? { skipped: "this minibatch does not take a BLAS" } : wideSubject(opened, setup);
    },
  },
  {
    id: "D",
    title: "784-200-100-10 ReLU: predictions for 10,000 images",
    unit: "call",
    threads: "all",
    operations: forwardOperations(DIGIT_NETWORK, PREDICT_ROWS),
    async open({ data, threads, now }) {
      const opened = await openTrainer({ model: DIGIT_NETWORK, optimizer: SGD, seed: SEED }, threads);
      return predictSubject(opened, data.test, data.test.x.rows / PREDICT_ROWS, now);
    },
  },
  {
    id: "E",
    title: "from import to the first finished step, in a fresh process",
    unit: "start",
    threads: "one",
    operations: null,
    open: async () => firstStepSubject(),
  },
];

function digitCase(id: string, title: string, threads: "one" | "all", optimizer: OptimizerInput): BenchCase {
  return {
    id,
    title,
    unit: "epoch",
    threads,
    operations: stepOperations(DIGIT_NETWORK, EPOCH_ROWS),
    async open({ data: { train }, threads: count, now }) {
      const opened = await openTrainer({ model: DIGIT_NETWORK, optimizer, seed: SEED }, count);
      const unitsPerEpoch = train.x.rows / EPOCH_ROWS;
      return trainSubject(opened, train, { batchSize: DIGIT_BATCH, epochsPerRun: 1, unitsPerEpoch }, now);
    },
  };
}

function tinyCase(id: string, title: string, optimizer: OptimizerInput): BenchCase {
  return {
    id,
    title,
    unit: "step",
    threads: "one",
    operations: stepOperations(TINY_NETWORK, TINY_BATCH),
    async open({ data: { bits }, threads, now }) {
      const opened = await openTrainer({ model: TINY_NETWORK, optimizer, seed: SEED }, threads);
      const unitsPerEpoch = bits.x.rows / TINY_BATCH;
      const plan = { batchSize: TINY_BATCH, epochsPerRun: TINY_EPOCHS_PER_RUN, unitsPerEpoch };
      return trainSubject(opened, bits, plan, now);
    },
  };
}

const WIDE_TRAINER: TrainerOptions = {
  model: WIDE_NETWORK,
  optimizer: { kind: "sgd", learningRate: 0.01 },
  seed: SEED,
};

function wideUnit(title: string): Pick<BenchCase, "title" | "unit" | "threads" | "operations"> {
  return { title, unit: "step", threads: "all", operations: stepOperations(WIDE_NETWORK, WIDE_BATCH) };
}

function wideSubject(opened: Awaited<ReturnType<typeof openTrainer>>, { data: { noise }, now }: CaseSetup): Subject {
  const unitsPerEpoch = noise.x.rows / WIDE_BATCH;
  return trainSubject(opened, noise, { batchSize: WIDE_BATCH, epochsPerRun: 1, unitsPerEpoch }, now);
}
