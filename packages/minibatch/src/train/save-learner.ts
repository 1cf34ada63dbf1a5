/** A learner and its progress as checkpoint bytes, and back: stop and resume equals never having stopped. */

import { decodeCheckpoint } from "../checkpoint/decode.ts";
import { encodeCheckpoint } from "../checkpoint/encode.ts";
import type { NamedArray } from "../checkpoint/format.ts";
import { FormatError, SpecError } from "../errors.ts";
import type { Backend, FloatArray, Numerics, Precision } from "../kernels/kernels.ts";
import { layoutOf } from "../model/layout.ts";
import type { PatienceState } from "./early-stopping.ts";
import { Learner } from "./learner.ts";
import type { Progress } from "./progress.ts";
import { readMeta, type SavedMeta } from "./saved-meta.ts";

const SCALARS = "optimizer.scalars";
const PLATEAU = "schedule.plateau";
const BEST = "best.parameters";
const LAST = "last.parameters";
const PARAMETERS = "parameters";

/** Everything: weights, optimizer state, step, progress, and the specifications. */
export function saveLearner(learner: Learner, progress: Progress): Uint8Array<ArrayBuffer> {
  const { network, optimizer, plateau, recipe, backend, step } = learner;
  const { patience, lastParameters, ...rest } = progress;
  const arrays: NamedArray[] = [{ name: PARAMETERS, values: network.parameters }];
  for (const [i, name] of optimizer.slotNames.entries())
    arrays.push({ name: `optimizer.${name}`, values: optimizer.slots[i] });
  arrays.push({ name: SCALARS, values: optimizer.scalars });
  if (plateau !== null) arrays.push({ name: PLATEAU, values: plateau.state });
  // the best epoch's are the network's own where they were put back
  if (lastParameters !== null) arrays.push({ name: LAST, values: lastParameters });
  else if (patience?.bestParameters) arrays.push({ name: BEST, values: patience.bestParameters });
  const meta: SavedMeta = {
    kind: "trainer",
    recipe,
    precision: backend.precision,
    numerics: backend.numerics,
    kernels: backend.name,
    capacity: network.capacity,
    step,
    progress: rest,
    patience: patience === null ? null : withoutArrays(patience),
  };
  return encodeCheckpoint(arrays, meta);
}

/** What a checkpoint says of itself, before any memory is taken for it. */
export interface SavedLearner {
  readonly precision: Precision;
  readonly numerics: Numerics;
  /**
   * Makes the learner to go on with `numerics`. Throws SpecError for kernels of another precision, and for others than
   * it was trained on where both then and now the bits matter; FormatError when arrays are missing.
   */
  revive(backend: Backend, numerics: Numerics): { learner: Learner; progress: Progress };
}

/** Throws FormatError for bytes that are no checkpoint of a trainer. */
export function openSavedLearner(bytes: Uint8Array): SavedLearner {
  const { arrays, meta } = decodeCheckpoint(bytes);
  const saved = readMeta(meta);
  return {
    precision: saved.precision,
    numerics: saved.numerics,
    revive: (backend, numerics) => {
      checkKernels(backend, saved, numerics);
      return reviveLearner(backend, saved, arrays);
    },
  };
}

function checkKernels(backend: Backend, saved: SavedMeta, numerics: Numerics): void {
  if (backend.precision !== saved.precision) {
    throw new SpecError(
      "backend",
      `cannot be ${backend.name}: the checkpoint is of ${saved.precision}; give kernels of ${saved.precision}, or none`,
    );
  }
  if (saved.numerics === "fast" || numerics === "fast" || backend.name === saved.kernels) return;
  throw new SpecError(
    "backend",
    `cannot be ${backend.name}: the checkpoint is of a strict training on ${saved.kernels}, which others do not continue bit for bit; give those, or numerics: "fast"`,
  );
}

function reviveLearner(
  backend: Backend,
  meta: SavedMeta,
  arrays: readonly NamedArray[],
): { learner: Learner; progress: Progress } {
  // Before memory is taken for what a header claims.
  take(arrays, PARAMETERS, layoutOf(meta.recipe.model).size);
  const learner = makeLearner(backend, meta);
  const { network, optimizer, plateau } = learner;
  fill(arrays, PARAMETERS, network.parameters);
  for (const [i, name] of optimizer.slotNames.entries()) fill(arrays, `optimizer.${name}`, optimizer.slots[i]);
  fill(arrays, SCALARS, optimizer.scalars);
  if (plateau !== null) fill(arrays, PLATEAU, plateau.state);
  learner.step = meta.step;
  return { learner, progress: { ...meta.progress, ...reviveEpochs(meta.patience, network.parameters, arrays) } };
}

/** Two sets of parameters: the best epoch's, where they are remembered, and the last step's, where the network has not got them. */
function reviveEpochs(
  patience: SavedMeta["patience"],
  parameters: FloatArray,
  arrays: readonly NamedArray[],
): Pick<Progress, "patience" | "lastParameters"> {
  if (patience?.restoreBest !== true) {
    return { patience: patience && { ...patience, bestParameters: null }, lastParameters: null };
  }
  if (arrays.some(({ name }) => name === LAST)) {
    const lastParameters = take(arrays, LAST, parameters.length);
    return { patience: { ...patience, bestParameters: parameters.slice() }, lastParameters };
  }
  const bestParameters = take(arrays, BEST, parameters.length);
  // earlier versions put them back when patience had run out, and did not keep the last step's
  const werePutBack = patience.waited > 0 && bestParameters.every((value, i) => value === parameters[i]);
  return { patience: { ...patience, bestParameters }, lastParameters: werePutBack ? parameters.slice() : null };
}

function makeLearner(backend: Backend, { recipe, capacity }: SavedMeta): Learner {
  try {
    return new Learner(backend, recipe, capacity);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FormatError(
      `Cannot restore the trainer: its capacity of ${capacity} rows does not fit into memory (${error.message}); use another copy`,
    );
  }
}

function fill(arrays: readonly NamedArray[], name: string, target: FloatArray): void {
  target.set(take(arrays, name, target.length) as Float64Array);
}

function take(arrays: readonly NamedArray[], name: string, length: number): FloatArray {
  const found = arrays.find((array) => array.name === name)?.values;
  if (found?.length === length) return found;
  throw new FormatError(
    `Cannot restore the trainer: the checkpoint has ${found?.length ?? "no"} numbers of ${name} but the model needs ${length}; use another copy`,
  );
}

function withoutArrays({ bestParameters: _, ...rest }: PatienceState): SavedMeta["patience"] {
  return rest;
}
