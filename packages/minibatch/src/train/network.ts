/**
 * A network: a model with its weights and its optimizer's state, on one executor, and how many updates were made.
 * `gradient` and `update` together are one step; `train` makes many of them in one call. Nothing here loops over data.
 * An executor may answer later, so everything here that asks it is work in slices. A pass and the reads of its results
 * are asked for together, before the first wait: other work may use the executor during the wait.
 */
import { answerOf, answersOf, type Slices } from "../data/slices.ts";
import { initialize } from "../initializers/initialize.ts";
import type { FloatArray } from "../math/float-array.ts";
import type { ModelPlan } from "../model/plan-model.ts";
import type { ModelSpec } from "../model/spec.ts";
import type { OptimizerPlan } from "../optimizers/plan-optimizer.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";
import type { Answer, Backend, BatchRows, Executor, Feed } from "../plan/executor.ts";
import type { Operation } from "../plan/operation.ts";
import { sizeOf, type Tensor } from "../plan/tensor.ts";
import { createStream } from "../random/stream.ts";
import { createPlateau, type Plateau } from "../schedules/create-plateau.ts";
import { scheduleFactor } from "../schedules/schedule-factor.ts";
import type { SchedulePosition } from "../schedules/spec.ts";
import { addPenalties } from "./add-penalties.ts";
import {
  DivergedError,
  type Finding,
  findInSlots,
  findInWeights,
  findNonFinite,
  overflowOf,
} from "./diverged-error.ts";
import { planTraining } from "./plan-training.ts";
import { SquareSums } from "./square-sums.ts";

/** All that determines a network's training, besides the data. */
export interface Recipe {
  readonly model: ModelSpec;
  readonly optimizer: OptimizerSpec;
  readonly seed: number;
}

/** A data set as the executor draws batches from it. */
export interface Source {
  readonly feed: Feed;
  /** whether targets are classes */
  readonly hasLabels: boolean;
  /** whether each row's loss is multiplied by its weight */
  readonly isWeighted: boolean;
}

/** What a pass over a batch gave. */
export interface Passed {
  readonly loss: number;
  readonly values: readonly FloatArray[];
}

/** Where batches begin. */
export type Batches = Pick<BatchRows, "order" | "from">;

export class Network {
  readonly recipe: Recipe;
  readonly backend: Backend;
  readonly executor: Executor;
  readonly plan: ModelPlan;
  readonly optimizer: OptimizerPlan;
  /** most rows of a batch */
  readonly capacity: number;
  /** whether rows may have weights */
  readonly isWeighted: boolean;
  readonly squareSums: SquareSums;
  /** null unless the schedule is reduce-on-plateau */
  readonly plateau: Plateau | null;
  /** updates made so far */
  step = 0;
  /** tensors that are not trained */
  readonly #kept: readonly Tensor[];
  /**
   * tensors that must be finite: the gradients, where an infinite one would not show later; the model's; the model's
   * and the optimizer's
   */
  readonly #looked: Readonly<Record<"gradients" | "model" | "state", readonly Tensor[]>>;
  /** operations of whole steps, by the form of targets: most trainings use one */
  readonly #steps: (readonly Operation[] | undefined)[] = [];
  readonly #operations = new Map<string, readonly Operation[]>();
  /** buffers for drawn numbers before they are written, by tensor */
  readonly #rooms = new Map<Tensor, FloatArray>();
  #isDisposed = false;

  /** All numbers are 0: `initialize`, or fill in a checkpoint's. Throws RangeError where memory is short. */
  constructor(backend: Backend, recipe: Recipe, capacity: number, isWeighted = false) {
    const { model, optimizer } = recipe;
    this.recipe = recipe;
    this.backend = backend;
    this.capacity = capacity;
    this.isWeighted = isWeighted;
    const planned = planTraining(model, optimizer, isWeighted);
    this.plan = planned.plan;
    this.optimizer = planned.optimizer;
    const { parameters, gradients, modelTensors } = this.plan;
    this.#kept = modelTensors.flatMap(({ tensor, gradient }) => (gradient === null ? [tensor] : []));
    const { slots, average } = this.optimizer;
    const own = [parameters, ...this.#kept];
    const ofModel = [...own, ...(average?.tensors ?? [])];
    const state = [...own, ...slots.map(({ tensor }) => tensor)];
    this.#looked = { gradients: [gradients], model: ofModel, state };
    this.squareSums = new SquareSums(() => this.executor, modelTensors.length + this.optimizer.slots.length + 1);
    const tensors = [...this.plan.tensors, ...this.optimizer.tensors, this.squareSums.tensor];
    this.executor = backend.open({ tensors, capacity });
    this.plateau = optimizer.schedule.kind === "reduce-on-plateau" ? createPlateau(optimizer.schedule) : null;
  }

  /** Draws every tensor from (seed, its place in the model): runs of one seed begin alike. */
  *initialize(): Slices<void> {
    for (const { of, tensor, layer, index } of this.plan.modelTensors) {
      const stream = createStream(this.recipe.seed, "init", layer, index);
      const drawn = initialize(of.initial, { ...of.fans, role: of.drawnAs, length: sizeOf(tensor) }, stream);
      yield* this.writeWeight(tensor, drawn);
    }
    for (const { tensor, initial } of this.optimizer.slots) {
      if (initial !== 0) yield* answerOf(this.executor.write(tensor, new Float64Array(sizeOf(tensor)).fill(initial)));
    }
  }

  /** The learning rate of the update after `position`. */
  learningRate(position: SchedulePosition): number {
    const { learningRate, schedule } = this.recipe.optimizer;
    if (this.plateau !== null) return learningRate * this.plateau.factor();
    return learningRate * scheduleFactor(schedule, position);
  }

  /** Most steps of B rows that one call of `train` may make. */
  mostSteps(source: Source, B: number): number {
    return this.executor.compile(this.#stepTo(source), B, source.feed).mostSteps;
  }

  /**
   * `steps` updates of B rows each; `rate(i)` is the learning rate of step i. Returns the mean losses before each
   * update, penalties included, of the steps that were made: fewer when the next one met a number that is not finite,
   * which `gradient` then explains.
   */
  *train(source: Source, rows: Batches, B: number, steps: number, rate: (i: number) => number): Slices<Float64Array> {
    const { executor, optimizer } = this;
    const scalars = optimizer.scalars.length === 0 ? NONE : optimizer.scalars.slice();
    const program = executor.compile(this.#stepTo(source), B, source.feed);
    const given = both(this.draw(B), this.#giveStepValues(steps, rate));
    let done = program.run(rows, steps) as number;
    let losses = this.#losses(steps) as Float64Array;
    if (!executor.answersAtOnce) {
      const asked: readonly unknown[] = [given, done, losses];
      [, done, losses] = (yield Promise.all(asked)) as [null, number, Float64Array];
    }
    if (done < steps) {
      optimizer.scalars.set(scalars);
      optimizer.stepValues(this.step, done, rate);
    }
    this.step += done;
    return done === steps ? losses : losses.subarray(0, done);
  }

  /** Gradients of B rows, and their mean loss, penalties included. Throws DivergedError when it is not finite. */
  *gradient({ feed, hasLabels, isWeighted }: Source, rows: Batches, B: number, rate: number): Slices<number> {
    const make = (): readonly Operation[] => this.plan.gradient(hasLabels, isWeighted);
    const operations = this.#planned(`gradient ${hasLabels} ${isWeighted}`, make);
    return yield* this.gradientBy(operations, () => [this.draw(B)], feed, rows, B, rate);
  }

  /** The same by these operations, which end a step's first half; `give` asks for what they need beside the rows. */
  *gradientBy(
    operations: readonly Operation[],
    give: () => readonly unknown[],
    feed: Feed,
    rows: Batches,
    B: number,
    rate: number,
  ): Slices<number> {
    const program = this.executor.compile(operations, B, feed);
    const asked = [...give(), program.run(rows, 1), this.#losses(1)];
    const [total] = (yield* answersOf(asked)).at(-1) as Float64Array;
    return yield* this.checkGradient(total, B, rate);
  }

  /** Throws DivergedError for a loss that is not finite, or a gradient where the update would hide that. */
  *checkGradient(total: number, B: number, rate: number): Slices<number> {
    if (!Number.isFinite(total)) return yield* this.#throwDiverged(B, this.#lossFinding(total), this.step + 1, rate);
    if (this.optimizer.hidesInfinity) {
      const [square] = yield* this.squareSums.take(this.#looked.gradients);
      // in float64 squares may overflow where no number did
      const finding = Number.isFinite(square) ? null : yield* findNonFinite(this, B);
      if (finding !== null) throw new DivergedError(finding, this.step + 1, rate);
    }
    return total;
  }

  /**
   * Adds the gradients of a batch to those of its group, where the optimizer makes an update of several: the mean loss
   * of a group that is whole, whose gradients are then there; else null.
   */
  *gather(loss: number, rows: number, isLast: boolean): Slices<number | null> {
    const added = this.optimizer.group?.add(loss, rows, isLast);
    if (added === undefined) return loss;
    const { tensor, values } = added.values;
    const program = this.executor.compile(added.operations, 1, null);
    yield* answersOf([this.executor.write(tensor, values), program.run(null, 1)]);
    return added.loss;
  }

  /** One update by the gradients as they are. */
  *update(rate: number): Slices<void> {
    const program = this.executor.compile(this.optimizer.operations, 1, null);
    yield* answersOf([this.#giveStepValues(1, () => rate), program.run(null, 1)]);
    this.step++;
  }

  /**
   * Passes B rows forward, without dropout. Returns their mean loss, which has no meaning where the source has no
   * targets, and a copy of the tensors of every row in `seen`.
   */
  *evaluate(source: Source, rows: Batches, B: number, seen: readonly Tensor[]): Slices<Passed> {
    const { feed, hasLabels, isWeighted } = source;
    const make = (): readonly Operation[] => this.plan.evaluation(hasLabels, isWeighted);
    const operations = this.#planned(`evaluation ${hasLabels} ${isWeighted}`, make);
    const { executor } = this;
    const program = executor.compile(operations, B, feed);
    const asked = [program.run(rows, 1), executor.read(this.plan.loss, 0, 1)];
    for (const tensor of seen) asked.push(executor.read(tensor, 0, B * sizeOf(tensor)));
    const [, [loss], ...values] = (yield* answersOf(asked)) as [number, Float64Array, ...FloatArray[]];
    return { loss, values };
  }

  /** A copy of a float tensor, or of `count` numbers from its `from`th on. */
  *read(tensor: Tensor, from?: number, count?: number): Slices<FloatArray> {
    return (yield* answerOf(this.executor.read(tensor, from, count))) as FloatArray;
  }

  *write(tensor: Tensor, values: ArrayLike<number>, from?: number): Slices<void> {
    yield* answerOf(this.executor.write(tensor, values, from));
  }

  /** Overwrites a tensor of the model, and its average where one is kept. */
  *writeWeight(tensor: Tensor, values: ArrayLike<number>): Slices<void> {
    yield* this.write(tensor, values);
    const { average } = this.optimizer;
    if (average !== undefined) yield* this.write(average.of(tensor), values);
  }

  /** All that is saved of the model and its optimizer, with the names under which it is. */
  get saved(): readonly { readonly name: string; readonly tensor: Tensor }[] {
    return [
      { name: "parameters", tensor: this.plan.parameters },
      ...this.#kept.map((tensor) => ({ name: `tensor.${tensor.name}`, tensor })),
      ...this.optimizer.slots.map(({ name, tensor }) => ({ name: `optimizer.${name}`, tensor })),
    ];
  }

  /** A copy of the model's tensors: all that is trained, then what is only kept. */
  *readModel(): Slices<FloatArray> {
    const asked = this.#looked.model.map((tensor) => this.executor.read(tensor));
    const parts = (yield* answersOf(asked)) as readonly FloatArray[];
    const all = new (parts[0].constructor as Float32ArrayConstructor)(
      parts.reduce((sum, { length }) => sum + length, 0),
    );
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** Writes back what `readModel` returned. */
  *writeModel(values: FloatArray): Slices<void> {
    let at = 0;
    for (const tensor of this.#looked.model) {
      yield* this.write(tensor, values.subarray(at, at + sizeOf(tensor)));
      at += sizeOf(tensor);
    }
  }

  /** Throws DivergedError when a loss is not finite that was measured on B rows after the last update. */
  *checkLoss(loss: number, B: number, rate: number): Slices<void> {
    if (!Number.isFinite(loss)) yield* this.diverge(B, this.#lossFinding(loss), rate);
  }

  /**
   * Throws DivergedError when a weight is not finite, so that the last update is checked before it is used, or when the
   * optimizer's state is not: an infinite mean square stops its weight for good, and nothing shows it.
   */
  *checkState(rate: number): Slices<void> {
    if ((yield* this.squareSums.take(this.#looked.state)).every(Number.isFinite)) return;
    const finding = (yield* findNonFinite(this, 0)) ?? (yield* findInSlots(this));
    if (finding !== null) throw new DivergedError(finding, this.step, rate);
  }

  /** The first weight or bias that is not finite. */
  *findInWeights(): Slices<Finding | null> {
    const sums = yield* this.squareSums.take(this.#looked.model);
    return sums.every(Number.isFinite) ? null : yield* findInWeights(this);
  }

  /**
   * Throws the diagnosis after the last update, from the last batch of B rows; `finding` is used when everything in
   * them is finite.
   */
  *diverge(B: number, finding: Finding, rate: number): Slices<never> {
    return yield* this.#throwDiverged(B, finding, this.step, rate);
  }

  /** Frees the executor's memory. */
  dispose(): void {
    this.executor.dispose();
    this.#isDisposed = true;
  }

  /** Whether the memory is there. */
  get isLive(): boolean {
    return !this.#isDisposed;
  }

  /** Throws TypeError when the memory was freed while work on it was waiting. */
  checkLive(): void {
    if (this.isLive) return;
    throw new TypeError(
      "Cannot go on: the trainer was disposed of, or moved to a larger arena by a larger batch; wait for one " +
        "call to end before the next",
    );
  }

  #stepTo({ hasLabels, isWeighted }: Source): readonly Operation[] {
    const form = (hasLabels ? 1 : 0) + (isWeighted ? 2 : 0);
    const { operations, hidesInfinity } = this.optimizer;
    this.#steps[form] ??= this.plan.step(hasLabels, operations, hidesInfinity, isWeighted);
    return this.#steps[form];
  }

  /** Made once: executors find programs by the list of operations itself. */
  #planned(key: string, make: () => readonly Operation[]): readonly Operation[] {
    const found = this.#operations.get(key) ?? make();
    this.#operations.set(key, found);
    return found;
  }

  /**
   * Draws what the next step of B rows needs. Null: it is already written. It returns a promise or null and is no
   * generator: for a small step, nested generators would make most of the garbage.
   */
  draw(B: number): Promise<unknown> | null {
    let later: Promise<unknown> | null = null;
    for (const { tensor, draw } of this.plan.drawn) {
      const values = this.#roomFor(tensor).subarray(0, B * sizeOf(tensor));
      draw(values, this.recipe.seed, this.step);
      later = both(later, this.executor.write(tensor, values));
    }
    return later;
  }

  #roomFor(tensor: Tensor): FloatArray {
    const length = this.capacity * sizeOf(tensor);
    const make = (): FloatArray =>
      this.executor.precision === "float64" ? new Float64Array(length) : new Float32Array(length);
    const room = this.#rooms.get(tensor) ?? make();
    this.#rooms.set(tensor, room);
    return room;
  }

  #giveStepValues(steps: number, rate: (i: number) => number): Promise<unknown> | null {
    let later: Promise<unknown> | null = null;
    for (const { tensor, values } of this.optimizer.stepValues(this.step, steps, rate)) {
      later = both(later, this.executor.write(tensor, values));
    }
    return later;
  }

  /** The mean losses of the steps just asked for, penalties included. */
  #losses(steps: number): Answer<Float64Array> {
    const { loss, penalties } = this.plan;
    const asked: unknown[] = [this.executor.read(loss, 0, steps)];
    for (const { sums } of penalties) asked.push(this.executor.read(sums, 0, 2 * steps));
    if (this.executor.answersAtOnce) return addPenalties(asked as Float64Array[], penalties);
    return Promise.all(asked).then((answers) => addPenalties(answers as Float64Array[], penalties));
  }

  #lossFinding(value: number): Finding {
    return { layer: "the loss", tensor: "value", value, index: 0, cause: overflowOf(this) };
  }

  *#throwDiverged(B: number, otherwise: Finding, step: number, rate: number): Slices<never> {
    throw new DivergedError((yield* findNonFinite(this, B)) ?? otherwise, step, rate);
  }
}

const NONE = new Float64Array(0);

/** Adds an answer to what must be awaited. */
function both(later: Promise<unknown> | null, answer: Answer<unknown>): Promise<unknown> | null {
  return answer instanceof Promise ? Promise.all([later, answer]) : later;
}
