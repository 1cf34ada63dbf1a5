/**
 * A worker for the runner's tests: "training" is a recurrence whose every epoch is written to a log, so that a test can
 * count what was computed, in whatever process it was.
 */
import { appendFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { Task } from "study";
import { serveTasks } from "../src/training/serve-tasks.ts";
import { defineTaskKind } from "../src/training/task-table.ts";

export interface CountTask extends Task {
  readonly kind: "count";
  readonly seed: number;
  readonly epochs: number;
  /** receives a line `<id> <epoch>` per epoch */
  readonly log: string;
  readonly epochMs: number;
  /** the epoch in which the task throws; null for none */
  readonly failAt: number | null;
}

export interface CountResult {
  readonly states: readonly number[];
}

const count = defineTaskKind<CountTask, CountResult, { readonly step: number }>({
  kind: "count",
  estimateSeconds: (task) => (task.epochs * task.epochMs) / 1000,
  async execute(task, context) {
    const states = context.resumeFrom === null ? [] : Array.from(new Uint32Array(context.resumeFrom.slice().buffer));
    while (states.length < task.epochs) {
      await setTimeout(task.epochMs);
      if (states.length + 1 === task.failAt) throw new RangeError("the test wants it to fail");
      states.push((Math.imul(states.at(-1) ?? task.seed, 1664525) + context.data.step) >>> 0);
      appendFileSync(task.log, `${task.id} ${states.length}\n`);
      context.progress({ epoch: states.length, epochs: task.epochs, loss: null, accuracy: null });
      await context.checkpoint(new Uint8Array(Uint32Array.from(states).buffer));
      context.signal.throwIfAborted();
    }
    return { states };
  },
});

serveTasks({ count });
