/**
 * Operations ready to run on batches of one size: gathers the rows of the batches, runs them, and adds up their losses.
 */
import type { CompressedRows, DenseRows } from "../data/dataset.ts";
import { checkRun } from "../plan/check-run.ts";
import type { BatchRows, Program } from "../plan/executor.ts";
import { sizeOf } from "../plan/tensor.ts";
import { gatherDense, gatherEntries, gatherRaw, gatherTargets } from "./gather-rows.ts";
import type { Encoded } from "./program/encode.ts";
import type { InputForm } from "./program/input-form.ts";
import type { TensorMemory } from "./tensor-memory.ts";
import type { ThreadChoice } from "./thread-choice.ts";
import type { WasmFeed } from "./wasm-feed.ts";

/** A program that lies in the arena. */
export interface PlacedProgram {
  readonly encoded: Encoded;
  readonly form: InputForm;
  readonly isTraining: boolean;
  run(steps: number): number;
}

export class WasmProgram implements Program {
  readonly mostSteps: number;
  readonly #memory: TensorMemory;
  readonly #threads: ThreadChoice;
  readonly #placed: PlacedProgram;
  readonly #B: number;
  readonly feed: WasmFeed | null;
  readonly #kind: string;

  constructor(memory: TensorMemory, threads: ThreadChoice, placed: PlacedProgram, B: number, feed: WasmFeed | null) {
    this.mostSteps = placed.encoded.mostSteps;
    this.#memory = memory;
    this.#threads = threads;
    this.#placed = placed;
    this.#B = B;
    this.feed = feed;
    this.#kind = placed.isTraining ? `train ${placed.form.kind} ${B}` : `forward ${placed.form.kind}`;
  }

  run(batch: Pick<BatchRows, "order" | "from"> | null, steps: number): number {
    this.#memory.arena.checkLive();
    checkRun(this, batch, steps);
    if (this.feed !== null && batch !== null) {
      this.#gather(this.feed, { order: batch.order, from: batch.from, count: this.#B * steps });
    }
    this.#prepareRates(steps);
    const size = this.#placed.isTraining ? steps : this.#B;
    const done = this.#threads.run(this.#kind, size, () => this.#placed.run(steps));
    // the loss of the step that was not done shows why
    this.#sumLosses(Math.min(steps, done + 1));
    return done;
  }

  #gather({ tensors, rows, given, targets, weights }: WasmFeed, batch: BatchRows): void {
    const { order, columns, ends } = this.#memory.buffers;
    const { form } = this.#placed;
    const input = this.#memory.room(tensors.input) as Float32Array;
    if (form.kind === "resident") {
      order.set(batch.order.subarray(batch.from, batch.from + batch.count));
    } else if (form.kind === "sparse") {
      gatherEntries(input, { columns, ends }, rows as CompressedRows, batch);
    } else if (form.kind === "raw") {
      const { buffer, byteOffset, byteLength } = input;
      gatherRaw(form.isBytes ? new Uint8Array(buffer, byteOffset, byteLength) : input, rows as DenseRows, batch);
    } else {
      gatherDense(input, given, batch);
    }
    if (targets === null) return;
    const room = this.#memory.room(targets.kind === "classes" ? tensors.labels : tensors.targets);
    gatherTargets(room as Int32Array | Float32Array, targets, batch);
    if (weights === null || !tensors.rowWeights) return;
    const ofRows = { kind: "values", columns: 1, values: weights } as const;
    gatherTargets(this.#memory.room(tensors.rowWeights) as Float32Array, ofRows, batch);
  }

  /** Float32 learning rates, for products that update the weights themselves. */
  #prepareRates(steps: number): void {
    const { descent } = this.#placed.encoded;
    if (descent === null) return;
    const { coefficients } = descent.update;
    const numbers = this.#memory.room(coefficients);
    const stride = coefficients.extent === "step" ? sizeOf(coefficients) : 0;
    const { rates } = this.#memory.buffers;
    for (let i = 0; i < steps; i++) rates[i] = numbers[i * stride];
  }

  /** First to last, whichever thread made the parts. */
  #sumLosses(steps: number): void {
    const { loss } = this.#placed.encoded;
    if (loss === null) return;
    const { parts, count } = loss;
    const { losses } = this.#memory.buffers;
    const means = this.#memory.room(loss.loss);
    for (let i = 0; i < steps; i++) {
      let sum = 0;
      for (let part = i * parts; part < (i + 1) * parts; part++) sum += losses[part];
      means[i] = sum / count;
    }
  }
}
