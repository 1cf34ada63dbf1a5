/** A program of the reference: its operations one after the other, once for every step. */
import { checkCapacity, checkRun } from "../plan/check-run.ts";
import type { BatchRows, Program } from "../plan/executor.ts";
import { type Operation, operandsOf } from "../plan/operation.ts";
import { areSame, MOST_STEPS, type Tensor } from "../plan/tensor.ts";
import type { ReferenceFeed } from "./batch.ts";
import type { Entries } from "./dense.ts";
import { type Memory, Views } from "./memory.ts";
import { perform, takesEntries, type Work } from "./operations.ts";

export class ReferenceProgram implements Program {
  readonly mostSteps: number;
  readonly #memory: Memory;
  readonly #operations: readonly Operation[];
  readonly #rows: number;
  readonly feed: ReferenceFeed | null;
  readonly #views: Views;
  readonly #needsDense: boolean;

  constructor(memory: Memory, operations: readonly Operation[], rows: number, feed: ReferenceFeed | null) {
    checkCapacity(rows, memory.capacity);
    this.#memory = memory;
    this.#operations = operations;
    this.#rows = rows;
    this.feed = feed;
    this.#views = new Views(memory, rows);
    this.#needsDense = operations.some((operation) => feed !== null && readsDense(operation, feed.tensors.input));
    const drawn = operations.flatMap(operandsOf).some(({ role }) => role === "drawn");
    this.mostSteps = drawn ? 1 : MOST_STEPS;
  }

  run(batch: Pick<BatchRows, "order" | "from"> | null, steps: number): number {
    this.#memory.checkLive("run");
    checkRun(this, batch, steps);
    let entries: Entries | null = null;
    const input = this.feed?.tensors.input;
    const work: Work = {
      at: this.#views,
      entriesOf: (x) => (input !== undefined && areSame(x, input) ? entries : null),
      flag: false,
      isStopped: false,
    };
    for (let step = 0; step < steps; step++) {
      this.#views.step = step;
      if (this.feed !== null && batch !== null) {
        const from = batch.from + step * this.#rows;
        const rows = batch.order.subarray(from, from + this.#rows);
        entries = this.feed.load(this.#views, rows, this.#needsDense);
      }
      for (const operation of this.#operations) {
        perform(operation, work);
        if (work.isStopped) return step;
      }
    }
    return steps;
  }
}

/** Whether the operation reads the input otherwise than as entries. */
function readsDense(operation: Operation, input: Tensor): boolean {
  return !takesEntries(operation) && operandsOf(operation).some((tensor) => areSame(tensor, input));
}
