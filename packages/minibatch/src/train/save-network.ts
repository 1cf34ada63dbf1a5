/** A network and its progress as checkpoint bytes, and back: stop and resume equals never having stopped. */

import { decodeCheckpoint } from "../checkpoint/decode.ts";
import { encodeCheckpoint } from "../checkpoint/encode.ts";
import type { NamedArray } from "../checkpoint/format.ts";
import type { Slices } from "../data/slices.ts";
import { FormatError, SpecError } from "../errors.ts";
import type { FloatArray, Precision } from "../math/float-array.ts";
import { layoutOf } from "../model/layout.ts";
import type { ModelSpec } from "../model/spec.ts";
import type { OptimizerSpec } from "../optimizers/spec.ts";
import type { Backend, Numerics } from "../plan/executor.ts";
import { sizeOf } from "../plan/tensor.ts";
import type { PatienceState } from "./early-stopping.ts";
import type { Network } from "./network.ts";
import { openNetwork } from "./open-network.ts";
import type { Progress } from "./progress.ts";
import { readMeta, type SavedMeta, savedTensorsOf, tellText } from "./saved-meta.ts";

const SCALARS = "optimizer.scalars";
const PLATEAU = "schedule.plateau";
const BEST = "best.parameters";
const LAST = "last.parameters";

/** Everything: weights, optimizer state, step, progress, and the specifications. */
export function* saveNetwork(network: Network, progress: Progress): Slices<Uint8Array<ArrayBuffer>> {
  const { optimizer, plateau, recipe, backend, step } = network;
  const { patience, lastParameters, ...rest } = progress;
  const arrays: NamedArray[] = [];
  for (const { name, tensor } of network.saved) arrays.push({ name, values: yield* network.read(tensor) });
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
    tensors: savedTensorsOf(recipe.model),
    step,
    progress: rest,
    patience: patience === null ? null : withoutArrays(patience),
  };
  return encodeCheckpoint(arrays, meta);
}

/** What a checkpoint says of itself, before any memory is taken for it. */
export interface SavedNetwork {
  readonly precision: Precision;
  readonly numerics: Numerics;
  readonly model: ModelSpec;
  readonly optimizer: OptimizerSpec;
  /**
   * Makes the network again, to go on with `numerics`. Throws SpecError for a backend of another precision, and for
   * another backend than it was trained on where both the saved and the new numerics are strict; FormatError when
   * arrays are missing.
   */
  revive(backend: Backend, numerics: Numerics): Slices<{ network: Network; progress: Progress }>;
}

/** Throws FormatError for bytes that are no checkpoint of a trainer. */
export function openSavedNetwork(bytes: Uint8Array): SavedNetwork {
  const { arrays, meta } = decodeCheckpoint(bytes);
  const saved = readMeta(meta);
  return {
    precision: saved.precision,
    numerics: saved.numerics,
    model: saved.recipe.model,
    optimizer: saved.recipe.optimizer,
    *revive(backend, numerics) {
      checkKernels(backend, saved, numerics);
      return yield* reviveNetwork(backend, saved, arrays);
    },
  };
}

function checkKernels(backend: Backend, saved: SavedMeta, numerics: Numerics): void {
  if (backend.precision !== saved.precision) {
    throw new SpecError(
      "backend",
      `cannot be ${backend.name}: the checkpoint is of ${saved.precision}; give a backend of ${saved.precision}, ` +
        "or none",
    );
  }
  if (saved.numerics === "fast" || numerics === "fast" || backend.name === saved.kernels) return;
  throw new SpecError(
    "backend",
    `cannot be ${backend.name}: the checkpoint is of a strict training on ${tellText(saved.kernels)}, which no ` +
      'other continues bit for bit; give that one, or numerics: "fast"',
  );
}

function* reviveNetwork(
  backend: Backend,
  meta: SavedMeta,
  arrays: readonly NamedArray[],
): Slices<{ network: Network; progress: Progress }> {
  const { size, kept } = layoutOf(meta.recipe.model);
  // Before memory is taken for what a header claims.
  take(arrays, "parameters", size);
  for (const { name, length } of kept) take(arrays, `tensor.${name}`, length);
  let epochs: Pick<Progress, "patience" | "lastParameters"> = { patience: null, lastParameters: null };
  const network = yield* openSaved(backend, meta, function* (fresh) {
    const { optimizer, plateau } = fresh;
    for (const { name, tensor } of fresh.saved) yield* fresh.write(tensor, take(arrays, name, sizeOf(tensor)));
    optimizer.scalars.set(take(arrays, SCALARS, optimizer.scalars.length));
    plateau?.state.set(take(arrays, PLATEAU, plateau.state.length));
    fresh.step = meta.step;
    epochs = reviveEpochs(meta.patience, yield* fresh.readModel(), arrays);
  });
  return { network, progress: { ...meta.progress, ...epochs } };
}

/**
 * Two copies of the model's numbers: the best epoch's, where they are kept, and the last step's, where the model does
 * not have them.
 */
function reviveEpochs(
  patience: SavedMeta["patience"],
  now: FloatArray,
  arrays: readonly NamedArray[],
): Pick<Progress, "patience" | "lastParameters"> {
  if (patience?.restoreBest !== true) {
    return { patience: patience && { ...patience, bestParameters: null }, lastParameters: null };
  }
  if (arrays.some(({ name }) => name === LAST)) {
    return { patience: { ...patience, bestParameters: now }, lastParameters: take(arrays, LAST, now.length) };
  }
  const bestParameters = take(arrays, BEST, now.length);
  // earlier versions put them back when patience had run out, and did not keep the last step's
  const werePutBack = patience.waited > 0 && bestParameters.every((value, i) => value === now[i]);
  return { patience: { ...patience, bestParameters }, lastParameters: werePutBack ? now : null };
}

function* openSaved(
  backend: Backend,
  { recipe, capacity }: SavedMeta,
  fill: (network: Network) => Slices<void>,
): Slices<Network> {
  try {
    return yield* openNetwork(backend, recipe, capacity, fill);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FormatError(
      `Cannot restore the trainer: its capacity of ${capacity} rows does not fit into memory (${error.message}); ` +
        "use another copy",
    );
  }
}

function take(arrays: readonly NamedArray[], name: string, length: number): FloatArray {
  const found = arrays.find((array) => array.name === name)?.values;
  if (found?.length === length) return found;
  throw new FormatError(
    `Cannot restore the trainer: the checkpoint has ${found?.length ?? "no"} numbers of ${name} but the model ` +
      `needs ${length}; use another copy`,
  );
}

function withoutArrays({ bestParameters: _, ...rest }: PatienceState): SavedMeta["patience"] {
  return rest;
}
