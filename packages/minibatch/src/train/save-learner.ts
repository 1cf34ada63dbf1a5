/** A learner and its progress as checkpoint bytes, and back: stop and resume equals never having stopped. */

import { decodeCheckpoint } from "../checkpoint/decode.ts";
import { encodeCheckpoint } from "../checkpoint/encode.ts";
import type { NamedArray } from "../checkpoint/format.ts";
import { FormatError } from "../errors.ts";
import type { Backend, FloatArray, Precision } from "../kernels/kernels.ts";
import { defineModel } from "../model/define-model.ts";
import { defineOptimizer } from "../optimizers/define-optimizer.ts";
import type { PatienceState } from "./early-stopping.ts";
import { Learner, type Recipe } from "./learner.ts";
import type { Progress } from "./progress.ts";

interface Meta {
  readonly kind: "trainer";
  readonly recipe: Recipe;
  readonly precision: Precision;
  readonly numerics: "fast" | "strict";
  readonly capacity: number;
  readonly step: number;
  readonly progress: Omit<Progress, "patience">;
  /** JSON has no infinity: `best` is null before the first epoch */
  readonly patience: (Omit<PatienceState, "bestParameters" | "best"> & { readonly best: number | null }) | null;
}

const SCALARS = "optimizer.scalars";
const PLATEAU = "schedule.plateau";
const BEST = "best.parameters";
const PARAMETERS = "parameters";

/** Everything: weights, optimizer state, step, progress, and the specifications. */
export function saveLearner(learner: Learner, progress: Progress): Uint8Array<ArrayBuffer> {
  const { network, optimizer, plateau, recipe, backend, step } = learner;
  const { patience, ...rest } = progress;
  const arrays: NamedArray[] = [{ name: PARAMETERS, values: network.parameters }];
  for (const [i, name] of optimizer.slotNames.entries())
    arrays.push({ name: `optimizer.${name}`, values: optimizer.slots[i] });
  arrays.push({ name: SCALARS, values: optimizer.scalars });
  if (plateau !== null) arrays.push({ name: PLATEAU, values: plateau.state });
  if (patience?.bestParameters) arrays.push({ name: BEST, values: patience.bestParameters });
  const meta: Meta = {
    kind: "trainer",
    recipe,
    precision: backend.precision,
    numerics: backend.numerics,
    capacity: network.capacity,
    step,
    progress: rest,
    patience: patience === null ? null : savePatience(patience),
  };
  return encodeCheckpoint(arrays, meta);
}

/** What a checkpoint says of itself, before any memory is taken for it. */
export interface SavedLearner {
  readonly precision: Precision;
  readonly numerics: "fast" | "strict";
  /** Makes the learner on kernels of the same precision. Throws FormatError when arrays are missing. */
  revive(backend: Backend): { learner: Learner; progress: Progress };
}

/** Throws FormatError for bytes that are no checkpoint of a trainer. */
export function openSavedLearner(bytes: Uint8Array): SavedLearner {
  const { arrays, meta } = decodeCheckpoint(bytes);
  const saved = meta as Meta;
  if (saved?.kind !== "trainer")
    throw new FormatError(
      "Cannot restore the trainer: the checkpoint holds something else; give one that trainer.checkpoint() wrote",
    );
  return {
    precision: saved.precision,
    numerics: saved.numerics,
    revive: (backend) => reviveLearner(backend, saved, arrays),
  };
}

function reviveLearner(
  backend: Backend,
  meta: Meta,
  arrays: readonly NamedArray[],
): { learner: Learner; progress: Progress } {
  const recipe = {
    model: defineModel(meta.recipe.model),
    optimizer: defineOptimizer(meta.recipe.optimizer),
    seed: meta.recipe.seed,
  };
  const learner = new Learner(backend, recipe, meta.capacity);
  const { network, optimizer, plateau } = learner;
  fill(arrays, PARAMETERS, network.parameters);
  for (const [i, name] of optimizer.slotNames.entries()) fill(arrays, `optimizer.${name}`, optimizer.slots[i]);
  fill(arrays, SCALARS, optimizer.scalars);
  if (plateau !== null) fill(arrays, PLATEAU, plateau.state);
  learner.step = meta.step;
  const best = arrays.find(({ name }) => name === BEST)?.values ?? null;
  return {
    learner,
    progress: { ...meta.progress, patience: meta.patience === null ? null : revivePatience(meta.patience, best) },
  };
}

function fill(arrays: readonly NamedArray[], name: string, target: FloatArray): void {
  const found = arrays.find((array) => array.name === name);
  if (found === undefined || found.values.length !== target.length) {
    throw new FormatError(
      `Cannot restore the trainer: the checkpoint has ${found?.values.length ?? "no"} numbers of ${name} but the model needs ${target.length}; use another copy`,
    );
  }
  target.set(found.values as Float64Array);
}

function savePatience({ bestEpoch, best, waited }: PatienceState): Meta["patience"] {
  return { bestEpoch, best: bestEpoch === 0 ? null : best, waited };
}

function revivePatience(saved: NonNullable<Meta["patience"]>, bestParameters: FloatArray | null): PatienceState | null {
  // Before the first epoch there is nothing to remember: a fresh start is the same.
  if (saved.best === null) return null;
  return { bestEpoch: saved.bestEpoch, best: saved.best, waited: saved.waited, bestParameters };
}
