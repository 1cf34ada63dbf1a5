/**
 * Steps, and passes forward, of one data set as programs: many in one call, on all threads. What they leave in the
 * network's buffers is what the calls one by one would have left, bit for bit.
 */
import { compressIfSparseInSlices, isWorthCompressing } from "../data/compress-rows.ts";
import type { DenseRows, Rows, Targets } from "../data/dataset.ts";
import type { Slices } from "../data/slices.ts";
import type { FloatArray } from "../kernels/kernels.ts";
import { type HeldRows, lossParts, type PlannedInput, type Programs, type StepProgram } from "../kernels/step-plan.ts";
import { DenseStage } from "../model/dense-stage.ts";
import { DropoutStage } from "../model/dropout-stage.ts";
import { lossKind, planStep } from "../model/plan-step.ts";
import { asFloat64, MOST_STEPS, type Staging } from "../model/staging.ts";
import type { Learner } from "./learner.ts";
import { type BatchRows, loadDenseRows, loadRawRows, loadRows, loadTargets } from "./load-batch.ts";
import type { ThreadChoice } from "./thread-choice.ts";

/** Rows looked at before a single pass to see whether all are sparse: few, for looking may be most of the work. */
const SAMPLE_ROWS_ONCE = 64;

interface Opened {
  readonly learner: Learner;
  readonly x: Rows;
  readonly y: Targets | null;
  readonly programs: Programs;
  readonly staging: Staging;
  readonly threads: ThreadChoice;
  readonly held: HeldRows | null;
  readonly raw: Uint8Array | FloatArray | null;
}

/**
 * A runner for checked rows, and what they should give unless they are only predicted, on kernels that have programs, else
 * null. `isOnce`: they are passed forward a single time. Give it back with `release`.
 */
export function* openRunner(
  learner: Learner,
  x: Rows,
  y: Targets | null,
  isOnce: boolean,
): Slices<ProgramRunner | null> {
  const { kernels, staging, threads, network } = learner;
  const { programs } = kernels;
  if (programs === null || staging === null || threads === null) return null;
  const opened = { learner, x, y, programs, staging, threads, held: null, raw: null };
  const [first] = network.stages;
  if (!(first instanceof DenseStage)) return new ProgramRunner(opened);
  // to hold them takes longer than to copy each batch once
  if (x.kind === "compressed" && isOnce) return new ProgramRunner(opened);
  if (x.kind === "compressed") return new ProgramRunner({ ...opened, held: yield* programs.hold(x, first.units) });
  const { values } = x;
  if (values instanceof Float64Array || !isWorthCompressing(x, isOnce ? SAMPLE_ROWS_ONCE : undefined)) {
    return new ProgramRunner(opened);
  }
  if (isOnce) return new ProgramRunner({ ...opened, raw: rawRoom(staging, values) });
  const held = yield* programs.hold({ ...x, values }, first.units);
  if (held !== null) return new ProgramRunner({ ...opened, held });
  return new ProgramRunner({ ...opened, x: yield* compressIfSparseInSlices(x, "float32") });
}

export class ProgramRunner {
  readonly #learner: Learner;
  readonly #x: Rows;
  /** null: predictions alone */
  readonly #targets: Targets | null;
  readonly #programs: Programs;
  readonly #staging: Staging;
  readonly #threads: ThreadChoice;
  readonly #held: HeldRows | null;
  /** where dense rows with few entries are put as they are, when they are only passed forward */
  readonly #raw: Uint8Array | FloatArray | null;
  readonly #compiled = new Map<string, StepProgram>();
  readonly #losses: Float64Array;
  readonly #coefficients: Float64Array;
  readonly #penalties: Float64Array;
  readonly #ofOneStep: Float64Array;
  #rows = 0;

  /** Use `openRunner`. */
  constructor({ learner, x, y, programs, staging, threads, held, raw }: Opened) {
    this.#learner = learner;
    this.#x = x;
    this.#targets = y;
    this.#programs = programs;
    this.#staging = staging;
    this.#threads = threads;
    this.#held = held;
    this.#raw = raw;
    this.#losses = asFloat64(staging.losses);
    this.#coefficients = asFloat64(staging.coefficients);
    this.#penalties = asFloat64(staging.penalties);
    this.#ofOneStep = new Float64Array(staging.coefficientStride);
  }

  release(): void {
    if (this.#held !== null) this.#programs.release(this.#held);
    this.#compiled.clear();
  }

  /** Starts threads when there has been enough work for them; true when that was waited for. */
  async prepare(): Promise<boolean> {
    if (!this.#threads.wantsOthers) return false;
    await this.#threads.enlist();
    return true;
  }

  /** Most steps of B rows in one call. */
  mostSteps(B: number): number {
    const { network } = this.#learner;
    // dropout's masks and entries that are not held are there for one batch at a time
    const isSingle = network.stages.some((stage) => stage instanceof DropoutStage) || this.#inputKind() === "sparse";
    if (isSingle) return 1;
    const rows =
      this.#inputKind() === "dense" ? Math.min(this.#staging.denseRows, this.#staging.rows) : this.#staging.rows;
    return Math.max(1, Math.min(MOST_STEPS, Math.floor(rows / B)));
  }

  /**
   * `steps` updates of B rows each, from `rows.from` on; `rate(i)` is the learning rate of step i of them. Returns how many
   * were made: fewer when the next would have met a number that is not finite, which its own calls will explain.
   */
  train(rows: BatchRows, B: number, steps: number, rate: (step: number) => number): number {
    const learner = this.#learner;
    const scalars = learner.optimizer.scalars.slice();
    this.#stage(rows, B, steps);
    learner.network.loss.hasLabels = loadTargets(this.#staging, this.#targets as Targets, {
      ...rows,
      count: B * steps,
    });
    learner.network.drawMasks(learner.recipe.seed, learner.step, B);
    this.#prepareUpdates(steps, rate);
    const done = this.#threads.run(`train ${this.#inputKind()} ${B}`, steps, () => this.#program(B, true).run(steps));
    if (done < steps) {
      learner.optimizer.scalars.set(scalars);
      this.#prepareUpdates(done, rate);
    }
    learner.step += done;
    return done;
  }

  /** Predictions and loss of `rows.count` rows, dropout off. */
  forward(rows: BatchRows): number {
    const { loss } = this.#learner.network;
    this.#stage(rows, rows.count, 1);
    if (this.#targets !== null) loss.hasLabels = loadTargets(loss, this.#targets, rows);
    this.#threads.run(`forward ${this.#inputKind()}`, rows.count, () => this.#program(rows.count, false).run(1));
    return this.#meanLoss(0);
  }

  /** The mean loss of step i of those just made, penalties included. */
  lossOf(i: number): number {
    let penalty = 0;
    let at = (i * this.#staging.penaltyStride) / 2;
    for (const stage of this.#learner.network.stages) {
      if (!(stage instanceof DenseStage)) continue;
      const { l1, l2 } = stage.spec.regularizer;
      if (l1 === 0 && l2 === 0) continue;
      if (l1 !== 0) penalty += l1 * this.#penalties[at];
      if (l2 !== 0) penalty += l2 * this.#penalties[at + 1];
      at += 2;
    }
    return this.#meanLoss(i) + penalty;
  }

  #meanLoss(i: number): number {
    const { network } = this.#learner;
    const { outputs } = network.loss;
    const kind = lossKind(network, this.#targets?.kind === "classes");
    const parts = lossParts(kind, this.#rows, outputs);
    let sum = 0;
    for (let part = i * parts; part < (i + 1) * parts; part++) sum += this.#losses[part];
    return sum / (parts === this.#rows && kind.startsWith("softmax") ? this.#rows : this.#rows * outputs);
  }

  #inputKind(): PlannedInput["kind"] {
    if (this.#held !== null) return "held";
    if (this.#raw !== null) return "raw";
    return this.#x.kind === "compressed" && this.#learner.network.takesSparse ? "sparse" : "dense";
  }

  #program(B: number, isTraining: boolean): StepProgram {
    const key = `${isTraining ? "train" : "forward"} ${B}`;
    const found = this.#compiled.get(key);
    if (found !== undefined) return found;
    const { network, optimizer } = this.#learner;
    const plan = planStep(network, this.#staging, {
      B,
      input: this.#input(B),
      hasLabels: this.#targets?.kind === "classes",
      optimizer: isTraining ? optimizer : null,
    });
    const program = this.#programs.compile(plan);
    this.#compiled.set(key, program);
    return program;
  }

  #input(B: number): PlannedInput {
    const { network } = this.#learner;
    if (this.#held !== null) {
      return { kind: "held", rows: this.#held, order: { buffer: this.#staging.order, stride: B } };
    }
    if (this.#raw !== null && this.#x.kind === "dense") {
      return { kind: "raw", x: { buffer: this.#raw, stride: 0 }, scale: this.#x.scale };
    }
    if (this.#inputKind() === "sparse") return { kind: "sparse", rows: network.input.sparse };
    return { kind: "dense", x: { buffer: this.#staging.dense, stride: B * network.model.inputs } };
  }

  #stage({ order, from }: BatchRows, B: number, steps: number): void {
    const staging = this.#staging;
    const rows = { order, from, count: B * steps };
    const { network } = this.#learner;
    const kind = this.#inputKind();
    if (kind === "held") staging.order.set(order.subarray(from, from + rows.count));
    else if (kind === "raw") loadRawRows(this.#raw as Uint8Array, this.#x as DenseRows, rows);
    else if (kind === "sparse") loadRows(network, this.#x, rows);
    else loadDenseRows(staging.dense, this.#x, rows);
    this.#rows = B;
  }

  #prepareUpdates(steps: number, rate: (step: number) => number): void {
    const { optimizer, step } = this.#learner;
    const { coefficientStride, factors, factorStride, rates } = this.#staging;
    for (let i = 0; i < steps; i++) {
      const out = this.#ofOneStep;
      const decayed = optimizer.prepare(step + i + 1, rate(i), out);
      for (let j = 0; j < coefficientStride; j++) this.#coefficients[i * coefficientStride + j] = out[j];
      rates[i] = out[0];
      let factor = i * factorStride;
      for (const pass of optimizer.passes) {
        if (pass.kind === "add-parameters") factors[factor++] = pass.factor(decayed);
      }
    }
  }
}

/** Room for a pass of rows as they are. */
function rawRoom(staging: Staging, values: Uint8Array | Float32Array): Uint8Array | FloatArray {
  const { buffer, byteOffset, byteLength } = staging.dense;
  return values instanceof Uint8Array ? new Uint8Array(buffer, byteOffset, byteLength) : staging.dense;
}
