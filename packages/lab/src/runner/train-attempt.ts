/** One turn of a trial: from its lease to its outcome, on one worker thread, with checkpoints on the way. */
import { SpecError } from "minibatch";
import type { Json, ObjectiveSpec, Task, TrainEpoch, TrainResult } from "study";
import type { LabStore, TakenTrial, TrialOutcome } from "../store/store.ts";
import type { TaskProgress, TurnLimits } from "../training/task.ts";
import { type PoolWorker, TaskError } from "../training/thread-pool.ts";
import { decodeTrainingCheckpoint, type TrainingCheckpoint } from "../training/training-checkpoint.ts";
import { CheckpointWriter } from "./checkpoint-writer.ts";
import { judgeFigures, metricsOf, NO_FIGURE } from "./trial-figures.ts";

export interface TurnOptions {
  readonly store: LabStore;
  /** what it trains; a description that cannot be used fails the trial */
  readonly describeTask: () => Task;
  /** null for tasks that have none: the reproduction's */
  readonly objective: ObjectiveSpec | null;
  readonly worker: PoolWorker;
  onProgress(progress: TaskProgress): void;
}

/**
 * `ended`: to be committed by the caller · `stopped`: asked to, its checkpoint is in the store · `lost`: the trial is another
 * worker's by now, or was cancelled
 */
export type TurnEnd =
  | { readonly kind: "ended"; readonly outcome: TrialOutcome }
  | { readonly kind: "stopped" }
  | { readonly kind: "lost" };

/** Nothing that a trial does makes it reject, only a store that fails for good. */
export async function trainTurn({ trial, lease, checkpoint }: TakenTrial, options: TurnOptions): Promise<TurnEnd> {
  const { store, objective, worker, onProgress } = options;
  const writer = new CheckpointWriter(store, lease, () => worker.stop());
  let last = checkpoint;
  let weights: Uint8Array | null = null;
  let tooLarge = null as string | null;
  const fits = (what: string, bytes: Uint8Array): boolean => {
    if (bytes.length <= store.mostBlobBytes) return true;
    tooLarge ??= describeTooLarge(what, bytes.length, store.mostBlobBytes);
    return false;
  };
  const limits: TurnLimits = {
    untilEpoch: trial.untilEpoch,
    checkpointEveryMs: 0,
    pruning:
      trial.thresholds === null || objective === null
        ? null
        : { metric: objective.metric, thresholds: trial.thresholds },
  };
  const soFar = (): TrainingCheckpoint | null => (last === null ? null : decodeTrainingCheckpoint(last));
  const end = async (outcome: Partial<TrialOutcome> & Pick<TrialOutcome, "status">, epochs: readonly TrainEpoch[]) => {
    await writer.drop();
    if (writer.isLost) return { kind: "lost" } as const;
    const whole: TrialOutcome = {
      epochs: epochs.length,
      metrics: metricsOf(epochs),
      ...(outcome.status === "failed" || objective === null ? NO_FIGURE : judgeFigures(epochs, objective)),
      test: null,
      seconds: soFar()?.seconds ?? 0,
      diagnosis: null,
      weights,
      checkpoint: null,
      result: null,
      ...outcome,
    };
    return { kind: "ended", outcome: whole } as const;
  };
  try {
    const task = options.describeTask();
    const turn = await worker.run(
      { task, resumeFrom: checkpoint, forks: [], limits },
      {
        onProgress,
        onCheckpoint(bytes, epochs) {
          last = bytes;
          if (fits("checkpoint", bytes)) return writer.push(bytes, epochs ?? 0);
          worker.stop();
          return undefined;
        },
        onFork() {},
        onWeights(bytes) {
          if (fits("weights", bytes)) weights = bytes;
        },
      },
    );
    if (tooLarge !== null) {
      return await end({ status: "failed", diagnosis: tooLarge, weights: null }, soFar()?.epochs ?? []);
    }
    if (turn.kind === "stopped") {
      await writer.flush();
      return { kind: writer.isLost ? "lost" : "stopped" };
    }
    if (turn.kind === "paused") return await end({ status: "paused", checkpoint: last }, soFar()?.epochs ?? []);
    if (task.kind !== "train") return await end({ status: "finished", result: turn.result as Json }, []);
    return await end(...describeTraining(turn.result as TrainResult));
  } catch (error) {
    const reason = error instanceof TaskError ? error.reason : error instanceof SpecError ? error.message : null;
    if (reason === null) throw error;
    return end({ status: "failed", diagnosis: reason, weights: null }, soFar()?.epochs ?? []);
  }
}

function describeTraining({ diverged, pruned, test, seconds, epochs }: TrainResult) {
  const status = diverged !== null ? "failed" : pruned !== null ? "pruned" : "finished";
  return [{ status, diagnosis: diverged ?? pruned, test, seconds } as const, epochs] as const;
}

/** A store refuses it whenever it is trained, and would end the others' sweep with it. */
function describeTooLarge(what: string, bytes: number, most: number): string {
  const inMegabytes = (count: number): string => `${(count / 1e6).toFixed(1)} MB`;
  return `Cannot keep its ${what}: it takes ${inMegabytes(bytes)}, this store at most ${inMegabytes(most)}; make the model smaller`;
}
