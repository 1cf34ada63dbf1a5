/** One attempt at a trial: from its lease to its outcome, on one thread, with checkpoints on the way. */
import { SpecError } from "minibatch";
import type { Task } from "study";
import type { LabStore } from "../store/store.ts";
import type { TaskProgress } from "../training/task.ts";
import type { TaskEnd } from "../training/thread-messages.ts";
import { TaskError, type TrainingThread } from "../training/thread-pool.ts";
import type { AttemptCourse } from "./attempt-course.ts";
import { describeOutcome } from "./attempt-outcome.ts";
import { CheckpointWriter } from "./checkpoint-writer.ts";
import type { AttemptEnd, TrialAttempt } from "./trial-source.ts";

export interface AttemptOptions {
  readonly store: LabStore;
  readonly thread: TrainingThread;
  onProgress(progress: TaskProgress): void;
}

/**
 * The outcome is to be committed by the caller. Nothing that a trial does makes it reject, only a store that fails for
 * good.
 */
export async function trainAttempt(attempt: TrialAttempt, options: AttemptOptions): Promise<AttemptEnd> {
  const { store, thread } = options;
  const writer = new CheckpointWriter(store, attempt.lease, () => thread.stop());
  const stop = (): void => thread.stop();
  attempt.lost?.addEventListener("abort", stop);
  const startMs = performance.now();
  try {
    const { task, end, checkpoint, weights, failure } = await runTask(attempt, writer, options);
    if (end?.kind === "stopped" && failure === null) {
      await writer.flush();
      return { kind: writer.isLost || attempt.lost?.aborted === true ? "lost" : "stopped" };
    }
    const seconds = (performance.now() - startMs) / 1000;
    await writer.drop();
    if (writer.isLost) return { kind: "lost" };
    const result = end?.kind === "done" ? end.result : undefined;
    const course: AttemptCourse =
      failure !== null || end === null
        ? { kind: "failed", task, checkpoint, diagnosis: describeReason(failure) }
        : end.kind === "done"
          ? { kind: "done", task: task!, result, weights }
          : { kind: "paused", task: task!, checkpoint };
    return { kind: "ended", outcome: describeOutcome(course, attempt.objective), result, seconds, failure };
  } finally {
    attempt.lost?.removeEventListener("abort", stop);
  }
}

/** How far the task came. */
interface TaskRun {
  readonly task: Task | null;
  /** null when it failed */
  readonly end: TaskEnd | null;
  /** its last one, the one that it went on from at first */
  readonly checkpoint: Uint8Array | null;
  readonly weights: Uint8Array | null;
  readonly failure: Error | null;
}

async function runTask(
  attempt: TrialAttempt,
  writer: CheckpointWriter,
  { store, thread, onProgress }: AttemptOptions,
): Promise<TaskRun> {
  const { limits, setup, forks } = attempt;
  let task: Task | null = null;
  let end: TaskEnd | null = null;
  let { checkpoint } = attempt;
  let weights: Uint8Array | null = null;
  let failure: Error | null = null;
  const fits = (what: string, bytes: Uint8Array): boolean => {
    if (bytes.length <= store.mostBlobBytes) return true;
    failure ??= new TaskError(task!, describeTooLarge(what, bytes.length, store.mostBlobBytes), null);
    return false;
  };
  try {
    task = attempt.describeTask();
    const messages = thread.run({ task, resumeFrom: checkpoint, forks, limits, setup });
    if (attempt.lost?.aborted === true) thread.stop();
    for await (const message of messages) {
      if (message.kind === "progress") onProgress(message.progress);
      else if (message.kind === "checkpoint") {
        checkpoint = message.bytes;
        if (fits("checkpoint", message.bytes)) await writer.push(message.bytes, message.epochs ?? 0);
        else thread.stop();
      } else if (message.kind === "fork") attempt.onFork(message.id, message.bytes);
      else end = message;
    }
    if (end?.kind === "done" && end.weights !== null && fits("weights", end.weights)) weights = end.weights;
  } catch (error) {
    if (!(error instanceof TaskError || error instanceof SpecError)) throw error;
    failure ??= error;
    end = null;
  }
  return { task, end, checkpoint, weights, failure };
}

function describeReason(failure: Error | null): string {
  return failure instanceof TaskError ? failure.reason : (failure?.message ?? "");
}

/** A store refuses it whenever it is trained, and would end the others' sweep with it. */
function describeTooLarge(what: string, bytes: number, most: number): string {
  const inMegabytes = (count: number): string => `${(count / 1e6).toFixed(1)} MB`;
  return (
    `Cannot keep its ${what}: it takes ${inMegabytes(bytes)}, this store at most ${inMegabytes(most)}; make the ` +
    "model smaller"
  );
}
