import { SpecError } from "../errors.ts";
import type { Backend, Numerics, Precision } from "../kernels/kernels.ts";
import { loadBackend } from "../kernels/load.ts";
import { defineModel, type ModelInput } from "../model/define-model.ts";
import { defineOptimizer, type OptimizerInput } from "../optimizers/define-optimizer.ts";
import { Learner } from "./learner.ts";
import { openSavedLearner } from "./save-learner.ts";
import { Trainer } from "./trainer.ts";

/** What `createTrainer` takes: only the model and the optimizer are needed. */
export interface TrainerOptions {
  readonly model: ModelInput;
  readonly optimizer: OptimizerInput;
  /** draws initial weights, batch order and dropout; an integer from 0 to 2^53 - 1. Default 0 */
  readonly seed?: number;
  /** "fast" (default) or "strict": the same bits on every machine */
  readonly numerics?: Numerics;
  /** "float32" (default), or "float64" on the reference kernels */
  readonly precision?: Precision;
  /** kernels to run on, instead of those that `numerics` and `precision` choose */
  readonly backend?: Backend;
  /** most rows a pass takes; larger batches move the trainer to a larger arena. Default 256 */
  readonly capacity?: number;
}

/** Evaluation goes in chunks of the capacity: enough rows to be quick, few enough to stay in the cache. */
const DEFAULT_CAPACITY = 256;

/**
 * A trainer with freshly drawn weights. Everything is checked and all memory taken here.
 *
 * @throws SpecError naming the path of what cannot be used; RangeError when the model does not fit into memory.
 */
export async function createTrainer(options: TrainerOptions): Promise<Trainer> {
  const { seed = 0, capacity = DEFAULT_CAPACITY } = options;
  const model = defineModel(options.model);
  const optimizer = defineOptimizer(options.optimizer);
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new SpecError("seed", `cannot be ${seed}: it must be a whole number from 0 to 2^53 - 1`);
  if (!Number.isSafeInteger(capacity) || capacity < 1)
    throw new SpecError("capacity", `cannot be ${capacity}: it must be a whole number, at least 1`);
  const backend = options.backend ?? (await loadBackend(options));
  const learner = new Learner(backend, { model, optimizer, seed }, capacity);
  learner.initializeWeights();
  return new Trainer(learner);
}

/**
 * The trainer that `trainer.checkpoint()` described. On kernels of the same numerics it goes on bit
 * for bit as if it had never stopped.
 *
 * @throws FormatError for bytes that are no whole checkpoint of a trainer; SpecError for kernels of another precision.
 */
export async function restoreTrainer(
  bytes: Uint8Array,
  options: { readonly numerics?: Numerics; readonly backend?: Backend } = {},
): Promise<Trainer> {
  const saved = openSavedLearner(bytes);
  const backend =
    options.backend ??
    (await loadBackend({ precision: saved.precision, numerics: options.numerics ?? saved.numerics }));
  const { learner, progress } = saved.revive(backend);
  return new Trainer(learner, progress);
}
