/** What a checkpoint says besides its arrays. Everything is checked: a checkpoint may come from anywhere. */
import { FormatError, SpecError } from "../errors.ts";
import type { Precision } from "../math/float-array.ts";
import { defineModel, type ModelInput } from "../model/define-model.ts";
import { flattenLayers, placeLayers } from "../model/layout.ts";
import type { ModelSpec } from "../model/spec.ts";
import { defineOptimizer, type OptimizerInput } from "../optimizers/define-optimizer.ts";
import type { Numerics } from "../plan/executor.ts";
import type { UpdateNorms } from "./doctor.ts";
import type { PatienceState } from "./early-stopping.ts";
import { METRICS } from "./fit-options.ts";
import type { Recipe } from "./network.ts";
import type { EpochPlan, Progress } from "./progress.ts";

export interface SavedMeta {
  readonly kind: "trainer";
  readonly recipe: Recipe;
  readonly precision: Precision;
  readonly numerics: Numerics;
  /** the backend's name */
  readonly kernels: string;
  readonly capacity: number;
  /** the model's tensors; checkpoints before 2026-11-30 do not list them */
  readonly tensors?: readonly SavedTensor[];
  readonly step: number;
  readonly progress: Omit<Progress, "patience" | "lastParameters">;
  readonly patience: SavedPatience | null;
}

/** What a reader needs to find tensors in the arrays without knowing the kinds of layers. */
export interface SavedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** trained ones lie in the array "parameters", one after the other; each of the others is an array `tensor.NAME` */
  readonly trained: boolean;
}

/** The best epoch's parameters are an array of the checkpoint. */
export type SavedPatience = Omit<PatienceState, "bestParameters">;

type Unread = Readonly<Record<string, unknown>>;

/** Throws FormatError naming the field that is not what `trainer.checkpoint()` writes. */
export function readMeta(meta: unknown): SavedMeta {
  if (!isObject(meta) || meta.kind !== "trainer") {
    throw new FormatError(
      "Cannot restore the trainer: the checkpoint holds something else; give one that trainer.checkpoint() wrote",
    );
  }
  const recipe = readRecipe(meta.recipe);
  checkTensors(meta.tensors, recipe);
  return {
    kind: "trainer",
    recipe,
    precision: oneOf("precision", meta.precision, ["float32", "float64"]),
    numerics: oneOf("numerics", meta.numerics, ["fast", "strict"]),
    kernels: text("kernels", meta.kernels),
    capacity: whole("capacity", meta.capacity, 1),
    step: whole("step", meta.step, 0),
    progress: readProgress(meta.progress),
    patience: meta.patience === null ? null : readPatience(meta.patience),
  };
}

/** A file that lists other tensors than its model has was not written by `checkpoint`. */
function checkTensors(tensors: unknown, { model }: Recipe): void {
  if (tensors === undefined) return;
  if (JSON.stringify(tensors) === JSON.stringify(savedTensorsOf(model))) return;
  throw new FormatError("Cannot restore the trainer: its list of tensors is not its model's; use another copy");
}

/** The model's tensors as a checkpoint lists them. */
export function savedTensorsOf(model: ModelSpec): readonly SavedTensor[] {
  return flattenLayers(placeLayers(model)).flatMap(({ layer, tensors }) =>
    tensors.map(({ role, shape, trained }) => ({ name: `${layer.name}.${role}`, shape, trained })),
  );
}

function readRecipe(recipe: unknown): Recipe {
  const { model, optimizer, seed } = open("recipe", recipe);
  try {
    return {
      model: defineModel(model as ModelInput),
      optimizer: defineOptimizer(optimizer as OptimizerInput),
      seed: whole("recipe.seed", seed, 0),
    };
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new FormatError(
      `Cannot restore the trainer: its specification is wrong (${error.message}); use another copy`,
    );
  }
}

function readProgress(progress: unknown): SavedMeta["progress"] {
  const { epoch, epochStart, plan, stepOfEpoch, lossSum, rowSum, lastUpdate } = open("progress", progress);
  return {
    epoch: whole("progress.epoch", epoch, 0),
    epochStart: whole("progress.epochStart", epochStart, 0),
    plan: plan === null ? null : readPlan(plan),
    stepOfEpoch: whole("progress.stepOfEpoch", stepOfEpoch, 0),
    lossSum: finite("progress.lossSum", lossSum),
    rowSum: whole("progress.rowSum", rowSum, 0),
    lastUpdate: lastUpdate === null ? null : readNorms(lastUpdate),
  };
}

function readPlan(plan: unknown): EpochPlan {
  const { rows, batchSize, shuffle, augment } = open("progress.plan", plan);
  return {
    rows: whole("progress.plan.rows", rows, 1),
    batchSize: whole("progress.plan.batchSize", batchSize, 1),
    shuffle: oneOf("progress.plan.shuffle", shuffle, [true, false]),
    ...(typeof augment === "string" && { augment }),
  };
}

function readNorms(lastUpdate: unknown): UpdateNorms {
  const { gradientNorms, updateRatios } = open("progress.lastUpdate", lastUpdate);
  return {
    gradientNorms: list("progress.lastUpdate.gradientNorms", gradientNorms),
    updateRatios: list("progress.lastUpdate.updateRatios", updateRatios),
  };
}

function readPatience(patience: unknown): SavedPatience {
  const { metric, minDelta, restoreBest, bestEpoch, best, waited } = open("patience", patience);
  return {
    metric: oneOf("patience.metric", metric, METRICS),
    minDelta: finite("patience.minDelta", minDelta),
    restoreBest: oneOf("patience.restoreBest", restoreBest, [true, false]),
    bestEpoch: whole("patience.bestEpoch", bestEpoch, 1),
    best: finite("patience.best", best),
    waited: whole("patience.waited", waited, 0),
  };
}

function isObject(value: unknown): value is Unread {
  return typeof value === "object" && value !== null;
}

function open(field: string, value: unknown): Unread {
  if (!isObject(value)) throw wrong(field, value, "an object");
  return value;
}

function whole(field: string, value: unknown, atLeast: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < atLeast)
    throw wrong(field, value, `a whole number, at least ${atLeast}`);
  return value as number;
}

function text(field: string, value: unknown): string {
  if (typeof value !== "string") throw wrong(field, value, "a name");
  return value;
}

function finite(field: string, value: unknown): number {
  if (!Number.isFinite(value)) throw wrong(field, value, "a finite number");
  return value as number;
}

function list(field: string, value: unknown): number[] {
  if (!Array.isArray(value)) throw wrong(field, value, "a list of numbers");
  return value.map((item: unknown) => finite(field, item));
}

function oneOf<T>(field: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((item) => item === value);
  if (found === undefined) throw wrong(field, value, allowed.join(" or "));
  return found;
}

/** A file's text for an error's one line: without line ends and terminal escapes. */
export function tellText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function wrong(field: string, value: unknown, wanted: string): FormatError {
  const is = isObject(value) ? "an object" : tellText(`${value}`);
  return new FormatError(`Cannot restore the trainer: its ${field} is ${is} but must be ${wanted}; use another copy`);
}
