/** One training of one's own, in a worker thread: its module gives figures, the lab keeps them and its checkpoints. */
import { type OwnEpoch, type OwnResult, type OwnTask, storedMetric } from "study";
import type { OwnTraining, TrainingInputs } from "../../modules/define-modules.ts";
import { judgeCourse } from "../judge-epoch.ts";
import { PausedError, type TaskContext } from "../task.ts";
import { defineTaskKind, type TaskKind } from "../task-table.ts";
import { openTrainingData, type TrainingSets } from "../training-data.ts";
import { loadTraining } from "./load-training.ts";
import { decodeOwnCheckpoint, encodeOwnCheckpoint } from "./own-checkpoint.ts";
import { NotFiniteError, readFigures } from "./read-figures.ts";

/** how often a training that is silent finds out whether it shall stop */
const LOOK_EVERY_MS = 100;

/**
 * Trains, or goes on from `context.resumeFrom`. A figure that is not finite and pruning are results too: the figures
 * end there. Throws PausedError at the epoch of the context's limits, `context.signal.reason` when stopped, each after
 * a checkpoint, and what the module throws.
 */
export async function executeOwn(task: OwnTask, context: TaskContext<TrainingSets>): Promise<OwnResult> {
  return followTraining(await loadTraining(context.modules, task.module), task, context);
}

/** The same of a training that is at hand. */
export function followTraining(
  train: OwnTraining["train"],
  task: OwnTask,
  context: TaskContext<TrainingSets>,
): Promise<OwnResult> {
  return new OwnRun(task, context).run(train);
}

export const ownTrainingKind: TaskKind<TrainingSets> = defineTaskKind({
  kind: "own-training",
  // nobody knows beforehand: longer for more epochs
  estimateSeconds: ({ epochs }: OwnTask) => epochs,
  execute: executeOwn,
});

/** Why a training ended before its last epoch. */
type Ending = Pick<OwnResult, "diverged" | "pruned">;

const WHOLE: Ending = { diverged: null, pruned: null };

class OwnRun {
  readonly #task: OwnTask;
  readonly #context: TaskContext<TrainingSets>;
  readonly #startMs = performance.now();
  readonly #secondsBefore: number;
  /** figures so far; beyond `#count` those that it gave before it was interrupted, and gives again */
  readonly #epochs: OwnEpoch[];
  /** epochs that the training has behind it */
  #count: number;
  /** what the module handed in last, and how many epochs that has behind it */
  #bytes: Uint8Array | null;
  #behind: number;
  /** it has given figures in this attempt */
  #hasGiven = false;
  /** it has kept a checkpoint in this attempt: it will after the next epoch too */
  #keeps = false;
  #savedMs = performance.now();
  /** epochs of which something was told */
  #told = 0;

  constructor(task: OwnTask, context: TaskContext<TrainingSets>) {
    const before = context.resumeFrom === null ? null : decodeOwnCheckpoint(context.resumeFrom);
    this.#task = task;
    this.#context = context;
    this.#bytes = before?.bytes ?? null;
    this.#behind = before?.behind ?? 0;
    this.#count = this.#behind;
    this.#epochs = [...(before?.epochs ?? [])];
    this.#secondsBefore = before?.seconds ?? 0;
  }

  async run(train: OwnTraining["train"]): Promise<OwnResult> {
    const looking = setInterval(() => this.#tell(), LOOK_EVERY_MS);
    try {
      this.#tell();
      const ending = await this.#follow(iterate(train(this.#inputs()), this.#task));
      const { id, seed } = this.#task;
      return { id, seed, epochs: this.#epochs, ...ending, seconds: this.#seconds() };
    } finally {
      clearInterval(looking);
    }
  }

  #inputs(): TrainingInputs {
    const { parameters, options, seed, epochs, data, steps } = this.#task;
    const { numerics, signal } = this.#context;
    return {
      ...{ parameters, options, seed, epochs, numerics, signal },
      data: data === null ? null : openTrainingData(data, this.#context.data, steps),
      checkpoint: (bytes) => this.#checkpoint(bytes),
      resumeFrom: this.#bytes,
    };
  }

  async #follow(figures: Figures): Promise<Ending> {
    const { signal, limits } = this.#context;
    let isOver = false;
    try {
      for (;;) {
        signal.throwIfAborted();
        const { done, value } = await figures.next();
        isOver = done === true;
        if (isOver) return this.#end();
        if (this.#isAtLimit()) await this.#pause();
        try {
          this.#take(value);
        } catch (error) {
          if (!(error instanceof NotFiniteError)) throw error;
          this.#epochs.length = this.#count;
          return { ...WHOLE, diverged: error.message };
        }
        this.#tell();
        const isNew = this.#count === this.#epochs.length;
        const pruned = isNew && limits.pruning !== null ? judgeCourse(this.#course(), limits.pruning) : null;
        if (pruned !== null) return { ...WHOLE, pruned };
        // a training that keeps checkpoints keeps one now, and is stopped as it does
        if (signal.aborted && !this.#keeps) throw signal.reason;
        if (signal.aborted) await this.#lastWord(figures);
      }
    } catch (error) {
      isOver ||= !this.#isOurs(error);
      // whatever it made of the end that its checkpoint was told
      signal.throwIfAborted();
      throw error;
    } finally {
      if (!isOver) await figures.return?.();
    }
  }

  /** It was told to end after an epoch: on its way to the next one it may keep what it has. */
  async #lastWord(figures: Figures): Promise<never> {
    await figures.next();
    throw this.#context.signal.reason;
  }

  /** It has come to its end by itself. */
  #end(): Ending {
    if (this.#count === 0) {
      throw new Error(
        `Cannot use ${this.#task.module}: its train ended without giving figures; it should yield some, as { score: ` +
          "0.3 }",
      );
    }
    // it ended sooner than before it was interrupted
    this.#epochs.length = this.#count;
    return WHOLE;
  }

  #take(value: unknown): void {
    const { epochs, module, metric } = this.#task;
    if (this.#count === epochs) {
      throw new Error(
        `Cannot go on with ${module}: its train gave figures ${epochs === 1 ? "twice" : `${epochs + 1} times`}, and ` +
          `training.epochs is ${epochs}; set that to how often it gives some, or end it after epochs`,
      );
    }
    const figures = readFigures(value, this.#count + 1, metric);
    this.#epochs[this.#count] = figures;
    this.#count++;
    this.#hasGiven = true;
  }

  async #checkpoint(bytes: Uint8Array): Promise<void> {
    const { signal, limits } = this.#context;
    if (!(bytes instanceof Uint8Array)) {
      throw new TypeError(
        `Cannot keep a checkpoint: it is ${bytes === null ? "null" : typeof bytes}, should be a Uint8Array`,
      );
    }
    if (!this.#hasGiven) {
      throw new Error(
        "Cannot keep a checkpoint before the first figures: it is the state after the epochs given so far; call " +
          "checkpoint after yield, not before",
      );
    }
    // its author may write over the same bytes
    this.#bytes = bytes.slice();
    this.#behind = this.#count;
    this.#keeps = true;
    this.#tell();
    if (this.#isAtLimit()) await this.#pause();
    const isDue = performance.now() - this.#savedMs >= limits.checkpointEveryMs;
    if (isDue || signal.aborted) await this.#save();
    signal.throwIfAborted();
  }

  /** It has come to the epoch at which it is to pause, and has not ended there. */
  #isAtLimit(): boolean {
    const { untilEpoch } = this.#context.limits;
    return untilEpoch !== null && untilEpoch < this.#task.epochs && this.#count >= untilEpoch;
  }

  async #pause(): Promise<never> {
    await this.#save();
    throw new PausedError(`Paused after epoch ${this.#count}`);
  }

  async #save(): Promise<void> {
    this.#savedMs = performance.now();
    const epochs = this.#epochs;
    const encoded = encodeOwnCheckpoint({ bytes: this.#bytes, behind: this.#behind, epochs, seconds: this.#seconds() });
    await this.#context.checkpoint(encoded, epochs.length);
  }

  #course() {
    const metric = storedMetric(this.#context.limits.pruning?.metric ?? this.#task.metric);
    return { values: this.#epochs.map((epoch) => epoch[metric] ?? Number.NaN), kept: null };
  }

  #tell(): void {
    const ended = this.#epochs.slice(this.#told);
    this.#told = this.#epochs.length;
    const { epochs } = this.#task;
    this.#context.progress({ epoch: this.#count, epochs, loss: null, accuracy: null, ended });
  }

  #seconds(): number {
    return this.#secondsBefore + (performance.now() - this.#startMs) / 1000;
  }

  /** The training is whole, between two epochs: it was ended by us. */
  #isOurs(error: unknown): boolean {
    return error === this.#context.signal.reason || error instanceof PausedError;
  }
}

type Figures = AsyncIterator<unknown> | Iterator<unknown>;

function iterate(given: unknown, { module }: OwnTask): Figures {
  if (typeof given === "object" && given !== null) {
    if (Symbol.asyncIterator in given) return (given as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    if (Symbol.iterator in given) return (given as Iterable<unknown>)[Symbol.iterator]();
  }
  throw new TypeError(
    `Cannot use ${module}: its train gives ${given === null ? "null" : typeof given}; it should be a generator, ` +
      "async *train(inputs) { yield { score: 0.3 } }",
  );
}
