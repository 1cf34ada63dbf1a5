/** One task while a worker has it: its trial's lease, its checkpoints on their way into the store, its end. */
import { InputError } from "../../errors.ts";
import type { LabStore, TakenTrial, TrialOutcome } from "../../store/store.ts";
import { CheckpointWriter } from "../checkpoint-writer.ts";

export class TaskTurn {
  /** what it goes on from, or null */
  readonly checkpoint: Uint8Array | null;
  readonly #store: LabStore;
  readonly #taken: TakenTrial;
  readonly #writer: CheckpointWriter;

  /** `stop` asks the worker to stop: the store does not take its checkpoints any more. */
  constructor(store: LabStore, taken: TakenTrial, stop: () => void) {
    this.checkpoint = taken.checkpoint;
    this.#store = store;
    this.#taken = taken;
    this.#writer = new CheckpointWriter(store, taken.lease, stop);
  }

  /** Resolves when it is committed, as CheckpointWriter's `push`. */
  save(checkpoint: Uint8Array, epochs: number): Promise<void> {
    return this.#writer.push(checkpoint, epochs);
  }

  /** Commits the result and drops the checkpoint. */
  async end(outcome: TrialOutcome): Promise<void> {
    await this.#writer.drop();
    if (this.#writer.isLost || !(await this.#store.endTrial(this.#taken.lease, outcome))) throw this.#refuse();
  }

  /** Stopped: the last checkpoint stays, for whoever takes it next. */
  async release(): Promise<void> {
    await this.#writer.flush();
    if (this.#writer.isLost || !(await this.#store.releaseTrial(this.#taken.lease))) throw this.#refuse();
  }

  #refuse(): InputError {
    const { number } = this.#taken.trial;
    return new InputError(
      `Cannot keep trial ${number} in ${this.#store.place}: it was removed, cancelled or taken by another process meanwhile; run the command again to do it again`,
    );
  }
}
