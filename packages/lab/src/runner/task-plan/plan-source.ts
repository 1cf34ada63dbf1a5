/**
 * The trials of a plan: those that lack a result, section after section, longest first. Trainings that begin alike
 * share their beginning: one trains it, the others go on from its checkpoint.
 */
import type { Task } from "study";
import { InputError } from "../../errors.ts";
import type { TrialRecord } from "../../store/store.ts";
import type { Fork } from "../../training/plan-forks.ts";
import { NO_LIMITS } from "../../training/task.ts";
import { nameWorker } from "../attempt-environment.ts";
import { describeOutcome } from "../attempt-outcome.ts";
import type { EndedAttempt, TrialAttempt, TrialSource } from "../trial-source.ts";
import type { OpenPlan } from "./open-plan.ts";
import { type OrderedTask, orderTasks } from "./plan-order.ts";
import { sealResult } from "./sealed-result.ts";

export interface PlanAttempt extends TrialAttempt {
  readonly task: Task;
}

export class PlanSource implements TrialSource<PlanAttempt> {
  readonly #plan: OpenPlan;
  readonly #left: OrderedTask[];
  /** followers whose leader has not reached the epoch from which they go on */
  readonly #waiting: Set<string>;
  /** by task: checkpoints of others, on their way into the store */
  readonly #beginnings = new Map<string, Promise<unknown>>();
  #isStopped = false;

  /**
   * `sections` lack nothing that is finished in the plan; `estimateSeconds` orders them, and no figure depends on it.
   */
  constructor(plan: OpenPlan, sections: readonly (readonly Task[])[], estimateSeconds: (task: Task) => number) {
    this.#plan = plan;
    // one that has a checkpoint of its own needs no other's
    this.#left = orderTasks(sections, estimateSeconds, (task) => trialOf(plan, task).checkpointSha256 === null);
    this.#waiting = new Set(this.#left.flatMap(({ forks }) => forks.map(({ task }) => task.id)));
  }

  async next(thread: number): Promise<PlanAttempt | null> {
    if (this.#isStopped || this.#left.length === 0) return null;
    const { task, forks } = this.#pick();
    await this.#beginnings.get(task.id);
    const { store, environment, objective } = this.#plan;
    const { id, number } = trialOf(this.#plan, task);
    const taken = await store.takeTrial(id, nameWorker(thread), environment);
    if (taken === null) {
      throw new InputError(
        `Cannot run ${task.id}: its trial ${number} in ${store.place} was removed or cancelled meanwhile; run ` +
          "the command again to do it again",
      );
    }
    return {
      ...taken,
      ...{ task, objective, forks },
      describeTask: () => task,
      limits: NO_LIMITS,
      setup: null,
      onFork: (follower, checkpoint) => this.#begin(follower, forks, checkpoint),
    };
  }

  /** A task that failed ends the plan: it throws why. */
  async end({ task, trial, lease, forks }: PlanAttempt, ended: EndedAttempt): Promise<boolean> {
    const { store, objective, finished } = this.#plan;
    if (ended.failure !== null) {
      // what went wrong first is told, not that the store could not be reached then
      await Promise.allSettled([store.releaseTrial(lease)]);
      throw ended.failure;
    }
    const sealed = sealResult(task, ended.result);
    // as JSON gives the result back, as whoever reads it later has it
    const course = { kind: "done", task, result: sealed.result, weights: ended.outcome.weights } as const;
    const outcome = { ...describeOutcome(course, objective), seconds: ended.seconds, result: { ...sealed } };
    if (!(await store.endTrial(lease, outcome))) throw this.#describeLost(trial);
    finished.set(task.id, { result: sealed.result, seconds: ended.seconds });
    for (const fork of forks) this.#waiting.delete(fork.task.id);
    return true;
  }

  async release({ trial, lease }: PlanAttempt, why: "stopped" | "lost"): Promise<void> {
    if (why === "lost" || !(await this.#plan.store.releaseTrial(lease))) throw this.#describeLost(trial);
  }

  leave(): void {}

  stop(): void {
    this.#isStopped = true;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#beginnings.values());
  }

  /** A follower that would be alone in waiting begins by itself. */
  #pick(): OrderedTask {
    const ready = this.#left.findIndex(({ task }) => !this.#waiting.has(task.id));
    return this.#left.splice(Math.max(0, ready), 1)[0]!;
  }

  /** The follower, unless a thread has it already, goes on from the checkpoint of its leader. */
  #begin(follower: string, forks: readonly Fork[], checkpoint: Uint8Array): void {
    const { task, epochs } = forks.find((fork) => fork.task.id === follower)!;
    if (this.#left.some((left) => left.task.id === follower)) {
      const begun = this.#plan.store.startFromCheckpoint(trialOf(this.#plan, task).id, checkpoint, epochs);
      // told to whoever takes the task
      begun.catch(() => {});
      this.#beginnings.set(follower, begun);
    }
    this.#waiting.delete(follower);
  }

  #describeLost({ number }: TrialRecord): InputError {
    return new InputError(
      `Cannot keep trial ${number} in ${this.#plan.store.place}: it was removed, cancelled or taken by another ` +
        "process meanwhile; run the command again to do it again",
    );
  }
}

function trialOf({ trials }: OpenPlan, { id }: Task): TrialRecord {
  const trial = trials.get(id);
  if (trial === undefined) throw new RangeError(`Cannot find the trial of ${id}: it is not a task of this plan`);
  return trial;
}
