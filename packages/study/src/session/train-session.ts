/** How a session is trained, for the page's worker and for Node alike, so that both end in the same bits. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { FitOptions, NamedTensor, TrainerOptions } from "minibatch";
import type { Splits } from "minibatch-data/sets";
import type { SessionSpec } from "./session-spec.ts";

/** What `createTrainer` takes of it, beside threads. */
export function trainerOptionsOf({ model, optimizer, seed, numerics }: SessionSpec): TrainerOptions {
  return { model, optimizer, seed, numerics };
}

/** What `fit` takes of it, beside what is called meanwhile. The test split is not looked at. */
export function fitOptionsOf({ training }: SessionSpec, { validation }: Splits): FitOptions {
  return { ...training, evaluateTrain: true, doctor: true, ...(validation !== null && { validation }) };
}

/**
 * SHA-256 of the weights in their order, as little-endian float32: what the page shows, and Node must end at.
 * Names are not in it, so that two networks of other names with the same numbers are the same.
 */
export function hashWeights(weights: readonly Pick<NamedTensor, "values">[]): string {
  const hash = sha256.create();
  for (const { values } of weights) {
    const bytes = new DataView(new ArrayBuffer(4 * values.length));
    for (let i = 0; i < values.length; i++) bytes.setFloat32(4 * i, values[i]!, true);
    hash.update(new Uint8Array(bytes.buffer));
  }
  return bytesToHex(hash.digest());
}
