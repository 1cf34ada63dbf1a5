/** One training, in a worker thread: from the task's JSON to its figures, with a checkpoint now and then. */
import { createTrainer, DivergedError, type EpochReport, restoreTrainer, type Trainer } from "minibatch";
import { forkTraining } from "./fork-training.ts";
import { hashWeights } from "./hash-weights.ts";
import { summarizeHealth } from "./summarize-health.ts";
import type { TaskContext } from "./task.ts";
import type { TrainEpoch, TrainResult, TrainTask } from "./train-task.ts";
import { decodeTrainingCheckpoint, encodeTrainingCheckpoint } from "./training-checkpoint.ts";
import { type LabData, openTrainingData, type TrainingData } from "./training-data.ts";

const PACE: TrainingPace = { checkpointEveryMs: 500, tellEveryMs: 50 };

export interface TrainingPace {
  /** how much work a killed process may lose at most, beside an epoch */
  readonly checkpointEveryMs: number;
  /** how often it tells where it stands, and finds out whether it shall stop; steps in between are made in one call */
  readonly tellEveryMs: number;
}

/**
 * Trains, or goes on from `context.resumeFrom`; the figures are the same either way. A training that meets a non-finite
 * value is a result too: its figures end there. Throws `context.signal.reason`, after a checkpoint, when stopped.
 */
export async function executeTrain(
  task: TrainTask,
  context: TaskContext<LabData>,
  pace: Partial<TrainingPace> = {},
): Promise<TrainResult> {
  const data = openTrainingData(task.data, context.data);
  const before = context.resumeFrom === null ? null : decodeTrainingCheckpoint(context.resumeFrom);
  const { numerics } = context;
  const { model, optimizer, seed } = task;
  using trainer =
    before === null
      ? await createTrainer({ model, optimizer, seed, numerics })
      : await restoreTrainer(before.trainer, { numerics });
  const epochs: TrainEpoch[] = [...(before?.epochs ?? [])];
  const startMs = performance.now();
  const secondsSpent = (): number => (before?.seconds ?? 0) + (performance.now() - startMs) / 1000;

  const diverged = await trainEpochs(task, context, data, trainer, epochs, secondsSpent, { ...PACE, ...pace });
  const test = task.evaluateTest && diverged === null ? await evaluateTest(trainer, data) : null;
  return {
    id: task.id,
    seed: task.seed,
    epochs,
    test,
    weightsSha256: hashWeights(trainer.weights()),
    weights: task.keepWeights ? Buffer.from(trainer.checkpoint()).toString("base64") : null,
    diverged,
    seconds: secondsSpent(),
  };
}

/** Appends to `epochs`; gives the doctor's diagnosis when the training met a non-finite value. */
async function trainEpochs(
  task: TrainTask,
  context: TaskContext<LabData>,
  data: TrainingData,
  trainer: Trainer,
  epochs: TrainEpoch[],
  secondsSpent: () => number,
  { checkpointEveryMs, tellEveryMs }: TrainingPace,
): Promise<string | null> {
  let last: TrainEpoch | undefined = epochs.at(-1);
  const tell = (epoch: number): void => {
    const figures = last?.validation ?? last?.train ?? null;
    const loss = figures?.loss ?? last?.batchLoss ?? null;
    context.progress({ epoch, epochs: task.epochs, loss, accuracy: figures?.accuracy ?? null });
  };
  tell(epochs.length);
  const stepsPerEpoch = Math.ceil(data.train.x.rows / task.batchSize);
  const tellSteps = async (): Promise<void> => {
    const stepOfEpoch = trainer.stepCount - trainer.epochCount * stepsPerEpoch;
    tell(trainer.epochCount + stepOfEpoch / (stepsPerEpoch + 1));
  };
  let savedMs = performance.now();
  const snapshot = () => ({ trainer: trainer.checkpoint(), epochs, seconds: secondsSpent() });
  const save = (): void => {
    savedMs = performance.now();
    context.checkpoint(encodeTrainingCheckpoint(snapshot()));
  };
  try {
    const reports = trainer.epochs(data.train, {
      epochs: task.epochs,
      batchSize: task.batchSize,
      evaluateTrain: task.evaluateTrain,
      doctor: task.doctor,
      ...(data.validation !== null && { validation: data.validation }),
      pause: { everyMs: tellEveryMs, now: () => performance.now(), giveWay: tellSteps },
      signal: context.signal,
    });
    for await (const report of reports) {
      last = recordEpoch(task, report);
      epochs.push(last);
      tell(report.epoch);
      for (const fork of context.forks) {
        if (fork.epochs === report.epoch) {
          context.handOver(fork, encodeTrainingCheckpoint(forkTraining(fork, snapshot())));
        }
      }
      if (report.epoch < task.epochs && performance.now() - savedMs >= checkpointEveryMs) save();
    }
    return null;
  } catch (error) {
    if (error instanceof DivergedError) return error.message;
    // between two steps the trainer is whole: it goes on in the middle of its epoch
    if (context.signal.aborted) save();
    throw error;
  }
}

function recordEpoch(task: TrainTask, report: EpochReport): TrainEpoch {
  return {
    batchLoss: report.batchLoss,
    learningRate: report.learningRate,
    train: requireAccuracy(report.train),
    validation: requireAccuracy(report.validation),
    ...summarizeHealth(task.model, report.health),
  };
}

async function evaluateTest(trainer: Trainer, { test }: TrainingData): Promise<TrainResult["test"]> {
  if (test === null)
    throw new Error("Cannot evaluate the test split: this data set has none; set evaluateTest to false");
  return requireAccuracy(await trainer.evaluate(test));
}

/** The trainings of this lab classify; a loss without an accuracy is a mistake of the task. */
function requireAccuracy(figures: EpochReport["train"]): { loss: number; accuracy: number } | null {
  if (figures === null) return null;
  const { loss, accuracy } = figures;
  if (accuracy === null)
    throw new Error("Cannot record an epoch: the loss has no accuracy; give a classification loss");
  return { loss, accuracy };
}
