/** One training, in a worker thread: from the task's JSON to its figures, with a checkpoint now and then. */
import {
  createTrainer,
  DivergedError,
  type EpochReport,
  type ModelSpec,
  restoreTrainer,
  SpecError,
  type Trainer,
} from "minibatch";
import type { SplitRecord, TrainEpoch, TrainResult, TrainTask } from "study";
import { countUpdates, estimateTraining } from "./estimate-training.ts";
import { forkTraining } from "./fork-training.ts";
import { encodeWeights, hashBytes } from "./hash-weights.ts";
import { judgeEpoch } from "./judge-epoch.ts";
import { modelOfTask } from "./model-of-task.ts";
import { summarizeHealth } from "./summarize-health.ts";
import { type EpochFigures, PausedError, type TaskContext } from "./task.ts";
import { stepOptions, trainerOptions } from "./task-options.ts";
import { defineTaskKind, type TaskKind } from "./task-table.ts";
import { decodeTrainingCheckpoint, encodeTrainingCheckpoint } from "./training-checkpoint.ts";
import { openTrainingData, type TrainingData, type TrainingSets } from "./training-data.ts";

const TELL_EVERY_MS = 50;

export interface TrainingPace {
  /** in place of what the context's limits say */
  readonly checkpointEveryMs: number;
  /** how often it tells where it stands, and finds out whether it shall stop; steps in between are made in one call */
  readonly tellEveryMs: number;
}

/** Why a training ended before its last epoch; both null when it did not, or was stopped by its own early stopping. */
type Ending = Pick<TrainResult, "diverged" | "pruned"> & Required<Pick<TrainResult, "findings">>;

const WHOLE: Ending = { diverged: null, pruned: null, findings: [] };

/**
 * Trains, or goes on from `context.resumeFrom`; the figures are the same either way. A training that meets a non-finite
 * value, or is pruned, is a result too: its figures end there. Throws PausedError at the epoch of the context's limits,
 * and `context.signal.reason` when stopped, each after a checkpoint.
 */
export async function executeTrain(
  task: TrainTask,
  context: TaskContext<TrainingSets>,
  pace: Partial<TrainingPace> = {},
): Promise<TrainResult> {
  const data = openTrainingData(task.data, context.data, task.preparation?.steps);
  const model = modelOfTask(task, data.preparation);
  const before = context.resumeFrom === null ? null : decodeTrainingCheckpoint(context.resumeFrom);
  const { numerics } = context;
  using trainer =
    before === null
      ? await createTrainer(trainerOptions(task, model, numerics, context.data))
      : await restoreTrainer(before.trainer, { numerics });
  const epochs: TrainEpoch[] = [...(before?.epochs ?? [])];
  const startMs = performance.now();
  const secondsSpent = (): number => (before?.seconds ?? 0) + (performance.now() - startMs) / 1000;

  const { findings, ...ending } = await trainEpochs(task, context, data, trainer, epochs, secondsSpent, {
    checkpointEveryMs: context.limits.checkpointEveryMs,
    tellEveryMs: TELL_EVERY_MS,
    ...pace,
  });
  const isWhole = ending.diverged === null && ending.pruned === null;
  const test = task.evaluateTest && isWhole ? await evaluateTest(trainer, data) : null;
  const weights = encodeWeights(trainer.weights());
  context.handInWeights(weights);
  return {
    id: task.id,
    seed: task.seed,
    epochs,
    test,
    weightsSha256: hashBytes(weights),
    weights: task.keepWeights ? Buffer.from(trainer.checkpoint()).toString("base64") : null,
    ...ending,
    seconds: secondsSpent(),
    ...(findings.length > 0 && { findings }),
    ...(data.preparation !== undefined && { prepared: { model, preparation: data.preparation } }),
  };
}

export const trainKind: TaskKind<TrainingSets> = defineTaskKind({
  kind: "train",
  estimateSeconds: estimateTraining,
  execute: executeTrain,
});

/** Appends to `epochs`. */
async function trainEpochs(
  task: TrainTask,
  context: TaskContext<TrainingSets>,
  data: TrainingData,
  trainer: Trainer,
  epochs: TrainEpoch[],
  secondsSpent: () => number,
  { checkpointEveryMs, tellEveryMs }: TrainingPace,
): Promise<Ending> {
  const { untilEpoch, pruning } = context.limits;
  let last: TrainEpoch | undefined = epochs.at(-1);
  let findings: Ending["findings"] = [];
  let told = 0;
  const tell = (epoch: number): void => {
    const figures = last?.validation ?? last?.train ?? null;
    const loss = figures?.loss ?? last?.batchLoss ?? null;
    const ended = epochs.slice(told).map(figuresOf);
    told = epochs.length;
    context.progress({ epoch, epochs: task.epochs, loss, accuracy: figures?.accuracy ?? null, ended });
  };
  tell(epochs.length);
  const stepsPerEpoch = countUpdates(data.train.x.rows, task);
  const tellSteps = async (): Promise<void> => {
    const stepOfEpoch = trainer.stepCount - trainer.epochCount * stepsPerEpoch;
    tell(trainer.epochCount + stepOfEpoch / (stepsPerEpoch + 1));
  };
  let savedMs = performance.now();
  const snapshot = () => ({ trainer: trainer.checkpoint(), epochs, seconds: secondsSpent() });
  const save = async (): Promise<void> => {
    savedMs = performance.now();
    await context.checkpoint(encodeTrainingCheckpoint(snapshot()), epochs.length);
  };
  const target = Math.min(untilEpoch ?? task.epochs, task.epochs);
  try {
    const reports = trainer.epochs(data.train, {
      ...stepOptions(task),
      epochs: target,
      evaluateTrain: task.evaluateTrain,
      doctor: task.doctor,
      ...(task.doctor && { earlier: epochs.map((epoch) => ({ ...epoch, health: epoch.layers })) }),
      ...(task.earlyStopping !== undefined && { earlyStopping: task.earlyStopping }),
      ...(data.validation !== null && { validation: data.validation }),
      pause: { everyMs: tellEveryMs, now: () => performance.now(), giveWay: tellSteps },
      signal: context.signal,
    });
    for await (const report of reports) {
      last = recordEpoch(task, trainer.model, report);
      findings = report.findings;
      epochs.push(last);
      tell(report.epoch);
      for (const fork of context.forks) {
        if (fork.epochs === report.epoch) {
          context.handOver(fork, encodeTrainingCheckpoint(forkTraining(fork, snapshot())));
        }
      }
      const pruned = judgeEpoch(epochs, pruning);
      if (pruned !== null) return { ...WHOLE, pruned };
      if (report.epoch < target && performance.now() - savedMs >= checkpointEveryMs) await save();
    }
  } catch (error) {
    if (error instanceof DivergedError) return { ...WHOLE, diverged: error.message, findings: error.findings };
    // between two steps the trainer is whole: it goes on in the middle of its epoch
    if (context.signal.aborted) await save();
    throw error;
  }
  if (epochs.length < task.epochs && epochs.length === untilEpoch) {
    await save();
    throw new PausedError(`Paused after epoch ${epochs.length}`);
  }
  return { ...WHOLE, findings };
}

function figuresOf({ batchLoss, train, validation }: TrainEpoch): EpochFigures {
  const figures: Record<string, number> = { batchLoss };
  for (const [name, split] of Object.entries({ train, validation })) {
    if (split === null) continue;
    figures[`${name}Loss`] = split.loss;
    if (split.accuracy !== null) figures[`${name}Accuracy`] = split.accuracy;
  }
  return figures;
}

function recordEpoch(task: TrainTask, model: ModelSpec, report: EpochReport): TrainEpoch {
  return {
    batchLoss: report.batchLoss,
    learningRate: report.learningRate,
    train: report.train,
    validation: report.validation,
    ...summarizeHealth(model, report.health),
    layers: report.health,
    ...(task.earlyStopping?.restoreBest === true && { keptEpoch: report.keptEpoch }),
  };
}

async function evaluateTest(trainer: Trainer, { test }: TrainingData): Promise<SplitRecord> {
  if (test === null)
    throw new SpecError("evaluateTest", "this data set has no test split to evaluate; set evaluateTest to false");
  return trainer.evaluate(test);
}
