/**
 * What can be done with each kind of task: one row per kind. The rows are collected where the kinds are known, above
 * this room.
 */
import type { Task } from "study";
import type { TaskContext } from "./task.ts";

/** How fast one worker of this machine is while all of them work; measured by `reproduce/calibrate.ts`. */
export interface Speed {
  /** seconds that one update costs however small the network */
  readonly secondsPerStep: number;
  /** seconds per row and weight of a training step; an evaluation costs less (`estimate-training.ts`) */
  readonly secondsPerRowWeight: number;
}

export interface TaskKind<Data> {
  /** how long the task will take on one worker; orders tasks and gives the budget line, never changes a figure */
  estimateSeconds(task: Task, speed: Speed): number;
  /** gives a JSON value. Throws `signal.reason` when it was stopped; anything else it throws ends the whole plan. */
  execute(task: Task, context: TaskContext<Data>): Promise<unknown>;
}

export type TaskTable<Data> = Readonly<Record<string, TaskKind<Data>>>;

/**
 * One row, written for the kind's own types. The table picks the row by `task.kind`, which is what makes the cast
 * sound.
 */
export function defineTaskKind<T extends Task, Result, Data>(row: {
  readonly kind: T["kind"];
  estimateSeconds(task: T, speed: Speed): number;
  execute(task: T, context: TaskContext<Data>): Promise<Result>;
}): TaskKind<Data> {
  return {
    estimateSeconds: (task, speed) => row.estimateSeconds(task as T, speed),
    execute: (task, context) => row.execute(task as T, context),
  };
}

export function rowOf<Data>(table: TaskTable<Data>, task: Task): TaskKind<Data> {
  const row = table[task.kind];
  if (row === undefined) {
    throw new TypeError(
      `Cannot run ${task.id}: its kind is "${task.kind}"; known kinds are ${Object.keys(table).join(", ")}`,
    );
  }
  return row;
}
