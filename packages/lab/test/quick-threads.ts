/**
 * Threads that train nothing, for tests of what is around a training: their tasks only count, and are named
 * `.../NUMBER`.
 */
import type { Task, TrainResult } from "study";
import { TaskError, type ThreadPool, type TrainingThread } from "../src/training/thread-pool.ts";
import { decodeTrainingCheckpoint, encodeTrainingCheckpoint } from "../src/training/training-checkpoint.ts";

export interface QuickOptions {
  /** the trials of these numbers fail at their last step */
  readonly failing: ReadonlySet<number>;
  readonly steps: number;
  onMessage?(): void;
}

/** A pool whose tasks only count: their checkpoints say how far they have come. */
export class QuickThreads implements ThreadPool {
  readonly threads: readonly TrainingThread[];
  /** by the trial's number: epochs of its last checkpoint that was told and taken */
  readonly told = new Map<number, number>();
  steps: number;
  running = 0;
  #isRetired = false;

  constructor(count: number, options: QuickOptions) {
    this.steps = options.steps;
    this.threads = Array.from({ length: count }, () => this.#thread(options));
  }

  stop(): void {
    this.#isRetired = true;
    for (const thread of this.threads) thread.stop();
  }

  async close(): Promise<void> {}

  #thread({ failing, onMessage }: QuickOptions): TrainingThread {
    const pool = this;
    let isStopped = false;
    return {
      stop() {
        isStopped = true;
      },
      async *run({ task, resumeFrom }) {
        isStopped = pool.#isRetired;
        pool.running++;
        const steps = pool.steps;
        try {
          for (let epochs = epochsOf(resumeFrom); epochs < steps; ) {
            await new Promise((resolve) => setImmediate(resolve));
            if (isStopped) {
              yield { kind: "stopped" } as const;
              return;
            }
            epochs++;
            yield { kind: "checkpoint", bytes: checkpointOf(epochs), epochs } as const;
            pool.told.set(numberOf(task), epochs);
            onMessage?.();
          }
          if (failing.has(numberOf(task))) throw new TaskError(task, "the test wants it to fail", null);
          yield { kind: "done", result: RESULT, weights: null } as const;
        } finally {
          pool.running--;
        }
      },
    };
  }
}

const RESULT: Partial<TrainResult> = { epochs: [], test: null, seconds: 0, diverged: null, pruned: null };

function checkpointOf(epochs: number): Uint8Array {
  return encodeTrainingCheckpoint({ trainer: Uint8Array.of(epochs & 255, epochs >> 8), epochs: [], seconds: 0 });
}

function epochsOf(checkpoint: Uint8Array | null): number {
  if (checkpoint === null) return 0;
  const [low, high] = decodeTrainingCheckpoint(checkpoint).trainer;
  return low! + 256 * high!;
}

function numberOf({ id }: Task): number {
  return Number(id.split("/").at(-1));
}
